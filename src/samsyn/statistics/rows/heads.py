"""Head counts: those who took part without being known as persons, by intervention and sex."""

from functools import partial
from typing import TYPE_CHECKING, Any

from samsyn.statistics.matching import without_match
from samsyn.statistics.measure import Rows
from samsyn.statistics.places import by_association
from samsyn.statistics.question import UNKNOWN
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from ibis.expr.types import Table


def heads(scope: Scope, kind: str) -> "Table":
    """Heads of a kind by intervention and sex in each year or half-year: ``persons``.

    A year takes the row of the whole year where there is one, else its halves. A half-year takes
    the row of that half; what is known for the whole year only has ``lacks_half`` and no heads.
    """
    counted = _by_intervention(scope, kind)
    rows = scope.of_year(counted)
    whole_year = (rows.has_whole == 1).ifelse(rows.whole, rows.first + rows.second)
    half = (rows.period_half == 1).ifelse(rows.first, rows.second)
    is_half = rows.period_half > 0
    rows = rows.mutate(
        unit=rows.intervention_code,
        persons=is_half.ifelse(half, whole_year),
        lacks_half=is_half & (rows.has_halves == 0),
    )
    return by_association(rows, scope).select(
        "period", "area", "unit", "sex", "persons", "lacks_half"
    )


def _by_intervention(scope: Scope, kind: str) -> "Table":
    rows = scope.tables.head_count.filter(scope.tables.head_count.kind == kind)
    intervention = scope.tables.intervention.select("intervention_code", "association_code")
    half = rows.half.coalesce(0)

    def persons(of: int) -> Any:
        return (half == of).ifelse(rows.persons, 0).sum().cast("int64")

    summed = rows.group_by(["intervention_code", "year", "sex"]).agg(
        whole=persons(0),
        first=persons(1),
        second=persons(2),
        has_whole=(half == 0).ifelse(1, 0).max(),
        has_halves=(half > 0).ifelse(1, 0).max(),
    )
    return summed.join(intervention, "intervention_code")


def _structural(scope: Scope) -> "Table":
    """Head counts of kind structural, and activities of interventions that have none that year."""

    def build() -> "Table":
        counted = heads(scope, "structural").drop("sex").mutate(unit=_no_activity())
        return counted.union(_activities(scope).select(*counted.columns))

    return scope.kept("structural heads", build)


def _activities(scope: Scope) -> "Table":
    import ibis

    rows = scope.tables.structural_activity
    rows = scope.on_day(rows.mutate(year=rows.held_on.year()), "held_on")
    intervention = scope.tables.intervention.select("intervention_code", "association_code")
    rows = without_match(rows, _by_intervention(scope, "structural"), ["intervention_code", "year"])
    placed = by_association(rows.join(intervention, "intervention_code"), scope)
    return placed.mutate(unit=placed.activity_code, lacks_half=ibis.literal(False))


def _formats(scope: Scope) -> "Table":
    """The format of each activity; head counts have none and enter the total only."""
    rows = scope.tables.structural_activity
    return rows.select(unit=rows.activity_code, format=rows.format.coalesce(UNKNOWN))


def _no_activity() -> Any:
    import ibis

    return ibis.literal("")


ANONYMOUS = Rows("anonymous heads", partial(heads, kind="anonymous"))
VOLUME = Rows("volume heads", partial(heads, kind="volume"))
STRUCTURAL = Rows("structural heads", _structural, {"format": _formats})
