"""From figures to cells: the whole numbers behind an invented register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from samsyn.synthetic.binding import Binder, NotUsed
from samsyn.synthetic.case_cells import CaseMeasures, Cases, cases
from samsyn.synthetic.cells import Floats
from samsyn.synthetic.conflicts import Conflict, OnConflict, dropped, same_twice, smallest_conflict
from samsyn.synthetic.day_cells import DayMeasures, add_days
from samsyn.synthetic.figures import LEVELS, Figure
from samsyn.synthetic.heads import Heads, heads
from samsyn.synthetic.intervention_cells import InterventionMeasures, Interventions, interventions
from samsyn.synthetic.levels import Levels
from samsyn.synthetic.measure import NotBound
from samsyn.synthetic.model import Model
from samsyn.synthetic.money_cells import Money, MoneyMeasures, money
from samsyn.synthetic.participant_measures import ParticipantMeasures
from samsyn.synthetic.participants import Asked, Participants, participants
from samsyn.synthetic.raking import raked
from samsyn.synthetic.settings import hold_settings, settings
from samsyn.synthetic.solving import Infeasible, parts, solve


@dataclass
class Calibrated:
    """Cells with their numbers, and what became of each figure.

    ``years`` are those asked for and the one before, from which people are carried over.
    """

    years: tuple[int, ...]
    people: Participants
    heads: Heads
    interventions: Interventions
    cases: Cases
    money: Money
    values: Floats
    bound: tuple[Figure, ...]
    quantiles: tuple[Figure, ...]
    not_used: tuple[NotUsed, ...]


@dataclass
class _Draft:
    """One attempt: a model with the figures that have not given way."""

    model: Model
    people: Participants
    heads: Heads
    interventions: Interventions
    cases: Cases
    money: Money
    binder: Binder
    bound: list[Figure] = field(default_factory=list)
    not_used: list[NotUsed] = field(default_factory=list)


def calibrate(
    figures: Sequence[Figure], years: tuple[int, ...], on_conflict: OnConflict
) -> Calibrated:
    """Numbers for all cells that meet every figure of ``years``.

    Raises ``Conflict`` naming the rows where figures cannot hold together, unless the first or
    the last of them is to bind.
    """
    given_way: list[NotUsed] = []
    kept = list(figures)
    while True:
        try:
            draft = _draft(kept, years)
            values = _solved(draft)
        except Conflict as conflict:
            out = _gives_way(conflict, years[0], on_conflict)
            others = ", ".join(str(f) for f in conflict.figures if f is not out)
            reason = f"gives way to {others}" if others else "can hold in no register"
            given_way.append(NotUsed(out, reason))
            kept.remove(out)
            continue
        draft.model.take(values)
        return Calibrated(
            years=draft.people.years,
            people=draft.people,
            heads=draft.heads,
            interventions=draft.interventions,
            cases=draft.cases,
            money=draft.money,
            values=values,
            bound=tuple(draft.bound),
            quantiles=tuple(draft.binder.quantiles),
            not_used=tuple(sorted([*draft.not_used, *given_way], key=lambda n: n.figure.line)),
        )


def _gives_way(conflict: Conflict, first: int, on_conflict: OnConflict) -> Figure:
    """The figure to leave out: one of the year before those asked for, if there is any."""
    before = [figure for figure in conflict.figures if figure.year < first]
    return before[0] if before else dropped(conflict, on_conflict)


def _draft(figures: Sequence[Figure], asked_years: tuple[int, ...]) -> _Draft:
    years = (asked_years[0] - 1, *asked_years)
    conflict = same_twice([figure for figure in figures if figure.year in years])
    if conflict:
        raise conflict
    model, levels, asked = Model(), Levels(figures), Asked.by(figures)
    people, counts = participants(model, years, levels, asked), heads(model, years, levels)
    add_days(model, people)
    places = settings(people)
    if places is not None:
        people.families["settings"] = model.add(places)
    bodies, reinforced = interventions(model, years, levels, asked), cases(model, years, levels)
    hold_settings(model, people, bodies.tagged, bodies.tagging)
    spent = money(model, years, levels, figures)
    measures = ParticipantMeasures(people, counts).known | DayMeasures(people).known
    measures |= InterventionMeasures(bodies).known | CaseMeasures(reinforced).known
    measures |= MoneyMeasures(spent, measures).known
    binder = Binder(model, measures, years)
    draft = _Draft(model, people, counts, bodies, reinforced, spent, binder)
    _bind(draft, figures)
    binder.aim_between(levels)
    return draft


def _bind(draft: _Draft, figures: Sequence[Figure]) -> None:
    """Bind each figure, or say why not."""
    levels = {(f.series[:2], f.breakdown, f.year) for f in figures if f.statistic in LEVELS}
    for figure in figures:
        has_level = (figure.series[:2], figure.breakdown, figure.year) in levels
        try:
            draft.binder.bind(figure, with_level=has_level)
        except NotBound as reason:
            draft.not_used.append(NotUsed(figure, str(reason)))
        else:
            draft.bound.append(figure)


def _solved(draft: _Draft) -> Floats:
    """The cells' numbers; raises ``Conflict``."""
    guide = raked(draft.model)
    values = _numbers(draft.model, guide)
    if draft.binder.bind_points(values):
        values = _numbers(draft.model, values)
    return values


def _numbers(model: Model, guide: Floats) -> Floats:
    values = np.zeros(model.size)
    for part in parts(model, guide):
        try:
            values[part.cells] = solve(part)
        except Infeasible as infeasible:
            raise smallest_conflict(infeasible.part) from infeasible
    return values
