"""Rows of nobody: categories no one is in, which a missing row would tell all the same.

Where a small group is all of one kind, the share of that kind is withheld. If the other kinds
have no row because nobody is in them, their absence says the same thing. They are written out
here, so that they can be withheld too; those that need not be are left out of the release again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from samsyn.disclosure.quantity import FREE, Breakdown, own_key
from samsyn.statistics.question import UNKNOWN, Counted

_Group = tuple[str, str, Breakdown]
"""Area, statistic, and the breakdown without the key whose categories are completed."""


def nobody_in(rows: list[Counted]) -> list[Counted]:
    """Rows for the categories nobody of a group is in, for the rows of one breakdown.

    The key is the one whose categories share out the group, or for counts sex; the categories
    are those met in any group, but unknown.
    """
    if not rows or rows[0].against or (rows[0].of or rows[0].indicator) in FREE:
        return []
    key = own_key(rows[0]) or ("sex" if rows[0].statistic == "count" else "")
    if not key or key not in dict(rows[0].breakdown):
        return []
    return list(_missing(rows, key))


def _missing(rows: Iterable[Counted], key: str) -> Iterator[Counted]:
    found: dict[_Group, dict[str, Counted]] = {}
    codes: dict[str, None] = {}
    for row in rows:
        code = dict(row.breakdown)[key]
        rest = tuple(pair for pair in row.breakdown if pair[0] != key)
        found.setdefault((row.area, row.statistic, rest), {})[code] = row
        if code != UNKNOWN:
            codes[code] = None
    for (_, _, rest), known in found.items():
        example = next(iter(known.values()))
        for code in codes:
            if code not in known:
                yield _nobody(example, rest, key, code)


def _nobody(row: Counted, rest: Breakdown, key: str, code: str) -> Counted:
    breakdown = tuple(sorted((*rest, (key, code))))
    if row.statistic == "count":
        return replace(row, breakdown=breakdown, value=0, persons=0)
    return replace(row, breakdown=breakdown, value=0.0, numerator=0)
