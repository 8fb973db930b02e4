"""The effect month by month, with limits for each month and for the whole path at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr

from samsyn.errors import WrongUse
from samsyn.evaluation.arms import Adjustment, Arms, arms_of
from samsyn.evaluation.interval import two_sided_quantile
from samsyn.evaluation.linear import Errors, Fit, Floats, totals_by_code
from samsyn.evaluation.several_tests import null_draws

SIMULATIONS = 10_000


@dataclass(frozen=True)
class Path:
    """``arm`` minus ``against`` by month. All arrays (months), in the unit of the outcome.

    ``lower``/``upper`` cover each month with the chance ``level``; ``lower_all``/``upper_all``
    cover the whole path at once with that chance. ``people`` and ``people_against``: analysed.
    """

    arm: str
    against: str
    months: tuple[int, ...]
    estimate: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    lower_all: Floats
    upper_all: Floats
    p: Floats
    people: NDArray[np.int64]
    people_against: NDArray[np.int64]
    level: float
    errors: Errors


@dataclass(frozen=True)
class ArmPath:
    """The raw mean (share) of one arm by month and how many were observed. Arrays (months)."""

    arm: str
    months: tuple[int, ...]
    mean: Floats
    people: NDArray[np.int64]


def raw_paths(
    outcomes: ArrayLike, arm: ArrayLike, *, reference: str, first_month: int = 1
) -> tuple[ArmPath, ...]:
    """Means by arm and month of those observed; ``outcomes`` (n × months), NaN not observed.

    >>> [path.mean.tolist() for path in raw_paths([[0, 1], [1, 1]], ["F", "S"], reference="F")]
    [[0.0, 1.0], [1.0, 1.0]]
    """
    y, people = _table(outcomes), arms_of(arm, reference=reference)
    seen = np.isfinite(y)
    counts = totals_by_code(seen.astype(np.float64), people.arm)
    with np.errstate(invalid="ignore"):
        means = totals_by_code(np.where(seen, y, 0), people.arm) / counts
    months = _months(y, first_month)
    return tuple(
        ArmPath(name, months, mean, count.astype(np.int64))
        for name, mean, count in zip(people.names, means, counts, strict=True)
    )


def paths(
    outcomes: ArrayLike,
    arm: ArrayLike,
    *,
    reference: str,
    strata: ArrayLike | None = None,
    covariates: Any = None,
    adjustment: Adjustment = "interacted",
    weights: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    errors: Errors | None = None,
    level: float = 0.95,
    first_month: int = 1,
    seed: int = 0,
) -> tuple[Path, ...]:
    """The effect of each arm against the reference in each month; see ``itt`` for the model.

    ``outcomes`` (n × months); NaN is *not observed* and left out of that month alone. Robust
    errors only. The simultaneous limits use the largest of jointly normal months with the
    estimated correlation (Montiel Olea & Plagborg-Møller 2019).

    >>> path, = paths([[1, 1], [0, 1], [0, 1], [0, 0]], list("SSFF"), reference="F")
    >>> path.estimate.tolist()
    [0.5, 0.5]
    """
    chosen = errors or ("cluster" if clusters is not None else "HC2")
    if chosen == "classical":
        raise WrongUse("Paths need robust or cluster errors; classical errors do not say how "
                       "months depend on one another.")  # fmt: skip
    everyone = arms_of(
        arm, reference=reference, strata=strata, covariates=covariates,
        adjustment=adjustment, weights=weights, clusters=clusters,
    )  # fmt: skip
    y = _table(outcomes)
    if len(y) != len(everyone.arm):
        raise WrongUse(f"{len(y)} rows of outcomes for {len(everyone.arm)} people.")
    months = _months(y, first_month)
    fits = _fits(y, everyone, chosen, months)
    return tuple(
        _path(place, everyone, fits, months, level, seed) for place in range(1, len(everyone.names))
    )


_Fits = list[tuple[NDArray[np.intp], NDArray[np.bool_], Arms, Fit]]


def _fits(y: Floats, everyone: Arms, errors: Errors, months: tuple[int, ...]) -> _Fits:
    """One fit for all months in which the same people were observed."""
    seen = np.isfinite(y)
    if seen.all():
        every = np.arange(y.shape[1])
        return [(every, np.ones(len(y), dtype=bool), everyone, everyone.regress(y, errors))]
    patterns: dict[bytes, list[int]] = {}
    for month in range(y.shape[1]):
        patterns.setdefault(seen[:, month].tobytes(), []).append(month)
    fits = []
    for columns in patterns.values():
        mask = seen[:, columns[0]]
        try:
            part = everyone.only(mask)
        except WrongUse as error:
            raise WrongUse(f"Month {months[columns[0]]}: {error}") from None
        fits.append((np.array(columns), mask, part, part.regress(y[mask][:, columns], errors)))
    return fits


def _path(
    place: int, everyone: Arms, fits: _Fits, months: tuple[int, ...], level: float, seed: int
) -> Path:
    estimate, quantile, freedom = np.empty((3, len(months)))
    people = np.empty((2, len(months)), dtype=np.int64)
    added = np.zeros((0, 0))
    for columns, mask, part, fitted in fits:
        contrast = np.zeros(len(fitted.coefficients))
        contrast[place - 1] = 1
        estimate[columns] = fitted.coefficients[place - 1]
        freedom[columns] = fitted.degrees_of_freedom
        quantile[columns] = two_sided_quantile(level, fitted.degrees_of_freedom)
        each = fitted.contributions(contrast)
        if len(fits) == 1:
            added = each
        else:
            added = added if added.size else np.zeros((_rows(everyone), len(months)))
            added[np.ix_(_places(everyone, mask), columns)] = each
        counts = part.people()
        people[:, columns] = [[counts[everyone.names[place]]], [counts[everyone.names[0]]]]
    products = added.T @ added
    error = np.sqrt(np.diag(products))
    wide = np.maximum(_largest(products, level, seed), quantile) * error
    margin = quantile * error
    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2 * stdtr(freedom, -np.abs(estimate / error))
    return Path(
        everyone.names[place], everyone.names[0], months, estimate, error,
        estimate - margin, estimate + margin, estimate - wide, estimate + wide, p,
        people[0], people[1], level, fits[0][3].errors,
    )  # fmt: skip


def _rows(everyone: Arms) -> int:
    """People, or clusters."""
    return len(everyone.arm) if everyone.clusters is None else int(everyone.clusters.max()) + 1


def _places(everyone: Arms, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Where the contributions of the observed people, or their clusters, go."""
    if everyone.clusters is None:
        return np.flatnonzero(mask)
    return np.unique(everyone.clusters[mask])


def _largest(products: Floats, level: float, seed: int) -> float:
    """How many errors wide a band must be to cover all months at once with the chance level."""
    scale = np.sqrt(np.diag(products))
    scale[scale == 0] = 1
    null = null_draws(products / np.outer(scale, scale), draws=SIMULATIONS, seed=seed)
    return float(np.quantile(np.abs(null).max(axis=1), level))


def _table(outcomes: ArrayLike) -> Floats:
    y = np.asarray(outcomes, dtype=np.float64)
    if y.ndim != 2:
        raise WrongUse("Paths need outcomes with one row a person and one column a month.")
    return y


def _months(y: Floats, first_month: int) -> tuple[int, ...]:
    return tuple(range(first_month, first_month + y.shape[1]))
