"""Complementary cells: what else must be withheld so that no withheld cell can be computed.

``protect`` is the whole of the method: cells and the sums among them in, reasons out. Another
method (integer programming against the interval attack) takes its place without any change
elsewhere.

The method: where a sum has one withheld cell alone, withhold its cheapest other; when no such
sum is left, look for a shadow (``recovery``), and where a withheld cell still can be computed,
withhold the cheapest cell beside it; repeat until every withheld cell has a shadow.
"""

from collections import deque
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from random import Random

from samsyn.disclosure.recovery import PRIME, Elimination, Relation

SMALL, COMPLEMENTARY = "small", "complementary"


@dataclass(slots=True)
class Cell:
    """One cell of a table: its number, what withholding it costs, and what is decided.

    ``reason`` is why it must be withheld ("" where nothing says so). ``settled`` is None for a
    cell still to be decided, 0 for one shown before, else the shadow of one withheld before.
    """

    value: float | None
    cost: float
    reason: str = ""
    settled: int | None = None


@dataclass(frozen=True)
class Protection:
    """The answer, in the order of the cells: the reason ("" is shown) and the shadow of each.

    ``exposed`` are cells that must be withheld, but that follow from cells shown before.
    """

    reasons: list[str]
    shadows: list[int]
    exposed: list[int]


def protect(cells: Sequence[Cell], relations: Sequence[Relation]) -> Protection:
    """Decide which cells are withheld, so that no withheld cell can be computed from the shown.

    A sum is a sequence of (position of a cell, coefficient) that add up to nil.

    >>> row = [Cell(3, 1, "small"), Cell(20, 2), Cell(50, 3), Cell(73, 9)]
    >>> protect(row, [[(0, 1), (1, 1), (2, 1), (3, -1)]]).reasons
    ['small', 'complementary', '', '']
    """
    return _Table(cells, relations).protected()


