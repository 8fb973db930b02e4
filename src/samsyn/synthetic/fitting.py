"""Whole numbers of days moved within their bounds, so that means and quantiles come out."""

from __future__ import annotations

import numpy as np

from samsyn.synthetic.cells import Ints
from samsyn.synthetic.chance import moved_to_sum


def with_quantile(
    days: Ints, least: Ints, most: Ints, share: float, value: int
) -> tuple[Ints, Ints, Ints]:
    """Days whose quantile (linear interpolation) is ``value``, with the bounds that keep it so.

    Those that can only be above stay above, those that can only be below stay below; as near
    as the bounds allow.

    >>> nil, ten = np.zeros(3, int), np.full(3, 10)
    >>> with_quantile(np.array([1, 2, 9]), nil, ten, 0.5, 4)[0].tolist()
    [1, 4, 9]
    """
    if not len(days):
        return days, least, most
    place = (len(days) - 1) * share
    first, last = int(np.floor(place)), int(np.ceil(place))
    forced = np.where(most < value, -1, np.where(least > value, 1, 0))
    order = np.lexsort((days, forced))
    low, middle, high = order[:first], order[first : last + 1], order[last + 1 :]
    least, most = least.copy(), most.copy()
    most[low] = np.maximum(np.minimum(most[low], value), least[low])
    least[high] = np.minimum(np.maximum(least[high], value), most[high])
    least[middle] = most[middle] = np.clip(value, least[middle], most[middle])
    return np.clip(days, least, most), least, most


def with_sum(days: Ints, least: Ints, most: Ints, total: int) -> Ints:
    """Days that sum to ``total``, as near as the bounds allow."""
    return moved_to_sum(np.clip(days, least, most), least, most, total)
