"""Time to the first job: Kaplan–Meier by arm and the log-rank test."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import WrongUse
from samsyn.evaluation.interval import two_sided_quantile
from samsyn.evaluation.linear import Floats, coded


@dataclass(frozen=True)
class Survival:
    """The share still without the event, at each time with an event. All arrays (times).

    Proportions; limits on the log–log scale (as R's ``conf.type = "log-log"``), Greenwood errors.
    """

    arm: str
    time: Floats
    share: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    at_risk: NDArray[np.int64]
    people: int

    def share_with_event(self, time: float) -> float:
        """The share that has had the event by ``time``."""
        reached = np.flatnonzero(self.time <= time)
        return 0.0 if not reached.size else float(1 - self.share[reached[-1]])


@dataclass(frozen=True)
class LogRank:
    """The test that all arms have the same time to the event; stratified where strata are given."""

    statistic: float
    degrees_of_freedom: int
    p: float


def kaplan_meier(
    time: ArrayLike, event: ArrayLike, arm: ArrayLike, *, level: float = 0.95
) -> tuple[Survival, ...]:
    """The curve of each arm, in order of its name.

    ``time``: days or months to the event or to the last day observed; ``event``: 1 or 0 (the
    person was followed to then without it: censored). One value a person.

    >>> curve, = kaplan_meier([1, 2, 3, 4], [1, 0, 1, 0], ["SE"] * 4)
    >>> curve.share.tolist()
    [0.75, 0.375]
    """
    from statsmodels.duration.survfunc import SurvfuncRight  # slow to load

    times, events, names, place = _columns(time, event, arm)
    curves = []
    for number, name in enumerate(names):
        here = place == number
        found = SurvfuncRight(times[here], events[here])
        share, error = np.asarray(found.surv_prob), np.asarray(found.surv_prob_se)
        low, high = _log_log(share, error, level)
        at_risk = np.asarray(found.n_risk, dtype=np.int64)
        kept = np.asarray(found.surv_times, float), share, error, low, high, at_risk
        curves.append(Survival(str(name), *kept, int(here.sum())))
    return tuple(curves)


def log_rank(
    time: ArrayLike, event: ArrayLike, arm: ArrayLike, *, strata: ArrayLike | None = None
) -> LogRank:
    """Whether arms differ in time to the event; columns as in ``kaplan_meier``.

    >>> log_rank([1, 2, 3, 4], [1, 1, 1, 1], list("SSFF")).degrees_of_freedom
    1
    """
    from statsmodels.duration.survfunc import survdiff  # slow to load

    times, events, names, place = _columns(time, event, arm)
    if len(names) < 2:
        raise WrongUse("A log-rank test needs two arms or more.")
    layers = None if strata is None else np.asarray(strata)
    statistic, p = survdiff(times, events, place, strata=layers)
    return LogRank(float(statistic), len(names) - 1, float(p))


def _columns(
    time: ArrayLike, event: ArrayLike, arm: ArrayLike
) -> tuple[Floats, Floats, list[object], NDArray[np.intp]]:
    times, events = np.asarray(time, np.float64), np.asarray(event, np.float64)
    names, place = coded(np.asarray(arm))
    if not times.shape == events.shape == place.shape:
        raise WrongUse("time, event and arm need one value a person each.")
    if not np.isfinite(times).all() or (times < 0).any() or not np.isin(events, (0, 1)).all():
        raise WrongUse("time is 0 or more and event is 0 or 1, for each person.")
    return times, events, names, place


def _log_log(share: Floats, error: Floats, level: float) -> tuple[Floats, Floats]:
    inner = (share > 0) & (share < 1)
    safe = np.where(inner, share, 0.5)
    width = two_sided_quantile(level) * error / (safe * np.abs(np.log(safe)))
    low, high = safe ** np.exp(width), safe ** np.exp(-width)
    return np.where(inner, low, share), np.where(inner, high, share)
