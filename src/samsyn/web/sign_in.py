"""How people sign in: by an account that an administrator made, never one of their own making."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSelfRegistration(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
