"""Which counts of a study are too small to be shown, and what must be withheld beside them.

The limits are those of the dated rule ``smallest_count``. *Not observed* is no fact of a person
here, as in the coverage of other indicators: the assigned and the observed stand beside each other.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from samsyn.disclosure.primary import Limits, limits

SMALL, COMPLEMENTARY = "small", "complementary"


def limits_on(day: date) -> Limits:
    """The limits in force at the data cut."""
    return limits(day.isoformat()[:7])


def of_count(count: float, limit: Limits) -> str:
    """``small`` for a count of 1 up to the limit, else nothing."""
    return SMALL if 0 < count < limit.count else ""


def of_share(events: float, people: float, limit: Limits) -> str:
    """``small`` where either side of a share is too few, or all of a small group are alike.

    >>> day = limits_on(date(2017, 6, 30))
    >>> of_share(3, 100, day), of_share(97, 100, day), of_share(0, 9, day), of_share(0, 10, day)
    ('small', 'small', 'small', '')
    """
    rest = people - events
    alike = (events == 0 or rest == 0) and people < limit.uniform
    return SMALL if alike else of_count(events, limit) or of_count(rest, limit)


def of_mean(people: float, limit: Limits) -> str:
    """``small`` for a mean of too few people."""
    return SMALL if people < limit.mean else ""


def of_parts(parts: Mapping[str, float], limit: Limits) -> dict[str, str]:
    """Reasons for parts of a whole that is shown: small ones, and as many more as hide them.

    What is withheld must be two parts or more, together at least the limit; where they cannot be,
    the parts of nobody are withheld too, so that what is left does not point at one.

    >>> of_parts({"a": 2, "b": 40, "c": 9}, limits_on(date(2017, 6, 30)))
    {'a': 'small', 'c': 'complementary'}
    """
    found = {name: SMALL for name, count in parts.items() if of_count(count, limit)}
    left = sorted((not count, count, name) for name, count in parts.items() if name not in found)
    while found and left and _told(found, parts, limit):
        found[left.pop(0)[2]] = COMPLEMENTARY
    return found


def _told(found: Mapping[str, str], parts: Mapping[str, float], limit: Limits) -> bool:
    return len(found) < 2 or sum(parts[name] for name in found) < limit.count


def of_steps(counts: Sequence[float], limit: Limits) -> list[str]:
    """Reasons for a row of counts where each holds part of the one before, the first shown.

    A count that differs from the last one shown by 1 up to the limit would tell of those few.

    >>> of_steps([40, 38, 33, 33], limits_on(date(2017, 6, 30)))
    ['', 'complementary', '', '']
    """
    reasons = [of_count(counts[0], limit)] if len(counts) else []
    shown = counts[0] if reasons == [""] else 0
    for count in counts[1:]:
        own = of_count(count, limit)
        reason = own or (COMPLEMENTARY if of_count(abs(shown - count), limit) else "")
        shown = shown if reason else count
        reasons.append(reason)
    return reasons
