"""What can be computed from what is shown: exact recovery by Gaussian elimination.

Everything shown is known; the sums that hold between cells are known. A withheld cell can be
computed exactly when every table that agrees with all that is shown has the same number there.
To see that it cannot, find one other table that agrees and differs: its *shadow*, the
difference from the true table. A shadow is nil in every shown cell, satisfies every sum, and
differs from nil in a withheld cell if and only if that cell cannot be computed.

Shadows are found at random among all of them, in arithmetic modulo a large prime, so that there
are no rounding errors and a cell that could differ is nil with probability one in 10^18.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

PRIME = 2**61 - 1

Relation = Sequence[tuple[int, int]]
"""A sum that holds: (cell, coefficient) pairs whose products add up to nil."""


@dataclass(frozen=True)
class Shadow:
    """Another table that agrees with what is shown.

    ``differs`` gives the difference per cell asked about, nil where the cell can be computed.
    ``conflicts`` are positions of relations that would tell something new about cells that were
    withheld before, whose differences are already settled.
    """

    differs: dict[int, int]
    conflicts: list[int]


@dataclass(slots=True)
class _Solved:
    """A cell expressed in others: ``constant`` plus the sum of ``terms``."""

    cell: int
    constant: int
    terms: dict[int, int]


def shadow(
    cells: Sequence[int], relations: Sequence[Relation], settled: Mapping[int, int], random: Random
) -> Shadow:
    """A random table agreeing with all shown, over ``cells`` and the ``relations`` among them.

    ``settled`` gives the differences of cells withheld before; every other cell is shown.

    >>> shadow([0, 1], [[(0, 1), (1, 1), (2, -1)]], {}, Random(1)).differs[0] != 0
    True
    >>> shadow([0], [[(0, 1), (1, 1), (2, -1)]], {}, Random(1)).differs
    {0: 0}
    """
    unknown = set(cells)
    touched = _how_often(unknown, relations)
    solved: dict[int, _Solved] = {}
    conflicts = []
    for position in sorted(range(len(relations)), key=lambda r: len(relations[r])):
        terms, constant = _reduced(relations[position], unknown, settled, solved)
        if terms:
            pivot = min(terms, key=lambda cell: (touched[cell], cell))
            solved[pivot] = _for(pivot, terms, constant)
        elif constant:
            conflicts.append(position)
    return Shadow(_differences(cells, solved, random), conflicts)


def _how_often(unknown: set[int], relations: Sequence[Relation]) -> dict[int, int]:
    """In how many relations each cell is: one in few makes little work when it is solved for."""
    touched = dict.fromkeys(unknown, 0)
    for relation in relations:
        for cell, _ in relation:
            if cell in touched:
                touched[cell] += 1
    return touched


def _reduced(
    relation: Relation, unknown: set[int], settled: Mapping[int, int], solved: dict[int, _Solved]
) -> tuple[dict[int, int], int]:
    """The relation in cells not yet solved for: terms and constant that add up to nil."""
    terms: dict[int, int] = {}
    constant = 0
    waiting: list[int] = []
    for cell, coefficient in relation:
        if cell in unknown:
            terms[cell] = terms.get(cell, 0) + coefficient
            if cell in solved:
                waiting.append(cell)
        elif cell in settled:
            constant += coefficient * settled[cell]
    while waiting:
        cell = waiting.pop()
        coefficient = terms.pop(cell, 0)
        if not coefficient:
            continue
        known = solved[cell]
        constant = (constant + coefficient * known.constant) % PRIME
        for other, factor in known.terms.items():
            total = (terms.get(other, 0) + coefficient * factor) % PRIME
            if total:
                terms[other] = total
                if other in solved:
                    waiting.append(other)
            else:
                terms.pop(other, None)
    return {cell: factor for cell, factor in terms.items() if factor % PRIME}, constant % PRIME


def _for(pivot: int, terms: dict[int, int], constant: int) -> _Solved:
    """The relation solved for ``pivot``."""
    scale = -pow(terms[pivot], -1, PRIME)
    others = {cell: factor * scale % PRIME for cell, factor in terms.items() if cell != pivot}
    return _Solved(pivot, constant * scale % PRIME, others)


def _differences(
    cells: Sequence[int], solved: dict[int, _Solved], random: Random
) -> dict[int, int]:
    """Random differences where there is freedom, and what follows from them elsewhere."""
    differs = {cell: random.randrange(1, PRIME) for cell in cells if cell not in solved}
    for known in reversed(solved.values()):
        total = sum(differs[cell] * factor for cell, factor in known.terms.items())
        differs[known.cell] = (known.constant + total) % PRIME
    return differs
