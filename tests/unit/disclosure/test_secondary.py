"""Complementary cells: no withheld cell can be computed from the sums shown."""

from itertools import product
from random import Random

import pytest
from tests.unit.disclosure.attacker import recoverable

from samsyn.disclosure.recovery import Elimination
from samsyn.disclosure.secondary import Cell, protect


def table(counts, keys):
    """Cells and sums of a table with all its margins: ``counts`` by category of each of ``keys``.

    Returns the names of the cells in order, their numbers, and the sums by position.
    """
    names = list(product(*((*categories, "total") for categories in keys)))
    at = {name: position for position, name in enumerate(names)}
    numbers = [sum(n for cell, n in counts.items() if _lies_in(cell, name)) for name in names]
    relations = []
    for axis, categories in enumerate(keys):
        for name in names:
            if name[axis] == "total":
                parts = [(*name[:axis], c, *name[axis + 1 :]) for c in categories]
                relations.append([(at[name], -1), *((at[part], 1) for part in parts)])
    return names, numbers, relations


def _lies_in(cell, name):
    return all(own in (category, "total") for category, own in zip(cell, name, strict=True))


def cells_of(names, numbers):
    """Cells with the primary rule of five, totals dear."""
    return [
        Cell(number, (1 + number) * 10 ** name.count("total"), "small" if 0 < number < 5 else "")
        for name, number in zip(names, numbers, strict=True)
    ]


def test_one_small_cell_in_a_row_takes_its_cheapest_neighbour():
    """By hand: 3 of 3 + 20 + 50 = 73 is computed unless another goes too; 20 costs least."""
    row = [Cell(3, 1, "small"), Cell(20, 2), Cell(50, 3), Cell(73, 9)]
    answer = protect(row, [[(0, 1), (1, 1), (2, 1), (3, -1)]])
    assert answer.reasons == ["small", "complementary", "", ""]


def test_one_small_cell_in_a_square_takes_the_rectangle():
    """By hand: in two ways at once, three more cells make a rectangle, the cheapest one.

         a   b   c  total
    x    3  40  10     53
    y   30  60  20    110
    z   90  80  70    240

    The rectangle of x–y and a–c (3, 10, 30, 20) is the lightest of the four.
    """
    counts = dict(zip(product("xyz", "abc"), (3, 40, 10, 30, 60, 20, 90, 80, 70), strict=True))
    names, numbers, relations = table(counts, ("xyz", "abc"))
    answer = protect(cells_of(names, numbers), relations)
    withheld = {name for name, reason in zip(names, answer.reasons, strict=True) if reason}
    assert withheld == {("x", "a"), ("x", "c"), ("y", "a"), ("y", "c")}


def test_two_small_cells_protect_each_other():
    """Two withheld in one row need no third: their sum alone is known."""
    row = [Cell(3, 1, "small"), Cell(2, 1, "small"), Cell(50, 3), Cell(55, 9)]
    assert protect(row, [[(0, 1), (1, 1), (2, 1), (3, -1)]]).reasons == ["small", "small", "", ""]


def test_a_cell_that_two_sums_give_together_is_found():
    """Every sum has two withheld cells or more, yet a difference of sums gives one away.

    a + b + c and a + b are both shown: c follows, though no sum holds it alone.
    """
    sums = [[(0, 1), (1, 1), (2, 1), (3, -1)], [(0, 1), (1, 1), (4, -1)]]
    assert recoverable({0, 1, 2}, sums) == {2}
    cells = [Cell(3, 1, "small"), Cell(4, 1, "small"), Cell(2, 1, "small"), Cell(9, 9), Cell(7, 5)]
    answer = protect(cells, sums)
    assert answer.reasons == ["small", "small", "small", "", "complementary"]


def test_nothing_small_withholds_nothing():
    """A table without small cells is shown whole."""
    names, numbers, relations = table({("x", "a"): 10, ("y", "a"): 20}, ("xy", "a"))
    assert not any(protect(cells_of(names, numbers), relations).reasons)


