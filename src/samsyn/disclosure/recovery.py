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

from collections.abc import Iterable, Mapping, Sequence
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
    """The sums among withheld cells, each solved for one cell as it is added.

    ``settled`` gives the differences of cells withheld before. ``shown`` are cells that could be
    withheld: they stay in the sums without being solved for, so that it can be said which of
    them would hide a cell. Every other cell is shown for good and left out.

    >>> row = [(0, 1), (1, 1), (2, -1)]
    >>> Elimination([0, 1], {}).with_sums([row]).differences(Random(1))[0] != 0
    True
    >>> Elimination([0], {}).with_sums([row]).differences(Random(1))
    {0: 0}
    >>> sorted(Elimination([0], {}, shown={1, 2}).with_sums([row]).hiding(0))
    [1, 2]
    """

    def __init__(
        self, cells: Iterable[int], settled: Mapping[int, int], shown: Iterable[int] = ()
    ) -> None:
        self._withheld, self._settled, self._shown = set(cells), settled, set(shown)
        self._touched: dict[int, int] = {}
        self._solved: dict[int, _Solved] = {}
        self._idle: list[tuple[dict[int, int], int]] = []

    def with_sums(self, relations: Iterable[Relation]) -> "Elimination":
        """Add sums, the shortest first, and return the elimination."""
        ordered = sorted(relations, key=len)
        for relation in ordered:
            for cell, _ in relation:
                self._touched[cell] = self._touched.get(cell, 0) + 1
        for relation in ordered:
            self._solve(*self._reduced(relation))
        return self

    def conflict(self) -> set[int] | None:
        """The shown cells that take part in a sum telling something new of cells withheld before.

        Withholding one of them ends that conflict. None where there is no conflict, or none
        that can be ended.
        """
        found = (terms for terms, constant in self._idle if constant and terms)
        return set(next(found, ())) or None

    @property
    def conflicting(self) -> bool:
        """Whether any sum tells something new of cells withheld before."""
        return any(constant for _, constant in self._idle)

    def withhold(self, cell: int, others: Iterable[int], relations: Iterable[Relation]) -> None:
        """Withhold a shown cell; ``relations`` are sums with it that were not added yet.

        ``others`` are cells withheld already that those sums bring with them.
        """
        self._withheld |= {cell, *others}
        self._shown.discard(cell)
        idle, self._idle = self._idle, []
        for terms, constant in idle:
            if cell in terms:
                self._solve(*self._reduced(list(terms.items()), constant))
            else:
                self._idle.append((terms, constant))
        self.with_sums(relations)

    def differences(self, random: Random) -> dict[int, int]:
        """A random shadow: the difference of each withheld cell, nil where it can be computed."""
        differs = {
            cell: random.randrange(1, PRIME)
            for cell in sorted(self._withheld)
            if cell not in self._solved
        }
        for known in reversed(self._solved.values()):
            total = sum(differs.get(cell, 0) * factor for cell, factor in known.terms.items())
            differs[known.cell] = (known.constant + total) % PRIME
        return differs

    def hiding(self, cell: int) -> set[int]:
        """The shown cells by which a withheld cell is computed; without any of them it is not."""
        terms, _ = self._reduced([(cell, 1)])
        return set(terms)

    def _solve(self, terms: dict[int, int], constant: int) -> None:
        free = [cell for cell in terms if cell in self._withheld]
        if free:
            pivot = min(free, key=lambda cell: (self._touched.get(cell, 0), cell))
            self._solved[pivot] = _for(pivot, terms, constant)
        elif constant or terms:
            self._idle.append((terms, constant))

    def _reduced(self, relation: Relation, constant: int = 0) -> tuple[dict[int, int], int]:
        """The relation in cells not solved for: terms and a constant that add up to nil."""
        terms: dict[int, int] = {}
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


def _for(pivot: int, terms: dict[int, int], constant: int) -> _Solved:
    """The relation solved for ``pivot``."""
    scale = -pow(terms[pivot], -1, PRIME)
    others = {cell: factor * scale % PRIME for cell, factor in terms.items() if cell != pivot}
    return _Solved(pivot, constant * scale % PRIME, others)
