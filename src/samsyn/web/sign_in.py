"""How people sign in: by an account that an administrator made, never one of their own making.

A system's account (``is_system``) is no person's: it shows a key to the API and does not sign in.
"""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import UserTokenForm
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from samsyn.register.models import User


class NoSelfRegistration(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up, and no system signs in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse | None:
        """What every way of signing in passes, by password or passkey: a system stops here."""
        if not user.is_system:
            answer: HttpResponse | None = super().pre_login(request, user, **told)
            return answer
        messages.error(
            request,
            _("Kontot är ett systems. Det använder en nyckel till API:et och loggar inte in här."),
        )
        return redirect("account_login")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """A system has no password to forget: the answer is the same, but no letter is sent."""
        if not user.is_system:
            super().send_password_reset_mail(user, email, context)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """For the first second factor a password given lately, at sign-in, is enough."""
        if app == "allauth.mfa" and not is_mfa_enabled(self.request.user):
            return not _gave_password_lately(self.request)
        required: bool = super().is_reauthentication_required(app=app)
        return required


class PersonsLink(UserTokenForm):  # type: ignore[misc]
    """The link of a letter by which a person, and no system, chooses a password."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        if self.reset_user.is_system:
            raise NoSelfRegistration().validation_error("invalid_password_reset")
        return given


def _gave_password_lately(request: HttpRequest) -> bool:
    lately = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "password" and each["at"] > lately for each in records)
