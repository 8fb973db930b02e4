"""Which breakdowns a question asks for, and which categories each of them has."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from samsyn.errors import UnknownName
from samsyn.statistics.indicator import Indicator
from samsyn.statistics.keys import key
from samsyn.statistics.question import UNKNOWN
from samsyn.vocabulary.period import Period

Keys = tuple[str, ...]
"""The keys of a breakdown in alphabetical order."""


def breakdowns(indicator: Indicator, by: Sequence[str] | None) -> list[Keys]:
    """The breakdowns asked for, each once, the plainest first.

    None is the standard: the total, each key alone, and each key by sex where sex is a key.
    Keys ``a, b`` give the total, a, b, and a × b. Every breakdown carries the keys the
    indicator needs.
    """
    chosen = list(_standard(indicator)) if by is None else list(_subsets(indicator, by))
    return list(dict.fromkeys(_sorted({*indicator.needs, *keys}) for keys in chosen))


def categories(indicator: Indicator, name: str, period: Period) -> tuple[str, ...]:
    """The codes of a key that hold in the period, in the order of its list; not ``unknown``."""
    if name in indicator.categories:
        return indicator.categories[name](period)
    return key(name).categories(period)


def categories_crossed(indicator: Indicator, keys: Keys, period: Period) -> list[tuple[str, ...]]:
    """Every cell of a breakdown: all the categories of its keys, crossed."""
    return list(product(*(categories(indicator, name, period) for name in keys)))


def unknown_last(codes: tuple[str, ...]) -> tuple[tuple[bool, str], ...]:
    """A sort key that puts what nobody knows after what somebody does."""
    return tuple((code == UNKNOWN, code) for code in codes)


def _standard(indicator: Indicator) -> Iterator[Keys]:
    yield ()
    for name in indicator.breakdowns:
        yield (name,)
    if indicator.by_sex:
        for name in indicator.breakdowns:
            yield (name, "sex")


def _subsets(indicator: Indicator, by: Sequence[str]) -> Iterator[Keys]:
    for name in by:
        if key(name) and name not in indicator.keys:
            raise UnknownName(name, f"breakdown of {indicator.id}", known=indicator.keys)
    for size in range(len(by) + 1):
        yield from combinations(by, size)


def _sorted(keys: Iterable[str]) -> Keys:
    return tuple(sorted(keys))
