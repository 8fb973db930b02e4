"""Several tests at once: p-values that keep the chance of any false alarm where it was promised."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import WrongUse


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Holm's step-down adjusted p-values, in the order given; no assumption on dependence.

    >>> holm([0.01, 0.04, 0.03])
    array([0.03, 0.06, 0.06])
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1))
    return _unsorted(np.minimum(steps, 1), order)


def romano_wolf(statistics: ArrayLike, draws: ArrayLike) -> NDArray[np.float64]:
    """Romano–Wolf step-down adjusted p-values, in the order given; uses how tests depend.

    ``statistics``: (tests,) studentised statistics; ``draws``: (draws × tests) the same statistics
    under no effect (from ``randomisation_test(..., keep_draws=True)`` or ``null_draws``).
    Two-sided. At step j the statistic is held against the largest of those still standing;
    p = (1 + draws at least as large) / (1 + draws). Source: Romano & Wolf (2005, 2016).

    >>> romano_wolf([2.0, 0.1], [[0.5, 1.0], [2.5, 0.2], [0.1, 0.3]])
    array([0.5, 1. ])
    """
    observed, under_null = np.abs(np.asarray(statistics, float)), np.abs(np.asarray(draws, float))
    if under_null.ndim != 2 or under_null.shape[1] != observed.size:
        raise WrongUse("romano_wolf needs draws with one column for each statistic.")
    order = np.argsort(-observed, kind="stable")
    # The largest among the tests from this step on: accumulate from the weakest test upwards.
    largest = np.maximum.accumulate(under_null[:, order[::-1]], axis=1)[:, ::-1]
    exceeding = (largest >= observed[order] * (1 - 1e-12)).sum(axis=0)
    p = np.maximum.accumulate((1 + exceeding) / (1 + len(under_null)))
    return _unsorted(p, order)


def null_draws(
    correlation: ArrayLike, *, draws: int = 10_000, seed: int = 0
) -> NDArray[np.float64]:
    """Studentised statistics under no effect: (draws × tests), normal with this correlation.

    For several contrasts of one regression, whose estimates are jointly normal in large samples.

    >>> null_draws([[1, 0.5], [0.5, 1]], draws=3).shape
    (3, 2)
    """
    matrix = np.asarray(correlation, dtype=np.float64)
    values, vectors = np.linalg.eigh(matrix)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    normal = np.random.default_rng(seed).standard_normal((draws, len(matrix)))
    return np.asarray(normal @ root.T)


def _unsorted(values: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.float64]:
    back = np.empty_like(values)
    back[order] = values
    return back
