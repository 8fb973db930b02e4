"""An attacker independent of the product: exact fractions, plain Gauss–Jordan elimination."""

from collections import Counter
from fractions import Fraction

import numpy as np


def recoverable(withheld, relations):
    """The withheld cells whose number follows from all others and the sums.

    ``relations`` are (cell, coefficient) pairs that add up to nil; cells not withheld are known.
    A cell follows when the reduced rows hold one that is about it alone.
    """
    withheld = sorted(withheld, key=repr)
    rows = [_row(relation, withheld) for relation in relations]
    reduced = _reduced([row for row in rows if any(row)])
    alone = (row for row in reduced if sum(1 for factor in row if factor) == 1)
    return {withheld[next(at for at, factor in enumerate(row) if factor)] for row in alone}


def _row(relation, withheld):
    coefficients = dict.fromkeys(withheld, Fraction(0))
    for cell, coefficient in relation:
        if cell in coefficients:
            coefficients[cell] += coefficient
    return [coefficients[cell] for cell in withheld]


def _reduced(rows):
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        scale = rows[done][column]
        rows[done] = [factor / scale for factor in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                times = row[column]
                rows[at] = [a - times * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


class Attacker:
    """Someone who reads everything released, and knows which numbers add up to which.

    A number is a name, a period, a level, an area and a breakdown; shares tell the number above
    and the number below the line.
    """

    PRIME = 2_147_483_629

    def __init__(self, base_of):
        self.base_of, self.known, self.dotted = base_of, {}, set()

    def reads(self, release):
        """Take in the numbers of a release."""
        for row in release:
            if row.against or row.status == "not_available":
                continue
            cell = frozenset(part.partition("=")[::2] for part in row.breakdown.split(";") if part)
            place = (row.period, row.level, row.area)
            if row.status == "withheld":
                self.dotted.add((row.of or row.indicator, *place, cell))
                continue
            if row.statistic == "count":
                self.known[row.indicator, *place, cell] = row.value
            elif row.indicator == "sex_share":
                self.known[row.of, *place, cell] = round(row.value * row.n / 100)
                self.known[row.of, *place, _less(cell, "sex")] = row.n
            elif row.statistic == "share":
                self.known[row.indicator, *place, cell] = round(row.value * row.n / 100)
                self.known[self.base_of[row.indicator], *place, _less(cell, "occupation")] = row.n

    def computes(self, numbers, relations):
        """Those of ``numbers`` that are not shown, and yet follow from what is."""
        numbers = set(numbers)
        found, open_relations = self._one_by_one(relations)
        for rows in _separate(_without_loose_ends(open_relations, numbers)):
            unknown = sorted({name for row in rows for name in row}, key=repr)
            at = {name: position for position, name in enumerate(unknown)}
            found |= {unknown[column] for column in _alone(_integer_rows(rows, at), self.PRIME)}
        return found & numbers

    def _one_by_one(self, relations):
        """What follows from one sum at a time, and what is then left unknown of each sum."""
        rows = [
            {name: coefficient for name, coefficient in relation if name not in self.known}
            for relation in relations
        ]
        found = set()
        while single := {next(iter(row)) for row in rows if len(row) == 1}:
            found |= single
            rows = [{n: k for n, k in row.items() if n not in single} for row in rows]
        return found, [row for row in rows if row]


def _without_loose_ends(rows, numbers):
    """Leave out sums with an unknown that is in no other sum and that nobody asks for."""
    while True:
        times = Counter(name for row in rows for name in row)
        kept = [row for row in rows if not any(times[n] == 1 and n not in numbers for n in row)]
        if len(kept) == len(rows):
            return kept
        rows = kept


def _separate(rows):
    """The sums in groups that share no unknown."""
    group = {}

    def top(name):
        while group.setdefault(name, name) != name:
            group[name] = name = group[group[name]]
        return name

    for row in rows:
        first, *others = row
        for name in others:
            group[top(name)] = top(first)
    groups = {}
    for row in rows:
        groups.setdefault(top(next(iter(row))), []).append(row)
    return groups.values()


def _less(cell, key):
    return frozenset(pair for pair in cell if pair[0] != key)


def _integer_rows(relations, at):
    rows = np.zeros((len(relations), len(at)), dtype=np.int64)
    for number, relation in enumerate(relations):
        for name, coefficient in relation.items():
            rows[number, at[name]] = coefficient
    return rows


def _alone(rows, prime):
    """Columns that a combination of the rows tells alone: Gauss–Jordan modulo a prime."""
    rows, done = rows % prime, 0
    for column in range(rows.shape[1]):
        below = np.flatnonzero(rows[done:, column])
        if not len(below):
            continue
        rows[[done, done + below[0]]] = rows[[done + below[0], done]]
        rows[done] = rows[done] * pow(int(rows[done, column]), -1, prime) % prime
        others = np.flatnonzero(rows[:, column])
        others = others[others != done]
        rows[others] = (rows[others] - rows[others, column][:, None] * rows[done]) % prime
        done += 1
        if done == len(rows):
            break
    rows = rows[:done]
    return {int(np.flatnonzero(row)[0]) for row in rows if np.count_nonzero(row) == 1}
