"""The worklists of a caseworker: which of the visible cases wait for what.

Each is a query on the office's own cases; how far a case has come is read from which events it
has, by the index of their key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery

from samsyn.register.access import Acting, visible_cases
from samsyn.register.case_steps import EMPLOYMENT, FINAL, INSURANCE, PLANNED, STARTED, WITHDRAWN
from samsyn.register.models import CooperationCase, CooperationEvent, CooperationOutcome
from samsyn.vocabulary.rules import rule

Cases = QuerySet[CooperationCase]

NO_FOLLOW_UP = (WITHDRAWN, "deceased")


@dataclass(frozen=True)
class Worklist:
    """One list: ``party`` whose turn it is ("" for both), oldest first."""

    id: str
    party: str
    of: Callable[[Acting, date], Cases]


def waiting_for_first_meeting(acting: Acting, on: date) -> Cases:
    """Requested, and not yet met."""
    return _open(acting).filter(~_has("assessment_first"))


def in_assessment(acting: Acting, on: date) -> Cases:
    """Met once, the last meeting not yet held."""
    return _open(acting).filter(_has("assessment_first"), ~_has("assessment_last"))


def waiting_for_plan(acting: Acting, on: date) -> Cases:
    """Assessed, and neither a plan nor a planned measure."""
    return _open(acting).filter(
        ~_has(*PLANNED, *STARTED), _has("assessment_last"), plan_agreed_on__isnull=True
    )


def waiting_for_start(acting: Acting, on: date) -> Cases:
    """A plan or a planned measure, and nothing started."""
    planned = Q(plan_agreed_on__isnull=False) | Q(_has(*PLANNED))
    return _open(acting).filter(planned, _has("assessment_last"), ~_has(*STARTED))


def started(acting: Acting, on: date) -> Cases:
    """In a measure."""
    return _open(acting).filter(_has(*STARTED))


def day_90_due(acting: Acting, on: date) -> Cases:
    """Ended so long ago that status is due, and not so long that it is no longer asked for.

    Of the authority that answered for the case when it ended. With ``ended_on``.
    """
    days = rule("case_follow_up").on(on)
    ended = _ended_events().filter(
        occurred_on__range=(on - timedelta(days["closed"]), on - timedelta(days["due"]))
    )
    answers = _has(*STARTED) if acting.party == EMPLOYMENT else ~_has(*STARTED)
    either = ~_has(*STARTED) & _has("assessment_last")
    measured = CooperationOutcome.objects.filter(case_id=OuterRef("pk"), point="day_90")
    return (
        visible_cases(acting)
        .filter(answers | either, Exists(ended), ~Exists(measured), consent_withdrawn_on=None)
        .annotate(ended_on=_ended_on())
        .order_by("ended_on", "case_id")
    )


def overdue(acting: Acting, on: date) -> Cases:
    """Of ``day_90_due`` those whose status should have been taken by now."""
    last = on - timedelta(rule("case_follow_up").on(on)["overdue"])
    return day_90_due(acting, on).filter(Exists(_ended_events().filter(occurred_on__lt=last)))


def going_on(acting: Acting, on: date) -> Cases:
    """Everything that has not ended, the latest request first."""
    return _open(acting)


def over(acting: Acting, on: date) -> Cases:
    """What has ended or been broken off, the latest first."""
    return (
        visible_cases(acting)
        .filter(_has(*FINAL))
        .annotate(ended_on=_ended_on())
        .order_by("-ended_on", "case_id")
    )


WORKLISTS: dict[str, Worklist] = {
    each.id: each
    for each in (
        Worklist("begarda", INSURANCE, waiting_for_first_meeting),
        Worklist("kartlaggs", INSURANCE, in_assessment),
        Worklist("utan-plan", "", waiting_for_plan),
        Worklist("planerade", EMPLOYMENT, waiting_for_start),
        Worklist("pagaende", EMPLOYMENT, started),
        Worklist("dag-90", "", day_90_due),
        Worklist("alla", "", going_on),
        Worklist("avslutade", "", over),
    )
}


def _open(acting: Acting) -> Cases:
    return (
        visible_cases(acting)
        .filter(~_has(*FINAL), consent_withdrawn_on=None)
        .order_by("consented_on", "case_id")
    )


def _has(*events: str) -> Exists:
    return Exists(CooperationEvent.objects.filter(case_id=OuterRef("pk"), event__in=events))


def _ended_events() -> QuerySet[CooperationEvent]:
    found = CooperationEvent.objects.filter(case_id=OuterRef("pk"), event__in=FINAL)
    return found.filter(Q(reason=None) | ~Q(reason__in=NO_FOLLOW_UP))


def _ended_on() -> Subquery:
    ended = CooperationEvent.objects.filter(case_id=OuterRef("pk"), event__in=FINAL)
    return Subquery(ended.values("occurred_on")[:1], output_field=DateField())
