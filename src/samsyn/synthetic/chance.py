"""Chance that repeats: a stream of random numbers for each subject, from one seed."""

from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from samsyn.synthetic.cells import Floats, Ints


def stream(seed: int, subject: str) -> np.random.Generator:
    """Random numbers of ``subject``: the same for the same seed, whatever else is drawn."""
    return np.random.Generator(np.random.PCG64([seed, crc32(subject.encode())]))


def apportioned(total: int, weights: Floats) -> Ints:
    """``total`` in whole parts by ``weights``: largest remainders, the first of equals.

    >>> apportioned(10, np.array([1.0, 1.0, 2.0])).tolist()
    [3, 2, 5]
    """
    if total <= 0 or weights.sum() <= 0:
        return np.zeros(len(weights), np.int64)
    exact = total * weights / weights.sum()
    parts: Ints = np.floor(exact).astype(np.int64)
    left = total - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:left]] += 1
    return parts


def within(total: int, weights: Floats, most: Ints) -> Ints:
    """``total`` in whole parts by ``weights``, none above ``most``; all of ``most`` if too much.

    >>> within(6, np.array([9.0, 1.0, 1.0]), np.array([2, 5, 5])).tolist()
    [2, 3, 1]
    """
    parts = np.zeros(len(weights), np.int64)
    left = min(total, int(most.sum()))
    while left > 0:
        room = most - parts
        open_weights = np.where(room > 0, np.maximum(weights, 1e-9), 0.0)
        step = np.minimum(apportioned(left, open_weights), room)
        parts += step
        left -= int(step.sum())
    return parts


def moved_to_sum(values: Ints, least: Ints, most: Ints, total: int) -> Ints:
    """Whole values moved within their bounds, each by its room, so that they sum to ``total``.

    As near as the bounds allow.

    >>> moved_to_sum(np.array([5, 5]), np.array([0, 0]), np.array([6, 9]), 13).tolist()
    [6, 7]
    """
    short = total - int(values.sum())
    room = (most - values) if short > 0 else (values - least)
    step = within(abs(short), room.astype(float), room)
    return np.asarray(values + step if short > 0 else values - step)


def one_of(
    rng: np.random.Generator, values: list[str], weights: Floats, size: int
) -> NDArray[np.str_]:
    """``size`` draws from ``values`` by ``weights``."""
    edges = np.cumsum(weights) / weights.sum()
    drawn = np.minimum(np.searchsorted(edges, rng.random(size), side="right"), len(values) - 1)
    return np.asarray(values)[drawn]


def happened(days: NDArray[Any], today: date) -> NDArray[Any]:
    """Days of the running year drawn together into the part that has passed, in their order.

    >>> days = np.array(["2026-07-01", "2025-12-31", "2027-01-01"], "datetime64[D]")
    >>> happened(days, date(2026, 3, 1)).astype(str).tolist()
    ['2026-01-30', '2025-12-31', '2027-01-01']
    """
    start = np.datetime64(f"{today.year}-01-01")
    passed = (np.datetime64(today) - start).astype(int) + 1
    day = (days - start).astype("timedelta64[D]")
    inside = (day >= np.timedelta64(0, "D")) & (day < np.timedelta64(366, "D"))
    inside &= days.astype("datetime64[Y]") == start.astype("datetime64[Y]")
    number = np.where(inside, day, np.timedelta64(0, "D")).astype(int)
    return np.asarray(np.where(inside, start + number * passed // 366, days))
