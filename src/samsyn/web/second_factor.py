"""The second factor, asked of each session: that the user has one says nothing of who is here.

allauth notes in the session how it was signed in to. A session counts while a factor that it
gave, or that was set up in it, is still the user's; each request asks, so that a factor taken
away is gone at once.
"""

from enum import Enum
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from samsyn.register.actions.end_access import end_access
from samsyn.register.models import User
from samsyn.web.demo import is_demo


class SecondFactor(Enum):
    """What a session has shown of its user's second factor."""

    GIVEN = "given"
    NOT_GIVEN = "the user has one, and it was not given here"
    NOT_SET_UP = "the user has none"


def second_factor_of(request: HttpRequest) -> SecondFactor:
    """What the session of a signed-in ``request`` has shown; the demo asks for none."""
    from allauth.mfa.models import Authenticator

    if is_demo():
        return SecondFactor.GIVEN
    kept = set(Authenticator.objects.filter(user=request.user.pk).values_list("pk", flat=True))
    if not kept:
        return SecondFactor.NOT_SET_UP
    records = get_authentication_records(request, request.user)
    given = {record.get("id") for record in records if record["method"] == "mfa"}
    return SecondFactor.GIVEN if kept & given else SecondFactor.NOT_GIVEN


def note_set_up(request: HttpRequest, user: User, authenticator: Any, **_more: Any) -> None:
    """A factor set up in a session counts for it alone: the user's other sessions end."""
    from allauth.account.internal.flows.login import record_authentication

    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    end_access([user.pk], but=request.session.session_key or "")
