"""Money and staff of a year, by association and by intervention."""

from typing import TYPE_CHECKING

from samsyn.statistics.measure import Rows
from samsyn.statistics.places import by_association
from samsyn.statistics.rows.participations import methods
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from ibis.expr.types import Table


def _funds(scope: Scope) -> "Table":
    rows = scope.of_year(scope.tables.association_funds)
    placed = by_association(rows, scope)
    return placed.select("period", "area", "amount_sek", funding_source=placed.source)


def _administration(scope: Scope) -> "Table":
    rows = scope.of_year(scope.tables.association_cost)
    return _amounts(by_association(rows, scope).select("period", "area", "kind", *_SEK))


def _interventions(scope: Scope) -> "Table":
    placed = by_association(_with_association(scope, scope.tables.intervention_cost), scope)
    return _amounts(placed.select("period", "area", "kind", "orientation", *_SEK))


_SEK = ("budget_sek", "outturn_sek")


def _amounts(rows: "Table") -> "Table":
    """Each row as two: ``amount`` budget and outturn, with their ``sek``."""
    import ibis

    sides = [
        rows.mutate(amount=ibis.literal(amount), sek=rows[f"{amount}_sek"])
        for amount in ("budget", "outturn")
    ]
    return sides[0].union(sides[1])


def _staff(scope: Scope) -> "Table":
    rows = _with_association(scope, scope.tables.intervention_staff)
    return by_association(rows.mutate(unit=rows.intervention_code), scope)


def _with_association(scope: Scope, rows: "Table") -> "Table":
    about = scope.tables.intervention
    about = about.select("intervention_code", "association_code", "orientation")
    return scope.of_year(rows).join(about, "intervention_code")


FUNDS = Rows("funds", _funds)
ADMINISTRATION = Rows("administration", _administration)
INTERVENTION_COSTS = Rows("intervention costs", _interventions)
STAFF = Rows(
    "staff", _staff, {"method": lambda scope: methods(scope).rename(unit="intervention_code")}
)
