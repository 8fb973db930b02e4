"""The level of a quantity in any year: from the figures, else assumed, between years linear."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from samsyn.synthetic import assumed
from samsyn.synthetic.figures import LEVELS, Figure

Series = tuple[str, str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Levels:
    """The levels that figures in print give, by series and year."""

    figures: Sequence[Figure]

    def known(self, series: Series) -> dict[int, float]:
        """The printed levels of a series by year."""
        return {f.year: float(f.value) for f in self.figures if f.series == series}

    def level(
        self, indicator: str, year: int, *, otherwise: Callable[[int], float], statistic: str = ""
    ) -> float:
        """The total of ``indicator`` in a year.

        Printed where it is; in other years what is assumed, moved to fit the printed years
        around it (with nothing printed, what is assumed).
        """
        known = self.known((indicator, "", statistic or "count", ()))
        return shaped(known, year, otherwise) if known else otherwise(year)

    def series(self) -> dict[Series, dict[int, float]]:
        """Every series of levels in the figures."""
        found: dict[Series, dict[int, float]] = {}
        for figure in self.figures:
            if figure.statistic in LEVELS:
                found.setdefault(figure.series, {})[figure.year] = float(figure.value)
        return found


def shaped(known: Mapping[int, float], year: int, shape: Callable[[int], float]) -> float:
    """The known value, else that of ``shape`` moved to fit the known years around.

    >>> shaped({2017: 30.0}, 2018, {2017: 10.0, 2018: 12.0}.__getitem__)
    36.0
    """
    if year in known:
        return known[year]
    moved = {at: value / shape(at) for at, value in known.items() if shape(at)}
    return shape(year) * (assumed.between(moved, year) if moved else 1.0)


def steady(name: str) -> Callable[[int], float]:
    """The assumed number ``name`` as a function of the year."""
    return lambda year: assumed.number(name, year)
