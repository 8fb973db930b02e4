"""Two groups and an event: difference in shares, risk ratio, odds ratio, chi-square.

Counts are people and may be fractions (a published share times a group size).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from samsyn.errors import WrongUse
from samsyn.evaluation.interval import Interval, two_sided_quantile


def difference_in_shares(
    *,
    events: float,
    people: float,
    events_control: float,
    people_control: float,
    level: float = 0.95,
) -> Interval:
    """Share with the event among the treated minus the share among the controls.

    Returns an ``Interval`` as proportions (0.08 is eight points); positive means more among the
    treated. Counts are people. Limits: Wald, unpooled, as the trials in
    tests/reference/evaluation/trials.csv print them.

    >>> two = dict(events=85, people=156, events_control=43, people_control=156)
    >>> difference_in_shares(**two).rounded(3)
    (0.269, 0.164, 0.374)
    """
    share = _share(events, people, "treated")
    share_control = _share(events_control, people_control, "control")
    estimate = share - share_control
    margin = two_sided_quantile(level) * sqrt(
        share * (1 - share) / people + share_control * (1 - share_control) / people_control
    )
    return Interval(estimate, estimate - margin, estimate + margin, level)


def risk_ratio(
    *,
    events: float,
    people: float,
    events_control: float,
    people_control: float,
    level: float = 0.95,
) -> Interval:
    """Share with the event among the treated divided by the share among the controls.

    Above 1 means more among the treated. Limits: normal on the logarithm (Katz 1978).
    Refused where a group has no event: the logarithm then has no interval.

    >>> two = dict(events=32, people=42, events_control=12, people_control=43)
    >>> risk_ratio(**two).rounded(2)
    (2.73, 1.64, 4.54)
    """
    estimate = _share(events, people, "treated") / _some_share(events_control, people_control)
    if not events:
        raise _no_ratio("risk ratio", "no one in the treated group has the event")
    error = sqrt(1 / events - 1 / people + 1 / events_control - 1 / people_control)
    return _on_log_scale(estimate, error, level)


def odds_ratio(
    *,
    events: float,
    people: float,
    events_control: float,
    people_control: float,
    level: float = 0.95,
) -> Interval:
    """Odds of the event among the treated divided by the odds among the controls.

    Above 1 means more among the treated. Limits: normal on the logarithm (Woolf 1955).
    Refused where one of the four cells is empty.

    >>> odds_ratio(events=22, people=46, events_control=3, people_control=37).rounded(2)
    (10.39, 2.79, 38.68)
    """
    _share(events, people, "treated"), _share(events_control, people_control, "control")
    cells = (events, people - events, events_control, people_control - events_control)
    if not all(cells):
        raise _no_ratio("odds ratio", "one of the four cells is empty")
    estimate = (cells[0] / cells[1]) / (cells[2] / cells[3])
    return _on_log_scale(estimate, sqrt(sum(1 / cell for cell in cells)), level)


@dataclass(frozen=True)
class ChiSquare:
    """Pearson's statistic without continuity correction, its degrees of freedom and p-value."""

    statistic: float
    degrees_of_freedom: int
    p: float


def chi_square(*, events: ArrayLike, people: ArrayLike) -> ChiSquare:
    """Whether the share with the event is the same in all groups (two or more).

    ``events`` and ``people`` hold one count a group, in the same order.

    >>> round(chi_square(events=[32, 12], people=[42, 43]).statistic, 2)
    19.84
    """
    with_event, all_people = np.asarray(events, float), np.asarray(people, float)
    if with_event.shape != all_people.shape or with_event.size < 2:
        raise WrongUse("chi_square needs one count of events and one of people for each group.")
    table = np.stack([with_event, all_people - with_event])
    if (table < 0).any() or not table.sum(axis=1).all():
        raise WrongUse("chi_square needs events between 0 and people, and some of each outcome.")
    expected = table.sum(axis=1, keepdims=True) * all_people / all_people.sum()
    statistic = float(((table - expected) ** 2 / expected).sum())
    freedom = with_event.size - 1
    return ChiSquare(statistic, freedom, float(chdtrc(freedom, statistic)))


@dataclass(frozen=True)
class Pair:
    """One comparison of two groups: ``interval`` as proportions, ``p`` from its Wald statistic."""

    arm: str
    against: str
    interval: Interval
    standard_error: float
    p: float


def pairwise_shares(
    arms: Sequence[str],
    *,
    events: Sequence[float],
    people: Sequence[float],
    level: float = 0.95,
) -> tuple[Pair, ...]:
    """Every arm against every arm before it, as differences in shares; p-values not adjusted.

    Wald, unpooled. Adjust with ``holm``.

    >>> [round(pair.p, 2) for pair in pairwise_shares(["A", "B"], events=[9, 3], people=[20, 20])]
    [0.03]
    """
    counted = list(zip(arms, events, people, strict=True))
    return tuple(
        _pair(later, earlier, level)
        for index, later in enumerate(counted)
        for earlier in counted[:index]
    )


def _pair(one: tuple[str, float, float], other: tuple[str, float, float], level: float) -> Pair:
    interval = difference_in_shares(
        events=one[1], people=one[2], events_control=other[1], people_control=other[2], level=level
    )
    error = (interval.upper - interval.lower) / 2 / two_sided_quantile(level)
    p = float(chdtrc(1, (interval.estimate / error) ** 2))
    return Pair(one[0], other[0], interval, error, p)


def _share(events: float, people: float, group: str) -> float:
    if not 0 < people < float("inf") or not 0 <= events <= people:
        raise WrongUse(
            f"The {group} group has {events} events among {people} people. "
            "People must be more than 0, and events between 0 and people."
        )
    return events / people


def _some_share(events: float, people: float) -> float:
    share = _share(events, people, "control")
    if not events:
        raise _no_ratio("risk ratio", "no one in the control group has the event")
    return share


def _no_ratio(name: str, why: str) -> WrongUse:
    return WrongUse(f"No {name} here: {why}. Use difference_in_shares, which needs no logarithm.")


def _on_log_scale(estimate: float, error: float, level: float) -> Interval:
    margin = two_sided_quantile(level) * error
    return Interval(estimate, exp(log(estimate) - margin), exp(log(estimate) + margin), level)
