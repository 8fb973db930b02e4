"""Cost per effect: dominance in words, net benefit, bootstrap plane, acceptability.

Costs are SEK a person, effects in the outcome's unit a person (months in work, or 0/1).
People are resampled, so that a person's cost and effect stay together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from samsyn.errors import WrongUse
from samsyn.evaluation.interval import Interval, two_sided_quantile
from samsyn.evaluation.linear import Floats

Verdict = Literal["dominates", "dominated", "costs more for more", "costs less for less", "equal"]

IN_WORDS: Mapping[Verdict, str] = {
    "dominates": "Billigare och bättre än jämförelsen: ingen kvot behövs.",
    "dominated": "Dyrare och sämre än jämförelsen: ingen kvot behövs.",
    "costs more for more": "Dyrare och bättre än jämförelsen: kvoten är priset för en enhet mer.",
    "costs less for less": "Billigare och sämre än jämförelsen: kvoten är vad en förlorad enhet "
    "sparar.",
    "equal": "Ingen skillnad i kostnad eller i effekt.",
}

PEOPLE_AT_A_TIME = 400_000


@dataclass(frozen=True)
class Icer:
    """Extra cost per extra unit of effect, treated minus control.

    ``cost`` (SEK) and ``effect`` are differences a person. ``ratio`` is SEK for one unit more, or
    saved for one unit less; None where one arm is both cheaper and better: the same negative
    number would mean opposite things. ``words`` (Swedish) must be printed with it.
    """

    cost: float
    effect: float
    ratio: float | None
    verdict: Verdict

    @property
    def words(self) -> str:
        return IN_WORDS[self.verdict]


@dataclass(frozen=True)
class Plane:
    """Bootstrapped differences a person: ``cost`` (draws) in SEK, ``effect`` (draws)."""

    cost: Floats
    effect: Floats

    def quadrants(self) -> dict[Verdict, float]:
        """The share of draws with each verdict; proportions that add up to 1."""
        verdicts = [_verdict(c, e) for c, e in zip(self.cost, self.effect, strict=True)]
        return {verdict: verdicts.count(verdict) / len(verdicts) for verdict in IN_WORDS}


def icer(
    *, cost: ArrayLike, effect: ArrayLike, cost_control: ArrayLike, effect_control: ArrayLike
) -> Icer:
    """The ratio of differences in means; one cost and one effect a person.

    >>> result = icer(cost=[30, 50], effect=[1, 1], cost_control=[20, 20], effect_control=[0, 1])
    >>> result.ratio, result.verdict
    (40.0, 'costs more for more')
    """
    treated, control = _people(cost, effect), _people(cost_control, effect_control)
    extra_cost, extra_effect = (treated.mean(axis=0) - control.mean(axis=0)).tolist()
    return icer_of(extra_cost, extra_effect)


def icer_of(cost: float, effect: float) -> Icer:
    """The verdict on a difference in cost and one in effect.

    >>> icer_of(-100.0, 0.5).ratio is None
    True
    """
    verdict = _verdict(cost, effect)
    ratio = cost / effect if verdict in ("costs more for more", "costs less for less") else None
    return Icer(cost, effect, ratio, verdict)


def bootstrap_plane(
    *,
    cost: ArrayLike,
    effect: ArrayLike,
    cost_control: ArrayLike,
    effect_control: ArrayLike,
    draws: int = 10_000,
    seed: int = 0,
) -> Plane:
    """Differences in mean cost and effect when each arm's people are drawn again with return."""
    generator = np.random.default_rng(seed)
    treated = _resampled_means(_people(cost, effect), draws, generator)
    control = _resampled_means(_people(cost_control, effect_control), draws, generator)
    return Plane(*(treated - control).T)


