"""Whole numbers for the cells: as near the raked guess as the figures allow.

For each part of the model that hangs together: a linear program gives numbers that need not be
whole, then an integer program looks for whole ones close to them. Solved with HiGHS on one thread
with a fixed seed, so that the same figures give the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from samsyn.synthetic.cells import Floats, Ints
from samsyn.synthetic.model import Bound, Model

OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 1,
    "mip_rel_gap": 0.5,
    "mip_max_improving_sols": 1,
    "mip_feasibility_tolerance": 1e-7,
    "primal_feasibility_tolerance": 1e-8,
}
REACHES = (1.0, 2.0, 5.0, 50.0, float("inf"))  # how far from the relaxed numbers to look


class Infeasible(Exception):
    """No numbers meet the bounds; ``part`` is where (internal: conflicts.py names the rows)."""

    def __init__(self, part: Part) -> None:
        super().__init__(f"no numbers meet all {len(part.bounds)} bounds")
        self.part = part


class Part:
    """Lattices that hang together, with all bounds among them."""

    def __init__(self, cells: Ints, bounds: Sequence[Bound], guide: Floats, whole: Ints) -> None:
        self.cells, self.bounds, self.guide, self.whole = cells, list(bounds), guide, whole
        self._place = np.full(int(cells.max(initial=-1)) + 1, -1, np.int64)
        self._place[cells] = np.arange(len(cells))

    def solved(self, without: frozenset[int] = frozenset(), *, whole: bool = True) -> Floats | None:
        """The cells' numbers, or None where there are none; leaves out some bounds by place."""
        kept = [bound for at, bound in enumerate(self.bounds) if at not in without]
        part = _solution(self._program(kept, self.guide, self.guide), self.guide)
        if part is None or not whole:
            return part
        base = np.where(self.whole > 0, np.rint(part), part)
        for reach in REACHES:
            most = np.where(self.whole > 0, reach, highspy.kHighsInf)
            found = _solution(self._program(kept, part, base, most), base)
            if found is not None:
                return found
        return None

    def _program(
        self, bounds: Sequence[Bound], wish: Floats, base: Floats, most: Floats | None = None
    ) -> highspy.HighsLp:
        """Two columns a cell: how far above ``base`` it is, and how far below.

        Each costs by its distance from ``wish``. ``most`` is how far they may go, and makes them
        whole numbers; without it they need not be.
        """
        count, off = len(base), wish - base
        weight = np.where(self.whole > 0, 1 / np.sqrt(wish + 1), 1 / (wish + 1))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 2 * count, len(bounds)
        program.col_cost_ = np.concatenate([weight * (1 - off), weight * (1 + off)])
        program.col_lower_ = np.zeros(2 * count)
        reach = np.full(count, highspy.kHighsInf) if most is None else most
        program.col_upper_ = np.concatenate([reach, np.minimum(base, reach)])
        self._rows(program, bounds, base)
        if most is not None:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            program.integrality_ = [kinds[int(each)] for each in (*self.whole, *self.whole)]
        return program

    def _rows(self, program: highspy.HighsLp, bounds: Sequence[Bound], base: Floats) -> None:
        index, value, start, lower, upper = [], [], [0], [], []
        for bound in bounds:
            places = self._place[bound.sum.cells]
            shift = float(base[places] @ bound.sum.weights)
            index += [places, places + len(base)]
            value += [bound.sum.weights, -bound.sum.weights]
            start.append(start[-1] + 2 * len(places))
            lower.append(bound.least - shift)
            upper.append(bound.most - shift)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.asarray(start)
        program.a_matrix_.index_ = np.concatenate(index or [np.zeros(0, np.int64)])
        program.a_matrix_.value_ = np.concatenate(value or [np.zeros(0)])
        program.row_lower_, program.row_upper_ = np.asarray(lower), np.asarray(upper)


def solve(part: Part) -> Floats:
    """The numbers of the part's cells; raises ``Infeasible``."""
    found = part.solved()
    if found is None:
        raise Infeasible(part)
    return found


def parts(model: Model, guide: Floats) -> list[Part]:
    """The model cut into parts that share no bound."""
    bounds = [*model.links(), *_merged(model.bounds)]
    lattice_of = np.repeat(np.arange(len(model.lattices)), [len(c) for c in model.lattices])
    root = list(range(len(model.lattices)))
    touched = [np.unique(lattice_of[bound.sum.cells]) for bound in bounds]
    for lattices in touched:
        for other in lattices[1:]:
            root[_root(root, int(other))] = _root(root, int(lattices[0]))
    belongs = np.asarray([_root(root, at) for at in range(len(root))])
    whole = model.whole().astype(np.int64)
    found = []
    for each in np.unique(belongs):
        cells = np.flatnonzero(belongs[lattice_of] == each)
        inside = [
            bound
            for bound, lattices in zip(bounds, touched, strict=True)
            if len(lattices) and belongs[lattices[0]] == each
        ]
        found.append(Part(cells, inside, guide[cells], whole[cells]))
    return found


def _merged(bounds: Sequence[Bound]) -> list[Bound]:
    """Bounds in which each cell stands once, with its weights added up."""
    merged = []
    for bound in bounds:
        cells, place = np.unique(bound.sum.cells, return_inverse=True)
        weights = np.bincount(place, bound.sum.weights, len(cells))
        total = type(bound.sum)(cells[weights != 0], weights[weights != 0])
        merged.append(Bound(total, bound.least, bound.most, bound.figure))
    return merged


def _root(root: list[int], at: int) -> int:
    while root[at] != at:
        at = root[at]
    return at


def _solution(program: highspy.HighsLp, base: Floats) -> Floats | None:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() not in (
        highspy.HighsModelStatus.kOptimal,
        highspy.HighsModelStatus.kSolutionLimit,
    ):
        return None
    change = np.asarray(solver.getSolution().col_value)
    return np.asarray(base + change[: len(base)] - change[len(base) :])
