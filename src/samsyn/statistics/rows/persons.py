"""Persons in individual interventions, once in each period and area, and their participations."""

from typing import TYPE_CHECKING

from samsyn.statistics.measure import Rows
from samsyn.statistics.places import by_own_municipality
from samsyn.statistics.rows.participations import (
    benefits_at_entry,
    derived,
    incomes_at,
    methods,
    participations,
    sources_at,
    target_groups,
)
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from ibis.expr.types import Table


def active_participations(scope: Scope) -> "Table":
    """Participations in individual interventions with a day in each period: ``unit`` is one."""

    def build() -> "Table":
        rows = _individual(scope)
        return _placed(scope.during(rows, "entered_on", "until"), scope)

    return scope.kept("active participations", build)


def started_participations(scope: Scope) -> "Table":
    """Participations in individual interventions entered in each period."""

    def build() -> "Table":
        return _placed(scope.on_day(_individual(scope), "entered_on"), scope)

    return scope.kept("started participations", build)


def _entered(scope: Scope) -> "Table":
    """Every participation entered in each period."""
    rows = participations(scope.snapshot)
    rows = rows.select(*_ENTRY, "sex", "band", unit="participation_no")
    return by_own_municipality(scope.on_day(rows, "entered_on"), scope)


def _entered_on_benefit(scope: Scope) -> "Table":
    """Each participation entered in each period with each source at entry: ``days_since``."""
    sources = incomes_at(scope.snapshot, "entry")
    sources = sources.select("days_since", unit="participation_no", income_source="source")
    return _entered(scope).select("period", "area", "unit", "sex").join(sources, "unit")


def _individual(scope: Scope) -> "Table":
    rows = participations(scope.snapshot)
    rows = rows.filter(rows.orientation == "individual")
    return rows.select(*_ENTRY, unit="participation_no")


_ENTRY = (
    "person_no",
    "referred_by",
    "intervention_code",
    "association_code",
    "municipality_code",
    "entered_on",
    "until",
)


def _placed(rows: "Table", scope: Scope) -> "Table":
    return by_own_municipality(rows, scope).drop("association_code", "municipality_code")


def _persons(found: "Callable[[Scope], Table]") -> "Callable[[Scope], Table]":
    """Each person of those participations once, as at the latest entry among them."""

    def build(scope: Scope) -> "Table":
        rows = found(scope)
        latest = rows.group_by(["period", "area", "person_no"]).agg(unit=rows.unit.max())
        known = participations(scope.snapshot)
        known = known.select("sex", "age_group", "education", unit=known.participation_no)
        return latest.join(known, "unit").drop("unit").rename(unit="person_no")

    return lambda scope: scope.kept(f"persons {found.__name__}", lambda: build(scope))


def _any_of(
    found: "Callable[[Scope], Table]", codes: "Callable[[Scope, Table], Table]", key: str
) -> "Callable[[Scope], Table]":
    """Each person with each code that any of those participations has."""

    def build(scope: Scope) -> "Table":
        rows = found(scope)
        coded = codes(scope, rows)
        shared = [name for name in ("period", "unit", "intervention_code") if name in coded.columns]
        narrow = rows.select("period", "area", "person_no", "unit", "intervention_code")
        found_codes = narrow.join(coded, shared)
        return found_codes.select("period", "area", key, unit=found_codes.person_no).distinct()

    return build


def _target_groups(found: "Callable[[Scope], Table]") -> "Callable[[Scope, Table], Table]":
    def build(scope: Scope, rows: "Table") -> "Table":
        return scope.kept(f"groups {found.__name__}", lambda: target_groups(scope, rows))

    return build


def _several(found: "Callable[[Scope], Table]") -> "dict[str, Callable[[Scope], Table]]":
    groups = _target_groups(found)
    codes = {
        "income_source": lambda scope, _: sources_at(scope, "entry", "income_source"),
        "target_group": groups,
        "derived_group": lambda scope, rows: derived(scope, groups(scope, rows)),
        "method": lambda scope, _: methods(scope),
        "referred_by": lambda _, rows: rows.select("period", "unit", "referred_by").distinct(),
    }
    return {key: _any_of(found, build, key) for key, build in codes.items()}


IDENTIFIED = Rows("identified", _persons(active_participations), _several(active_participations))
"""Persons with a participation active in the period in an individual intervention."""

STARTED = Rows("started", _persons(started_participations), _several(started_participations))
"""Persons who entered an individual intervention in the period."""

ON_BENEFIT = Rows(
    "on benefit",
    _persons(active_participations),
    {
        "income_source": _any_of(
            active_participations, lambda scope, _: benefits_at_entry(scope), "income_source"
        )
    },
)
"""The identified by source of income at entry, ``sick_listed`` among them."""

ENTERED = Rows("entered participations", _entered)
ENTERED_ON_BENEFIT = Rows("entered participations by source", _entered_on_benefit)
