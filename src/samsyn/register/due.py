"""Follow-ups that are due: those that no measurement and no imported spell has answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from samsyn.register.access import Acting, visible_participations
from samsyn.register.models import Measurement, Participation, StatusSpell
from samsyn.register.policies import ERROR
from samsyn.vocabulary.rules import rule


@dataclass(frozen=True)
class Due:
    """A follow-up to make: of whom, at which point, since which day."""

    participation: Participation
    point: str
    due_on: date
    overdue: bool


def points(on: date) -> tuple[str, ...]:
    """The points that every registrar is asked for."""
    return tuple(rule("follow_up_points").on(on)["asked"])


def due_on(exited_on: date, point: str, on: date) -> date:
    """The day the follow-up at ``point`` is due."""
    days: int = rule("follow_up_points").on(on)["days"][point]
    return exited_on + timedelta(days=days)


def due_at(acting: Acting, point: str, on: date) -> QuerySet[Participation]:
    """The participations whose follow-up at ``point`` is due on ``on``, earliest exit first.

    Left out: withdrawn consents, wrong registrations, those measured at the point, those whose
    status that day has come from an authority's register, and those that were missed long ago.
    """
    asked = rule("follow_up_points").on(on)
    days = timedelta(days=asked["days"][point])
    measured = Measurement.objects.filter(participation_id=OuterRef("pk"), point=point)
    answered = StatusSpell.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=OuterRef("exited_on") + days),
        person_id=OuterRef("person_id"),
        first_day__lte=OuterRef("exited_on") + days,
    )
    return (
        visible_participations(acting)
        .filter(
            exited_on__lte=on - days,
            exited_on__gt=on - days - timedelta(days=asked["missed_after"]),
            consent_withdrawn_on__isnull=True,
        )
        .exclude(exit_reason=ERROR)
        .filter(~Exists(measured), ~Exists(answered))
        .order_by(F("exited_on"), "pk")
    )


def all_due(acting: Acting, on: date, *, most: int) -> Iterator[Due]:
    """At most ``most`` of each point, with people and interventions fetched."""
    late = timedelta(days=rule("follow_up_points").on(on)["overdue_after"])
    for point in points(on):
        rows = due_at(acting, point, on).select_related("person", "intervention")
        for each in rows[:most]:
            if each.exited_on is not None:
                day = due_on(each.exited_on, point, on)
                yield Due(each, point, day, overdue=on > day + late)
