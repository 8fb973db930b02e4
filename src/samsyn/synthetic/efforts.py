"""Invented interventions: whose they are, in which years they run, and how they are tagged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samsyn.synthetic import assumed
from samsyn.synthetic.bodies import Body
from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.cells import Floats, Ints
from samsyn.synthetic.chance import one_of
from samsyn.synthetic.drawing import dealt, spread_out
from samsyn.synthetic.settings import carriers, named_groups, setting_of


@dataclass
class Efforts:
    """Interventions, one a place in each array; years before and after the register's are
    the first less one and the last plus one."""

    years: tuple[int, ...]
    association: Ints  # place in the list of associations
    orientation: NDArray[np.str_]
    began: Ints
    ended: Ints
    by_count: NDArray[np.bool_]
    focus: NDArray[np.str_]
    method: NDArray[np.str_]
    size: Floats  # weight when participants and money are given out
    tags: dict[str, NDArray[np.bool_]]  # by target group: interventions × years
    setting: NDArray[np.str_]  # what figures count persons by; see settings.py

    def __len__(self) -> int:
        return len(self.began)

    def active(self, year: int) -> NDArray[np.bool_]:
        """Those at work in a year."""
        return np.asarray((self.began <= year) & (self.ended >= year))

    @property
    def by_person(self) -> NDArray[np.bool_]:
        """Individual ones that follow persons."""
        return np.asarray((self.orientation == "individual") & ~self.by_count)


def lifetimes(found: list[Body], years: tuple[int, ...]) -> tuple[Ints, Ints]:
    """The first and last year of each association; outside the years: one before, one after."""
    first = [max(body.first_day.year, years[0] - 1) for body in found]
    last = [years[-1] + 1 if body.last_day is None else body.last_day.year for body in found]
    return np.array(first), np.array(last)


def efforts(
    calibrated: Calibrated, found: list[Body], weight: Floats, rng: np.random.Generator
) -> Efforts:
    """Interventions as many as the cells say, given out among the associations."""
    cells, years = calibrated.interventions, calibrated.years
    rows = spread_out(cells.interventions, ("orientation", "began", "ended"))
    order = rng.permutation(len(rows["began"]))
    rows = {name: column[order] for name, column in rows.items()}
    association = _given_out(rows, lifetimes(found, years), years, weight, rng)
    number = len(association)
    made = Efforts(
        years=years,
        association=association,
        orientation=rows["orientation"],
        began=rows["began"],
        ended=rows["ended"],
        by_count=np.ones(number, bool),
        focus=_of_family("focus", calibrated, rows, rng),
        method=_of_family("method", calibrated, rows, rng),
        size=rng.lognormal(0, 0.6, number),
        tags={},
        setting=np.full(number, "|"),
    )
    made.by_count = _by_count(made, len(found), rng)
    kept = carriers(
        calibrated.people,
        made.method,
        made.by_person,
        made.ended - made.began,
        association,
        methods_counted="method" in cells.families,
    )
    made.tags = {group: _tags(group, calibrated, made, kept, rng) for group in _groups()}
    active = np.stack([made.active(year) for year in years], axis=1)
    made.setting = setting_of(calibrated.people, made.method, made.tags, active)
    return made


def _groups() -> tuple[str, ...]:
    return tuple(assumed.weights("target_groups"))


def _given_out(
    rows: dict[str, NDArray[np.generic]],
    alive: tuple[Ints, Ints],
    years: tuple[int, ...],
    weight: Floats,
    rng: np.random.Generator,
) -> Ints:
    """The association of each intervention; every association has one while it lives."""
    began, ended = rows["began"].astype(int), rows["ended"].astype(int)
    individual = rows["orientation"] == "individual"
    owner = np.full(len(began), -1, np.int64)
    for at in range(len(alive[0])):
        first, last = alive[0][at], alive[1][at]
        inside = (owner < 0) & (began >= first) & (ended <= last)
        covers = np.minimum(ended, last) - np.maximum(began, first) + 1 + 0.5 * individual
        if inside.any():
            owner[np.argmax(np.where(inside, covers, -1.0))] = at
    for start, end in sorted({*zip(began.tolist(), ended.tolist(), strict=True)}):
        these = np.flatnonzero((began == start) & (ended == end) & (owner < 0))
        may = (alive[0] <= max(start, years[0] - 1)) & (alive[1] >= end)
        if not may.any():
            may = alive[0] <= start
        share = np.where(may, weight, 0.0)
        owner[these] = rng.choice(len(weight), len(these), p=share / share.sum())
    return owner


def _of_family(
    key: str, calibrated: Calibrated, rows: dict[str, NDArray[np.generic]], rng: np.random.Generator
) -> NDArray[np.str_]:
    """Focus or method of each: as the cells say, else by what is assumed."""
    named = {"focus": ("focus_individual", "focus_structural"), "method": ("methods", "")}[key]
    found = np.full(len(rows["began"]), "", "U32")
    for orientation, name in zip(("individual", "structural"), named, strict=True):
        these = np.flatnonzero(rows["orientation"] == orientation)
        if name:
            known = assumed.weights(name)
            found[these] = one_of(rng, list(known), np.array(list(known.values())), len(these))
    if key in calibrated.interventions.families:
        cells = calibrated.interventions.families[key]
        given = np.isin(rows["orientation"], cells.labels["orientation"])
        some = {name: column[given] for name, column in rows.items()}
        found[given] = dealt(some, cells, ("orientation", "began", "ended"), key, rng)
    return found


def _by_count(made: Efforts, associations: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Structural ones and some individual ones; each association keeps one that follows people."""
    individual = made.orientation == "individual"
    share = assumed.number("interventions_by_count_percent") / 100
    by_count = ~individual | (rng.random(len(made)) < share)
    lasts = (made.ended - made.began) * individual
    for at in range(associations):
        own = np.flatnonzero((made.association == at) & individual)
        if len(own):
            by_count[own[np.argmax(lasts[own])]] = False
            if len(own) > 2:
                by_count[own[np.argsort(-lasts[own], kind="stable")[1]]] = True
    for year in made.years:
        if not (by_count & individual & made.active(year)).any():
            _add_one_by_count(by_count, individual & made.active(year), made)
    return np.asarray(by_count)


