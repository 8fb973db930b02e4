"""How people sign in: by an account that an administrator made, never one of their own making."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest


class NoSelfRegistration(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """For the first second factor a password given lately, at sign-in, is enough."""
        if app == "allauth.mfa" and not is_mfa_enabled(self.request.user):
            return not _gave_password_lately(self.request)
        required: bool = super().is_reauthentication_required(app=app)
        return required


def _gave_password_lately(request: HttpRequest) -> bool:
    lately = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "password" and each["at"] > lately for each in records)
