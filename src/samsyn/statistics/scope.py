"""What one query covers: a snapshot, some periods, a level and perhaps one area of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samsyn.extracts.snapshot import Snapshot, Tables
from samsyn.vocabulary.period import Period

if TYPE_CHECKING:
    from ibis.expr.types import Table


@dataclass(frozen=True, eq=False)
class Scope:
    """The periods asked about, in order, and where."""

    snapshot: Snapshot
    periods: tuple[Period, ...]
    level: str
    area: str = ""

    @property
    def tables(self) -> Tables:
        return self.snapshot.tables

    @property
    def days(self) -> "Table":
        """One row a period: ``period``, ``first_day``, ``last_day``, ``year``, ``half``, ``form``.

        ``half`` is 0 unless the period is a half-year; ``form`` is year, half or month.
        """

        def build() -> "Table":
            return self.snapshot.engine.small(
                {
                    "period": [each.name for each in self.periods],
                    "first_day": [each.first_day for each in self.periods],
                    "last_day": [each.last_day for each in self.periods],
                    "year": [each.year for each in self.periods],
                    "half": [each.half or 0 for each in self.periods],
                    "form": [form_of(each) for each in self.periods],
                }
            )

        return self.snapshot.kept(f"days {self._span}", build)

    def kept(self, name: str, build: "Callable[[], Table]") -> "Table":
        """A table of this scope worked out once, for the indicators that share it."""
        return self.snapshot.kept(f"{name} {self.level} {self.area} {self._span}", build)

    def during(self, rows: "Table", first: str, until: str) -> "Table":
        """``rows`` in every period with a day from column ``first`` to ``until``, both included.

        Adds the period's name and its days as ``period``, ``period_first``, ``period_last``.
        """
        days = self._named_days()
        return rows.join(days, [rows[first] <= days.period_last, rows[until] >= days.period_first])

    def on_day(self, rows: "Table", day: str) -> "Table":
        """``rows`` in the period in which their ``day`` falls."""
        return self.during(rows, day, day)

    def of_year(self, rows: "Table") -> "Table":
        """Rows of a calendar year in every period of that year."""
        days = self._named_days()
        return rows.join(days, rows.year == days.period_year)

    def here(self, rows: "Table") -> "Table":
        """Those of the area asked for, or all."""
        return rows.filter(rows.area == self.area) if self.area else rows

    def _named_days(self) -> "Table":
        days = self.days
        return days.select(
            "period",
            period_first=days.first_day,
            period_last=days.last_day,
            period_year=days.year,
            period_half=days.half,
        )

    @property
    def _span(self) -> str:
        return " ".join(each.name for each in self.periods)


def form_of(period: Period) -> str:
    """year, half or month."""
    if period.is_year:
        return "year"
    return "half" if period.half else "month"


def flag(holds: "Any") -> "Any":
    """1 where a boolean holds, else 0, as every engine can sum it."""
    return holds.fill_null(False).ifelse(1, 0)


def date_far_off() -> "Any":
    """A day no period reaches, for what has not ended."""
    import ibis

    return ibis.date(9999, 12, 31)
