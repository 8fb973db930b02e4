"""Two groups and a quantity: difference in means, with the standard error named."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import WrongUse
from samsyn.evaluation.interval import Interval, two_sided_quantile

MeanErrors = Literal["unequal variance", "classical"]


@dataclass(frozen=True)
class DifferenceInMeans(Interval):
    """Mean of the treated minus mean of the controls, in the unit of the quantity.

    ``errors`` names the standard error. ``degrees_of_freedom`` are those of the limits.
    """

    standard_error: float = float("nan")
    degrees_of_freedom: float = float("inf")
    errors: MeanErrors = "unequal variance"
    people: int = 0
    people_control: int = 0


def difference_in_means(
    *,
    outcome: ArrayLike,
    outcome_control: ArrayLike,
    errors: MeanErrors = "unequal variance",
    level: float = 0.95,
) -> DifferenceInMeans:
    """Mean of the treated minus mean of the controls; one value a person.

    ``unequal variance`` (Neyman, Welch): each group its own variance; equal to HC2 of a regression
    on the arm. ``classical``: one pooled variance, right only where the groups vary alike.
    Limits: t with Welch–Satterthwaite or n − 2 degrees of freedom.

    >>> result = difference_in_means(outcome=[3, 5, 7], outcome_control=[1, 2])
    >>> round(result.estimate, 2), round(result.standard_error, 3)
    (3.5, 1.258)
    """
    treated, control = _values(outcome, "treated"), _values(outcome_control, "control")
    estimate = float(treated.mean() - control.mean())
    if errors == "classical":
        error, freedom = _classical(treated, control)
    elif errors == "unequal variance":
        error, freedom = _unequal(treated, control)
    else:
        raise WrongUse(f"errors is 'unequal variance' or 'classical', not {errors!r}.")
    margin = two_sided_quantile(level, freedom) * error
    return DifferenceInMeans(
        estimate, estimate - margin, estimate + margin, level,
        error, freedom, errors, treated.size, control.size,
    )  # fmt: skip


def _values(outcome: ArrayLike, group: str) -> NDArray[np.float64]:
    # float64 first: sums of int8 or float32 columns overflow or lose digits without a word.
    values = np.asarray(outcome, dtype=np.float64)
    if values.ndim != 1 or values.size < 2 or not np.isfinite(values).all():
        raise WrongUse(
            f"The {group} group needs one value a person, at least two, none missing. "
            "Leave out people who were not observed, and say how many they were."
        )
    return values


def _classical(one: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[float, float]:
    freedom = one.size + other.size - 2
    squares = one.var() * one.size + other.var() * other.size
    return sqrt(squares / freedom * (1 / one.size + 1 / other.size)), freedom


def _unequal(one: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[float, float]:
    parts = np.array([one.var(ddof=1) / one.size, other.var(ddof=1) / other.size])
    spread = float((parts**2 / np.array([one.size - 1, other.size - 1])).sum())
    freedom = float(parts.sum() ** 2 / spread) if spread else float("inf")
    return sqrt(parts.sum()), freedom
