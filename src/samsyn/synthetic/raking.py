"""Raking: draw the first guess towards the figures while keeping its pattern.

Iterative proportional fitting over the tree of cells: a part is scaled to its target, and what
hangs together with it (parents, siblings, children) follows.
"""

from __future__ import annotations

import numpy as np

from samsyn.synthetic.cells import Cells, Floats, Ints, Sum
from samsyn.synthetic.model import Aim, Model

SWEEPS_TOWARDS_ALL = 12
SWEEPS_TOWARDS_BINDING = 40
NEAR = 1e-4


def raked(model: Model) -> Floats:
    """The model's guide after raking; not whole numbers, and figures met about."""
    values = model.guide()
    tree = _Tree(model, values)
    soft = [_Pull(aim, model) for aim in model.aims if not aim.binding]
    binding = [_Pull(aim, model) for aim in model.aims if aim.binding]
    for _ in range(SWEEPS_TOWARDS_ALL):
        for pull in (*soft, *binding):
            pull.draw(tree)
    for _ in range(SWEEPS_TOWARDS_BINDING):
        if max((pull.draw(tree) for pull in binding), default=0.0) < NEAR:
            break
    return values


class _Pull:
    """An aim made ready: which cells of which lattice to scale, and what to hold."""

    def __init__(self, aim: Aim, model: Model) -> None:
        self.aim = aim
        self.part = _by_lattice(aim.part.cells, model)
        if aim.whole is not None:
            self.within = bool(np.isin(aim.part.cells, aim.whole.cells).all())
            outside = ~np.isin(aim.whole.cells, aim.part.cells)
            self.rest = Sum(aim.whole.cells[outside], aim.whole.weights[outside])
            self.rest_parts = _by_lattice(self.rest.cells, model)
            self.whole = _by_lattice(aim.whole.cells, model)

    def draw(self, tree: _Tree) -> float:
        """Scale towards the aim; how far off it was, as a proportion."""
        aim, values = self.aim, tree.values
        part = aim.part.of(values)
        whole = None if aim.whole is None else aim.whole.of(values)
        wanted = aim.target if whole is None else aim.target * whole
        if part <= 0 or wanted <= 0 or (whole is not None and whole <= 0):
            return 0.0
        off = abs(wanted / part - 1)
        if off < NEAR / 10:
            return off
        if whole is None or aim.part_gives:
            tree.scale(self.part, wanted / part)
        elif self.within:
            tree.scale(self.part, wanted / part)
            left = self.rest.of(values)
            if left > 0 and whole > wanted:
                tree.scale(self.rest_parts, (whole - wanted) / left)
        else:  # apart: what the part is compared with gives way
            tree.scale(self.whole, part / wanted)
        return off


Places = list[tuple[Cells, Ints]]


def _by_lattice(cells: Ints, model: Model) -> Places:
    places = []
    for lattice in model.lattices:
        inside = cells[(cells >= lattice.start) & (cells < lattice.start + len(lattice))]
        if len(inside):
            places.append((lattice, inside))
    return places


class _Tie:
    """A family and its parent, group by group."""

    def __init__(self, cells: Cells) -> None:
        assert cells.parent is not None
        self.child, self.parent = cells, cells.parent
        self.tied = np.flatnonzero(cells.parent_group >= 0)
        self.above = cells.parent_group[self.tied]
        self.groups = int(cells.parent_group.max(initial=-1)) + 1

    def of_child(self, values: Floats) -> Floats:
        return np.asarray(np.bincount(self.child.group, values, self.groups), float)

    def of_parent(self, values: Floats) -> Floats:
        return np.asarray(np.bincount(self.above, values[self.tied], self.groups), float)


class _Tree:
    """The values of all cells, kept consistent along the families."""

    def __init__(self, model: Model, values: Floats) -> None:
        self.values = values
        self.up: dict[int, _Tie] = {}
        self.down: dict[int, list[_Tie]] = {}
        for cells in model.lattices:
            if cells.parent is not None:
                tie = _Tie(cells)
                self.up[cells.start] = tie
                self.down.setdefault(cells.parent.start, []).append(tie)

    def scale(self, places: Places, factor: float) -> None:
        """Scale some cells; parents and children follow."""
        for cells, inside in places:
            before = self.values[cells.places].copy()
            self.values[inside] *= factor
            self._spread(cells, before)

    def _spread(self, cells: Cells, before: Floats, came_from: _Tie | None = None) -> None:
        tie = self.up.get(cells.start)
        if tie is not None and tie is not came_from:
            self._follow_up(tie)
        for each in self.down.get(cells.start, []):
            if each is not came_from:
                self._follow_down(each, before)

    def _follow_up(self, tie: _Tie) -> None:
        places = tie.parent.places
        old = self.values[places].copy()
        mine, theirs = tie.of_child(self.values[tie.child.places]), tie.of_parent(old)
        ratio = np.divide(mine, theirs, out=np.ones(tie.groups), where=theirs > 0)
        new = old.copy()
        new[tie.tied] *= ratio[tie.above]
        self.values[places] = new
        self._spread(tie.parent, old, tie)

    def _follow_down(self, tie: _Tie, before: Floats) -> None:
        now, was = tie.of_parent(self.values[tie.parent.places]), tie.of_parent(before)
        ratio = np.divide(now, was, out=np.ones(tie.groups), where=was > 0)
        old = self.values[tie.child.places].copy()
        self.values[tie.child.places] *= ratio[tie.child.group]
        self._spread(tie.child, old, tie)
