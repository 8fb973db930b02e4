"""How many people an experiment needs, and the smallest effect it can find.

Two shares are compared, two-sided: pooled variance under no effect, unpooled under the effect (as
R's ``power.prop.test``). Shares are proportions; people are those analysed unless a name says
assigned or asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from samsyn.errors import WrongUse
from samsyn.evaluation.interval import two_sided_quantile

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """What the plan lays down, apart from the effect.

    ``people``, ``people_control``: assigned to each arm, one number or one a stratum.
    ``loss``: expected share not followed to the horizon. ``contrasts``: how many are tested
    (``alpha`` is divided by it, which is Holm at its strictest). ``explained``: share of the
    outcome's variance that covariates explain (0 if none are planned).
    """

    people: ArrayLike
    people_control: ArrayLike
    alpha: float = 0.05
    contrasts: int = 1
    loss: float = 0.0
    explained: float = 0.0

    @property
    def quantile(self) -> float:
        """How many standard errors from nil a result must lie to count."""
        return two_sided_quantile(1 - self.alpha / self.contrasts)


def power(*, share: float, share_control: float, design: Design) -> float:
    """The chance that the difference is found if the shares are truly these.

    Both tails count. Over strata: the stratum fixed-effects estimator, the same shares in each.

    >>> round(power(share=0.26, share_control=0.18, design=Design(354, 354)), 2)
    0.73
    """
    return _power(share, share_control, design)


def smallest_detectable_difference(
    *, share_control: float, design: Design, power: float = 0.8
) -> float:
    """The smallest rise above ``share_control`` found with the chance ``power``, as a proportion.

    >>> plan = Design(354, 354)
    >>> round(smallest_detectable_difference(share_control=0.18, design=plan), 3)
    0.088
    """

    def short_of(difference: float) -> float:
        return _power(share_control + difference, share_control, design) - power

    return _root(short_of, 1e-9, 1 - share_control - 1e-9, "No rise is large enough to be found")


@dataclass(frozen=True)
class PeopleNeeded:
    """People analysed, assigned and asked, in the arm and in the control arm (whole people)."""

    analysed: tuple[int, int]
    assigned: tuple[int, int]
    asked: int
    """Both arms together, so that enough consent."""


def people_needed(
    *,
    share: float,
    share_control: float,
    power: float = 0.8,
    control_per_treated: float = 1.0,
    refusal: float = 0.0,
    alpha: float = 0.05,
    contrasts: int = 1,
    loss: float = 0.0,
    explained: float = 0.0,
) -> PeopleNeeded:
    """The fewest people that find the difference between two shares with the chance ``power``.

    ``refusal``: share of those asked who do not consent; ``loss``: share of those assigned who
    are not followed to the horizon.

    >>> people_needed(share=0.26, share_control=0.18, loss=0.1, refusal=0.2).assigned
    (467, 467)
    """

    def short_of(people: float) -> float:
        plan = Design(people, people * control_per_treated, alpha, contrasts, 0.0, explained)
        return _power(share, share_control, plan) - power

    exact = _root(short_of, 2, 1e9, "No number of people is enough for a difference this small")
    analysed = ceil(exact - 1e-9), ceil(exact * control_per_treated - 1e-9)
    assigned = ceil(analysed[0] / (1 - loss)), ceil(analysed[1] / (1 - loss))
    return PeopleNeeded(analysed, assigned, ceil(sum(assigned) / (1 - refusal)))


def power_curve(
    *, differences: ArrayLike, share_control: float, design: Design
) -> tuple[tuple[float, float], ...]:
    """Pairs (difference, power) for a chart; differences as proportions."""
    return tuple(
        (float(each), _power(share_control + float(each), share_control, design))
        for each in np.atleast_1d(np.asarray(differences, float))
    )


def capacity(*, staff: float, cap: int, months_of_intake: float, months_of_support: float) -> int:
    """The most people one arm can take in without any caseload above ``cap``.

    ``staff`` are full-time posts. People come evenly over the intake and each keeps the place for
    ``months_of_support``; the fullest moment decides.

    >>> capacity(staff=10, cap=20, months_of_intake=24, months_of_support=12)
    400
    """
    if min(staff, cap, months_of_intake, months_of_support) <= 0:
        raise WrongUse("capacity needs staff, cap and months above 0.")
    turnover = max(1.0, months_of_intake / months_of_support)
    return floor(staff * cap * turnover + 1e-9)


def within_capacity(people: Mapping[str, int], room: Mapping[str, int]) -> dict[str, int]:
    """How many too many the plan puts in each arm; an empty answer means that all have room.

    Arms not named in ``room`` have no cap.

    >>> within_capacity({"SE": 400, "FS": 400}, {"SE": 354})
    {'SE': 46}
    """
    over = {arm: count - room.get(arm, count) for arm, count in people.items()}
    return {arm: count for arm, count in over.items() if count > 0}


def _power(share: float, share_control: float, design: Design) -> float:
    under_null, under_effect = _standard_errors(share, share_control, design)
    difference, needed = share - share_control, design.quantile * under_null
    above = ndtr((difference - needed) / under_effect)
    return float(above + ndtr((-difference - needed) / under_effect))


def _standard_errors(share: float, share_control: float, design: Design) -> tuple[float, float]:
    if not (0 <= share <= 1 and 0 < share_control < 1):
        raise WrongUse("Shares lie between 0 and 1 (0.18 for 18 percent).")
    treated = np.atleast_1d(np.asarray(design.people, float)) * (1 - design.loss)
    control = np.atleast_1d(np.asarray(design.people_control, float)) * (1 - design.loss)
    both = (treated > 0) & (control > 0)  # a stratum with one arm says nothing of the difference
    treated, control = treated[both], control[both]
    if not treated.size:
        raise WrongUse("No stratum has people in both arms.")
    weight = treated * control / (treated + control)
    pooled = (share * treated + share_control * control) / (treated + control)
    null = pooled * (1 - pooled) / weight
    effect = share * (1 - share) / treated + share_control * (1 - share_control) / control
    return _combined(null, weight, design), _combined(effect, weight, design)


def _combined(variances: Floats, weight: Floats, design: Design) -> float:
    variance = float((weight**2 * variances).sum() / weight.sum() ** 2)
    return sqrt(max(variance * (1 - design.explained), 1e-300))


def _root(function: Callable[[float], float], low: float, high: float, why: str) -> float:
    from scipy.optimize import brentq  # slow to load, and only plans need it

    if function(high) < 0:
        raise WrongUse(f"{why}. Ask for less power, or fewer contrasts.")
    return float(brentq(function, low, high, xtol=1e-12)) if function(low) < 0 else low