@pytest.mark.parametrize("seed", range(40))
def test_an_attacker_recovers_no_withheld_cell_of_a_random_table(seed):
    """Random tables of two or three keys, many small and nil cells: none is exact."""
    random = Random(seed)
    keys = random.choice(["ab cd", "abcd efg", "abc def ghi", "abcdef gh ij"]).split()
    most = random.choice((3, 12, 60))
    counts = {cell: random.choice((0, random.randint(0, most))) for cell in product(*keys)}
    names, numbers, relations = table(counts, keys)
    answer = protect(cells_of(names, numbers), relations)
    withheld = {at for at, reason in enumerate(answer.reasons) if reason}
    open_cells = recoverable(withheld, relations)
    assert open_cells == set(answer.exposed) == set()


@pytest.mark.parametrize("seed", range(20))
def test_tables_decided_one_after_another_keep_each_other_safe(seed):
    """Two tables that hang on the same decided margins: all sums together give nothing away.

    This is what lets anyone ask for one crossing after the other.
    """
    random = Random(seed)
    first = {cell: random.randint(0, 8) for cell in product("abcd", "xyz")}
    names, numbers, relations = table(first, ("abcd", "xyz"))
    cells = cells_of(names, numbers)
    margin = [at for at, name in enumerate(names) if "total" in name]
    inside = [relation for relation in relations if all(c in margin for c, _ in relation)]
    place = {at: number for number, at in enumerate(margin)}
    base = protect([cells[at] for at in margin], [renamed(r, place) for r in inside])
    decided = dict(zip(margin, zip(base.reasons, base.shadows, strict=True), strict=True))
    withheld = {("margin", at) for at, (reason, _) in decided.items() if reason}
    everything = [[(("margin", c), k) for c, k in relation] for relation in inside]
    for table_number in range(2):
        spread = shuffled(first, random) if table_number else first
        names, numbers, relations = table(spread, ("abcd", "xyz"))
        more = cells_of(names, numbers)
        for at, (_, difference) in decided.items():
            more[at] = Cell(numbers[at], 0, settled=difference)
        answer = protect(more, relations)
        named = {
            at: ("margin", at) if at in decided else (table_number, at) for at in range(len(more))
        }
        withheld |= {named[at] for at, reason in enumerate(answer.reasons) if reason}
        withheld -= {named[at] for at in answer.exposed}
        everything += [[(named[c], k) for c, k in relation] for relation in relations]
    assert recoverable(withheld, everything) == set()


def renamed(relation, place):
    return [(place[cell], coefficient) for cell, coefficient in relation]


def shuffled(counts, random):
    """Another table with the same margins: units moved around rectangles."""
    moved = dict(counts)
    for _ in range(30):
        (a, b), (x, y) = random.sample("abcd", 2), random.sample("xyz", 2)
        if moved[a, x] and moved[b, y]:
            for cell, change in (((a, x), -1), ((b, y), -1), ((a, y), 1), ((b, x), 1)):
                moved[cell] += change
    return moved


def test_what_follows_from_what_was_shown_before_is_said_to_be_exposed():
    """A county of one municipality: its number was shown, so the municipality's is no secret."""
    cells = [Cell(7, 1, "small"), Cell(7, 0, settled=0)]
    answer = protect(cells, [[(1, -1), (0, 1)]])
    assert answer.exposed == [0]
    assert answer.reasons[0] == "small"


def test_what_was_withheld_before_is_not_given_away_by_its_parts():
    """A county withheld as complement: its municipalities may not all be shown after it."""
    cells = [Cell(10, 2), Cell(20, 3), Cell(30, 0, settled=12345)]
    answer = protect(cells, [[(2, -1), (0, 1), (1, 1)]])
    assert answer.reasons[:2] == ["complementary", ""]


def test_a_shadow_agrees_with_every_sum():
    """The certificate itself: nil where shown, and every sum still holds modulo the prime."""
    names, _, relations = table(dict.fromkeys(product("abc", "xyz"), 1), ("abc", "xyz"))
    inner = [at for at, name in enumerate(names) if "total" not in name]
    found = Elimination(inner, {}).with_sums(relations)
    differs = found.differences(Random(1))
    assert all(differs.values()) and not found.conflicting
    for relation in relations:
        assert sum(k * differs.get(c, 0) for c, k in relation) % (2**61 - 1) == 0


def test_the_same_table_gives_the_same_answer():
    """Reports must come out alike to the byte, so nothing depends on chance."""
    random = Random(7)
    counts = {cell: random.randint(0, 9) for cell in product("abcdef", "xyz")}
    names, numbers, relations = table(counts, ("abcdef", "xyz"))
    first, second = (protect(cells_of(names, numbers), relations) for _ in range(2))
    assert first == second
