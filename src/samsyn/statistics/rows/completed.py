"""Completed participations: ended in the period, in individual interventions by person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from samsyn.statistics.measure import Rows
from samsyn.statistics.places import by_own_municipality
from samsyn.statistics.question import UNKNOWN
from samsyn.statistics.rows.participations import LATER_POINTS, participations, sources_at
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from ibis.expr.types import Table


def completed(scope: Scope) -> "Table":
    """Participations that ended in each period, with what was measured before and after."""

    def build() -> "Table":
        rows = participations(scope.snapshot)
        rows = rows.filter((rows.orientation == "individual") & (rows.follow_up == "persons"))
        rows = scope.on_day(rows.filter(rows.exited_on.notnull()), "exited_on")
        placed = by_own_municipality(rows, scope)
        return placed.select(*_KEPT, unit=rows.participation_no, **_measured_twice(rows))

    return scope.kept("completed", build)


_KEPT = (
    "period",
    "area",
    "sex",
    "age_group",
    "education",
    "exit_reason",
    "entered_on",
    "exited_on",
    "public_after",
    "work_kind",
)
_EXTENTS = tuple(
    f"{point}_{what}" for point in ("before", "after") for what in ("work_percent", "study_percent")
)
_LATER = tuple(f"{point}_{what}" for point in LATER_POINTS for what in ("measured", "reached"))


def _measured_twice(rows: "Table") -> dict[str, Any]:
    """Answers before and after with empty ones as no, and the occupation they make."""
    columns: dict[str, Any] = {name: rows[name] for name in (*_EXTENTS, *_LATER)}
    for point in ("before", "after"):
        for answer in ("measured", "works", "studies", "seeks_work"):
            columns[f"{point}_{answer}"] = rows[f"{point}_{answer}"].coalesce(0) == 1
        columns[f"occupation_{point}"] = _occupation(rows, point)
    return columns


def _occupation(rows: "Table", point: str) -> Any:
    """Work before studies before job-seeking before other: one of them."""
    import ibis

    return ibis.cases(
        (rows[f"{point}_works"] == 1, "work"),
        (rows[f"{point}_studies"] == 1, "studies"),
        (rows[f"{point}_seeks_work"] == 1, "job_seeking"),
        else_="other",
    )


def _with_occupation(point: str) -> "Callable[[Scope], Table]":
    def build(scope: Scope) -> "Table":
        rows = completed(scope)
        return rows.mutate(occupation=rows[f"occupation_{point}"])

    return build


def _with_work_kind(scope: Scope) -> "Table":
    rows = completed(scope)
    return rows.mutate(work_kind=rows.work_kind.coalesce(UNKNOWN))


def _followed_up(scope: Scope) -> "Table":
    """Each completed participation at each point that has passed: ``measured``, ``reached``."""
    import ibis

    rows = completed(scope)
    passed = [
        rows.filter(rows.exited_on <= last_exit(scope.snapshot.taken_on, months)).select(
            "period",
            "area",
            "unit",
            "sex",
            point=ibis.literal(point),
            measured=rows[f"{point}_measured"].coalesce(0) == 1,
            reached=rows[f"{point}_reached"].coalesce(0) == 1,
        )
        for point, months in LATER_POINTS.items()
    ]
    return ibis.union(*passed)


def last_exit(day: date, months: int) -> date:
    """The last day of exit from which ``months`` have passed on ``day``.

    A day that the later month lacks counts as its last: 31 August and six months is the last of
    February.

    >>> last_exit(date(2019, 2, 28), 6), last_exit(date(2020, 2, 28), 6)
    (datetime.date(2018, 8, 31), datetime.date(2019, 8, 28))
    """
    month = day.year * 12 + day.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1)
    after = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    length = (after - first).days
    ends_month = (day + timedelta(days=1)).day == 1
    return first.replace(day=length if ends_month else min(day.day, length))


_INCOME_BEFORE: dict[str, Any] = {
    "income_before": lambda scope: sources_at(scope, "entry", "income_before")
}

COMPLETED = Rows("completed", completed, _INCOME_BEFORE)
COMPLETED_BY_OCCUPATION_AFTER = Rows(
    "completed by occupation after", _with_occupation("after"), _INCOME_BEFORE
)
COMPLETED_BY_OCCUPATION_BEFORE = Rows(
    "completed by occupation before", _with_occupation("before"), _INCOME_BEFORE
)
COMPLETED_BY_WORK_KIND = Rows("completed by kind of work", _with_work_kind)
COMPLETED_BY_INCOMES = Rows(
    "completed by incomes",
    completed,
    {**_INCOME_BEFORE, "income_after": lambda scope: sources_at(scope, "exit", "income_after")},
)
FOLLOWED_UP = Rows("followed up", _followed_up)
