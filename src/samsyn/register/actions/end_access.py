"""End the sessions and tokens of one user, of an authority's, or of all: at once, in one act."""

from collections.abc import Iterable

from django.db import transaction

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import now
from samsyn.register.models import ApiToken, User


@transaction.atomic
def end_all_access(*, by: Acting, but: str, organisation: str = "") -> int:
    """End all sessions and tokens of ``organisation`` (its code; "": of everyone) and log it.

    The session ``but`` (its key) stays: the one in which it is ordered. Returns how many ended.
    """
    users = User.objects.filter(organisation=organisation) if organisation else User.objects.all()
    ended = end_access(users.values_list("pk", flat=True), but=but)
    told = {"organisation": organisation, "sessions": ended}
    audit.tell([audit.Event("end_all_access", table="user_account", payload=told)], by=by)
    return ended


def end_access(user_ids: Iterable[int], *, but: str = "") -> int:
    """End the sessions, less the one with the key ``but``, and tokens of the users: how many."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    ids = set(user_ids)
    texts = {str(each) for each in ids}
    ended = [
        session.pk
        for session in Session.objects.exclude(pk=but).iterator()
        if session.get_decoded().get("_auth_user_id") in texts
    ]
    Session.objects.filter(pk__in=ended).delete()
    UserSession.objects.filter(user__in=ids).exclude(session_key=but).delete()
    ApiToken.objects.filter(user__in=ids, ended_at__isnull=True).update(ended_at=now())
    return len(ended)
