"""Pages for what went wrong: what happened, and what to do next. They ask the database nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samsyn.register.actions.checked_first import ChangedMeanwhile


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request that no form of ours makes."""
    return _page(
        request,
        400,
        _("Det gick inte att läsa det som skickades"),
        _("Gå tillbaka till sidan du kom från, ladda om den och försök igen."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: shown as not found, so that nothing is said of what exists."""
    return not_found(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: does not exist, or may not be seen; the page does not say which."""
    return _page(
        request,
        404,
        _("Sidan finns inte"),
        _("Adressen kan vara felskriven, eller så hör sidan inte till dina uppdrag."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(
        request,
        500,
        _("Något gick fel hos oss"),
        _("Inget är ändrat. Försök igen om en stund, och säg till systemadministratören om det "
          "händer igen."),
    )  # fmt: skip


def form_is_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 from the protection of forms: the session was changed since the page was opened."""
    return _page(
        request,
        403,
        _("Sidan har varit öppen för länge"),
        _("Inget sparades. Gå tillbaka, ladda om sidan och skicka formuläret igen. Det du hade "
          "skrivit i en registrering finns kvar som utkast."),
    )  # fmt: skip


def another_role(request: HttpRequest) -> HttpResponse:
    """A form that was opened in another role, or for another controller, than one is in now."""
    return _page(
        request,
        409,
        _("Du har bytt roll sedan sidan öppnades"),
        _("Inget är ändrat. Öppna sidan igen i den roll du har nu, eller byt tillbaka överst."),
    )


class ComeBetween:
    """Middleware: an act that others came before is said to be so, where no form has caught it;
    and an address that only a button goes to says that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code == 405 and not response.content:
            return _by_button(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """409, with what to do; everything else is our fault."""
        if not isinstance(error, ChangedMeanwhile):
            return None
        return _page(request, 409, _("Det gick inte att göra nu"), str(error))


def _by_button(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Instead of an empty answer to an address that only a button goes to."""
    page = _page(
        request,
        405,
        _("Hit kommer man bara med en knapp"),
        _("Gå till startsidan och börja därifrån. Inget är ändrat."),
    )
    page["Allow"] = response.headers.get("Allow", "POST")
    return page


def _page(request: HttpRequest, status: int, title: str, what_to_do: str) -> HttpResponse:
    return render(request, "error.html", {"title": title, "what_to_do": what_to_do}, status=status)
