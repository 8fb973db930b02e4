"""Participations with what is known of each, one row each; those registered in error left out."""

from typing import TYPE_CHECKING, Any

from samsyn.extracts.snapshot import Snapshot, Tables
from samsyn.statistics.dated import age_group, band, derived_groups, sick_listed
from samsyn.statistics.keys import SICK_LISTED
from samsyn.statistics.question import UNKNOWN
from samsyn.statistics.scope import Scope, date_far_off

if TYPE_CHECKING:
    from ibis.expr.types import Table, Value

LATER_POINTS = {"month_3": 3, "month_6": 6, "month_12": 12, "month_24": 24}
"""The points of follow-up, with their months after exit."""


def participations(snapshot: Snapshot) -> "Table":
    """Every participation that counts: its numbers, attributes at entry, and measurements.

    ``participation_no`` rises with the day of entry (then with the id), ``person_no`` is one
    for each person. ``before_…`` is measured at entry and ``after_…`` at exit.
    """
    return snapshot.kept("participations", lambda: _participations(snapshot.tables))


def incomes(snapshot: Snapshot) -> "Table":
    """``participation_no``, ``point``, ``source``, ``days_since``, ``sick``: a row a source.

    ``days_since`` is to entry, empty where the source's first day is not known; ``sick`` whether
    the source makes someone sick-listed.
    """

    def build() -> "Table":
        known = participations(snapshot).select(
            "participation_no", "participation_id", "entered_on"
        )
        income = snapshot.tables.income.select("participation_id", "point", "source", "since")
        rows = income.join(known, "participation_id")
        return rows.select(
            "participation_no",
            "point",
            "source",
            days_since=rows.entered_on.delta(rows.since, unit="day"),
            sick=sick_listed(rows.source, rows.entered_on),
        )

    return snapshot.kept("incomes", build)


def incomes_at(snapshot: Snapshot, point: str) -> "Table":
    """The incomes at a point."""
    rows = incomes(snapshot)
    return rows.filter(rows.point == point).drop("point")


def sources_at(scope: Scope, point: str, key: str) -> "Table":
    """``unit``, and under ``key`` each source at a point; ``unknown`` where none is registered."""

    def build() -> "Table":
        known = participations(scope.snapshot).select("participation_no")
        rows = known.left_join(incomes_at(scope.snapshot, point), "participation_no")
        return rows.select(unit=rows.participation_no, code=rows.source.coalesce(UNKNOWN))

    return scope.snapshot.kept(f"sources at {point}", build).rename({key: "code"})


def benefits_at_entry(scope: Scope) -> "Table":
    """``unit``, ``income_source``: each source at entry, and ``sick_listed`` where one is so."""
    rows = incomes_at(scope.snapshot, "entry")
    sources = rows.select(unit=rows.participation_no, income_source=rows.source)
    sick = rows.filter(rows.sick).select(unit="participation_no").distinct()
    return sources.union(sick.mutate(income_source=_text(SICK_LISTED)))


def target_groups(scope: Scope, rows: "Table") -> "Table":
    """``period``, ``unit``, ``target_group``: tagged on a day that row, period and tag share.

    ``rows`` are participations by period. An untagged one is ``unknown``.
    """
    tag = scope.tables.intervention_group
    tags = tag.select(
        "intervention_code",
        "target_group",
        tag_first=tag.first_day,
        tag_last=tag.last_day.coalesce(date_far_off()),
    )
    rows = rows.select("period", "unit", "intervention_code", *_DAYS)
    found = rows.left_join(
        tags,
        [
            rows.intervention_code == tags.intervention_code,
            tags.tag_first <= rows.period_last,
            tags.tag_last >= rows.period_first,
            tags.tag_first <= rows.until,
            tags.tag_last >= rows.entered_on,
        ],
    )
    code = found.target_group.coalesce(UNKNOWN)
    return found.select("period", "unit", target_group=code).distinct()


_DAYS = ("entered_on", "until", "period_first", "period_last")


def derived(scope: Scope, groups: "Table") -> "Table":
    """``period``, ``unit``, ``derived_group``; ``groups`` are the units' target groups."""

    def build() -> "Table":
        snapshot = scope.snapshot
        return derived_groups(participations(snapshot), incomes_at(snapshot, "entry"))

    rules = scope.snapshot.kept("derived groups", build)
    found = groups.join(rules, groups.unit == rules.participation_no)
    found = found.filter((found.tag == "") | (found.tag == found.target_group))
    return found.select("period", "unit", "derived_group").distinct()


