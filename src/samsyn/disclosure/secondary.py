"""Complementary cells: what else must be withheld so that no withheld cell can be computed.

``protect`` is the whole of the method: cells and the sums among them in, reasons out. Another
method (integer programming against the interval attack) takes its place without any change
elsewhere.

The method: where a sum has one withheld cell alone, withhold its cheapest other; when no such
sum is left, look for a shadow (``recovery``), and where a withheld cell still can be computed,
withhold the cheapest cell beside it; repeat until every withheld cell has a shadow.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from samsyn.disclosure.recovery import Elimination, Relation

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
        self.exposed: list[int] = []
        self._show_what_follows()
        self.reasons = [
            cell.reason if i not in self.settled else "" for i, cell in enumerate(cells)
        ]
        self.withheld = {i for i, reason in enumerate(self.reasons) if reason}
        self.cheapest: dict[int, float] = {}
        self.shadows = [cell.settled or 0 for cell in cells]
        self.random = Random(len(cells))  # noqa: S311 - a seed, so that the answer repeats

    def protected(self) -> Protection:
        changed = set(self.withheld) | self._settled_withheld()
        self._settle_sums(range(len(self.relations)))
        changed |= self.withheld
        while changed:
            changed = self._freed(changed)
        self.exposed += sorted(cell for cell in self.withheld if not self.shadows[cell])
        for cell in self.exposed:
            self.reasons[cell] = self.cells[cell].reason or COMPLEMENTARY
        return Protection(self.reasons, self.shadows, self.exposed)

    def _settled_withheld(self) -> set[int]:
        return {cell for cell, known in self.settled.items() if known}

    def _show_what_follows(self) -> None:
        """Cells that follow from those shown before cannot be withheld any more."""
        waiting = deque(range(len(self.relations)))
        while waiting:
            relation = self.relations[waiting.popleft()]
            rest = [cell for cell, _ in relation if self.settled.get(cell) != 0]
            if len(rest) == 1 and rest[0] not in self.settled:
                cell = rest[0]
                self.settled[cell] = 0
                if self.cells[cell].reason:
                    self.exposed.append(cell)
                waiting.extend(self.within[cell])

    def _unknown(self, relation: Relation) -> list[int]:
        return [c for c, _ in relation if c in self.withheld or self.settled.get(c)]

    def _candidates(self, relation: Relation) -> list[int]:
        return [c for c, _ in relation if c not in self.withheld and c not in self.settled]

    def _settle_sums(self, positions: Iterable[int]) -> None:
        """Wherever a sum has one withheld cell alone, withhold its cheapest other cell."""
        waiting = deque(positions)
        while waiting:
            position = waiting.popleft()
            relation = self.relations[position]
            unknown = self._unknown(relation)
            if len(unknown) == 1 and (candidates := self._candidates(relation)):
                cell = min(candidates, key=lambda c: (self._harm(c, position), c))
                self._withhold(cell)
                waiting.extend(self.within[cell])

    def _withhold(self, cell: int) -> None:
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
                cells, positions = self._component(start)
                seen.update(positions)
                added |= self._freed_component(cells, positions)
        return added

    def _component(self, start: int) -> tuple[set[int], list[int]]:
        """The undecided withheld cells connected with ``start`` by sums, and those sums."""
        cells: set[int] = set()
        positions: set[int] = set()
        waiting = [start]
        while waiting:
            cell = waiting.pop()
            if cell in self.withheld:
                cells.add(cell)
            for position in self.within[cell]:
                if position not in positions:
                    positions.add(position)
                    relation = self.relations[position]
                    near = {c for c, _ in relation if c in self.withheld}
                    waiting.extend(near - cells)
        return cells, sorted(positions)

    def _freed_component(self, cells: set[int], positions: list[int]) -> set[int]:
        relations = [self.relations[position] for position in positions]
        found = Elimination(sorted(cells), relations, self.settled)
        differs = found.differences(self.random)
        for cell, difference in differs.items():
            self.shadows[cell] = difference
        before = set(self.withheld)
        if found.conflicts or not all(differs.values()):
            self._hide(cells, relations, [cell for cell in differs if not differs[cell]])
        return self.withheld - before

    def _hide(self, cells: set[int], relations: list[Relation], computed: list[int]) -> None:
        """Withhold, for each cell that can be computed, the cheapest by which it is."""
        shown = set(self._candidates([pair for relation in relations for pair in relation]))
        found = Elimination(sorted(cells), relations, self.settled, shown, self._least_harmful)
        chosen = set(found.chosen)
        for cell in computed:
            hiding = found.hiding(cell)
            if hiding and not hiding & chosen:
                chosen.add(self._least_harmful(hiding))
        for cell in sorted(chosen):
            self._withhold(cell)
            self._settle_sums(self.within[cell])

    def _least_harmful(self, cells: set[int]) -> int:
        return min(cells, key=lambda cell: (self._harm(cell, -1), cell))