def net_benefit(
    *,
    cost: ArrayLike,
    effect: ArrayLike,
    cost_control: ArrayLike,
    effect_control: ArrayLike,
    willingness: float,
    level: float = 0.95,
) -> Interval:
    """What the effect is worth at ``willingness`` SEK a unit, less the extra cost; SEK a person.

    Positive means worth its price. Limits: unequal variances, normal.

    >>> net_benefit(cost=[30, 50], effect=[1, 1], cost_control=[20, 20], effect_control=[0, 1],
    ...             willingness=100).estimate
    30.0
    """
    worth = [
        willingness * part[:, 1] - part[:, 0]
        for part in (_people(cost, effect), _people(cost_control, effect_control))
    ]
    estimate = float(worth[0].mean() - worth[1].mean())
    error = float(np.sqrt(sum(part.var(ddof=1) / part.size for part in worth)))
    margin = two_sided_quantile(level) * error
    return Interval(estimate, estimate - margin, estimate + margin, level)


def acceptability(plane: Plane, willingness: ArrayLike) -> tuple[tuple[float, float], ...]:
    """Pairs (SEK a unit, share of draws worth that price) for the acceptability curve.

    >>> acceptability(Plane(np.array([10.0, 30.0]), np.array([1.0, 1.0])), [0, 20, 40])
    ((0.0, 0.0), (20.0, 0.5), (40.0, 1.0))
    """
    prices = np.atleast_1d(np.asarray(willingness, dtype=np.float64))
    return tuple(
        (float(price), float((price * plane.effect - plane.cost > 0).mean())) for price in prices
    )


@dataclass(frozen=True)
class Sensitivity:
    """The result when one price is low or high and all others stand at their base."""

    item: str
    low: Icer
    high: Icer


def one_way_sensitivity(
    compute: Callable[[Mapping[str, float]], Icer],
    *,
    base: Mapping[str, float],
    ranges: Mapping[str, tuple[float, float]],
) -> tuple[Sensitivity, ...]:
    """One item at a time at its low and its high value; the widest swing in cost first.

    ``compute`` gives the result for one set of values. Every item of ``ranges`` stands in
    ``base``.
    """
    unknown = ranges.keys() - base.keys()
    if unknown:
        raise WrongUse(f"No base value for {', '.join(sorted(unknown))}.")
    found = [
        Sensitivity(item, compute({**base, item: low}), compute({**base, item: high}))
        for item, (low, high) in ranges.items()
    ]
    return tuple(sorted(found, key=lambda each: -abs(each.high.cost - each.low.cost)))


def _verdict(cost: float, effect: float) -> Verdict:
    if cost == 0 and effect == 0:
        return "equal"
    if cost <= 0 and effect >= 0:
        return "dominates"
    if cost >= 0 and effect <= 0:
        return "dominated"
    return "costs more for more" if cost > 0 else "costs less for less"


def _people(cost: ArrayLike, effect: ArrayLike) -> Floats:
    """(n × 2): cost and effect of each person."""
    both = [np.asarray(each, dtype=np.float64) for each in (cost, effect)]
    if both[0].shape != both[1].shape or both[0].ndim != 1 or both[0].size < 2:
        raise WrongUse("Each arm needs one cost and one effect a person, and two people or more.")
    table = np.column_stack(both)
    if not np.isfinite(table).all():
        raise WrongUse("A cost or an effect is missing. Leave the person out, and say how many.")
    return table


def _resampled_means(people: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """(draws × 2): means over people drawn with return; some draws at a time, to stay in cache."""
    means = np.empty((draws, 2))
    step = max(1, PEOPLE_AT_A_TIME // len(people))
    cost, effect = np.ascontiguousarray(people.T)
    for first in range(0, draws, step):
        many = min(step, draws - first)
        drawn = generator.integers(0, len(people), size=(many, len(people)), dtype=np.int32)
        means[first : first + many, 0] = cost.take(drawn).mean(axis=1)
        means[first : first + many, 1] = effect.take(drawn).mean(axis=1)
    return means
