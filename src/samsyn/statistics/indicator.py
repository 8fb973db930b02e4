"""An indicator: one definition, from which screen, report and open data all take the number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module

from samsyn.errors import UnknownName, WrongUse
from samsyn.statistics.measure import Measure, sex_share
from samsyn.vocabulary.period import Period

PERSONS, PARTICIPATIONS, CASES, MEETINGS = "persons", "participations", "cases", "meetings"
REGISTRATIONS = "registrations"
PROTECTED = frozenset({PERSONS, PARTICIPATIONS, CASES, MEETINGS, REGISTRATIONS})
"""What stands for human beings whom a small number could point out."""

PERCENT, DAYS, SEK = "percent", "days", "SEK"

WHERE_PERSONS = ("nation", "county", "association", "municipality", "intervention")
WHERE_HEADS = ("nation", "county", "association", "intervention")
WHERE_ASSOCIATIONS = ("nation", "county", "association")
WHERE_CASES = ("nation", "county", "municipality", "office")
WHERE_MEETINGS = ("nation", "county", "municipality")

ANY_PERIOD = ("year", "half", "month")
YEAR_OR_HALF = ("year", "half")
YEAR_ONLY = ("year",)

REVIEWER = "Samsyns metodansvariga"


@dataclass(frozen=True, eq=False)
class Indicator:
    """What is counted, of whom, how it may be asked for, and who stands for the definition.

    ``counts`` is the kind of unit: one of those above, or associations, interventions, money …
    ``breakdowns`` are the keys of the standard tables, ``also`` others it may be asked by.
    ``needs`` are the keys every row carries, because a total over them means nothing.
    ``additive`` are the keys whose categories sum to the total: each unit has one of them.
    """

    id: str
    unit: str
    counts: str
    title: str
    definition: str
    source: str
    measure: Measure
    breakdowns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    additive: tuple[str, ...] = ()
    levels: tuple[str, ...] = WHERE_PERSONS
    periods: tuple[str, ...] = ANY_PERIOD
    categories: Mapping[str, Callable[[Period], tuple[str, ...]]] = field(default_factory=dict)
    note: str = ""  # what the reader must know beside the number
    version: int = 1
    reviewer: str = REVIEWER
    reviewed_on: date = date(2026, 11, 22)
    next_review: date = date(2027, 11, 22)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key it may be asked by."""
        return (*self.breakdowns, *self.also)

    @property
    def by_sex(self) -> bool:
        """Whether women and men are apart in the standard tables."""
        return "sex" in self.breakdowns

    @property
    def statistics(self) -> tuple[str, ...]:
        """The statistics it gives, without changes."""
        return self.measure.statistics

    @property
    def protected(self) -> bool:
        """Whether small numbers of it could point out a human being."""
        return self.counts in PROTECTED


SUBJECTS = (
    "associations",
    "participants",
    "outcomes",
    "occupation",
    "durations",
    "money",
    "cooperation",
    "cooperation_results",
    "transition",
    "support",
)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by id, in the order of the contract."""
    modules = [import_module(f"samsyn.statistics.indicators.{name}") for name in SUBJECTS]
    return {each.id: each for module in modules for each in module.INDICATORS}


def indicator(name: str) -> Indicator:
    """The indicator ``name``; raises ``UnknownName``, naming those that are near."""
    if name not in indicators():
        raise UnknownName(name, "indicator", known=indicators())
    return indicators()[name]


def asked_indicator(name: str, of: str = "") -> Indicator:
    """The indicator, and for ``sex_share`` its form for the indicator ``of``."""
    asked = indicator(name)
    if name != "sex_share":
        if of:
            raise WrongUse(f"{name} is not of another indicator; only sex_share is.")
        return asked
    if not of:
        raise WrongUse("sex_share is of another indicator: name the one whose sexes to compare.")
    return _sex_share_of(asked, indicator(of))


def _sex_share_of(asked: Indicator, counted: Indicator) -> Indicator:
    if "sex" not in counted.keys or "units" not in counted.measure.tallies:
        raise WrongUse(f"{counted.id} is not a count by sex, so it has no shares of women and men.")
    return replace(
        asked,
        counts=counted.counts,
        measure=sex_share(counted.measure),
        breakdowns=("sex", *(key for key in counted.breakdowns if key != "sex")),
        also=(),
        needs=("sex", *counted.needs),
        levels=counted.levels,
        periods=counted.periods,
        categories=counted.categories,
    )
