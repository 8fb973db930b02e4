"""Cases of reinforced cooperation: one row each, with the day of each step and the status after."""

from typing import TYPE_CHECKING, Any

from samsyn.statistics.measure import Rows
from samsyn.statistics.places import by_office
from samsyn.statistics.question import UNKNOWN
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from ibis.expr.types import Table

STARTED = ["preparatory_started", "vocational_started"]


def cases(scope: Scope) -> "Table":
    """Every case with its person's sex, the days of its steps, and its status after.

    ``status`` is that of day 90, or that at exit where day 90 is missing (``status_at_exit_only``).
    """
    return scope.snapshot.kept("cases", lambda: _cases(scope))


def _cases(scope: Scope) -> "Table":
    rows, person = scope.tables.cooperation_case, scope.tables.person
    rows = rows.left_join(person.select("person_id", "sex"), "person_id").drop("person_id_right")
    rows = rows.left_join(_steps(scope), "case_id").drop("case_id_right")
    rows = rows.left_join(_statuses(scope), "case_id").drop("case_id_right")
    return rows.select(
        "benefit",
        "benefit_since",
        "employment_office",
        "insurance_office",
        "requested",
        "assessment_first",
        "assessment_last",
        "first_started",
        "last_started",
        "ended",
        unit=rows.case_id,
        sex=rows.sex.coalesce(UNKNOWN),
        municipality_code=rows.municipality_code.coalesce(UNKNOWN),
        diagnosis_group=rows.diagnosis_group.coalesce(UNKNOWN),
        status=rows.day_90.coalesce(rows.exit),
        status_at_exit_only=rows.day_90.isnull() & rows.exit.notnull(),
    )


def _steps(scope: Scope) -> "Table":
    """``case_id`` and the first or last day of each step."""
    rows = scope.tables.cooperation_event

    def days(*events: str) -> Any:
        return rows.event.isin(list(events)).ifelse(rows.occurred_on, None)

    return rows.group_by("case_id").agg(
        requested=days("requested").min(),
        assessment_first=days("assessment_first").min(),
        assessment_last=days("assessment_last").max(),
        first_started=days(*STARTED).min(),
        last_started=days(*STARTED).max(),
        ended=days("ended").max(),
    )


def _statuses(scope: Scope) -> "Table":
    """``case_id`` and the status at ``exit`` and at ``day_90``."""
    rows = scope.tables.cooperation_outcome
    statuses = {
        point: (rows.point == point).ifelse(rows.status, None).max() for point in ("exit", "day_90")
    }
    return rows.group_by("case_id").agg(**statuses)


def _in_period(step: str) -> "Callable[[Scope], Table]":
    """Cases whose ``step`` falls in each period."""

    def build(scope: Scope) -> "Table":
        rows = cases(scope)
        return by_office(scope.on_day(rows.filter(rows[step].notnull()), step), scope)

    return build


def _completed(scope: Scope) -> "Table":
    """Cases that ended, without being broken off, after a measure had started."""
    rows = ended(scope)
    return rows.filter(rows.first_started <= rows.ended)


ended = _in_period("ended")

ASSESSED = Rows("assessed cases", _in_period("assessment_last"))
MEASURE_STARTED = Rows("cases with a started measure", _in_period("first_started"))
ENDED = Rows("ended cases", ended)
COMPLETED_CASES = Rows("completed cases", _completed)
