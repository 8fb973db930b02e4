"""The language of the pages: Swedish, and English for whoever chooses it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from samsyn.web.gate import open_to_all


class ChosenLanguage:
    """Middleware: the language that was chosen in this browser, whatever the browser prefers.

    What is written in the register is Swedish, so an English page is something one asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


@open_to_all
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in this browser, and go back to the page one was on."""
    return set_language(request)
