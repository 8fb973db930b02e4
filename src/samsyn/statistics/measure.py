"""How a number is made of whole numbers: tallies summed by the engine, divided afterwards.

The engine only sums and counts, so that every engine gives the same; shares, means and
quartiles are worked out here, exactly, from those sums.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from samsyn.statistics.quantiles import quantile

if TYPE_CHECKING:
    from ibis.expr.types import Table, Value

    from samsyn.statistics.scope import Scope

Tallied = Mapping[str, Any]
"""The tallies of one cell by name: whole numbers, or for a spread (value, count) pairs."""

NOTHING_TO_DIVIDE = "Det finns inget att räkna på: nämnaren är noll."


@dataclass(frozen=True, eq=False)
class Rows:
    """What is counted: a table with one row per unit in each period and area.

    ``build`` gives the columns ``period``, ``area``, ``unit``, the keys that have one value a
    row, and whatever the tallies sum. ``several`` gives, for a key of which a unit may have
    several values, a table of some of ``period``, ``area``, ``unit``, and the key.
    """

    name: str
    build: "Callable[[Scope], Table]"
    several: "Mapping[str, Callable[[Scope], Table]]" = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Tally:
    """A whole number summed over the rows of a cell.

    ``column`` makes it of a row: None counts rows, a boolean counts those where it holds, a
    number is summed. ``across`` names a key the tally disregards, which makes it the whole that
    the categories of that key are parts of. ``spread`` keeps each value with its count.
    """

    rows: Rows
    column: "Callable[[Table], Value] | None" = None
    across: str = ""
    spread: bool = False


@dataclass(frozen=True)
class Answer:
    """One statistic of one cell, or the reason why there is none."""

    statistic: str
    value: float | int | None
    n: float | int | None = None
    numerator: int | None = None
    persons: int | None = None
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Measure:
    """The tallies an indicator needs, and the statistics made of them.

    ``unless`` names tallies that must be nil in a cell, each with the reason why the cell has no
    answer where it is not.
    """

    tallies: Mapping[str, Tally]
    answers: Callable[[Tallied], Iterator[Answer]]
    statistics: tuple[str, ...]
    unless: Mapping[str, str] = field(default_factory=dict)

    def of_cell(self, tallied: Tallied) -> Iterator[Answer]:
        """The statistics of one cell, or for each the reason why there is none."""
        for name, reason in self.unless.items():
            if tallied[name]:
                return (Answer(each, None, reason=reason) for each in self.statistics)
        return self.answers(tallied)


def count(
    rows: Rows,
    *,
    of: "Callable[[Table], Value] | None" = None,
    lacking: "Callable[[Table], Value] | None" = None,
    reason: str = "",
) -> Measure:
    """How many units: rows, those where a boolean ``of`` holds, or the sum of a number ``of``.

    Where ``lacking`` holds for any row of a cell, the cell has no answer, for that ``reason``.
    """
    tallies = {"units": Tally(rows, of)}
    if lacking:
        tallies["lacking"] = Tally(rows, lacking)

    def answers(tallied: Tallied) -> Iterator[Answer]:
        yield counted(tallied["units"])

    return Measure(tallies, answers, ("count",), {"lacking": reason} if lacking else {})


def sex_share(counts: Measure) -> Measure:
    """Percent of what ``counts`` counts that is of one sex; unknown stays in the denominator."""
    units = counts.tallies["units"]
    others = {name: replace(counts.tallies[name], across="sex") for name in counts.unless}
    tallies = {"part": units, "whole": replace(units, across="sex"), **others}
    return Measure(tallies, _shares, ("share",), counts.unless)


def total(rows: Rows, amount: "Callable[[Table], Value]", statistic: str = "sum") -> Measure:
    """A sum that is no count of protected units: kronor, staff."""

    def answers(tallied: Tallied) -> Iterator[Answer]:
        yield Answer(statistic, tallied["amount"])

    return Measure({"amount": Tally(rows, amount)}, answers, (statistic,))


def share(
    rows: Rows, *, part: "Callable[[Table], Value]", of: "Callable[[Table], Value] | None" = None
) -> Measure:
    """Percent of the units where ``of`` holds (default all) that also satisfy ``part``."""
    base = of or (lambda row: row.unit.notnull())
    tallies = {"part": Tally(rows, lambda row: base(row) & part(row)), "whole": Tally(rows, base)}
    return Measure(tallies, _shares, ("share",))


def portions(rows: Rows, *, key: str, of: "Callable[[Table], Value] | None" = None) -> Measure:
    """Percent of the units (where ``of`` holds) in each category of ``key``."""
    tallies = {"part": Tally(rows, of), "whole": Tally(rows, of, across=key)}
    return Measure(tallies, _shares, ("share",))


def ratio_in_percent(part: Tally, whole: Tally) -> Measure:
    """One tally in percent of another, of other rows."""
    return Measure({"part": part, "whole": whole}, _shares, ("share",))


def mean(rows: Rows, value: "Callable[[Table], Value]") -> Measure:
    """The mean of ``value`` over the units that have one."""
    tallies = {
        "sum": Tally(rows, value),
        "n": Tally(rows, lambda row: value(row).notnull()),
    }

    def answers(tallied: Tallied) -> Iterator[Answer]:
        yield mean_of(tallied["sum"], tallied["n"])

    return Measure(tallies, answers, ("mean",))


_QUARTILES = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}


def spread(rows: Rows, value: "Callable[[Table], Value]", statistics: tuple[str, ...]) -> Measure:
    """Mean, median and quartiles (type 7) of ``value`` over the units that have one."""

    def answers(tallied: Tallied) -> Iterator[Answer]:
        pairs = sorted(tallied["values"])
        n = sum(count for _, count in pairs)
        for statistic in statistics:
            if statistic == "mean":
                yield mean_of(sum(value * count for value, count in pairs), n)
            elif not n:
                yield Answer(statistic, None, 0, reason=NOTHING_TO_DIVIDE)
            else:
                yield Answer(statistic, quantile(pairs, _QUARTILES[statistic]), n, persons=n)

    return Measure({"values": Tally(rows, value, spread=True)}, answers, statistics)


def counted(units: int) -> Answer:
    """A count of units, which is what the primary rule looks at."""
    return Answer("count", units, persons=units)


def mean_of(amount: int, n: int) -> Answer:
    """``amount`` divided by ``n`` units."""
    if not n:
        return Answer("mean", None, 0, amount, 0, NOTHING_TO_DIVIDE)
    return Answer("mean", amount / n, n, amount, n)


def percent_of(part: int, whole: int) -> Answer:
    """``part`` in percent of ``whole``."""
    if not whole:
        return Answer("share", None, 0, part, 0, NOTHING_TO_DIVIDE)
    return Answer("share", 100 * part / whole, whole, part, whole)


def _shares(tallied: Tallied) -> Iterator[Answer]:
    yield percent_of(tallied["part"], tallied["whole"])