def _add_one_by_count(
    by_count: NDArray[np.bool_], active: NDArray[np.bool_], made: Efforts
) -> None:
    """Let one of those active count heads, if others are left to follow people in its years."""
    lasts = np.where(active, made.ended - made.began, 99)
    for at in np.argsort(lasts, kind="stable")[: int(active.sum())].tolist():
        others = active & ~by_count
        others[at] = False
        alone = (made.orientation == "individual") & ~by_count
        alone[at] = False
        span = [y for y in made.years if made.began[at] <= y <= made.ended[at]]
        if others.any() and all((alone & made.active(y)).any() for y in span):
            by_count[at] = True
            return


def _tags(
    group: str,
    calibrated: Calibrated,
    made: Efforts,
    kept: dict[str, int],
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Which are tagged in which year: those tagged stay so as far as the numbers let them."""
    cells = calibrated.interventions
    tagged = np.zeros((len(made), len(made.years)), bool)
    liking = rng.random(len(made)) + 0.5 * (made.orientation == "individual")
    for setting, place in kept.items():
        if group in named_groups(calibrated.people):
            mine = group in setting.partition("|")[0].split("+")
            liking[place] = 99.0 if mine else -99.0
    for at, year in enumerate(made.years):
        here = cells.tagged.chosen({"target_group": group, "year": year})
        number = int(cells.tagged.counts[here].sum())
        where = int(cells.tagging.counts[here].sum())
        before = tagged[:, at - 1] if at else np.zeros(len(made), bool)
        active = np.flatnonzero(made.active(year))
        wish = liking[active] + 2.0 * before[active]
        tagged[_tagged(active, made.association[active], wish, number, where), at] = True
    return tagged


def _tagged(active: Ints, owners: Ints, wish: Floats, number: int, where: int) -> Ints:
    """``number`` of the active ones, in ``where`` associations, those most wished first."""
    if number == 0 or where == 0:
        return active[:0]
    size = int(owners.max()) + 1
    room = np.bincount(owners, minlength=size)
    best = np.full(size, -np.inf)
    np.maximum.at(best, owners, wish)
    order = np.lexsort((np.arange(size), -best))
    chosen, rest = order[:where], order[where:]
    while room[chosen].sum() < number and len(rest):
        small, large = np.argmin(room[chosen]), np.argmax(room[rest])
        if room[chosen[small]] >= room[rest[large]]:
            break
        chosen[small], rest[large] = rest[large], chosen[small]
    inside = np.flatnonzero(np.isin(owners, chosen))
    by_wish = inside[np.argsort(-wish[inside], kind="stable")]
    first = by_wish[np.unique(owners[by_wish], return_index=True)[1]]
    others = by_wish[~np.isin(by_wish, first)]
    return np.asarray(active[np.concatenate([first, others[: number - len(first)]])])
