"""What can be computed from what is shown: exact recovery by Gaussian elimination.

Everything shown is known; the sums that hold between cells are known. A withheld cell can be
computed exactly when every table that agrees with all that is shown has the same number there.
To see that it cannot, find one other table that agrees and differs: its *shadow*, the
difference from the true table. A shadow is nil in every shown cell, satisfies every sum, and
differs from nil in a withheld cell if and only if that cell cannot be computed. Cells withheld
before have their difference settled already: what is decided later must agree with it.

Shadows are found at random among all of them, in arithmetic modulo a large prime, so that there
are no rounding errors and a cell that could differ is nil with probability one in 10^18.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

PRIME = 2**61 - 1

Relation = Sequence[tuple[int, int]]
"""A sum that holds: (cell, coefficient) pairs whose products add up to nil."""


@dataclass(slots=True)
class _Solved:
    """A cell expressed in others: ``constant`` plus the sum of ``terms``."""

    cell: int
    constant: int
    terms: dict[int, int]


class Elimination:
    """The sums solved for the withheld cells, one after the other, shortest sums first.

    ``settled`` gives the differences of cells withheld before. ``shown`` are cells that could be
    withheld: they are kept in the sums without being solved for, so that it can be said which of
    them would hide a cell. Every other cell is shown for good and left out.

    A sum that would tell something new about cells withheld before is a conflict. ``choose`` is
    given the shown cells any of which would prevent it, and names the one to withhold; those
    named are in ``chosen``. Without it, or where there is none, ``conflicts`` counts it.

    >>> row = [(0, 1), (1, 1), (2, -1)]
    >>> Elimination([0, 1], [row], {}).differences(Random(1))[0] != 0
    True
    >>> Elimination([0], [row], {}).differences(Random(1))
    {0: 0}
    >>> sorted(Elimination([0], [row], {}, shown={1, 2}).hiding(0))
    [1, 2]
    """

    def __init__(
        self,
        cells: Sequence[int],
        relations: Sequence[Relation],
        settled: Mapping[int, int],
        shown: Collection[int] = frozenset(),
        choose: Callable[[set[int]], int] | None = None,
    ) -> None:
        self._cells, self._withheld, self._settled, self._shown = cells, set(cells), settled, shown
        self._touched = _how_often(self._withheld, relations)
        self._solved: dict[int, _Solved] = {}
        self._choose = choose
        self.chosen: list[int] = []
        self.conflicts = 0
        for relation in sorted(relations, key=len):
            self._solve(relation)

    def differences(self, random: Random) -> dict[int, int]:
        """A random shadow: the difference of each withheld cell, nil where it can be computed."""
        differs = {
            cell: random.randrange(1, PRIME) for cell in self._cells if cell not in self._solved
        }
        for known in reversed(self._solved.values()):
            total = sum(differs[cell] * factor for cell, factor in known.terms.items())
            differs[known.cell] = (known.constant + total) % PRIME
        return differs

    def hiding(self, cell: int) -> set[int]:
        """The shown cells by which a withheld cell is computed; without any of them it is not."""
        terms, _ = self._reduced([(cell, 1)])
        return set(terms)

    def _solve(self, relation: Relation) -> None:
        terms, constant = self._reduced(relation)
        free = [cell for cell in terms if cell in self._withheld]
        if free:
            pivot = min(free, key=lambda cell: (self._touched[cell], cell))
            self._solved[pivot] = _for(pivot, terms, constant)
        elif constant and terms and self._choose:
            pivot = self._choose(set(terms))
            self.chosen.append(pivot)
            self._solved[pivot] = _for(pivot, terms, constant)
        elif constant:
            self.conflicts += 1

    def _reduced(self, relation: Relation) -> tuple[dict[int, int], int]:
        """The relation in cells not solved for: terms and a constant that add up to nil."""
        terms: dict[int, int] = {}
        constant = 0
        waiting: list[int] = []
        for cell, coefficient in relation:
            if cell in self._withheld or cell in self._shown:
                terms[cell] = terms.get(cell, 0) + coefficient
                if cell in self._solved:
                    waiting.append(cell)
            elif cell in self._settled:
                constant += coefficient * self._settled[cell]
        while waiting:
            cell = waiting.pop()
            if coefficient := terms.pop(cell, 0):
                known = self._solved[cell]
                constant += coefficient * known.constant
                waiting += self._add(known.terms, coefficient, terms)
        return {cell: factor for cell, factor in terms.items() if factor % PRIME}, constant % PRIME

    def _add(self, more: dict[int, int], times: int, terms: dict[int, int]) -> list[int]:
        """Add ``times`` the terms ``more`` to ``terms``; returns those that are solved for."""
        waiting = []
        for cell, factor in more.items():
            total = (terms.get(cell, 0) + times * factor) % PRIME
            if not total:
                terms.pop(cell, None)
                continue
            terms[cell] = total
            if cell in self._solved:
                waiting.append(cell)
        return waiting


def _how_often(withheld: set[int], relations: Sequence[Relation]) -> dict[int, int]:
    """In how many relations each cell is: one in few makes little work when it is solved for."""
    touched = dict.fromkeys(withheld, 0)
    for relation in relations:
        for cell, _ in relation:
            if cell in touched:
                touched[cell] += 1
    return touched


def _for(pivot: int, terms: dict[int, int], constant: int) -> _Solved:
    """The relation solved for ``pivot``."""
    scale = -pow(terms[pivot], -1, PRIME)
    others = {cell: factor * scale % PRIME for cell, factor in terms.items() if cell != pivot}
    return _Solved(pivot, constant * scale % PRIME, others)
