"""Counted rows laid so that each question, and each part of the cube, finds its own."""

from collections.abc import Iterable, Iterator, Sequence

from samsyn.disclosure.blocks import Part
from samsyn.disclosure.nobody import nobody_in
from samsyn.disclosure.quantity import Breakdown
from samsyn.statistics.breakdowns import Keys, breakdowns
from samsyn.statistics.indicator import asked_indicator
from samsyn.statistics.question import Counted, Question

_Where = tuple[str, str, str, str, str]
"""Indicator, of, level, period, against."""

_Rows = dict[tuple[str, str, Breakdown], Counted]
"""By area, statistic and breakdown."""


class Answers:
    """Rows by where they belong and by the keys of their breakdown, in the order counted."""

    def __init__(self, rows: Iterable[Counted]) -> None:
        self._laid: dict[_Where, dict[Keys, _Rows]] = {}
        for row in rows:
            where = (row.indicator, row.of, row.level, row.period, row.against)
            keys = tuple(key for key, _ in row.breakdown)
            cells = self._laid.setdefault(where, {}).setdefault(keys, {})
            cells.setdefault((row.area, row.statistic, row.breakdown), row)
        self._complete: dict[tuple[_Where, Keys], list[Counted]] = {}
        self._added: set[int] = set()

    def to(self, question: Question) -> Iterator[Counted]:
        """The rows of a question: by period, then breakdown, area and category; then changes.

        Rows of nobody (``is_added``) are among them.
        """
        wanted = breakdowns(asked_indicator(question.indicator, question.of), question.by)
        for period in question.periods:
            for against in ("", str(question.against)) if question.against else ("",):
                where = (question.indicator, question.of, question.level, period.name, against)
                for row in self._rows(where, [(), *wanted]):
                    if not question.area or row.area == question.area:
                        yield row

    def of(self, part: Part) -> Iterator[Counted]:
        """The rows that decide a part: without changes, in all areas."""
        for question in part.questions():
            yield from self.to(question)

    def is_added(self, row: Counted) -> bool:
        """Whether nobody is in the row's category, and it was not counted."""
        return id(row) in self._added

    def _rows(self, where: _Where, wanted: Sequence[Keys]) -> Iterator[Counted]:
        for keys in dict.fromkeys(wanted):
            if (where, keys) not in self._complete:
                self._complete[where, keys] = self._completed(where, keys)
            yield from self._complete[where, keys]

    def _completed(self, where: _Where, keys: Keys) -> list[Counted]:
        rows = list(self._laid.get(where, {}).get(keys, {}).values())
        added = nobody_in(rows)
        self._added.update(map(id, added))
        return sorted([*rows, *added], key=lambda row: row.area) if added else rows
