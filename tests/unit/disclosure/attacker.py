"""An attacker independent of the product: exact fractions, plain Gauss–Jordan elimination."""

from fractions import Fraction


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
