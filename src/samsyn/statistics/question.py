"""What is asked, and what is counted in answer."""

from dataclasses import dataclass

from samsyn.vocabulary.period import Period

LEVELS = ("nation", "county", "association", "municipality", "intervention", "office")

UNKNOWN = "unknown"
"""The code, and the area, of what nobody knows."""


@dataclass(frozen=True)
class Question:
    """An indicator for some periods, at a level, by some keys, perhaps against another period."""

    indicator: str
    periods: tuple[Period, ...]
    of: str = ""  # for sex_share: the indicator whose women and men are compared
    level: str = "nation"
    area: str = ""  # only this area of the level
    by: tuple[str, ...] | None = None  # None: the standard; (): the total; (a, b): and a × b
    against: Period | None = None  # adds changes from that period


@dataclass(frozen=True, slots=True)
class Counted:
    """One number before disclosure control, which it never leaves unprotected.

    ``breakdown`` is alphabetical and empty for the total. ``value`` is in ``unit``; a percent is
    0–100. ``n`` is the denominator, ``numerator`` what stands above it, ``persons`` the units
    behind the value that the primary rule looks at (a count: itself; a share or mean: n; money:
    None). ``not_available`` is the reason where the question has no answer.
    """

    indicator: str
    of: str
    statistic: str
    period: str
    against: str
    level: str
    area: str
    breakdown: tuple[tuple[str, str], ...]
    value: float | int | None
    unit: str
    n: float | int | None
    numerator: int | None
    persons: int | None
    definition_version: int
    snapshot: str
    not_available: str = ""
