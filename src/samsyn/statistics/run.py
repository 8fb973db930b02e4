"""Counting: questions in, numbers out, before disclosure control."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from samsyn.extracts.snapshot import Snapshot
from samsyn.statistics.areas import FINE_LEVELS, Areas
from samsyn.statistics.breakdowns import Keys, breakdowns, categories_crossed, unknown_last
from samsyn.statistics.change import changes
from samsyn.statistics.cubes import Cubes, Place, place_of
from samsyn.statistics.indicator import Indicator, asked_indicator
from samsyn.statistics.measure import Answer
from samsyn.statistics.question import Counted, Question
from samsyn.statistics.scope import form_of
from samsyn.vocabulary.period import Period

Name = tuple[str, str, tuple[tuple[str, str], ...]]
"""A cell within a period: statistic, area, breakdown."""


@dataclass(frozen=True)
class _Asked:
    """A question with its indicator and the breakdowns it means."""

    question: Question
    indicator: Indicator
    breakdowns: list[Keys]

    @property
    def periods(self) -> tuple[Period, ...]:
        against = self.question.against
        return tuple(dict.fromkeys([*self.question.periods, *([against] if against else [])]))

    def place(self, period: Period) -> Place:
        return place_of(self.question.level, self.question.area, period)

    def refusal(self, period: Period) -> str:
        """Why the indicator says nothing at this level or for such a period, or nothing."""
        if self.question.level not in self.indicator.levels:
            return f"Måttet finns inte för nivån {_LEVEL_NAMES[self.question.level]}."
        if form_of(period) not in self.indicator.periods:
            return f"Måttet finns inte per {_FORM_NAMES[form_of(period)]}."
        return ""


_LEVEL_NAMES = {
    "nation": "riket",
    "county": "län",
    "association": "samordningsförbund",
    "municipality": "kommun",
    "intervention": "insats",
    "office": "kontor",
}
_FORM_NAMES = {"year": "år", "half": "halvår", "month": "månad"}


def count(questions: Sequence[Question], snapshot: Snapshot) -> list[Counted]:
    """The numbers asked for, in the order of the questions, not yet protected.

    Rows of a question: by period, breakdown, area and category; then, where it is asked
    against another period, the changes. All categories that hold in the period are given, zero
    included; in municipalities, interventions and offices zeros are given for the total alone, in
    another area where nothing is counted for the plainest breakdown. Raises ``UnknownName`` for
    an indicator, level, area or key that does not exist.
    """
    areas = Areas(snapshot)
    asked = [_asked(question, areas) for question in questions]
    cubes = Cubes(snapshot)
    for each in asked:
        for period in each.periods:
            if not each.refusal(period):
                tallies = each.indicator.measure.tallies.values()
                cubes.want(tallies, each.place(period), period, each.breakdowns)
    cubes.work_out()
    return [row for each in asked for row in _answered(each, cubes, areas, snapshot.id)]


def _asked(question: Question, areas: Areas) -> _Asked:
    found = asked_indicator(question.indicator, question.of)
    areas.check(question.level, question.area)
    return _Asked(question, found, breakdowns(found, question.by))


def _answered(asked: _Asked, cubes: Cubes, areas: Areas, snapshot: str) -> Iterator[Counted]:
    counted = {
        period: list(_in_period(asked, period, cubes, areas, snapshot)) for period in asked.periods
    }
    against = asked.question.against
    then = {_name(row): row for row in counted[against]} if against else {}
    for period in asked.question.periods:
        yield from counted[period]
        if against:
            for row in counted[period]:
                yield from changes(row, then.get(_name(row)), period, against)


def _in_period(
    asked: _Asked, period: Period, cubes: Cubes, areas: Areas, snapshot: str
) -> Iterator[Counted]:
    question = asked.question
    if refusal := asked.refusal(period):
        blank = Answer(asked.indicator.statistics[0], None, reason=refusal)
        yield _row(asked, period, question.area, (), blank, snapshot)
        return
    found = {keys: _tallied(asked, period, cubes, keys) for keys in asked.breakdowns}
    busy = {area for cells in found.values() for each in cells.values() for area in each}
    listed = [question.area] if question.area else areas.of(question.level, period)
    for keys in asked.breakdowns:
        whole = categories_crossed(asked.indicator, keys, period)
        for area in sorted({*listed, *busy}):
            here = {name: cells.get(area, {}) for name, cells in found[keys].items()}
            for codes in _codes(asked, keys, whole, here, filled=area in busy or not area):
                for answer in asked.indicator.measure.of_cell(_one_cell(asked, keys, codes, here)):
                    breakdown = tuple(zip(keys, codes, strict=True))
                    yield _row(asked, period, area, breakdown, answer, snapshot)


_Here = dict[str, dict[tuple[str, ...], Any]]
"""Of one area, by tally: the cells of a breakdown."""


def _tallied(
    asked: _Asked, period: Period, cubes: Cubes, keys: Keys
) -> dict[str, dict[str, dict[tuple[str, ...], Any]]]:
    """By tally and area, the cells of a breakdown in one period."""
    found: dict[str, dict[str, dict[tuple[str, ...], Any]]] = {}
    for name, tally in asked.indicator.measure.tallies.items():
        cells = cubes.cells(tally, asked.place(period), keys)
        found[name] = {area: each for (when, area), each in cells.items() if when == period.name}
    return found


def _codes(
    asked: _Asked, keys: Keys, whole: list[tuple[str, ...]], here: _Here, *, filled: bool
) -> Iterable[tuple[str, ...]]:
    """The cells of a breakdown that are given in an area: ``whole``, or where anything is."""
    tallies = asked.indicator.measure.tallies
    own = [cells for name, cells in here.items() if not tallies[name].across]
    seen = {codes for cells in own for codes, amount in cells.items() if amount}
    fine = asked.question.level in FINE_LEVELS
    least = not keys if fine else set(keys) <= set(asked.indicator.needs)
    if least or (filled and not fine):
        return [*whole, *sorted(seen.difference(whole), key=unknown_last)]
    return sorted(seen)


def _one_cell(asked: _Asked, keys: Keys, codes: tuple[str, ...], here: _Here) -> dict[str, Any]:
    """Every tally of one cell; a cell without rows holds nothing."""
    tallied: dict[str, Any] = {}
    for name, tally in asked.indicator.measure.tallies.items():
        own = codes
        if tally.across in keys:
            place = keys.index(tally.across)
            own = codes[:place] + codes[place + 1 :]
        tallied[name] = here[name].get(own, [] if tally.spread else 0)
    return tallied


def _row(
    asked: _Asked,
    period: Period,
    area: str,
    breakdown: tuple[tuple[str, str], ...],
    answer: Answer,
    snapshot: str,
) -> Counted:
    return Counted(
        indicator=asked.indicator.id,
        of=asked.question.of,
        statistic=answer.statistic,
        period=period.name,
        against="",
        level=asked.question.level,
        area=area,
        breakdown=breakdown,
        value=answer.value,
        unit=asked.indicator.unit,
        n=answer.n,
        numerator=answer.numerator,
        persons=answer.persons,
        definition_version=asked.indicator.version,
        snapshot=snapshot,
        not_available=answer.reason,
    )


def _name(row: Counted) -> Name:
    return row.statistic, row.area, row.breakdown