def methods(scope: Scope) -> "Table":
    """``intervention_code``, ``method``: each method of an intervention, ``unknown`` if none."""
    return codes_of(scope, "method")


def codes_of(scope: Scope, field: str) -> "Table":
    """``intervention_code`` and each of the codes that ``field`` joins by a semicolon."""

    def build() -> "Table":
        rows = scope.tables.intervention
        text = rows[field].nullif("").coalesce(UNKNOWN)
        split = rows.select("intervention_code", code=text.split(";").unnest())
        return split.distinct()

    return scope.snapshot.kept(f"codes of {field}", build).rename({field: "code"})


def _participations(tables: Tables) -> "Table":
    import ibis

    rows = _with_whereabouts(tables)
    rows = rows.left_join(_measured(tables), "participation_id").drop("participation_id_right")
    rows = rows.left_join(_income_after(tables), "participation_id").drop("participation_id_right")
    return rows.mutate(
        participation_no=ibis.row_number().over(order_by=[rows.entered_on, rows.participation_id]),
        person_no=ibis.dense_rank().over(order_by=rows.person_id),
        sex=rows.sex.coalesce(UNKNOWN),
        age_group=age_group(rows.age_at_entry, rows.entered_on),
        education=rows.before_education.coalesce(UNKNOWN),
        band=band(rows.public_support_since, rows.entered_on),
        until=rows.exited_on.coalesce(date_far_off()),
    ).drop("person_id", "before_education", "public_support_since")


def _with_whereabouts(tables: Tables) -> "Table":
    rows, person, intervention = tables.participation, tables.person, tables.intervention
    counted = rows.filter(rows.exit_reason.coalesce("") != "registered_in_error")
    counted = counted.left_join(person.select("person_id", "sex"), "person_id")
    counted = counted.join(
        intervention.select("intervention_code", "association_code", "orientation", "follow_up"),
        "intervention_code",
    )
    return counted.select(
        "participation_id",
        "person_id",
        "sex",
        "intervention_code",
        "association_code",
        "orientation",
        "follow_up",
        "entered_on",
        "exited_on",
        "age_at_entry",
        municipality_code=counted.municipality_code.coalesce(UNKNOWN),
        exit_reason=counted.exit_reason.coalesce(UNKNOWN),
        referred_by=counted.referred_by.coalesce(UNKNOWN),
    )


def _measured(tables: Tables) -> "Table":
    """What was measured at each point, in one row a participation; answers are 1, 0 or empty.

    All three answers empty is no measurement.
    """
    rows = tables.measurement
    columns: dict[str, Any] = {}
    for point, prefix in {"entry": "before", "exit": "after"}.items():
        at = rows.point == point
        columns[f"{prefix}_measured"] = (at & _answered(rows)).ifelse(1, 0).max()
        for answer in ("works", "studies", "seeks_work"):
            columns[f"{prefix}_{answer}"] = (at & rows[answer].coalesce(False)).ifelse(1, 0).max()
        for extent in ("work_percent", "study_percent"):
            columns[f"{prefix}_{extent}"] = at.ifelse(rows[extent], None).max()
    for point in LATER_POINTS:
        at = (rows.point == point) & _answered(rows)
        reached = rows.works.coalesce(False) | rows.studies.coalesce(False)
        columns[f"{point}_measured"] = at.ifelse(1, 0).max()
        columns[f"{point}_reached"] = (at & reached).ifelse(1, 0).max()
    entry, left = rows.point == "entry", rows.point == "exit"
    columns["before_education"] = entry.ifelse(rows.education, None).max()
    columns["public_support_since"] = entry.ifelse(rows.public_support_since, None).max()
    columns["work_kind"] = left.ifelse(rows.work_kind, None).max()
    return rows.group_by("participation_id").agg(**columns)


def _income_after(tables: Tables) -> "Table":
    """Participations with an income after: whether any of them is public."""
    rows = tables.income.filter(tables.income.point == "exit")
    public = (rows.source != "no_public_income").ifelse(1, 0).max()
    return rows.group_by("participation_id").agg(public_after=public)


def _answered(rows: "Table") -> "Value":
    return rows.works.notnull() | rows.studies.notnull() | rows.seeks_work.notnull()


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)
