"""Where a unit counts: own municipality, association, intervention or office.

Persons and cases count in their own municipality and its county; head counts, interventions
and money in their association, which counts in every county where it has an area on the
period's last day (its own last day, if earlier), so that counties need not add up.
"""

from typing import TYPE_CHECKING

from samsyn.statistics.question import UNKNOWN
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from ibis.expr.types import StringValue, Table


def county_of(municipality: "StringValue") -> "StringValue":
    """The county of a municipality code, its first two digits; ``unknown`` stays."""
    return (municipality == UNKNOWN).ifelse(UNKNOWN, municipality.substr(0, 2))


def by_own_municipality(rows: "Table", scope: Scope) -> "Table":
    """``rows`` with their ``area``: one row stays one row.

    Needs ``municipality_code`` (``unknown`` where empty), and for those levels
    ``association_code`` and ``intervention_code``.
    """
    import ibis

    if scope.level == "nation":
        return rows.mutate(area=ibis.literal(""))
    if scope.level == "county":
        return scope.here(rows.mutate(area=county_of(rows.municipality_code)))
    return scope.here(rows.mutate(area=rows[f"{scope.level}_code"]))


def by_association(rows: "Table", scope: Scope) -> "Table":
    """``rows`` (with ``period`` and ``association_code``) once in each area they count in."""
    import ibis

    if scope.level == "nation":
        return rows.mutate(area=ibis.literal(""))
    if scope.level == "county":
        counties = association_counties(scope)
        return scope.here(rows.join(counties, ["period", "association_code"]))
    return scope.here(rows.mutate(area=rows[f"{scope.level}_code"]))


def association_counties(scope: Scope) -> "Table":
    """``period``, ``association_code``, ``area``: the counties where each has an area."""

    def build() -> "Table":
        areas = areas_on_last_day(scope)
        return areas.select(
            "period", "association_code", area=areas.municipality_code.substr(0, 2)
        ).distinct()

    return scope.kept("association counties", build)


def areas_on_last_day(scope: Scope) -> "Table":
    """``period``, ``association_code``, ``municipality_code`` of each association's areas.

    On the period's last day, or on the association's own last day if that is earlier.
    """
    import ibis

    area, association = scope.tables.association_area, scope.tables.association
    ends = association.select("association_code", closes=association.last_day)
    rows = area.join(ends, "association_code").cross_join(
        scope.days.select("period", end="last_day")
    )
    day = ibis.least(rows.end, rows.closes.coalesce(rows.end))
    held = (rows.first_day <= day) & (rows.last_day.isnull() | (rows.last_day >= day))
    return rows.filter(held).select("period", "association_code", "municipality_code").distinct()


def by_office(rows: "Table", scope: Scope) -> "Table":
    """Cases with their ``area``: at the office level once at each of their two offices."""
    import ibis

    if scope.level != "office":
        return by_own_municipality(rows, scope)
    at_employment = rows.mutate(area=rows.employment_office)
    at_insurance = rows.mutate(area=rows.insurance_office)
    nowhere = rows.employment_office.isnull() & rows.insurance_office.isnull()
    unplaced = rows.filter(nowhere).mutate(area=ibis.literal(UNKNOWN))
    placed = at_employment.union(at_insurance, unplaced)
    return scope.here(placed.filter(placed.area.notnull()).distinct())
