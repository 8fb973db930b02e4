"""What the rows of a part tell: their quantities, which are too small, and how they add up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from samsyn.disclosure.blocks import Part, period_above
from samsyn.disclosure.places import Places
from samsyn.disclosure.primary import all_of_one_sex, too_small
from samsyn.disclosure.quantity import Quantity, own_key, rest_of, revealed
from samsyn.disclosure.secondary import SMALL
from samsyn.disclosure.sums import Sum, broken_down, linked
from samsyn.statistics.indicator import indicator
from samsyn.statistics.question import Counted
from samsyn.vocabulary.period import parse_period


@dataclass
class Told:
    """The quantities of some rows, each with its number (None: one that has no whole number).

    ``small`` are those the primary rule withholds. ``additive`` gives by name the keys whose
    categories sum to the total. ``compared`` are bases with the parts of which a share is shown,
    ``shared_out`` those whose parts share the base out among themselves, and ``rests`` bases with
    a part and a rest too small to be known.
    """

    numbers: dict[Quantity, float | int | None] = field(default_factory=dict)
    small: set[Quantity] = field(default_factory=set)
    additive: dict[str, frozenset[str]] = field(default_factory=dict)
    shared_out: dict[Quantity, dict[Quantity, None]] = field(default_factory=dict)
    compared: dict[Quantity, dict[Quantity, None]] = field(default_factory=dict)
    rests: list[Sum] = field(default_factory=list)

    def small_reason(self, quantity: Quantity) -> str:
        return SMALL if quantity in self.small else ""

    def sums(self, part: Part, places: Places) -> Iterator[Sum]:
        """Every sum that holds among the quantities, and with those of larger areas and times."""
        own = [quantity for quantity in self.numbers if not quantity.name.endswith("#rest")]
        yield from self.rests
        yield from broken_down(own, self.additive)
        yield from self.divided()
        yield from _to_larger_areas(own, places)
        if part.block.flow and not part.periods[0].is_year:
            yield from _to_longer_periods(own)

    def divided(self) -> Iterator[Sum]:
        """The sums across tables: bases shared out among categories, and linked indicators."""
        for base, parts in self.shared_out.items():
            yield Sum(base, tuple(parts))
        yield from self._links

    @cached_property
    def _links(self) -> tuple[Sum, ...]:
        return tuple(linked(self.numbers))


def told_by(rows: Iterable[Counted]) -> Told:
    """What the rows of a part tell together."""
    told = Told()
    by_sex: list[tuple[Counted, Quantity]] = []
    for row in rows:
        quantities = revealed(row)
        for quantity, value in quantities:
            told.numbers.setdefault(quantity, value)
            if quantity.name not in told.additive:
                told.additive[quantity.name] = frozenset({"sex"})
        if not quantities:
            continue
        _note_keys(told, row, quantities[0][0], quantities[-1][0])
        _note_small(told, row, quantities[0][0], quantities[-1][0])
        if row.statistic == "count" and any(key == "sex" for key, _ in row.breakdown):
            by_sex.append((row, quantities[0][0]))
    told.small.update(part for row, part in by_sex if all_of_one_sex(row, part, told.numbers))
    _note_groups_of_one_kind(told)
    return told


def _note_keys(told: Told, row: Counted, part: Quantity, base: Quantity) -> None:
    keys = indicator(row.indicator).additive
    for quantity in (part, base):
        if not told.additive[quantity.name].issuperset(keys):
            told.additive[quantity.name] |= frozenset(keys)
    if row.statistic == "share" and part != base:
        told.compared.setdefault(base, {})[part] = None
    if own_key(row) and part != base:
        told.shared_out.setdefault(base, {})[part] = None


def _note_small(told: Told, row: Counted, part: Quantity, base: Quantity) -> None:
    for quantity in too_small(row):
        told.small.add(quantity)
        if quantity == rest_of(part):
            told.numbers[quantity] = (row.n or 0) - (row.numerator or 0)
            told.rests.append(Sum(base, (part, quantity)))


def _note_groups_of_one_kind(told: Told) -> None:
    """Where a large group is all, or none, of a kind, so is every small group within it.

    So if the share of a small group is withheld, that of the large one is too.
    """
    bases = {part: base for base, parts in told.compared.items() for part in parts}
    alike = {part for part, base in bases.items() if _all_or_none(told, part, base)}
    sums = [each for each in broken_down(alike, told.additive) if each.whole in alike]
    for _ in range(2):  # from two keys to one, from one to the total
        told.small.update(whole for whole, parts in sums if not told.small.isdisjoint(parts))


def _all_or_none(told: Told, part: Quantity, base: Quantity) -> bool:
    return told.numbers[part] in (0, told.numbers[base])


def _to_larger_areas(quantities: Iterable[Quantity], places: Places) -> Iterator[Sum]:
    groups: dict[tuple[str, Quantity], list[Quantity]] = {}
    for quantity in quantities:
        for kind, whole in places.above(quantity):
            groups.setdefault((kind, whole), []).append(quantity)
    for (_, whole), parts in groups.items():
        yield Sum(whole, tuple(parts))


def _to_longer_periods(quantities: Iterable[Quantity]) -> Iterator[Sum]:
    groups: dict[Quantity, list[Quantity]] = {}
    for quantity in quantities:
        longer = str(period_above(parse_period(quantity.period)))
        groups.setdefault(quantity._replace(period=longer), []).append(quantity)
    for whole, parts in groups.items():
        yield Sum(whole, tuple(parts))
