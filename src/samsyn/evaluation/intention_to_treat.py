"""Intention to treat: people compared in the arms they were drawn to, whatever happened after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.arms import Adjustment, Arms, arms_of
from samsyn.evaluation.interval import Interval, two_sided_quantile
from samsyn.evaluation.linear import Errors, Fit, Floats
from samsyn.evaluation.several_tests import holm, null_draws, romano_wolf


@dataclass(frozen=True, kw_only=True)
class Effect(Interval):
    """``arm`` minus ``against``, in the unit of the outcome (0.08 is eight points of a share).

    ``errors`` names the standard error; limits and ``p`` (two-sided) are from t with
    ``degrees_of_freedom``. ``people`` and ``people_against`` are those analysed.
    """

    arm: str
    against: str
    standard_error: float
    p: float
    degrees_of_freedom: int
    errors: Errors
    people: int
    people_against: int


@dataclass(frozen=True)
class Itt:
    """The effect of each arm against the reference, and what they were computed from.

    ``assigned`` and ``analysed``: people by arm. ``remark`` says when they differ, else "".
    """

    effects: tuple[Effect, ...]
    assigned: Mapping[str, int]
    analysed: Mapping[str, int]
    arms: Arms
    fit: Fit
    level: float

    @property
    def remark(self) -> str:
        """The sentence that must stand beside the effects when people are missing."""
        lost = sum(self.assigned.values()) - sum(self.analysed.values())
        if not lost:
            return ""
        return f"{lost} of {sum(self.assigned.values())} assigned people are not observed here."

    def effect(self, arm: str, against: str | None = None) -> Effect:
        """One contrast, also between two arms that are not the reference."""
        names = self.arms.names
        for name in (arm, against or names[0]):
            if name not in names:
                raise UnknownName(name, "arm", known=names)
        return _effect(self, arm, against or names[0])


@dataclass(frozen=True)
class Contrast:
    """One of all pairs: the effect, and its p-value adjusted for their number in two ways."""

    effect: Effect
    p_holm: float
    p_romano_wolf: float


def itt(
    outcome: ArrayLike,
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
) -> Itt:
    """Arm minus reference by least squares with stratum fixed effects; one value a person.

    ``outcome`` is a quantity or 0/1; NaN is *not observed* and left out, with a remark.
    ``errors``: HC2 unless clusters are given (then ``cluster``); or HC0, HC1, HC3, classical.
    ``covariates`` (measured before the draw) are centred and multiplied by each arm (Lin 2013),
    or with ``adjustment="additive"`` added. ``weights``: see ``inverse_share_weights``.

    >>> result = itt([1, 0, 1, 1, 0, 0], list("SSSFFF"), reference="F")
    >>> result.effects[0].rounded(2), round(result.effects[0].standard_error, 3)
    ((0.33, -0.98, 1.64), 0.471)
    """
    y = as_outcome(outcome)
    everyone = arms_of(
        arm, reference=reference, strata=strata, covariates=covariates,
        adjustment=adjustment, weights=weights, clusters=clusters,
    )  # fmt: skip
    if len(y) != len(everyone.arm):
        raise WrongUse(f"{len(y)} outcomes for {len(everyone.arm)} people.")
    seen = np.isfinite(y)
    part = everyone.only(seen)
    fitted = part.regress(y[seen, None], errors or ("cluster" if clusters is not None else "HC2"))
    result = Itt((), everyone.people(), part.people(), part, fitted, level)
    effects = tuple(_effect(result, name, reference) for name in part.names[1:])
    return Itt(effects, result.assigned, result.analysed, part, fitted, level)


def contrasts(
    result: Itt,
    pairs: Sequence[tuple[str, str]] | None = None,
    *,
    draws: int = 10_000,
    seed: int = 0,
) -> tuple[Contrast, ...]:
    """Pairs (arm, against), all if none are named, with p adjusted by Holm and by Romano–Wolf.

    Romano–Wolf here draws the contrasts jointly normal with their estimated correlation.
    """
    pairs = pairs or [(later, earlier) for earlier, later in combinations(result.arms.names, 2)]
    effects = [result.effect(*pair) for pair in pairs]
    rows = np.stack([_vector(result, *pair) for pair in pairs])
    covariance = rows @ result.fit.covariance[0] @ rows.T
    scale = np.sqrt(np.diag(covariance))
    null = null_draws(covariance / np.outer(scale, scale), draws=draws, seed=seed)
    adjusted = romano_wolf([each.estimate / each.standard_error for each in effects], null)
    by_holm = holm([each.p for each in effects])
    return tuple(
        Contrast(effect, float(one), float(other))
        for effect, one, other in zip(effects, by_holm, adjusted, strict=True)
    )


def as_outcome(outcome: ArrayLike) -> Floats:
    """One float64 a person; NaN where not observed."""
    values = np.asarray(outcome, dtype=np.float64)
    if values.ndim != 1:
        raise WrongUse("An outcome has one value a person; for several months use paths.")
    return values


def two_sided_p(statistic: float, degrees_of_freedom: float) -> float:
    """The chance of a statistic at least this far from nil, from t."""
    return float(2 * stdtr(degrees_of_freedom, -abs(statistic)))


def effect_along(
    vector: Floats, fitted: Fit, pair: tuple[str, str], people: tuple[int, int], level: float
) -> Effect:
    """The contrast ``vector`` of a fit's coefficients, as the effect of ``pair``."""
    estimate = float(vector @ fitted.coefficients[:, 0])
    error = float(np.sqrt(max(vector @ fitted.covariance[0] @ vector, 0)))
    freedom = fitted.degrees_of_freedom
    margin = two_sided_quantile(level, freedom) * error
    return Effect(
        estimate, estimate - margin, estimate + margin, level,
        arm=pair[0], against=pair[1], standard_error=error,
        p=two_sided_p(estimate / error, freedom) if error else float("nan"),
        degrees_of_freedom=freedom, errors=fitted.errors,
        people=people[0], people_against=people[1],
    )  # fmt: skip


def _effect(result: Itt, arm: str, against: str) -> Effect:
    people = result.analysed[arm], result.analysed[against]
    vector = _vector(result, arm, against)
    return effect_along(vector, result.fit, (arm, against), people, result.level)


def _vector(result: Itt, arm: str, against: str) -> Floats:
    vector = np.zeros(len(result.fit.coefficients))
    for name, sign in ((arm, 1.0), (against, -1.0)):
        place = result.arms.names.index(name)
        if place:
            vector[place - 1] += sign
    return vector
