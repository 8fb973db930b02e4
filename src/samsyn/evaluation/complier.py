"""The effect among those who did as drawn, with the draw as instrument."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samsyn.errors import WrongUse
from samsyn.evaluation.interval import Interval, two_sided_quantile
from samsyn.evaluation.linear import FULL_LEVERAGE, Floats, StratumMeans, codes, fit

LABEL = "effect among compliers, by instrument"


@dataclass(frozen=True, kw_only=True)
class ComplierEffect(Interval):
    """The effect of taking part among people who took part because they were drawn to.

    Not the effect of being drawn, which is ``itt``: print ``label`` beside it. ``first_stage`` is
    how much the draw raised taking part (a proportion), ``f`` its strength; under about 10 the
    limits are not to be trusted and ``weak`` is true.
    """

    standard_error: float
    first_stage: float
    f: float
    people: int
    errors: str = "HC2"
    label: str = LABEL

    @property
    def weak(self) -> bool:
        return self.f < 10


def complier_effect(
    outcome: ArrayLike,
    took_part: ArrayLike,
    drawn: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    level: float = 0.95,
) -> ComplierEffect:
    """Two-stage least squares with stratum fixed effects; one pair of arms, one value a person.

    ``took_part`` (0/1 or an amount) is what people did, ``drawn`` (0/1) what was drawn. HC2
    errors with the leverage of the second stage, as estimatr's ``iv_robust``. Holds only if the
    draw works through taking part alone, and no one does the opposite of what was drawn.

    >>> y, took, drawn = [1, 1, 0, 1, 0, 0], [1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0]
    >>> round(complier_effect(y, took, drawn).estimate, 2)
    0.5
    """
    table = np.column_stack([np.asarray(each, np.float64) for each in (outcome, took_part, drawn)])
    if not np.isfinite(table).all():
        raise WrongUse("A value is missing. Leave out people not observed, and say how many.")
    strata_codes = codes(strata, len(table))
    means = StratumMeans(strata_codes)
    y, took, instrument = means.taken_out(table).T
    along = float(instrument @ took)
    if abs(along) < 1e-9 * len(table):
        raise WrongUse("The draw did not change who took part, so there are no compliers.")
    first = fit(table[:, 1:2], table[:, 2:3], strata=strata_codes)
    estimate = float(instrument @ y) / along
    error = _error(instrument, y - took * estimate, along, means)
    freedom = len(table) - means.count - 1
    margin = two_sided_quantile(level, freedom) * error
    stage = float(first.coefficients[0, 0])
    return ComplierEffect(
        estimate, estimate - margin, estimate + margin, level,
        standard_error=error, first_stage=stage, people=len(table),
        f=stage**2 / max(float(first.covariance[0, 0, 0]), 1e-300),
    )  # fmt: skip


def _error(instrument: Floats, residual: Floats, along: float, means: StratumMeans) -> float:
    leverage = means.leverage(np.ones(len(residual))) + instrument**2 / (instrument**2).sum()
    room = np.where(leverage >= FULL_LEVERAGE, np.inf, 1 - leverage)
    return float(np.sqrt((instrument**2 * residual**2 / room).sum()) / abs(along))
