"""What a section of a study's report writes with: released figures by name, titles, tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from samsyn.disclosure import Released
from samsyn.disclosure.study import StudyRelease
from samsyn.errors import UnknownName
from samsyn.reports.context import breakdown_text
from samsyn.reports.document import Column, Inline, Label, Row, Table
from samsyn.reports.figure import Figure, Form, figure
from samsyn.reports.prose import Parts, number

EMPTY = Label("")
Key = Mapping[str, Any]
"""A part of a number's key: arm, against, outcome, horizon …"""


def _told(key: Key) -> str:
    """The key as a breakdown; what is empty is no part of it."""
    return breakdown_text(
        {name: str(value) for name, value in key.items() if value not in ("", None)}
    )


def month_label(month: int) -> Label:
    """``månad 15``: the name of a horizon."""
    return Label(f"månad {month}")


class Study:
    """A released study as the sections see it. ``get`` finds a number by its key."""

    def __init__(self, released: StudyRelease) -> None:
        self.released = released
        self.protocol = released.protocol
        self._rows = tuple(released.release)
        self._index: dict[tuple[str, str, str, str], Released] = {}
        for row in self._rows:
            for statistic in (row.statistic, ""):
                self._index.setdefault((row.indicator, statistic, row.breakdown, row.area), row)
        self.arms = {arm.id: arm.title for arm in self.protocol.arms}
        self.heads = {each: title[:1].upper() + title[1:] for each, title in self.arms.items()}
        self.primary = next(
            (each for each in self.protocol.outcomes if each.primary), self.protocol.outcomes[0]
        )
        self.pairs = tuple((each.arm, each.against) for each in self.protocol.contrasts)
        self.month = self._planned_month()

    def _planned_month(self) -> int:
        """The last horizon that was planned for the primary outcome; without one, the last."""
        planned = [
            month
            for month in self.protocol.horizons
            if not any(self.exploratory(self.primary.id, month, *pair) for pair in self.pairs)
        ]
        return max(planned or self.protocol.horizons)

    def get(self, indicator: str, statistic: str | None = None, **key: Any) -> Released:
        """The released number; ``UnknownName``, naming near ones, where the study has none."""
        found = self.find(indicator, statistic, **key)
        if found is None:
            wanted = " ".join(filter(None, (indicator, statistic, _told(key))))
            known = (f"{row.indicator} {row.statistic} {row.breakdown}" for row in self._rows)
            raise UnknownName(wanted, "released number of the study", known=known)
        return found

    def find(self, indicator: str, statistic: str | None = None, **key: Any) -> Released | None:
        """The same, or None. Without ``statistic`` the first of the key."""
        area = key.pop("area", "")
        return self._index.get((indicator, statistic or "", _told(key), area))

    def has(self, indicator: str) -> bool:
        """Whether the study has any number of the indicator."""
        return bool(self.released.release.rows(indicator))

    def figure(self, indicator: str, statistic: str | None = None, **key: Any) -> Figure:
        """The figure to put in a text."""
        return figure(self.get(indicator, statistic, **key))

    def n(self, indicator: str, statistic: str | None = None, **key: Any) -> Figure:
        """The denominator of a number that is printed before it."""
        return figure(self.get(indicator, statistic, **key), "n")

    def interval(self, indicator: str, unit: str = " procentenheter", **key: Any) -> Parts:
        """``8,0 procentenheter (95 procents konfidensintervall 1,9 till 14,1)``."""
        statistic = key.pop("statistic", "difference")
        level = Label(f"{100 * self.protocol.level:g} procents konfidensintervall ")
        estimate = self.get(indicator, statistic, **key)
        if not estimate.shown:
            return (*number(estimate), unit)
        limits = (self.figure(indicator, name, **key) for name in ("lower", "upper"))
        lower, upper = limits
        return (figure(estimate), f"{unit} (", level, lower, " till ", upper, ")")

    def cells(
        self, indicator: str, *statistics: str, form: Form = "plain", **key: Any
    ) -> list[Inline]:
        """Several statistics of one key in a row."""
        return [self.cell(indicator, each, form, **key) for each in statistics]

    def settled(self, outcome: str, month: int, arm: str, against: str) -> str:
        """``settled``, ``before_correction`` (not when corrected for several tests) or ``open``."""
        key = {"outcome": outcome, "horizon": month, "arm": arm, "against": against}
        lower, upper, p_holm = (
            self.get("study_difference", each, **key).value for each in ("lower", "upper", "p_holm")
        )
        if lower is None or upper is None or p_holm is None or lower <= 0 <= upper:
            return "open"
        return "settled" if p_holm < 1 - self.protocol.level else "before_correction"

    def pair(self, arm: str, against: str) -> str:
        """A contrast as a row is called."""
        return f"{self.heads[arm]} mot {self.arms[against]}"

    def mark(self, outcome: str, month: int) -> str:
        """`` (utforskande)`` to follow a title that no one planned all of."""
        return (
            " (utforskande)"
            if any(self.exploratory(outcome, month, *pair) for pair in self.pairs)
            else ""
        )

    def exploratory(self, outcome: str, month: int, arm: str, against: str) -> bool:
        """Whether no one planned the comparison before the first person entered."""
        return self.released.standing.get((outcome, month, arm, against)) == "exploratory"

    def cell(
        self, indicator: str, statistic: str | None = None, form: Form = "cell", **key: Any
    ) -> Inline:
        """The figure for a table; an empty cell where the study has none."""
        found = self.find(indicator, statistic, **key)
        return figure(found, form) if found else EMPTY

    def keyed(self, indicator: str, name: str, **key: str) -> list[str]:
        """The values of the key ``name`` among the indicator's numbers, in their order."""
        found: dict[str, None] = {}
        for row in self._rows:
            if row.indicator != indicator:
                continue
            parts = dict(part.split("=", 1) for part in row.breakdown.split(";") if part)
            if name in parts and all(parts.get(each) == value for each, value in key.items()):
                found[parts[name]] = None
        return list(found)


def table(
    title: str,
    columns: Sequence[str],
    rows: Mapping[str, Sequence[Inline]],
    *,
    stub: str = "",
    notes: Sequence[Sequence[Inline]] = (),
    words: bool = False,
) -> Table:
    """A table; a column ``Grupp|Rubrik`` shares the heading before the bar with its neighbours.

    A row ``- …`` is indented. With ``words`` the columns hold text.
    """
    heads = tuple(
        Column(each.split("|")[-1], each.rpartition("|")[0], not words) for each in columns
    )
    body = tuple(
        Row(name.removeprefix("- "), tuple(cells), indent=name.startswith("- "))
        for name, cells in rows.items()
    )
    return Table(title, heads, body, stub, tuple(tuple(note) for note in notes))
