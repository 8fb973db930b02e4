"""For an incident: who saw whose data between two moments, by user or token."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from samsyn.register.models import AuditEntry, User


@dataclass(frozen=True)
class Seen:
    """What one user did: acts by kind, how many people, from and to when."""

    by: str
    name: str
    action: str
    entries: int
    persons: int
    first: datetime
    last: datetime


def seen_between(
    controller: str, since: datetime, until: datetime, *, by: str = ""
) -> Iterator[Seen]:
    """Acts of a controller's staff and systems, a row a user and kind of act."""
    rows = _entries(controller, since, until, by).values("by", "action").annotate(
        entries=Count("sequence"),
        persons=Count("subject", distinct=True),
        first=Min("at"),
        last=Max("at"),
    )  # fmt: skip
    names = {
        f"{'system' if user.is_system else 'user'}:{user.pk}": user.name
        for user in User.objects.all().iterator()
    }
    for row in rows.order_by("by", "action"):
        yield Seen(name=names.get(row["by"], ""), **row)


def subjects_between(
    controller: str, since: datetime, until: datetime, *, by: str = ""
) -> list[str]:
    """The pseudonyms of everyone whose data were touched."""
    rows = _entries(controller, since, until, by).exclude(subject="")
    return sorted(set(rows.values_list("subject", flat=True)))


def _entries(controller: str, since: datetime, until: datetime, by: str) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(controller=controller, at__gte=since, at__lte=until)
    return rows.filter(by=by) if by else rows
