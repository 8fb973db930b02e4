"""Sources of income at entry, as sets that exclude each other."""

from itertools import combinations
from typing import TypedDict

from samsyn.synthetic import assumed

SICK_LISTED = ("sickness_benefit", "rehabilitation_benefit")
ALONE = "no_public_income"
FEW = 5  # so many named sources and fewer: any two may go together
OFTEN_WITH = ("social_assistance", "sickness_benefit", "activity_compensation")
REST = ""  # none of the sources the figures name


class IncomeValue(TypedDict):
    """A set of sources joined by '+', and its share of all."""

    sources: str
    weight: float


def sources_named(sources: set[str], derived: set[str]) -> tuple[str, ...]:
    """The sources that figures name, activity compensation first if any is."""
    named = {source for source in sources if source != "sick_listed"}
    if "sick_listed" in sources or "long_term_sick" in derived:
        named |= set(SICK_LISTED)
    if named or derived:
        named.add("activity_compensation")  # tied to age by law, so always told apart
    known = assumed.weights("income_before")
    return tuple(source for source in known if source in named)


def income_values(named: tuple[str, ...]) -> list[IncomeValue]:
    """The sets of named sources a person can have: none of them, one, or two."""
    share = {source: weight / 100 for source, weight in assumed.weights("income_before").items()}
    twice = assumed.number("income_pairs_percent") / 100
    pairs = [pair for pair in combinations(named, 2) if _together(pair)]
    if len(named) > FEW:
        pairs = [pair for pair in pairs if set(pair) & set(OFTEN_WITH)]
    singles = [IncomeValue(sources=each, weight=share[each]) for each in named]
    doubles = [
        IncomeValue(sources="+".join(pair), weight=twice * share[pair[0]] * share[pair[1]])
        for pair in pairs
    ]
    taken = sum(each["weight"] for each in singles + doubles)
    return [IncomeValue(sources=REST, weight=max(1.0 - taken, 0.02)), *singles, *doubles]


def _together(pair: tuple[str, ...]) -> bool:
    return ALONE not in pair and not set(SICK_LISTED) <= set(pair)


def has(sources: str, source: str) -> bool:
    """Whether the set holds the source; ``sick_listed`` is either of two.

    >>> has("sickness_benefit+social_assistance", "sick_listed")
    True
    """
    wanted = SICK_LISTED if source == "sick_listed" else (source,)
    return any(each in wanted for each in sources.split("+"))
