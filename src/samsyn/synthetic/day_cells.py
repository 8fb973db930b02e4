"""Sums of days: of participations that end in a year, and of benefits had before entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from samsyn.synthetic import assumed
from samsyn.synthetic.cells import Cells, Floats, Labels, Sum, lattice
from samsyn.synthetic.incomes import SICK_LISTED, has
from samsyn.synthetic.measure import Measure, NotBound, only
from samsyn.synthetic.model import Model
from samsyn.synthetic.participants import SEXES, Participants

Keys = Mapping[str, str]
LASTING = {0: (45, 165), 1: (170, 500), 2: (500, 860)}
"""Least and most mean days by turns of the year, which dates can surely give."""
BENEFIT = (30, 4000)
LONG = 370  # days from which someone is surely long-term sick-listed


def add_days(model: Model, people: Participants) -> None:
    """Add sums of days where figures ask for means."""
    if "duration_days" in people.asked.indicators:
        cells = people.families["durations"] = model.add(_durations(people))
        _hold_durations(model, people, cells)
    if "benefit_days_at_entry" in people.asked.indicators:
        cells = people.families["benefit_days"] = model.add(_benefit_days(people))
        _hold_benefit_days(model, people, cells)


def _durations(people: Participants) -> Cells:
    spells = people.spells

    def guide(labels: Labels) -> Floats:
        mean = np.array([100, 300, 650])[spells.labels["exited"] - spells.labels["entered"]]
        days = spells.guide * spells.labels["times"] * mean
        rows = zip(labels["sex"].tolist(), labels["exited"].tolist(), strict=True)
        return np.array([days[spells.chosen({"sex": s, "exited": y})].sum() for s, y in rows])

    values = {"sex": SEXES, "exited": people.years}
    return lattice("durations", values, guide=guide, whole=False)


def _hold_durations(model: Model, people: Participants, cells: Cells) -> None:
    labels = people.spells.labels
    turns = labels["exited"] - labels["entered"]
    for end, sign in ((0, 1), (1, -1)):
        days = np.array([LASTING[turn][end] for turn in turns.tolist()]) * labels["times"]
        for sex in SEXES:
            for year in people.years:
                bound = people.spells.sum(days, sex=sex, exited=year)
                model.require((cells.sum(sex=sex, exited=year) - bound) * sign, 0)


def _entries(
    people: Participants, source: str, year: int, of: str = "incomes", **where: bool
) -> Sum:
    """Participations that begin in a year with the source."""
    cells = people.families[of]
    return cells.sum(
        cells.labels["times"],
        sources=lambda labels: [has(each, source) for each in labels.tolist()],
        entered=year,
        **where,
    )


def _benefit_days(people: Participants) -> Cells:
    named = tuple(assumed.weights("income_before"))
    mean = assumed.number("sick_listed_days")
    return lattice(
        "benefit_days",
        {"source": named, "entered": people.years},
        guide=lambda labels: np.where(np.isin(labels["source"], SICK_LISTED), mean, 900.0),
        whole=False,
    )


def _hold_benefit_days(model: Model, people: Participants, cells: Cells) -> None:
    for source in set(cells.labels["source"].tolist()) & people.sources:
        for year in people.years:
            days, entries = cells.sum(source=source, entered=year), _entries(people, source, year)
            model.require(days - entries * BENEFIT[0], 0)
            model.require(entries * BENEFIT[1] - days, 0)
            if source in SICK_LISTED and "long" in people.families:
                long = _entries(people, source, year, "long", long=True)
                model.require(days - long * LONG - (entries - long) * BENEFIT[0], 0)
                model.require(long * BENEFIT[1] + (entries - long) * (LONG - 10) - days, 0)


class DayMeasures:
    """Measures of days by indicator."""

    def __init__(self, people: Participants) -> None:
        self.people = people
        self.known: dict[str, Callable[[Keys, int], Measure]] = {
            "duration_days": self._durations,
            "benefit_days_at_entry": self._benefit_days,
        }

    def _durations(self, keys: Keys, year: int) -> Measure:
        only(keys, "sex")
        spells = self.people.spells
        whole = spells.sum(spells.labels["times"], **keys, exited=year)
        days = self.people.families["durations"].sum(**keys, exited=year)
        return Measure(days, whole, steps=False, part_gives=True)

    def _benefit_days(self, keys: Keys, year: int) -> Measure:
        only(keys, "income_source")
        source = keys.get("income_source", "")
        wanted = SICK_LISTED if source == "sick_listed" else (source,)
        if not set(wanted) <= self.people.sources:
            raise NotBound("days on a benefit need an income source")
        days = self.people.families["benefit_days"].sum(source=wanted, entered=year)
        return Measure(days, _entries(self.people, source, year), steps=False, part_gives=True)
