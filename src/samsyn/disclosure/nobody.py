"""Rows of nobody: categories no one is in, which a missing row would tell all the same.

Where a small group is all of one kind, the share of that kind is withheld. If the other kinds
have no row because nobody is in them, their absence says the same thing. They are written out
here, so that they can be withheld too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from samsyn.disclosure.primary import limits
from samsyn.disclosure.quantity import FREE, Breakdown, own_key
from samsyn.statistics.question import UNKNOWN, Counted

_Group = tuple[str, str, Breakdown]
"""Area, statistic, and the breakdown without the key whose categories are completed."""


def with_nobody(rows: list[Counted], wholes: Mapping[_Group, Counted]) -> list[Counted]:
    """The rows of one breakdown, with a row for each category nobody of a small group is in.

    ``wholes`` gives the row of a group without its sex, for counts by sex.
    """
    if not rows or rows[0].against or (rows[0].of or rows[0].indicator) in FREE:
        return rows
    key = own_key(rows[0]) or ("sex" if rows[0].statistic == "count" else "")
    if not key or key not in dict(rows[0].breakdown):
        return rows
    added = list(_missing(rows, key, wholes))
    return sorted([*rows, *added], key=lambda row: row.area) if added else rows


def _missing(
    rows: Iterable[Counted], key: str, wholes: Mapping[_Group, Counted]
) -> Iterator[Counted]:
    found: dict[_Group, dict[str, Counted]] = {}
    codes: dict[str, None] = {}
    for row in rows:
        code = dict(row.breakdown)[key]
        rest = tuple(pair for pair in row.breakdown if pair[0] != key)
        found.setdefault((row.area, row.statistic, rest), {})[code] = row
        if code != UNKNOWN:
            codes[code] = None
    for group, known in found.items():
        example = next(iter(known.values()))
        size = _size(example, wholes.get(group))
        if 0 < size < limits(example.period).uniform:
            for code in codes:
                if code not in known:
                    yield _nobody(example, group[2], key, code)


def _size(row: Counted, whole: Counted | None) -> float:
    if row.statistic == "count":
        return (whole.value or 0) if whole else 0
    return row.n or 0


def _nobody(row: Counted, rest: Breakdown, key: str, code: str) -> Counted:
    breakdown = tuple(sorted((*rest, (key, code))))
    if row.statistic == "count":
        return replace(row, breakdown=breakdown, value=0, persons=0)
    return replace(row, breakdown=breakdown, value=0.0, numerator=0)
