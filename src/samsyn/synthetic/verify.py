"""The register is counted again, and every figure that binds must be there as printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from samsyn.errors import SamsynError
from samsyn.synthetic.figures import QUANTILES, Figure
from samsyn.synthetic.recount_people import Frames, PeopleCounts
from samsyn.synthetic.recount_rest import BodyCounts, CaseCounts, series_of

MEANS = ("duration_days", "benefit_days_at_entry", "assessment_day", "cooperation_days",
         "cost_per_participant", "cost_per_work_or_study", "staff_ratio")  # fmt: skip


class NotReproduced(SamsynError):
    """Figures that the register just made does not give; a defect, never the user's."""

    def __init__(self, missed: list[tuple[Figure, float]]) -> None:
        self.missed = missed
        rows = "; ".join(f"{figure} counted {value:.6g}" for figure, value in missed)
        super().__init__(
            f"The invented register does not give {len(missed)} of its figures: {rows}. "
            "Nothing was written. This is a defect in Samsyn: please report it with the file."
        )


class Recount:
    """All indicators of a register, counted from its rows."""

    def __init__(self, frames: Frames) -> None:
        people = PeopleCounts(frames)
        cases = CaseCounts(frames)
        self.counts = people.known | BodyCounts(frames, people).known | cases.known
        self.values = series_of(people, cases)

    def value(self, figure: Figure, year: int | None = None) -> float:
        """The register's own value of what the figure is about."""
        at = figure.year if year is None else year
        if figure.statistic in QUANTILES:
            days = self.values[figure.indicator](figure.keys, at)
            return float(days.quantile(QUANTILES[figure.statistic], "linear"))
        if figure.statistic.startswith("change_"):
            now, before = self._level(figure, at), self._level(figure, at - 1)
            return (
                100 * (now / before - 1) if figure.statistic == "change_percent" else now - before
            )
        return self._level(figure, at)

    def _level(self, figure: Figure, year: int) -> float:
        if figure.indicator == "sex_share":
            rest = {key: value for key, value in figure.keys.items() if key != "sex"}
            part, _ = self.counts[figure.of](figure.keys, year)
            whole = self.counts[figure.of](rest, year)[0]
            return 100 * part / whole
        part, over = self.counts[figure.indicator](figure.keys, year)
        if over is None:
            return part
        share = part / over if over else float("nan")
        return share if figure.indicator in MEANS else 100 * share


def holds(figure: Figure, value: float) -> bool:
    """Whether ``value`` is the figure: exactly, to its rounding, or within one percent."""
    if value != value:  # not a number: nothing to count
        return False
    if figure.precision == "about":
        return abs(value - float(figure.value)) <= abs(float(figure.value)) / 100 + 1e-9
    if figure.statistic in ("count", "sum", "change_absolute"):
        return value == float(figure.value)
    return _rounded(value, figure) == figure.value


def _rounded(value: float, figure: Figure) -> Decimal:
    """As printed: whole, below one (and by the figure's own decimals) finer."""
    exact = Decimal(repr(round(value, 9)))
    decimals = max(figure.decimals, 1 if 0 < abs(exact) < 1 else 0)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def verify(figures: Iterable[Figure], frames: Frames) -> None:
    """Count every figure again; raises ``NotReproduced`` naming those that are off."""
    recount = Recount(frames)
    found = [(figure, recount.value(figure)) for figure in figures]
    missed = [(figure, value) for figure, value in found if not holds(figure, value)]
    if missed:
        raise NotReproduced(missed)
