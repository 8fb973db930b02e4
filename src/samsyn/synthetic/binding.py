"""Figures become bounds of the model; what cannot is listed with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from samsyn.synthetic.assumed import between
from samsyn.synthetic.cells import Floats
from samsyn.synthetic.figures import CHANGES, LEVELS, QUANTILES, Figure
from samsyn.synthetic.levels import Levels, shaped, steady
from samsyn.synthetic.measure import Measure, NotBound
from samsyn.synthetic.model import Aim, Model
from samsyn.synthetic.participants import identified_level

Measures = Mapping[str, Callable[[Mapping[str, str], int], Measure]]
NEAR = 1e-6
MARGIN = Fraction(1, 50)  # of the width of the rounding, where part or whole is no whole number
ABOUT = Fraction(1, 100)
FLOWS = ("participants_started", "completed")
COURSES = {
    ("participants_on_benefit", (("income_source", source),)): name
    for source, name in (
        ("activity_compensation", "activity_compensation"),
        ("sick_listed", "sick_listed"),
        ("sickness_benefit", "sick_listed"),
    )
}
COUNTED = (
    "participants_identified", "participants_on_benefit", "participants_started",
    "participants_total", "completed",
)  # fmt: skip
"""Fewer in the year before those asked for, into which nobody is carried over."""

TENTH = Fraction(1, 10)


@dataclass(frozen=True)
class NotUsed:
    """A row that binds nothing, and why."""

    figure: Figure
    reason: str


def rounding(value: Decimal, decimals: int) -> tuple[Fraction, Fraction]:
    """The numbers that print as ``value``, half away from zero; both ends left out.

    >>> [float(end) for end in rounding(Decimal("-3"), 0)]
    [-3.5, -2.5]
    """
    exact = Fraction(value)
    half = Fraction(1, 2 * 10**decimals) if exact else TENTH / 2
    least, most = exact - half, exact + half
    if abs(exact) == 1 and decimals == 0:  # below one prints with a decimal
        return (1 - TENTH / 2, most) if exact > 0 else (least, TENTH / 2 - 1)
    return least, most


_ASSUMED_BY_PARTS = frozenset({"outcome_work_study_or_job_seeking"})
"""Sums whose parts are assumed for every year, so that one printed year says nothing of others."""


class Binder:
    """Puts figures on a model, one at a time."""

    def __init__(self, model: Model, measures: Measures, years: Sequence[int]) -> None:
        self.model, self.measures, self.years = model, measures, set(years)
        self.points: list[Figure] = []
        self.quantiles: list[Figure] = []

    def measure(self, figure: Figure, year: int | None = None) -> Measure:
        """What the figure measures; raises ``NotBound``."""
        at = figure.year if year is None else year
        if figure.indicator == "sex_share":
            return self._sex_share(figure, at)
        if figure.indicator not in self.measures:
            raise NotBound("no such indicator, or none that is steered")
        measure = self.measures[figure.indicator](figure.keys, at)
        if not len(measure.part.cells):
            raise NotBound("no such category, or none that is made")
        return measure

    def _sex_share(self, figure: Figure, year: int) -> Measure:
        if figure.of not in self.measures or "sex" not in figure.keys:
            raise NotBound("a share of a sex needs an indicator of persons and a sex")
        rest = {key: value for key, value in figure.keys.items() if key != "sex"}
        part = self.measures[figure.of](figure.keys, year)
        whole = self.measures[figure.of](rest, year)
        if not len(part.part.cells):
            raise NotBound("no such category, or none that is made")
        if part.whole is not None:
            raise NotBound(f"{figure.of} does not count persons, cases or participations")
        return Measure(part.part, whole.part, 100.0)

    def bind(self, figure: Figure, *, with_level: bool) -> None:
        """Add the bounds of one figure; raises ``NotBound`` with the reason."""
        if figure.year not in self.years:
            raise NotBound("outside the years asked for")
        if figure.statistic in QUANTILES:
            self._quantile(figure)
        elif figure.statistic in LEVELS:
            self._level(figure)
        elif figure.statistic in CHANGES:
            self._change(figure, with_level)
        else:
            raise NotBound(f"no statistic {figure.statistic}")

    def _quantile(self, figure: Figure) -> None:
        """Medians and quartiles are fitted when days are given out, not by cells."""
        self.measure(figure)
        if figure.indicator not in ("duration_days", "cooperation_days"):
            raise NotBound(f"{figure.indicator} has no {figure.statistic}")
        self.quantiles.append(figure)

    def _level(self, figure: Figure) -> None:
        measure = self.measure(figure)
        _fits(figure, measure)
        if figure.precision == "about":
            value = Fraction(figure.value)
            self._between(figure, measure, value - abs(value) * ABOUT, value + abs(value) * ABOUT)
        elif measure.whole is None:
            self.model.require(measure.part, float(figure.value), float(figure.value), figure)
        else:
            self._between(figure, measure, *rounding(figure.value, figure.decimals))
        self._aim(measure, float(figure.value), binding=True)

    def _between(self, figure: Figure, measure: Measure, least: Fraction, most: Fraction) -> None:
        """Hold scale × part / whole strictly between two numbers."""
        if measure.whole is None:
            self.model.require(measure.part, float(least), float(most), figure)
            return
        if not measure.steps:
            width = most - least
            least, most = least + width * MARGIN, most - width * MARGIN
        for end, sign in ((least, 1), (most, -1)):
            part = float(measure.scale * end.denominator)
            over = measure.part * (sign * part) - measure.whole * float(sign * end.numerator)
            self.model.require(over, 1.0 if measure.steps else 0.0, figure=figure)

    def _change(self, figure: Figure, with_level: bool) -> None:
        if figure.precision == "about":
            raise NotBound("a change that is about guides only")
        if not with_level:
            raise NotBound("a change without a level for its year guides only")
        if figure.year - 1 not in self.years:
            raise NotBound("the year before is outside the years")
        now, before = self.measure(figure), self.measure(figure, figure.year - 1)
        if (now.whole is None) == (figure.statistic == "change_points"):
            raise NotBound(f"{figure.indicator} has no {figure.statistic}")
        if figure.statistic == "change_points":
            self.points.append(figure)
        elif figure.statistic == "change_percent":
            self._between(
                figure,
                Measure(now.part - before.part, before.part, 100.0, now.steps),
                *rounding(figure.value, figure.decimals),
            )
        else:
            value = float(figure.value)
            self.model.require(now.part - before.part, value, value, figure)

    def bind_points(self, found: Floats) -> bool:
        """Bind changes of shares, with wholes as found; False where they hold already."""
        missed = [figure for figure in self.points if not self._holds(figure, found)]
        for figure in missed:
            now, before = self.measure(figure), self.measure(figure, figure.year - 1)
            assert now.whole is not None and before.whole is not None
            for whole in (now.whole, before.whole):
                self.model.require(whole, whole.of(found), whole.of(found), figure)
            points = now.part * (now.scale / now.whole.of(found))
            points -= before.part * (before.scale / before.whole.of(found))
            least, most = rounding(figure.value, figure.decimals)
            self.model.require(points, float(least) + NEAR, float(most) - NEAR, figure)
        return bool(missed)

    def _holds(self, figure: Figure, found: Floats) -> bool:
        now, before = (self.measure(figure, figure.year - back).value(found) for back in (0, 1))
        least, most = rounding(figure.value, figure.decimals)
        return float(least) < now - before < float(most)

    def aim_between(self, levels: Levels) -> None:
        """Draw years without a figure towards the years around them."""
        for (indicator, of, statistic, breakdown), known in levels.series().items():
            if indicator in _ASSUMED_BY_PARTS:
                continue
            counts_people = (of or indicator) in COUNTED and statistic == "count"
            free = self.years - set(known) - ({min(self.years)} if counts_people else set())
            for year in sorted(free):
                figure = Figure(0, year, indicator, of, statistic, breakdown, Decimal(0), "about")
                try:
                    measure = self.measure(figure)
                except NotBound:
                    continue
                value = _between((indicator, breakdown), known, year, levels)
                self._aim(measure, value, binding=False)

    def _aim(self, measure: Measure, value: float, *, binding: bool) -> None:
        if (measure.part.weights > 0).all():
            self.model.aims.append(
                Aim(
                    measure.part,
                    measure.whole,
                    value / measure.scale,
                    binding,
                    measure.part_gives,
                )
            )


def _between(
    series: tuple[str, tuple[tuple[str, str], ...]],
    known: Mapping[int, float],
    year: int,
    levels: Levels,
) -> float:
    """A year without a figure: linear between those with one, unless its course is assumed."""
    if series in COURSES:
        return shaped(known, year, steady(COURSES[series]))
    if series[0] in FLOWS:  # in and out in step with how many take part
        return shaped(known, year, lambda at: identified_level(levels, at))
    return between(known, year)


def _fits(figure: Figure, measure: Measure) -> None:
    """Refuse a statistic that is not the measure's."""
    shares = measure.whole is not None and measure.scale == 100.0
    wanted = "share" if shares else "mean" if measure.whole is not None else "count"
    given = "count" if figure.statistic == "sum" else figure.statistic
    if given != wanted:
        raise NotBound(f"{figure.indicator} has no {figure.statistic}")
    if wanted == "count" and measure.steps and figure.value != int(figure.value):
        raise NotBound("a count that is no whole number")
