"""The model: cells, what must hold between them, and what the figures say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from samsyn.synthetic.cells import Cells, Floats, Sum
from samsyn.synthetic.figures import Figure


@dataclass(frozen=True)
class Bound:
    """A sum of cells that must lie between two numbers, and the figure that says so.

    ``figure`` is None for what holds in any register (nobody counted below none).
    """

    sum: Sum
    least: float
    most: float
    figure: Figure | None = None


@dataclass(frozen=True)
class Aim:
    """Part over whole (or the part alone) that the first guess is drawn towards."""

    part: Sum
    whole: Sum | None
    target: float
    binding: bool
    part_gives: bool = False


@dataclass
class Model:
    """All cells with what binds them; ``values`` are the whole numbers found."""

    lattices: list[Cells] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    size: int = 0

    def add(self, cells: Cells) -> Cells:
        """Give the cells their place in the model."""
        cells.start = self.size
        self.size += len(cells)
        self.lattices.append(cells)
        return cells

    def require(
        self, total: Sum, least: float, most: float = np.inf, figure: Figure | None = None
    ) -> None:
        """Hold ``total`` between ``least`` and ``most``."""
        self.bounds.append(Bound(total, least, most, figure))

    def links(self) -> list[Bound]:
        """A family's cells of a group sum to the parent's of the group."""
        return [bound for cells in self.lattices for bound in _links(cells)]

    def guide(self) -> Floats:
        """The first guess of every cell."""
        return np.concatenate([cells.guide for cells in self.lattices] or [np.zeros(0)])

    def whole(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which cells are whole numbers."""
        each = [np.full(len(cells), cells.whole) for cells in self.lattices]
        return np.concatenate(each or [np.zeros(0, bool)])

    def take(self, values: Floats) -> None:
        """Give every lattice the numbers found for its cells."""
        for cells in self.lattices:
            cells.counts = np.rint(values[cells.places]).astype(np.int64)


def _links(cells: Cells) -> Iterable[Bound]:
    if cells.parent is None:
        return
    own = np.argsort(cells.group, kind="stable")
    above = np.argsort(cells.parent_group, kind="stable")
    number = int(cells.parent_group.max(initial=-1)) + 1
    own_ends = np.searchsorted(cells.group[own], np.arange(number + 1))
    above_ends = np.searchsorted(cells.parent_group[above], np.arange(number + 1))
    for group in range(number):
        mine = own[own_ends[group] : own_ends[group + 1]] + cells.start
        theirs = above[above_ends[group] : above_ends[group + 1]] + cells.parent.start
        weights = np.concatenate([np.ones(len(mine)), -np.ones(len(theirs))])
        yield Bound(Sum(np.concatenate([mine, theirs]), weights), 0.0, 0.0)
