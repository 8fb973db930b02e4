"""Are the arms alike before anything was done? Standardised differences and one joint test."""

from dataclasses import dataclass
from math import copysign, inf, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from samsyn.errors import WrongUse
from samsyn.evaluation.arms import Arms, arms_of
from samsyn.evaluation.linear import Codes, Floats, StratumMeans, codes

DRAWS_AT_A_TIME = 500


@dataclass(frozen=True)
class BalanceRow:
    """One covariate: its mean in each arm, and each arm's standardised difference to the first.

    Standardised: difference in means over the root of the mean of the two variances (Austin
    2009), without unit; a tenth is a common mark for small.
    """

    covariate: str
    means: dict[str, float]
    standardised: dict[str, float]


@dataclass(frozen=True)
class Balance:
    """The table and the joint test that no covariate tells the arms apart.

    ``p``: by redrawing arms within blocks as they were drawn; ``p_large_sample``: chi-square with
    ``degrees_of_freedom`` (Hansen & Bowers 2008). ``people`` by arm.
    """

    rows: tuple[BalanceRow, ...]
    people: dict[str, int]
    statistic: float
    degrees_of_freedom: int
    p: float
    p_large_sample: float
    draws: int


def balance(
    covariates: Any,
    arm: ArrayLike,
    *,
    reference: str,
    strata: ArrayLike | None = None,
    draws: int = 2_000,
    seed: int = 0,
) -> Balance:
    """Standardised differences of all covariates and the joint test, arms permuted in strata.

    ``covariates`` (n × q), numbers or 0/1, none missing; ``strata``: what the arms were drawn
    within (blocks where they are known). Uniform under no effect, also with unequal shares.

    >>> result = balance([[1.0], [2.0], [1.0], [2.0]], list("SSFF"), reference="F", draws=99)
    >>> result.rows[0].standardised, result.p
    ({'S': 0.0}, 1.0)
    """
    people = arms_of(arm, reference=reference, covariates=covariates)
    within = codes(strata, len(people.arm))
    test = _JointTest(people.covariates, people.arm, within)
    observed = test.of(people.arm[None])[0]
    generator = np.random.default_rng(seed)
    far = 0
    for first in range(0, draws, DRAWS_AT_A_TIME):
        many = min(DRAWS_AT_A_TIME, draws - first)
        redrawn = redraw_arms(people.arm, within, many, generator)
        far += int((test.of(redrawn) >= observed * (1 - 1e-9) - 1e-12).sum())
    return Balance(
        _rows(people), people.people(), float(observed), test.rank,
        (1 + far) / (1 + draws), float(chdtrc(test.rank, observed)), draws,
    )  # fmt: skip


def standardised_difference(
    *, mean: float, mean_other: float, variance: float, variance_other: float
) -> float:
    """Difference in means over the root of the mean variance; for a share p, p · (1 − p).

    >>> round(standardised_difference(
    ...     mean=0.30, mean_other=0.47, variance=0.21, variance_other=0.2491), 2)
    -0.35
    """
    difference, spread = mean - mean_other, (variance + variance_other) / 2
    if spread > 0:
        return difference / sqrt(spread)
    return copysign(inf, difference) if difference else 0.0


def redraw_arms(arm: Codes, blocks: Codes, draws: int, generator: np.random.Generator) -> Codes:
    """(draws × n): the arms permuted within each block; arm sizes are kept."""
    drawn = np.empty((draws, len(arm)), dtype=np.intp)
    order = np.argsort(blocks, kind="stable")
    for members in np.split(order, np.cumsum(np.bincount(blocks))[:-1]):
        column = np.broadcast_to(arm[members], (draws, members.size))
        drawn[:, members] = generator.permuted(column, axis=1)
    return drawn


class _JointTest:
    """d'V⁻d, d the sums of each covariate in each arm less what the strata lead one to expect.

    V is d's exact covariance over redraws within strata.
    """

    def __init__(self, covariates: Floats, arm: Codes, strata: Codes) -> None:
        scale = covariates.std(axis=0)
        means = StratumMeans(strata)
        self.inside = means.taken_out(covariates / np.where(scale > 0, scale, 1))
        self.arms = int(arm.max()) + 1
        size = self.inside.shape[1] * (self.arms - 1)
        variance = np.zeros((size, size))
        for members in np.split(
            np.argsort(strata, kind="stable"), np.cumsum(means.sizes)[:-1].astype(int)
        ):
            variance += self._of_stratum(members, arm)
        values, vectors = np.linalg.eigh(variance)
        kept = values > values.max(initial=0) * 1e-9
        self.rank = int(kept.sum())
        if not self.rank:
            raise WrongUse("No covariate varies within strata that have several arms.")
        self.root = vectors[:, kept] / np.sqrt(values[kept])

    def _of_stratum(self, members: Codes, arm: Codes) -> Floats:
        shares = np.bincount(arm[members], minlength=self.arms)[1:] / members.size
        spread = np.diag(shares) - np.outer(shares, shares)
        inside = self.inside[members]
        factor = members.size / max(members.size - 1, 1)
        return np.asarray(factor * np.kron(spread, inside.T @ inside))

    def of(self, drawn: Codes) -> Floats:
        """The statistic of each draw (draws × n)."""
        sums = [(drawn == arm).astype(np.float64) @ self.inside for arm in range(1, self.arms)]
        return np.asarray(((np.concatenate(sums, axis=1) @ self.root) ** 2).sum(axis=1))


def _rows(people: Arms) -> tuple[BalanceRow, ...]:
    table = people.covariates
    parts = [table[people.arm == place] for place in range(len(people.names))]
    return tuple(
        _row(name, [part[:, column] for part in parts], people.names)
        for column, name in enumerate(people.covariate_names)
    )


def _row(name: str, columns: list[Floats], arms: tuple[str, ...]) -> BalanceRow:
    means = [float(column.mean()) for column in columns]
    variances = [float(column.var(ddof=1)) if column.size > 1 else 0.0 for column in columns]
    standardised = {
        arm: standardised_difference(
            mean=means[place], mean_other=means[0],
            variance=variances[place], variance_other=variances[0],
        )
        for place, arm in enumerate(arms)
        if place
    }  # fmt: skip
    return BalanceRow(name, dict(zip(arms, means, strict=True)), standardised)
