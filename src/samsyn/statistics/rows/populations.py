"""Populations that the authorities give as numbers: who has a benefit, whose benefit ended."""

from functools import partial
from typing import TYPE_CHECKING

from samsyn.statistics.matching import without_match
from samsyn.statistics.measure import Rows
from samsyn.statistics.places import by_own_municipality
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from ibis.expr.types import Table


def _population(scope: Scope, *, table: str, code: str, key: str) -> "Table":
    """The rows of a population in each year, with its code under ``key``: ``persons``.

    The nation takes the rows with an empty municipality if that year and code has any, else the
    sum of municipalities; an area takes its municipalities.
    """
    rows = getattr(scope.tables, table)
    rows = rows.mutate(municipality_code=rows.municipality_code.nullif(""))
    whole = rows.filter(rows.municipality_code.isnull())
    parts = rows.filter(rows.municipality_code.notnull())
    if scope.level == "nation":
        parts = whole.union(without_match(parts, whole, ["year", code]))
    placed = by_own_municipality(scope.of_year(parts), scope)
    return placed.select("period", "area", "sex", "persons", **{key: placed[code]})


ON_BENEFIT_IN_ALL = Rows(
    "everyone on the benefit",
    partial(_population, table="benefit_population", code="benefit", key="income_source"),
)
BENEFIT_ENDED = Rows(
    "everyone whose benefit ended",
    partial(_population, table="benefit_ended", code="reason", key="reason"),
)
