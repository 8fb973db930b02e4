"""How people sign in: by an account that an administrator made, never one of their own making."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class NoSelfRegistration(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not for the first second factor: until it is there, nothing else can be reached."""
        if app == "allauth.mfa" and not is_mfa_enabled(self.request.user):
            return False
        required: bool = super().is_reauthentication_required(app=app)
        return required
