"""The worklists of a caseworker: which of the visible cases wait for what.

Each is a query on the office's own cases, found by an index on the office and the day they ended;
how far a case has come is read from which events it has, by the index of their key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

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

    Of the authority that answered for the case when it ended; the longest ago first.
    """
    days = rule("case_follow_up").on(on)
    answers = _has(*STARTED) if acting.party == EMPLOYMENT else ~_has(*STARTED)
    either = ~_has(*STARTED) & _has("assessment_last")
    measured = CooperationOutcome.objects.filter(case_id=OuterRef("pk"), point="day_90")
    not_asked = CooperationEvent.objects.filter(
        case_id=OuterRef("pk"), event__in=FINAL, reason__in=NO_FOLLOW_UP
    )
    window = (on - timedelta(days["closed"]), on - timedelta(days["due"]))
    return (
        visible_cases(acting)
        .filter(ended_on__range=window, consent_withdrawn_on=None)
        .filter(answers | either, ~Exists(not_asked), ~Exists(measured))
        .order_by("ended_on", "case_id")
    )


def going_on(acting: Acting, on: date) -> Cases:
    """Everything that has not ended, the latest request first."""
    return _open(acting)


def over(acting: Acting, on: date) -> Cases:
    """What has ended or been broken off, the latest first."""
    return visible_cases(acting).filter(ended_on__isnull=False).order_by("-ended_on", "case_id")


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


def counts(acting: Acting, on: date) -> dict[str, int]:
    """How many are in each list but that of the ended, and how many of ``dag-90`` are overdue.

    Two passes over the office's open or lately ended cases, however many lists there are.
    """
    first, last = _has("assessment_first"), _has("assessment_last")
    planned = Q(plan_agreed_on__isnull=False) | Q(_has(*PLANNED))
    begun = Q(_has(*STARTED))
    found: dict[str, int] = (
        _open(acting)
        .order_by()
        .aggregate(
            begarda=Count("pk", filter=~Q(first)),
            kartlaggs=Count("pk", filter=Q(first) & ~Q(last)),
            utan_plan=Count("pk", filter=Q(last) & ~planned & ~begun),
            planerade=Count("pk", filter=Q(last) & planned & ~begun),
            pagaende=Count("pk", filter=begun),
            alla=Count("pk"),
        )
    )
    overdue = on - timedelta(rule("case_follow_up").on(on)["overdue"])
    due = day_90_due(acting, on).order_by()
    found |= due.aggregate(dag_90=Count("pk"), overdue=Count("pk", filter=Q(ended_on__lt=overdue)))
    return {name.replace("_", "-"): count for name, count in found.items()}


def _open(acting: Acting) -> Cases:
    return (
        visible_cases(acting)
        .filter(ended_on=None, consent_withdrawn_on=None)
        .order_by("consented_on", "case_id")
    )


def _has(*events: str) -> Exists:
    return Exists(CooperationEvent.objects.filter(case_id=OuterRef("pk"), event__in=events))
