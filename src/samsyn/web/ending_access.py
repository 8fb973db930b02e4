"""Ending all access in an incident: a page that says how much it concerns, and the act itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.register.actions.end_access import access_now, end_all_access
from samsyn.web.gate import Request


def ended_or_asked(
    request: Request, *, organisation: str, whose: str, back: str, trail: str
) -> HttpResponse:
    """End all sessions and tokens of ``organisation`` ("" for all), or ask whether to.

    The session in which it is ordered stays. ``back`` names the page to go to afterwards.
    """
    but = request.session.session_key or ""
    if request.method == "POST":
        end_all_access(by=request.acting, but=but, organisation=organisation)
        messages.success(
            request, _("Alla sessioner och nycklar är avslutade. Alla får logga in igen.")
        )
        return redirect(back)
    open_now = access_now(but=but, organisation=organisation)
    context = {
        "title": _("Avsluta alla sessioner och nycklar"),
        "intro": _("Det gäller %(whose)s. Inloggade personer och system: %(users)d. "
                   "Sessioner: %(sessions)d. Nycklar till API:t: %(tokens)d.")
        % {"whose": whose, **vars(open_now)},
        "after": _("Alla loggas ut i samma stund, utom du, och nycklarna slutar gälla. Var och en "
                   "får logga in igen, och nya nycklar måste skapas. Det går inte att ångra."),
        "button": _("Avsluta alla sessioner och nycklar"),
        "back": reverse(back),
        "trail": trail,
    }  # fmt: skip
    return render(request, "confirm.html", context)
