"""Associations, the municipalities in their areas, and the interventions they finance."""

from typing import TYPE_CHECKING

from samsyn.statistics.matching import with_match
from samsyn.statistics.measure import Rows
from samsyn.statistics.places import areas_on_last_day, by_association, county_of
from samsyn.statistics.question import UNKNOWN
from samsyn.statistics.rows.participations import codes_of
from samsyn.statistics.scope import Scope, date_far_off

if TYPE_CHECKING:
    from ibis.expr.types import Table


def _on_last_day(scope: Scope) -> "Table":
    """Associations whose days include the period's last day."""
    rows = scope.tables.association
    rows = rows.select(
        "association_code", "first_day", until=rows.last_day.coalesce(date_far_off())
    )
    rows = scope.during(rows, "first_day", "until")
    return rows.filter((rows.first_day <= rows.period_last) & (rows.until >= rows.period_last))


def _associations(scope: Scope) -> "Table":
    rows = _on_last_day(scope).mutate(unit=_on_last_day(scope).association_code)
    return by_association(rows, scope).select("period", "area", "unit")


def _municipalities(scope: Scope) -> "Table":
    """Different municipalities in the areas, each in its own county."""
    import ibis

    held = areas_on_last_day(scope)
    rows = with_match(held, _on_last_day(scope), ["period", "association_code"])
    areas = {
        "nation": ibis.literal(""),
        "county": county_of(rows.municipality_code),
        "association": rows.association_code,
    }
    rows = rows.select("period", area=areas[scope.level], unit=rows.municipality_code)
    return scope.here(rows.distinct())


def active_interventions(scope: Scope) -> "Table":
    """Interventions with a day in each period, in every area their association counts in."""

    def build() -> "Table":
        rows = scope.tables.intervention
        rows = rows.mutate(
            until=rows.last_day.coalesce(date_far_off()), unit=rows.intervention_code
        )
        placed = by_association(scope.during(rows, "first_day", "until"), scope)
        return placed.select("period", "area", "unit", "association_code", "orientation")

    return scope.kept("active interventions", build)


def _intervention_groups(scope: Scope) -> "Table":
    """Target groups tagged on a day that tag, intervention and period share."""

    def build() -> "Table":
        rows = scope.tables.intervention
        rows = rows.mutate(until=rows.last_day.coalesce(date_far_off()))
        rows = scope.during(rows, "first_day", "until")
        tag = scope.tables.intervention_group
        tags = tag.select(
            "intervention_code",
            "target_group",
            tag_first=tag.first_day,
            tag_until=tag.last_day.coalesce(date_far_off()),
        )
        found = rows.left_join(
            tags,
            [
                rows.intervention_code == tags.intervention_code,
                tags.tag_first <= rows.period_last,
                tags.tag_until >= rows.period_first,
                tags.tag_first <= rows.until,
                tags.tag_until >= rows.first_day,
            ],
        )
        group = found.target_group.coalesce(UNKNOWN)
        return found.select("period", unit="intervention_code", target_group=group).distinct()

    return scope.kept("intervention groups", build)


def _coded(scope: Scope, field: str) -> "Table":
    return codes_of(scope, field).rename(unit="intervention_code")


def _associations_with_groups(scope: Scope) -> "Table":
    """``period``, ``unit`` (association), ``target_group`` of its active interventions."""
    interventions = scope.tables.intervention.select("intervention_code", "association_code")
    groups = _intervention_groups(scope)
    tagged = groups.filter(groups.target_group != UNKNOWN)
    rows = tagged.join(interventions, tagged.unit == interventions.intervention_code)
    return rows.select("period", "target_group", unit=rows.association_code).distinct()


ASSOCIATIONS = Rows("associations", _associations, {"target_group": _associations_with_groups})
MUNICIPALITIES = Rows("municipalities", _municipalities)
INTERVENTIONS = Rows(
    "interventions",
    active_interventions,
    {
        "focus": lambda scope: _coded(scope, "focus"),
        "method": lambda scope: _coded(scope, "method"),
        "target_group": _intervention_groups,
    },
)
