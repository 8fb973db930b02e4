"""Bounds on an effect when people are lost unevenly (Lee 2009)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samsyn.errors import WrongUse
from samsyn.evaluation.linear import Floats


@dataclass(frozen=True)
class LeeBounds:
    """The lowest and highest effect among people observed whichever arm they were drawn to.

    In the unit of the outcome. ``trimmed`` is the share taken from the arm observed more often
    (``trimmed_arm``: "treated", "control" or "" where both are equal); ``observed`` shares by arm.
    ``unadjusted`` is the plain difference among the observed.
    """

    lower: float
    upper: float
    unadjusted: float
    trimmed: float
    trimmed_arm: str
    observed: float
    observed_control: float


def lee_bounds(outcome: ArrayLike, treated: ArrayLike) -> LeeBounds:
    """Bounds by trimming the arm with less loss from above and from below.

    ``outcome``: one value a person, NaN where not observed; ``treated`` 0/1. Holds if the draw
    moves loss in one direction only. A tie at the cut, as with a 0/1 outcome, is trimmed in part.

    >>> result = lee_bounds([1, 1, 0, 0, 1, 0, None, None], [1, 1, 1, 1, 0, 0, 0, 0])
    >>> (result.lower, result.upper, result.trimmed)
    (-0.5, 0.5, 0.5)
    """
    y, given = np.asarray(outcome, np.float64), np.asarray(treated, np.float64)
    if y.shape != given.shape or not np.isin(given, (0, 1)).all():
        raise WrongUse("treated needs 0 or 1 for each person; choose one pair of arms.")
    groups = [y[given == arm] for arm in (1, 0)]
    seen = [group[np.isfinite(group)] for group in groups]
    if not all(group.size for group in seen):
        raise WrongUse("An arm has no one observed, so there is nothing to bound.")
    shares = [part.size / group.size for part, group in zip(seen, groups, strict=True)]
    means = [float(group.mean()) for group in seen]
    more = 0 if shares[0] >= shares[1] else 1
    trimmed = 1 - shares[1 - more] / shares[more]
    ends = _kept_mean(seen[more], trimmed), -_kept_mean(-seen[more], trimmed)
    if more == 0:
        lower, upper = ends[0] - means[1], ends[1] - means[1]
    else:
        lower, upper = means[0] - ends[1], means[0] - ends[0]
    arm = "" if not trimmed else ("treated", "control")[more]
    return LeeBounds(lower, upper, means[0] - means[1], trimmed, arm, shares[0], shares[1])


def _kept_mean(values: Floats, trimmed: float) -> float:
    """The mean of the lowest ``1 - trimmed`` of the values, the last one counted in part."""
    kept = values.size * (1 - trimmed)
    weights = np.clip(kept - np.arange(values.size), 0, 1)
    return float(weights @ np.sort(values) / kept)
