"""The whole numbers behind what is shown: a share of 28 percent of 50 tells 14 and 50.

A *quantity* is a number of people (or cases, meetings, days) that a reader of the tables would
know. Two tables that tell the same number tell one quantity, so that what is withheld in one
place is withheld in all. Every count, share, mean and change is shown only when all the
quantities it reveals may be known.
"""

from collections.abc import Iterator
from typing import NamedTuple

from samsyn.statistics.question import Counted

Breakdown = tuple[tuple[str, str], ...]

FREE = frozenset(
    {
        "associations",
        "municipalities",
        "interventions",
        "interventions_share",
        "associations_with_group",
        "participants_structural",  # heads of staff, not of people helped
        "support_participants",  # likewise
        "funds",
        "administration_cost",
        "intervention_cost",
        "result",
    }
)
"""Indicators that tell nothing about a person; every other is protected."""

_SAME_AS = {
    "participants_on_benefit": "participants_identified",
    "benefit_coverage": "participants_identified",
    "staff_ratio": "participants_identified",
    "transition_meeting_coverage": "transition_meetings",
}
"""Whose count stands above the line, where it is another indicator's."""

_BASE = {
    "outcome_coverage": "completed",
    "duration_days": "completed",
    "outcome_work_or_study": "outcome_coverage",
    "outcome_job_seeking": "outcome_coverage",
    "outcome_work_study_or_job_seeking": "outcome_coverage",
    "occupation_after": "outcome_coverage",
    "psychiatric_share": "joint_assessments",
    "diagnosis_share": "joint_assessments",
    "started_after_assessment": "joint_assessments",
    "cooperation_work_or_education": "regained_work_capacity#of",
    "regained_at_exit_share": "regained_work_capacity#of",
    "outcome_later": "outcome_later_coverage",
    "cost_per_participant": "participants_total",
    "cost_per_work_or_study": "outcome_work_or_study",
}
"""Whose count stands below the line, where it is another indicator's; else a count of its own."""

_PUBLIC_BASE = frozenset({"benefit_coverage", "transition_meeting_coverage", "staff_ratio"})
"""Divided by something known to all: the population on a benefit, the staff of a year."""

OWN_KEY = {
    "occupation_after": "occupation",
    "occupation_before": "occupation",
    "work_kind_after": "work_kind",
    "diagnosis_share": "diagnosis_group",
}
"""The key whose categories share the base out among themselves, by indicator of shares."""

_COSTS = frozenset({"cost_per_participant", "cost_per_work_or_study"})


class Quantity(NamedTuple):
    """A number a reader would know: what of whom, when, where, and in which cell."""

    name: str
    period: str
    level: str
    area: str
    breakdown: Breakdown

    def within(self, name: str, breakdown: Breakdown) -> "Quantity":
        """Another quantity of the same time and place."""
        return Quantity(name, self.period, self.level, self.area, breakdown)

    def without(self, key: str) -> Breakdown:
        """The breakdown less one key."""
        return tuple(pair for pair in self.breakdown if pair[0] != key)


def revealed(row: Counted) -> tuple[tuple[Quantity, float | int | None], ...]:
    """The quantities a shown row tells, each with its value (None where it tells a mean's sum)."""
    if row.not_available and row.n is None:
        return ()
    if row.indicator in FREE or (row.indicator == "sex_share" and row.of in FREE):
        return ()
    if row.against:
        return tuple(_of_change(row))
    if row.statistic == "count":
        return ((_above(row), row.value),)
    if row.indicator in _COSTS:
        return ((_below(row), row.n),)
    if row.indicator in _PUBLIC_BASE:
        return ((_above(row), row.numerator),)
    return ((_above(row), _over_the_line(row)), (_below(row), row.n))


def own_key(row: Counted) -> str:
    """The key whose categories share the row's base out among themselves, or ""."""
    return "sex" if row.indicator == "sex_share" else OWN_KEY.get(row.indicator, "")


def rest_of(part: Quantity) -> Quantity:
    """Those of a share's base who are not in its part."""
    return part._replace(name=f"{part.name}#rest")


def _over_the_line(row: Counted) -> float | int | None:
    return row.numerator if row.statistic == "share" else None


def _above(row: Counted) -> Quantity:
    name = row.of if row.indicator == "sex_share" else row.indicator
    name = _SAME_AS.get(name, name)
    place = Quantity(name, row.period, row.level, row.area, row.breakdown)
    if ("occupation", "job_seeking") in row.breakdown and row.indicator == "occupation_after":
        return place.within("outcome_job_seeking", place.without("occupation"))
    if row.statistic in ("mean", "median", "lower_quartile", "upper_quartile"):
        return place if row.indicator in _PUBLIC_BASE else place._replace(name=f"{name}#sum")
    return place


def _below(row: Counted) -> Quantity:
    """What the row's n counts."""
    place = Quantity("", row.period, row.level, row.area, row.breakdown)
    rest = place.without(own_key(row))
    if row.indicator == "sex_share":
        return place.within(_SAME_AS.get(row.of, row.of), rest)
    if row.indicator == "work_kind_after":
        return place.within("occupation_after", _joined(rest, ("occupation", "work")))
    return place.within(_BASE.get(row.indicator, f"{row.indicator}#of"), rest)


def _of_change(row: Counted) -> Iterator[tuple[Quantity, None]]:
    """A change tells what both its sides tell."""
    for period in (row.period, row.against):
        yield _above(row)._replace(period=period), None
        if row.statistic == "change_points":
            yield _below(row)._replace(period=period), None


def _joined(breakdown: Breakdown, pair: tuple[str, str]) -> Breakdown:
    return tuple(sorted((*breakdown, pair)))
