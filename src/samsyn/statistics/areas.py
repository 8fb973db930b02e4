"""The areas of a level: all counties and municipalities, what was active in a period, offices."""

from samsyn.errors import UnknownName
from samsyn.extracts.snapshot import Snapshot
from samsyn.statistics.question import LEVELS, UNKNOWN
from samsyn.vocabulary.area import counties, municipalities
from samsyn.vocabulary.period import Period

FINE_LEVELS = frozenset({"municipality", "intervention", "office"})
"""Levels of so many areas that categories nobody is in are not written out in each."""


class Areas:
    """The areas of a snapshot, each list read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._days: dict[str, list[tuple[str, object, object]]] = {}

    def of(self, level: str, period: Period) -> list[str]:
        """The codes of the areas that exist in the period, in order; the nation is ``""``."""
        if level in ("association", "intervention"):
            return [
                code
                for code, first, last in self._dated(level)
                if first <= period.last_day and (last is None or last >= period.first_day)  # type: ignore[operator]
            ]
        fixed = {"nation": [""], "county": counties(), "municipality": municipalities()}
        return sorted(fixed.get(level, []))

    def check(self, level: str, area: str) -> None:
        """Raise ``UnknownName``, naming those that are near, unless there is such an area."""
        if level not in LEVELS:
            raise UnknownName(level, "level", known=LEVELS)
        known = self._known(level)
        if area and known and area not in known and area != UNKNOWN:
            raise UnknownName(area, level, known=known)

    def _known(self, level: str) -> list[str]:
        if level in ("association", "intervention"):
            return [code for code, *_ in self._dated(level)]
        fixed = {"county": set(counties()), "municipality": set(municipalities())}
        return sorted(fixed.get(level, set()))

    def _dated(self, level: str) -> list[tuple[str, object, object]]:
        if level not in self._days:
            table = getattr(self._snapshot.tables, level)
            rows = self._snapshot.engine.answer(
                table.select(f"{level}_code", "first_day", "last_day")
            )
            self._days[level] = sorted(rows.rows(), key=lambda row: str(row[0]))
        return self._days[level]
