"""Least squares with stratum fixed effects, many outcomes at once, and errors by name.

The stratum effects are taken out by subtracting (weighted) stratum means from both sides (Frisch,
Waugh, Lovell); leverages add what the dummies would have had, so HC2 and HC3 are exactly those of
the regression with a dummy a stratum. Without strata the one stratum is everybody: the intercept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import WrongUse

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Errors = Literal["HC2", "HC0", "HC1", "HC3", "classical", "cluster"]

FULL_LEVERAGE = 1 - 1e-9


@dataclass(frozen=True)
class Fit:
    """A fitted regression of k outcomes on p columns, strata taken out.

    ``coefficients`` (p × k); ``covariance`` (k × p × p); ``design`` (n × p), weighted and with
    stratum means taken out; ``residuals`` (n × k), weighted and scaled as ``errors`` asks, so that
    the covariance is the sum of squared scores; ``bread`` (p × p), the inverse of design'design;
    ``clusters`` (n) codes or None; ``alone``: people whose stratum or covariates fit them
    perfectly, who carry no information.
    """

    coefficients: Floats
    covariance: Floats
    design: Floats
    residuals: Floats
    bread: Floats
    degrees_of_freedom: int
    errors: Errors
    clusters: Codes | None
    alone: int

    def contributions(self, contrast: ArrayLike) -> Floats:
        """What each person (or cluster) adds to a contrast of coefficients: (n × k).

        The sum of squares down a column is the robust variance of the contrast. Not for classical
        errors.
        """
        along = self.design @ (self.bread @ np.asarray(contrast, float))
        each = along[:, None] * self.residuals
        return each if self.clusters is None else totals_by_code(each, self.clusters)


def fit(
    outcomes: Floats,
    design: Floats,
    *,
    strata: Codes,
    weights: Floats | None = None,
    clusters: Codes | None = None,
    errors: Errors = "HC2",
    names: Sequence[str] = (),
) -> Fit:
    """Regress each column of ``outcomes`` (n × k) on ``design`` (n × p) and stratum effects.

    ``strata`` and ``clusters`` are codes from 0; ``weights`` are inverse shares or the like.
    HC0–HC3 as in MacKinnon & White (1985); ``cluster`` is CR1 with G/(G−1) · (n−1)/(n−K);
    ``classical`` one variance for all. Refuses columns that say the same thing.
    """
    _check_errors(errors, clusters)
    root = np.ones(len(design)) if weights is None else np.sqrt(weights)
    means = StratumMeans(strata, weights)
    inside = means.taken_out(design)
    inside *= root[:, None]
    bread = _inverse(inside, design * root[:, None], names)
    within = means.taken_out(outcomes)
    within *= root[:, None]
    coefficients = bread @ (inside.T @ within)
    residuals = within
    residuals -= (coefficients.T @ inside.T).T  # column by column in memory, as within is
    leverage = means.leverage(root) + np.einsum("ij,jk,ik->i", inside, bread, inside, optimize=True)
    freedom = len(design) - means.count - design.shape[1]
    if freedom < 1:
        raise WrongUse(
            f"{len(design)} people cannot carry {design.shape[1]} coefficients and {means.count} "
            "strata. Merge strata or leave out covariates."
        )
    alone = leverage >= FULL_LEVERAGE
    scaled, covariance, freedom = _errors(
        errors, inside, residuals, bread, leverage, freedom, clusters
    )
    used = clusters if errors == "cluster" else None
    return Fit(
        coefficients, covariance, inside, scaled, bread, freedom, errors, used, int(alone.sum())
    )


class StratumMeans:
    """The (weighted) means of columns within strata, for taking them out."""

    def __init__(self, strata: Codes, weights: Floats | None = None) -> None:
        self.strata, self.weights = strata, weights
        self.count = int(strata.max()) + 1
        self.sizes = np.bincount(strata, weights, minlength=self.count)

    def taken_out(self, columns: Floats) -> Floats:
        """``columns`` (n × k) less their stratum means."""
        # Columns side by side in memory: a million rows of 18 are else read 18 times over.
        left = np.array(columns, dtype=np.float64, order="F")
        for column in left.T:
            weighted = column if self.weights is None else column * self.weights
            mean = np.bincount(self.strata, weighted, minlength=self.count) / self.sizes
            column -= mean[self.strata]
        return left

    def leverage(self, root: Floats) -> Floats:
        """What the dummies add to each person's leverage."""
        return np.asarray(root**2 / self.sizes[self.strata])


def codes(values: ArrayLike | None, people: int) -> Codes:
    """Whole numbers from 0 for the values of a column; all 0 where there is none."""
    if values is None:
        return np.zeros(people, dtype=np.intp)
    column = np.asarray(values)
    if column.shape != (people,):
        raise WrongUse(f"Expected one value a person ({people}), not an array of {column.shape}.")
    return coded(column)[1]


