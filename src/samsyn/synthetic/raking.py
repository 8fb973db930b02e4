"""Raking: draw the first guess towards the figures while keeping its pattern.

Iterative proportional fitting over the tree of cells: a part is scaled to its target, and what
hangs together with it (parents, siblings, children) follows.
"""

import numpy as np

from samsyn.synthetic.cells import Cells, Floats, Sum
from samsyn.synthetic.model import Aim, Model

SWEEPS_TOWARDS_ALL = 12
SWEEPS_TOWARDS_BINDING = 40
NEAR = 1e-4


def raked(model: Model) -> Floats:
    """The model's guide after raking; not whole numbers, and figures met about."""
    values = model.guide()
    tree = _Tree(model, values)
    soft = [aim for aim in model.aims if not aim.binding]
    binding = [aim for aim in model.aims if aim.binding]
    for _ in range(SWEEPS_TOWARDS_ALL):
        for aim in (*soft, *binding):
            tree.draw(aim)
    for _ in range(SWEEPS_TOWARDS_BINDING):
        if max((tree.draw(aim) for aim in binding), default=0.0) < NEAR:
            break
    return values


class _Tree:
    """The values of all cells, kept consistent along the families."""

    def __init__(self, model: Model, values: Floats) -> None:
        self.model, self.values = model, values
        self.children: dict[int, list[Cells]] = {}
        for cells in model.lattices:
            if cells.parent is not None:
                self.children.setdefault(cells.parent.start, []).append(cells)

    def draw(self, aim: Aim) -> float:
        """Scale towards ``aim``; how far off it was, as a proportion."""
        part = aim.part.of(self.values)
        whole = None if aim.whole is None else aim.whole.of(self.values)
        wanted = aim.target if whole is None else aim.target * whole
        if part <= 0 or wanted <= 0 or (whole is not None and whole <= 0):
            return 0.0
        off = abs(wanted / part - 1)
        if off > NEAR / 10 and aim.whole is None:
            self._scale(aim.part, wanted / part)
        elif off > NEAR / 10 and aim.whole is not None and whole is not None:
            if np.isin(aim.part.cells, aim.whole.cells).all():
                self._scale(aim.part, wanted / part)
                self._hold(aim.part, aim.whole, wanted, whole)
            else:  # apart: what the part is compared with gives way
                self._scale(aim.whole, part / wanted)
        return off

    def _hold(self, part: Sum, whole: Sum, wanted: float, total: float) -> None:
        """Scale the rest of the whole so that the whole stays what it was."""
        outside = ~np.isin(whole.cells, part.cells)
        rest = Sum(whole.cells[outside], whole.weights[outside])
        now = rest.of(self.values)
        if now > 0 and total > wanted:
            self._scale(rest, (total - wanted) / now)

    def _scale(self, part: Sum, factor: float) -> None:
        for cells in self.model.lattices:
            inside = part.cells[
                (part.cells >= cells.start) & (part.cells < cells.start + len(cells))
            ]
            if len(inside):
                before = self.values[cells.places].copy()
                self.values[inside] *= factor
                self._spread(cells, before)

    def _spread(self, cells: Cells, before: Floats, came_from: Cells | None = None) -> None:
        """Let parents and children of changed cells follow."""
        if cells.parent is not None and cells.parent is not came_from:
            self._follow_up(cells)
        for child in self.children.get(cells.start, []):
            if child is not came_from:
                self._follow_down(child, before)

    def _follow_up(self, cells: Cells) -> None:
        parent = cells.parent
        assert parent is not None
        old = self.values[parent.places].copy()
        tied = cells.parent_group >= 0
        number = int(cells.parent_group.max()) + 1
        mine = np.bincount(cells.group, self.values[cells.places], number)
        theirs = np.bincount(cells.parent_group[tied], old[tied], number)
        ratio = np.divide(mine, theirs, out=np.ones(number), where=theirs > 0)
        new = old.copy()
        new[tied] *= ratio[cells.parent_group[tied]]
        self.values[parent.places] = new
        self._spread(parent, old, cells)

    def _follow_down(self, child: Cells, before: Floats) -> None:
        parent = child.parent
        assert parent is not None
        tied = child.parent_group >= 0
        number = int(child.parent_group.max()) + 1
        groups = child.parent_group[tied]
        now = np.bincount(groups, self.values[parent.places][tied], number)
        was = np.bincount(groups, before[tied], number)
        ratio = np.divide(now, was, out=np.ones(number), where=was > 0)
        old = self.values[child.places].copy()
        self.values[child.places] *= ratio[child.group]
        self._spread(child, old, parent)