class _Table:
    def __init__(self, cells: Sequence[Cell], relations: Sequence[Relation]) -> None:
        self.cells, self.relations = cells, relations
        self.within: list[list[int]] = [[] for _ in cells]
        for position, relation in enumerate(relations):
            for cell, _ in relation:
                self.within[cell].append(position)
        self.settled = {i: c.settled for i, c in enumerate(cells) if c.settled is not None}
        self.followed: list[int] = []
        self._settle_what_follows()
        self.reasons = [cell.reason for cell in cells]
        self.withheld = {
            at for at, reason in enumerate(self.reasons) if reason and at not in self.settled
        }
        self.cheapest: dict[int, float] = {}
        self.shadows = [self.settled.get(at, 0) for at in range(len(cells))]
        self.random = Random(len(cells))  # noqa: S311 - a seed, so that the answer repeats

    def protected(self) -> Protection:
        changed = set(self.withheld) | self._settled_withheld()
        self._settle_sums(range(len(self.relations)))
        changed |= self.withheld
        while changed:
            changed = self._freed(changed)
        for cell in self.followed:
            if self.shadows[cell]:
                self.reasons[cell] = self.reasons[cell] or COMPLEMENTARY
        exposed = [at for at, reason in enumerate(self.reasons) if reason and not self.shadows[at]]
        return Protection(self.reasons, self.shadows, exposed)

    def _settled_withheld(self) -> set[int]:
        return {cell for cell, known in self.settled.items() if known}

    def _settle_what_follows(self) -> None:
        """A cell that is alone undecided in a sum has its difference from the others.

        It follows from what was shown before, or it is as unknown as what was withheld before.
        """
        waiting = deque(range(len(self.relations)))
        while waiting:
            relation = self.relations[waiting.popleft()]
            rest = [pair for pair in relation if pair[0] not in self.settled]
            if len(rest) == 1:
                cell, coefficient = rest[0]
                others = sum(factor * self.settled.get(other, 0) for other, factor in relation)
                self.settled[cell] = -others * pow(coefficient, -1, PRIME) % PRIME
                self.followed.append(cell)
                waiting.extend(self.within[cell])

    def _unknown(self, relation: Relation) -> list[int]:
        return [c for c, _ in relation if c in self.withheld or self.settled.get(c)]

    def _candidates(self, relation: Relation) -> list[int]:
        return [c for c, _ in relation if c not in self.withheld and c not in self.settled]

    def _settle_sums(self, positions: Iterable[int]) -> list[int]:
        """Wherever a sum has one withheld cell alone, withhold its cheapest other cell.

        Returns the cells withheld for it.
        """
        added = []
        waiting = deque(positions)
        while waiting:
            position = waiting.popleft()
            relation = self.relations[position]
            unknown = self._unknown(relation)
            if len(unknown) == 1 and (candidates := self._candidates(relation)):
                cell = min(candidates, key=lambda c: (self._harm(c, position), c))
                self._note(cell)
                added.append(cell)
                waiting.extend(self.within[cell])
        return added

    def _withhold(self, cell: int) -> list[int]:
        """Withhold a cell, and those without which it would be alone in a sum: these."""
        self._note(cell)
        return self._settle_sums(self.within[cell])

    def _note(self, cell: int) -> None:
        self.withheld.add(cell)
        self.reasons[cell] = COMPLEMENTARY
        for position in self.within[cell]:
            self.cheapest.pop(position, None)

    def _harm(self, cell: int, position: int) -> float:
        """The cost of a cell, and of the cells its other sums would ask for in turn."""
        harm = self.cells[cell].cost
        for other in self.within[cell]:
            if other != position and not self._unknown(self.relations[other]):
                harm += self._cheapest(other)
        return harm

    def _cheapest(self, position: int) -> float:
        if position not in self.cheapest:
            costs = [self.cells[c].cost for c in self._candidates(self.relations[position])]
            self.cheapest[position] = sorted(costs)[1] if len(costs) > 1 else 1e6
        return self.cheapest[position]

    def _freed(self, changed: set[int]) -> set[int]:
        """Look for shadows around the changed cells; withhold more where one is missing.

        Returns the cells withheld for it, none when all is well.
        """
        added: set[int] = set()
        seen: set[int] = set()
        for start in sorted(changed):
            if not self.within[start] or not seen.issuperset(self.within[start]):
                cells, positions = self._component(start, besides=seen)
                seen |= positions
                if not self._all_differ(cells, positions):
                    added |= self._hide(cells, positions)
        return added

    def _component(self, start: int, besides: Set[int] = frozenset()) -> tuple[set[int], set[int]]:
        """The undecided withheld cells connected with ``start`` by sums, and those sums.

        Sums in ``besides`` are not followed.
        """
        cells: set[int] = set()
        positions: set[int] = set()
        waiting = [start]
        while waiting:
            cell = waiting.pop()
            if cell in self.withheld:
                cells.add(cell)
            for position in self.within[cell]:
                if position not in positions and position not in besides:
                    positions.add(position)
                    waiting += [c for c, _ in self.relations[position] if c in self.withheld]
        return cells, positions

    def _sums(self, positions: Iterable[int]) -> list[Relation]:
        return [self.relations[position] for position in sorted(positions)]

    def _all_differ(self, cells: set[int], positions: set[int]) -> bool:
        """Whether a shadow differs in all the cells; it is kept."""
        found = Elimination(cells, self.settled).with_sums(self._sums(positions))
        differs = found.differences(self.random)
        for cell, difference in differs.items():
            self.shadows[cell] = difference
        return not found.conflicting and all(differs.values())

    def _hide(self, cells: set[int], positions: set[int]) -> set[int]:
        """Withhold shown cells, the least harmful first, until none of the cells follows."""
        shown = {
            c for c in range(len(self.cells)) if c not in self.withheld and c not in self.settled
        }
        found = Elimination(cells, self.settled, shown).with_sums(self._sums(positions))
        added: set[int] = set()
        sums = set(positions)
        while hiding := found.conflict() or self._way_to_compute(found):
            cell = min(hiding, key=lambda c: (self._harm(c, -1), c))
            for chosen in [cell, *self._withhold(cell)]:
                others, more = self._component(chosen, besides=sums)
                found.withhold(chosen, others, self._sums(more))
                added.add(chosen)
                sums |= more
        return added

    def _way_to_compute(self, found: Elimination) -> set[int]:
        """The shown cells by which some withheld cell can be computed, if any can."""
        for cell, difference in found.differences(self.random).items():
            if not difference and (hiding := found.hiding(cell)):
                return hiding
        return set()