def coded(column: NDArray[Any]) -> tuple[list[Any], Codes]:
    """The distinct values in order, and each value's place among them."""
    if column.dtype.kind in "biu":
        values, places = np.unique(column, return_inverse=True)
        return values.tolist(), places.astype(np.intp)
    each = column.tolist()  # a dictionary is many times faster than sorting a million words
    if any(value is None or value != value for value in set(each)):
        raise WrongUse("An arm, stratum or cluster is missing for someone. Every person needs one.")
    known = sorted(set(each))
    place = {value: number for number, value in enumerate(known)}
    return known, np.fromiter(map(place.__getitem__, each), dtype=np.intp, count=len(each))


def totals_by_code(columns: Floats, by: Codes) -> Floats:
    """Sums of ``columns`` (n × k) for each code (G × k)."""
    groups = int(by.max()) + 1
    return np.stack([np.bincount(by, column, minlength=groups) for column in columns.T], axis=1)


def _check_errors(errors: str, clusters: Codes | None) -> None:
    if errors not in get_args(Errors):
        raise WrongUse(f"errors is one of {', '.join(get_args(Errors))}, not {errors!r}.")
    if errors == "cluster" and clusters is None:
        raise WrongUse("Cluster errors need clusters=, one value a person.")
    if errors != "cluster" and clusters is not None:
        raise WrongUse(f'People come in clusters but errors="{errors}": use errors="cluster".')
    if clusters is not None and int(clusters.max()) < 1:
        raise WrongUse("There is one cluster only; cluster errors need several.")


def _inverse(inside: Floats, outside: Floats, names: Sequence[str]) -> Floats:
    """The inverse of inside'inside; raises where a column is a sum of others or constant."""
    lengths = np.sqrt((inside**2).sum(axis=0))
    # What rounding leaves of a constant is not variation: held against the column before.
    lengths[lengths < 1e-10 * np.sqrt((outside**2).sum(axis=0))] = 0
    with np.errstate(invalid="ignore", divide="ignore"):
        triangle = np.linalg.qr(inside / np.where(lengths > 0, lengths, 1), mode="r")
    weak = np.flatnonzero(np.abs(np.diag(triangle)) < 1e-8).tolist()
    if weak or len(triangle) < inside.shape[1]:
        which = ", ".join(names[i] for i in weak if i < len(names)) or "a column"
        raise WrongUse(
            f"The effects cannot be told apart: {which} does not vary within strata, or is a sum "
            "of others. Leave it out or merge groups."
        )
    inverse = np.linalg.inv(triangle)
    return np.asarray((inverse @ inverse.T) / np.outer(lengths, lengths))


def _errors(
    errors: Errors,
    inside: Floats,
    residuals: Floats,
    bread: Floats,
    leverage: Floats,
    freedom: int,
    clusters: Codes | None,
) -> tuple[Floats, Floats, int]:
    """Scaled residuals, covariance (k × p × p) and degrees of freedom under ``errors``."""
    if errors == "classical":
        variance = (residuals**2).sum(axis=0) / freedom
        return residuals, variance[:, None, None] * bread, freedom
    if errors == "cluster" and clusters is not None:
        groups, people = int(clusters.max()) + 1, len(inside)
        residuals *= np.sqrt(groups / (groups - 1) * (people - 1) / freedom)
        return residuals, _clustered(inside, residuals, bread, clusters), groups - 1
    residuals *= _scale(errors, leverage, freedom)[:, None]
    return residuals, _sandwich(inside, residuals, bread), freedom


def _scale(errors: Errors, leverage: Floats, freedom: int) -> Floats:
    if errors == "HC0":
        return np.ones_like(leverage)
    if errors == "HC1":
        return np.full_like(leverage, np.sqrt(len(leverage) / freedom))
    # Full leverage: the residual is nil whatever the outcome, and 0/0 is no information.
    room = np.where(leverage >= FULL_LEVERAGE, np.inf, 1 - leverage)
    return np.asarray(1 / np.sqrt(room) if errors == "HC2" else 1 / room)


def _sandwich(inside: Floats, scaled: Floats, bread: Floats) -> Floats:
    """Every outcome's bread · X'diag(u²)X · bread by one matrix product."""
    p = inside.shape[1]
    rows, columns = np.triu_indices(p)
    products = inside[:, rows] * inside[:, columns]
    sums = (products.T @ scaled**2).T
    meat = np.empty((scaled.shape[1], p, p))
    meat[:, rows, columns] = sums
    meat[:, columns, rows] = sums
    return np.asarray(bread @ meat @ bread)


def _clustered(inside: Floats, scaled: Floats, bread: Floats, clusters: Codes) -> Floats:
    meats = []
    for column in scaled.T:
        scores = totals_by_code(inside * column[:, None], clusters)
        meats.append(scores.T @ scores)
    return np.asarray(bread @ np.stack(meats) @ bread)
