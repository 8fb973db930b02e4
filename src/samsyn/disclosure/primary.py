"""The primary rule: which quantities are too small to be shown, by the dated rule of the day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from samsyn.disclosure.quantity import Quantity, rest_of, revealed
from samsyn.statistics.question import Counted
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.period import parse_period
from samsyn.vocabulary.rules import rule

_BELOW_COUNTY = frozenset({"association", "municipality", "intervention", "office"})
_SENSITIVE_KEYS = frozenset(
    {
        "benefit",
        "income_source",
        "income_before",
        "income_after",
        "derived_group",
        "diagnosis_group",
    }
)
_SENSITIVE = frozenset({"psychiatric_share", "diagnosis_share"})
_COVERAGE = frozenset(
    {
        "outcome_coverage",
        "outcome_later_coverage",
        "benefit_coverage",
        "transition_meeting_coverage",
    }
)
"""Shares whose rest is what was not measured, or the rest of a population: no fact of a person."""

_OF_PEOPLE = ("mean", "median", "lower_quartile", "upper_quartile")


@dataclass(frozen=True)
class Limits:
    """The rule of a day: counts from 1 up to but not including ``count`` are withheld.

    ``sensitive`` takes its place for diagnosis and benefit below county; a share of 0 or 100
    percent needs ``uniform`` people, and a mean, median or quartile ``mean``.
    """

    count: int
    sensitive: int
    uniform: int
    mean: int

    def smallest(self, row: Counted) -> int:
        """The smallest count shown in the row's cell."""
        about = row.indicator in _SENSITIVE or row.of in _SENSITIVE
        if not about:
            about = any(key in _SENSITIVE_KEYS for key, _ in row.breakdown)
        return self.sensitive if about and _is_below_county(row) else self.count


def _is_below_county(row: Counted) -> bool:
    """Whether the area is smaller than a county, or a county that is one municipality."""
    if row.level == "county":
        return row.area in _counties_of_one_municipality()
    return row.level in _BELOW_COUNTY


@cache
def _counties_of_one_municipality() -> frozenset[str]:
    times = Counter(each.county_code for each in municipalities().values())
    return frozenset(county for county, number in times.items() if number == 1)


@cache
def limits(period: str) -> Limits:
    """The limits in force on the last day of the period."""
    return Limits(**rule("smallest_count").on(parse_period(period).last_day))


def too_small(row: Counted) -> Iterator[Quantity]:
    """The quantities of a row that the primary rule withholds."""
    told = revealed(row)
    if not told:
        return
    limit = limits(row.period)
    smallest = limit.smallest(row)
    for quantity, value in told:
        if value is not None and 0 < value < smallest:
            yield quantity
    if row.statistic == "share" and len(told) == 2:
        yield from _of_share(row, told[0][0], limit, smallest)
    if row.statistic in _OF_PEOPLE and len(told) == 2 and 0 < (row.n or 0) < limit.mean:
        yield told[0][0]


def _of_share(row: Counted, part: Quantity, limit: Limits, smallest: int) -> Iterator[Quantity]:
    whole, above = row.n or 0, row.numerator or 0
    if above in (0, whole) and 0 < whole < limit.uniform:
        yield part
    if 0 < whole - above < smallest and row.indicator not in _COVERAGE:
        yield rest_of(part)


def all_of_one_sex(
    row: Counted, quantity: Quantity, values: Mapping[Quantity, float | int | None]
) -> bool:
    """Whether a count by sex would tell that a small group is all, or nobody, of that sex.

    It is the share by sex, read from the counts.
    """
    whole = values.get(quantity._replace(breakdown=quantity.without("sex")))
    if not whole or "sex" not in dict(row.breakdown):
        return False
    return whole < limits(row.period).uniform and row.value in (0, whole)
