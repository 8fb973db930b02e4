"""Disposal as its page tells it: what is due and why, and proof of what has been done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from samsyn.register.clock import SWEDEN
from samsyn.register.code_labels import code_list, step_label
from samsyn.register.erasing import subject_hash
from samsyn.register.incident import GONE
from samsyn.register.models import (
    AuditEntry,
    CooperationEvent,
    CooperationOutcome,
    Erasure,
    Measurement,
    Participation,
    Person,
    StatusSpell,
)
from samsyn.register.retention import local_day

RUNS = ("pseudonymise", "destroy_key")
"""What a disposal does, as the log tells it."""

SHOWN = 200


@dataclass(frozen=True)
class Last:
    """The last thing registered of a person: on which day, what, in which intervention or case."""

    person_id: str
    day: date
    what: str
    where: str


@dataclass(frozen=True)
class Run:
    """What one did in disposal on one day: how many people or keys, and until when."""

    by: str
    action: str
    count: int
    at: datetime


def last_things(person_ids: Sequence[str]) -> list[Last]:
    """The last thing registered of each person, in their order: four queries."""
    latest: dict[str, Last] = {}
    for each in _registered(person_ids):
        held = latest.get(each.person_id)
        if held is None or each.day >= held.day:
            latest[each.person_id] = each
    return [latest[each] for each in person_ids if each in latest]


def runs_of(controllers: Iterable[str]) -> list[Run]:
    """The latest disposals at the controllers: a row a day, actor and kind of act."""
    rows = (
        AuditEntry.objects.filter(controller__in=controllers, action__in=RUNS)
        .values("by", "action", day=TruncDate("at", tzinfo=SWEDEN))
        .annotate(count=Count("sequence"), last=Max("at"))
        .order_by("-last", "by")
    )
    return [Run(row["by"], row["action"], row["count"], row["last"]) for row in rows[:SHOWN]]


def recognised_after_all(controllers: Iterable[str]) -> int:
    """How many of those who were made pseudonyms have anything left to be recognised by."""
    done = AuditEntry.objects.filter(controller__in=controllers, action="pseudonymise")
    anything = Q(
        *((f"{name}__isnull", False)
          for name in ("name", "personal_identity_number", "identity_lookup", "birth_date")),
        _connector=Q.OR,
    )  # fmt: skip
    return Person.objects.filter(anything, pk__in=done.values("subject")).count()


def erased_by(erasures: Iterable[Erasure]) -> dict[str, str]:
    """Who erased whom, as the log writes it, by the hash that an erasure has of the person."""
    wanted = {each.subject_hash: each.controller for each in erasures}
    told = AuditEntry.objects.filter(controller__in=set(wanted.values()), action__in=GONE)
    recent = told.order_by("-sequence").values_list("subject", "by")[: 2 * len(wanted)]
    hashed = {subject_hash(subject): by for subject, by in recent}
    return {each: hashed[each] for each in wanted if each in hashed}


def _registered(person_ids: Sequence[str]) -> Iterator[Last]:
    points, statuses = code_list("point"), code_list("case_point")
    taken = Participation.objects.filter(person_id__in=person_ids)
    for person, name, entered, exited in taken.values_list(
        "person_id", "intervention__name", "entered_on", "exited_on"
    ):
        yield Last(person, entered, points.label("entry"), name)
        if exited:
            yield Last(person, exited, points.label("exit"), name)
    yield from _known_of(person_ids)
    measured = Measurement.objects.filter(participation__person_id__in=person_ids)
    for person, name, day, point in measured.values_list(
        "participation__person_id", "participation__intervention__name", "measured_on", "point"
    ):
        yield Last(person, day, points.label(point), name)
    events = CooperationEvent.objects.filter(case__person_id__in=person_ids)
    for person, case, day, event in events.values_list(
        "case__person_id", "case_id", "occurred_on", "event"
    ):
        yield Last(person, day, step_label(event), _("ärende %(case)s") % {"case": case})
    outcomes = CooperationOutcome.objects.filter(case__person_id__in=person_ids)
    for person, case, day, point in outcomes.values_list(
        "case__person_id", "case_id", "measured_on", "point"
    ):
        yield Last(person, day, statuses.label(point), _("ärende %(case)s") % {"case": case})


def _known_of(person_ids: Sequence[str]) -> Iterator[Last]:
    """Periods in a status, and the registration of those of whom nothing else is known."""
    spells = StatusSpell.objects.filter(person_id__in=person_ids)
    for person, last_day, came in spells.values_list("person_id", "last_day", "registered_at"):
        yield Last(person, last_day or local_day(came), _("Period i en status"), "")
    nothing_else = Person.objects.filter(
        pk__in=person_ids, participations__isnull=True, cases__isnull=True
    )
    for person, came in nothing_else.values_list("pk", "registered_at"):
        yield Last(person, local_day(came), _("Registrerad"), "")
