"""Codes that dated rules give: age groups, bands of time, sick-listed, derived need groups.

A rule's value is the one in force on the day of entry, so a new definition is a new value with
its first day and reference, not new code.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from samsyn.statistics.matching import with_match, without_match
from samsyn.statistics.question import UNKNOWN
from samsyn.vocabulary.rules import rule

if TYPE_CHECKING:
    from ibis.expr.types import BooleanColumn, StringColumn, Table, Value

_ALWAYS = date(9999, 12, 31)


def in_force(name: str) -> Iterator[tuple[date, date, Any]]:
    """The values of a rule with the first day each holds and the day from which it does not."""
    values = rule(name).values
    ends = [each.first_day for each in values[1:]] + [_ALWAYS]
    for value, end in zip(values, ends, strict=True):
        yield value.first_day, end, value.value


def age_group(age: "Value", day: "Value") -> "StringColumn":
    """The age group of whole years on ``day``; any other age is other."""

    def group(groups: dict[str, list[int]]) -> Any:
        import ibis

        cases = [(age.between(first, last), name) for name, (first, last) in groups.items()]
        return ibis.cases((age.isnull(), UNKNOWN), *cases, else_="other")

    return _by_rule("age_groups", day, group)


def band(since: "Value", day: "Value") -> "StringColumn":
    """The band of the time from ``since`` to ``day`` in years; a whole year is the upper band's."""

    def band_of(bands: dict[str, list[int]]) -> Any:
        import ibis

        passed = _as_number(day) - _as_number(since)
        cases = [
            ((passed >= first * 10_000) & (passed < last * 10_000), name)
            for name, (first, last) in bands.items()
        ]
        return ibis.cases(*cases, else_=UNKNOWN)

    return _by_rule("support_bands", day, band_of)


def sick_listed(source: "Value", day: "Value") -> "BooleanColumn":
    """Whether an income source makes someone sick-listed on ``day``."""
    return _by_rule("sick_listed", day, lambda sources: source.isin(sources))


def derived_groups(entries: "Table", incomes: "Table") -> "Table":
    """``participation_no``, ``derived_group``, ``tag``: who is in which group, if tagged so.

    ``entries`` are participations (with ``entered_on``, ``age_at_entry``), ``incomes`` their
    sources at entry. A ``tag`` is a target group of which the intervention must have one of
    those given; it is empty where nothing more is asked.
    """
    import ibis

    parts = [
        part
        for first, end, groups in in_force("derived_groups")
        for name, asked in groups.items()
        for part in _group(
            entries.filter((entries.entered_on >= first) & (entries.entered_on < end)),
            incomes,
            name,
            asked,
        )
    ]
    return ibis.union(*parts, distinct=True) if len(parts) > 1 else parts[0].distinct()


def _group(
    entries: "Table", incomes: "Table", name: str, asked: dict[str, Any]
) -> "Iterator[Table]":
    if "age" in asked:
        entries = entries.filter(entries.age_at_entry.between(*asked["age"]))
    if "without_income" in asked:
        entries = _with_income(entries, incomes, asked["without_income"], keep=False)
    if "income" in asked:
        days = asked.get("since_days", 0)
        entries = _with_income(entries, incomes, asked["income"], since_days=days)
    either = asked.get("tag_or_income")
    if not either:
        yield _named(entries, name, "")
        return
    yield _named(_with_income(entries, incomes, either["income"]), name, "")
    for tag in either["tags"]:
        yield _named(entries, name, tag)


def _with_income(
    entries: "Table",
    incomes: "Table",
    sources: list[str],
    *,
    keep: bool = True,
    since_days: int = 0,
) -> "Table":
    found = incomes.filter(incomes.source.isin(sources))
    if since_days:
        found = found.filter(found.days_since >= since_days)
    if keep:
        return with_match(entries, found, ["participation_no"])
    return without_match(entries, found, ["participation_no"])


def _named(entries: "Table", name: str, tag: str) -> "Table":
    import ibis

    return entries.select(
        "participation_no", derived_group=ibis.literal(name), tag=ibis.literal(tag)
    )


def _by_rule(name: str, day: "Value", build: Callable[[Any], Any]) -> Any:
    import ibis

    columns = [(first, build(value)) for first, _, value in in_force(name)]
    later = [(day >= first, column) for first, column in reversed(columns[1:])]
    return ibis.cases(*later, else_=columns[0][1]) if later else columns[0][1]


def _as_number(day: "Value") -> Any:
    """A date as yyyymmdd, of which a difference of 10,000 is a whole year."""
    return day.year() * 10_000 + day.month() * 100 + day.day()
