"""Give an authority's own system a key to the API, and take it back."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import now, today
from samsyn.register.models import ApiToken, User

PREFIX = "samsyn_"
LONGEST = timedelta(days=366)


class NotASystem(SamsynError):
    """A token asked for someone who is a person, or for a day too far away."""


def hash_of(token: str) -> str:
    """What is kept of a token: it is random and long, so a plain hash does."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_token(*, by: Acting, user: User, last_day: date) -> str:
    """A new token for the system ``user``, shown once; it acts with the user's roles.

    Raises ``NotASystem`` for a person's account and for a day more than a year away.
    """
    if not user.is_system:
        raise NotASystem(_("Nycklar ges till system, inte till människor. Välj ett systemkonto."))
    if not today() <= last_day <= today() + LONGEST:
        raise NotASystem(
            _("En nyckel gäller högst ett år, från i dag. Välj en tidigare sista dag.")
        )
    token = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        user=user, token_hash=hash_of(token), shown=token[:12], last_day=last_day
    )
    _log(by, "make_token", made)
    return token


@transaction.atomic
def end_token(*, by: Acting, token: ApiToken) -> None:
    """The token stops working now."""
    token.ended_at = token.ended_at or now()
    token.save(update_fields=["ended_at"])
    _log(by, "end_token", token)


def _log(by: Acting, action: str, token: ApiToken) -> None:
    event = audit.Event(action, table="api_token", key=token.shown, payload={"user": token.user_id})
    audit.tell([event], by=by)
