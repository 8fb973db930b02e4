"""Quantiles from values and how often each occurs, exactly as from the rows themselves."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


def quantile(pairs: Sequence[tuple[float, int]], share: float) -> float:
    """The quantile of (value, count) pairs in ascending order: linear interpolation, type 7.

    Source: Hyndman and Fan (1996), the definition numpy and R use by default.

    >>> quantile([(10, 2), (20, 1), (40, 1)], 0.5)
    15.0
    """
    until = list(accumulate(count for _, count in pairs))
    position = (until[-1] - 1) * share
    low = int(position)
    lower = pairs[bisect_right(until, low)][0]
    upper = pairs[bisect_right(until, min(low + 1, until[-1] - 1))][0]
    return float(lower + (upper - lower) * (position - low))
