"""For an incident: who saw whose data between two moments, by user or token."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from samsyn.register.models import AuditEntry, Person
from samsyn.register.who import names_of

GONE = ("erase_person", "protect_identity")
"""Acts by which a controller's own person left the register: the log alone tells whose it was."""


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
    controller: str, since: datetime, until: datetime, *, by: Collection[str] = ()
) -> Iterator[Seen]:
    """Acts of a controller's staff, and of anyone on its people: a row a user and kind of act.

    ``by`` is what the log writes of those to tell of, empty for everyone.
    """
    rows = list(
        _entries(controller, since, until, by).values("by", "action").annotate(
            entries=Count("sequence"),
            persons=Count("subject", distinct=True, filter=~Q(subject="")),
            first=Min("at"),
            last=Max("at"),
        ).order_by("by", "action")
    )  # fmt: skip
    names = names_of(row["by"] for row in rows)
    for row in rows:
        yield Seen(name=names.get(row["by"], ""), **row)


def subjects_between(
    controller: str, since: datetime, until: datetime, *, by: Collection[str] = ()
) -> list[str]:
    """The pseudonyms of the controller's people, and whom its staff met, that were touched."""
    rows = _entries(controller, since, until, by).exclude(subject="")
    return sorted(set(rows.values_list("subject", flat=True)))


def _entries(
    controller: str, since: datetime, until: datetime, by: Collection[str]
) -> QuerySet[AuditEntry]:
    """Whoever acted for the controller, and whoever touched its people, here still or gone."""
    here = Person.objects.filter(controller=controller).values("pk")
    gone = AuditEntry.objects.filter(controller=controller, action__in=GONE).values("subject")
    own = Q(controller=controller) | Q(subject__in=here) | Q(subject__in=gone)
    rows = AuditEntry.objects.filter(own, at__gte=since, at__lte=until)
    return rows.filter(by__in=by) if by else rows
