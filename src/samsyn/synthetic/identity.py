"""Identity numbers that no human being has: birth numbers 980–999 are never given out.

Twelve digits: the birth date, a birth number (odd for men, even for women) and a check digit
(Luhn over the last nine digits before it).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FIRST, EACH_SEX = 980, 10  # ten birth numbers a day for each sex
COORDINATION = 60  # added to the day in a coordination number


def numbers_and_birth_dates(
    sex: NDArray[Any], birth_year: NDArray[Any], taken: dict[tuple[str, int], int]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """A number and a birth date for each person, no number twice.

    ``taken`` counts those already given by sex and birth year, and goes on counting. When the
    days of a year are used up, coordination numbers follow; after these there is no number.
    """
    order = np.lexsort((np.arange(len(sex)), birth_year, sex))
    ranks = np.zeros(len(sex), np.int64)
    keys = list(zip(sex[order].tolist(), birth_year[order].tolist(), strict=True))
    starts = [at for at in range(len(keys)) if at == 0 or keys[at] != keys[at - 1]]
    for start, end in zip(starts, [*starts[1:], len(keys)], strict=True):
        base = taken.get(keys[start], 0)
        ranks[order[start:end]] = base + np.arange(end - start)
        taken[keys[start]] = base + end - start
    day = (ranks * 151 + birth_year * 37) % 365
    turn = ranks // 365
    born = (birth_year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + day
    parity = np.where(sex == "man", 1, 0)
    serial = FIRST + 2 * (turn % EACH_SEX) + parity
    return _written(born, serial, turn // EACH_SEX), born


def _written(born: NDArray[Any], serial: NDArray[Any], round_of: NDArray[Any]) -> NDArray[Any]:
    months = born.astype("datetime64[M]")
    year = born.astype("datetime64[Y]").astype(int) + 1970
    month = months.astype(int) % 12 + 1
    day = (born - months.astype("datetime64[D]")).astype(int) + 1
    day = day + COORDINATION * (round_of == 1)
    digits = year * 10**7 + month * 10**5 + day * 10**3 + serial
    full = digits * 10 + check_digit(digits)
    written: NDArray[Any] = full.astype("U12").astype(object)
    written[round_of >= 2] = None
    return written


def check_digit(digits: NDArray[Any]) -> NDArray[Any]:
    """Luhn over the last nine digits, the last of them doubled.

    >>> int(check_digit(np.array([19121212_121]))[0])
    2
    """
    total = np.zeros(len(digits), np.int64)
    rest = digits.copy()
    for place in range(9):
        each = rest % 10 * (2 if place % 2 == 0 else 1)
        total += each // 10 + each % 10
        rest = rest // 10
    return np.asarray((10 - total % 10) % 10)
