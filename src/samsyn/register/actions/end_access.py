"""End the sessions and tokens of one user, of an authority's, or of all: at once, in one act."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import now, today
from samsyn.register.models import ApiToken, User


@dataclass(frozen=True)
class Access:
    """What is open now: sessions, of how many users, and tokens."""

    sessions: int
    users: int
    tokens: int


def access_now(*, but: str, organisation: str = "") -> Access:
    """What ``end_all_access`` would end; the session ``but`` is not counted."""
    ids = set(_users(organisation).values_list("pk", flat=True))
    found = _sessions(ids, but)
    tokens = ApiToken.objects.filter(user__in=ids, ended_at__isnull=True, last_day__gte=today())
    return Access(len(found), len(set(found.values())), tokens.count())


@transaction.atomic
def end_all_access(*, by: Acting, but: str, organisation: str = "") -> int:
    """End all sessions and tokens of ``organisation`` (its code; "": of everyone) and log it.

    The session ``but`` (its key) stays: the one in which it is ordered. Returns how many ended.
    """
    ended = end_access(_users(organisation).values_list("pk", flat=True), but=but)
    told = {"organisation": organisation, "sessions": ended}
    audit.tell([audit.Event("end_all_access", table="user_account", payload=told)], by=by)
    return ended


def end_access(user_ids: Iterable[int], *, but: str = "") -> int:
    """End the sessions, less the one with the key ``but``, and tokens of the users: how many."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    ids = set(user_ids)
    ended = _sessions(ids, but)
    Session.objects.filter(pk__in=ended).delete()
    UserSession.objects.filter(user__in=ids).exclude(session_key=but).delete()
    ApiToken.objects.filter(user__in=ids, ended_at__isnull=True).update(ended_at=now())
    return len(ended)


def _users(organisation: str) -> QuerySet[User]:
    return User.objects.filter(organisation=organisation) if organisation else User.objects.all()


def _sessions(user_ids: set[int], but: str) -> dict[str, str]:
    """The keys of the users' sessions, less ``but``, with whose each is."""
    from django.contrib.sessions.models import Session

    texts = {str(each) for each in user_ids}
    rows = Session.objects.filter(expire_date__gt=now()).exclude(pk=but)
    held = {each.pk: str(each.get_decoded().get("_auth_user_id")) for each in rows.iterator()}
    return {key: user for key, user in held.items() if user in texts}
