"""An estimate with its limits, and the quantiles that limits are made of."""

from dataclasses import dataclass

from scipy.special import ndtri, stdtrit

from samsyn.errors import WrongUse


@dataclass(frozen=True)
class Interval:
    """An estimate and the limits of its confidence interval, all in the same unit.

    ``level`` is the coverage asked for: 0.95 means that 95 of 100 such intervals cover the truth.
    """

    estimate: float
    lower: float
    upper: float
    level: float = 0.95

    def rounded(self, decimals: int) -> tuple[float, float, float]:
        """Estimate, lower and upper limit, rounded.

        >>> Interval(0.2692, 0.1639, 0.3746).rounded(2)
        (0.27, 0.16, 0.37)
        """
        return (
            round(self.estimate, decimals),
            round(self.lower, decimals),
            round(self.upper, decimals),
        )

    def covers(self, value: float) -> bool:
        """Whether ``value`` lies within the limits, the limits themselves included."""
        return self.lower <= value <= self.upper


def two_sided_quantile(level: float, degrees_of_freedom: float = float("inf")) -> float:
    """How many standard errors the limits lie from the estimate; normal without degrees of freedom.

    >>> round(two_sided_quantile(0.95), 3), round(two_sided_quantile(0.95, 10), 3)
    (1.96, 2.228)
    """
    if not 0 < level < 1:
        raise WrongUse(f"A confidence level lies between 0 and 1 (0.95 for 95 percent): {level}.")
    tail = 0.5 + level / 2
    if degrees_of_freedom == float("inf"):
        return float(ndtri(tail))
    return float(stdtrit(degrees_of_freedom, tail))
