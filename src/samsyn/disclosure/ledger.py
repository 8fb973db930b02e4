"""What is decided about each quantity: shown or withheld, why, and its shadow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log

from samsyn.disclosure.blocks import Part
from samsyn.disclosure.places import Places
from samsyn.disclosure.quantity import Quantity, revealed
from samsyn.disclosure.secondary import COMPLEMENTARY, SMALL, Cell, protect
from samsyn.disclosure.sums import Sum
from samsyn.disclosure.told import told_by
from samsyn.statistics.question import UNKNOWN, Counted


@dataclass
class Ledger:
    """The quantities decided so far: ``shadow`` 0 is shown; ``reason`` of those withheld.

    ``exposed`` are those the rule withholds though they follow from what is shown above them
    (a county of one municipality, where the limits of the two differ).
    """

    shadow: dict[Quantity, int] = field(default_factory=dict)
    reason: dict[Quantity, str] = field(default_factory=dict)
    exposed: set[Quantity] = field(default_factory=set)
    told: set[tuple[str, ...]] = field(default_factory=set)

    def reason_for(self, row: Counted) -> str:
        """Why a row is not shown, or "": small where any quantity it tells is small.

        What nobody has decided about is not shown.
        """
        quantities = [quantity for quantity, _ in revealed(row)]
        reasons = {self.reason.get(quantity, "") for quantity in quantities}
        if not all(quantity in self.shadow for quantity in quantities):
            reasons.add(COMPLEMENTARY)
        return SMALL if SMALL in reasons else COMPLEMENTARY if COMPLEMENTARY in reasons else ""

    def decide(self, part: Part, rows: Iterable[Counted], places: Places) -> None:
        """Decide every quantity of a part that is not decided yet."""
        tell = told_by(rows)
        new = [quantity for quantity in tell.numbers if quantity not in self.shadow]
        if not new:
            return
        self.told.update(map(_table_of, new))
        cells = [Cell(tell.numbers[q], cost(q, tell.numbers[q]), tell.small_reason(q)) for q in new]
        place = {quantity: number for number, quantity in enumerate(new)}
        for quantity in self._told_with_their_whole(tell.divided()):
            if quantity in place and not cells[place[quantity]].reason:
                cells[place[quantity]].reason = COMPLEMENTARY
        relations = self._relations(tell.sums(part, places), place, cells)
        answer = protect(cells, relations)
        for number, quantity in enumerate(new):
            self.shadow[quantity] = answer.shadows[number]
            if answer.reasons[number]:
                self.reason[quantity] = answer.reasons[number]
        self.exposed |= {new[number] for number in answer.exposed if number < len(new)}

    def _relations(
        self, sums: Iterable[Sum], place: dict[Quantity, int], cells: list[Cell]
    ) -> list[list[tuple[int, int]]]:
        """The sums by position of their cells; those decided before join as settled cells.

        A part without a number is nil where its table has been told; a sum with a part of a
        table not told yet is left for when it is.
        """
        relations = []
        undecided = len(cells)
        for whole, parts in sums:
            known = [each for each in parts if each in place or each in self.shadow]
            if (whole not in place and whole not in self.shadow) or not known:
                continue
            if len(known) < len(parts) and not all(map(self._is_told, parts)):
                continue
            for quantity in (whole, *known):
                if quantity not in place:
                    place[quantity] = len(cells)
                    cells.append(Cell(None, 0, settled=self.shadow[quantity]))
            if any(place[quantity] < undecided for quantity in (whole, *known)):
                relations.append([(place[whole], -1), *((place[each], 1) for each in known)])
        return relations

    def _told_with_their_whole(self, sums: Iterable[Sum]) -> Iterator[Quantity]:
        """Parts of a whole withheld before: none can be shown beside it, so all are withheld.

        Were some shown, the others would have to differ as the whole does, here in one part,
        there in another, and their own sums would not agree.
        """
        for whole, parts in sums:
            if self.shadow.get(whole):
                yield from parts

    def _is_told(self, quantity: Quantity) -> bool:
        return _table_of(quantity) in self.told


def _table_of(quantity: Quantity) -> tuple[str, ...]:
    keys = (key for key, _ in quantity.breakdown)
    return (quantity.name, quantity.period, quantity.level, *keys)


def cost(quantity: Quantity, value: float | int | None) -> float:
    """What a reader loses when a quantity is withheld beside a small one.

    Totals cost most and cells of two keys least; larger numbers more, by their logarithm; nil
    protects nobody and so costs more than a small number.
    """
    keys = [key for key, _ in quantity.breakdown]
    size = 3.0 if value is None else 1 + log(1 + value) if value else 8.0
    weight = 1000.0 if not keys else 30.0 if keys == ["sex"] else 10.0 if len(keys) == 1 else 1.0
    if quantity.name in _BASES:
        weight *= 5
    if any(category == UNKNOWN for _, category in quantity.breakdown):
        weight *= 0.3
    return size * weight


_BASES = frozenset({"completed", "outcome_coverage", "joint_assessments"})
"""Quantities many shares stand on."""
