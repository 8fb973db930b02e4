"""What was given in each arm, held against what the arms promise; and what broke them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.means import DifferenceInMeans, difference_in_means

BREACHES = (
    "coach_in_reference_arm",  # a job coach in the reference arm during the first year
    "bought_provider",  # a bought provider in Supported Employment
    "placement_by_specialist",  # placement by someone outside the team
    "changed_arm",
)

Verdict = Literal["as promised", "the other way", "not settled"]


@dataclass(frozen=True)
class Promise:
    """``arm`` gives more of ``measure`` than ``against`` (a column of the delivery log)."""

    measure: str
    arm: str
    against: str


THE_SWEDISH_PROMISES = (
    Promise("staff_hours", "SE", "FS"),
    Promise("staff_hours", "CM", "FS"),
    Promise("personal_contacts", "SE", "FS"),
    Promise("personal_contacts", "CM", "FS"),
    Promise("workplace_visits", "SE", "FS"),
    Promise("workplace_visits", "FS", "CM"),
    Promise("help_outside_work", "CM", "FS"),
    Promise("help_outside_work", "CM", "SE"),
)
"""The hypotheses of the Swedish experiment: more staff a person and more personal contact in SE
and CM than in FS; focus on workplaces SE > FS > CM; help with other parts of life in CM alone."""


@dataclass(frozen=True)
class Held:
    """A promise against the log: the difference in means a person, and what it says.

    Unequal-variance errors. "Not settled" where the interval holds nil.
    """

    promise: Promise
    difference: DifferenceInMeans
    verdict: Verdict


def promises_held(
    promises: Sequence[Promise],
    *,
    arm: ArrayLike,
    measures: Mapping[str, ArrayLike],
    level: float = 0.95,
) -> tuple[Held, ...]:
    """Each promise against what was delivered; every measure has one amount a person.

    Amounts must be for the same time for all (hours a month in the measure, say).

    >>> held, = promises_held([Promise("visits", "SE", "FS")], arm=["SE", "SE", "FS", "FS"],
    ...                       measures={"visits": [5, 6, 0, 1]})
    >>> held.difference.estimate, held.verdict
    (5.0, 'as promised')
    """
    names = np.asarray(arm)
    return tuple(_held(promise, names, measures, level) for promise in promises)


def caseloads(coach: Sequence[str], *, cap: int) -> dict[str, int]:
    """How many people each coach has over ``cap``; an empty answer means that no cap is broken.

    ``coach``: one name for each person with support today.

    >>> caseloads(["a", "a", "b"], cap=1)
    {'a': 1}
    """
    return {name: many - cap for name, many in sorted(Counter(coach).items()) if many > cap}


def breaches_by_arm(breaches: Sequence[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """(arm, kind) of each breach → arm → kind → how many; refuses kinds not in ``BREACHES``.

    >>> breaches_by_arm([("FS", "coach_in_reference_arm"), ("FS", "coach_in_reference_arm")])
    {'FS': {'coach_in_reference_arm': 2}}
    """
    counted: dict[str, dict[str, int]] = {}
    for (arm, kind), many in sorted(Counter(breaches).items()):
        if kind not in BREACHES:
            raise UnknownName(kind, "kind of breach", known=BREACHES)
        counted.setdefault(arm, {})[kind] = many
    return counted


def _held(
    promise: Promise, arm: NDArray[np.str_], measures: Mapping[str, ArrayLike], level: float
) -> Held:
    if promise.measure not in measures:
        raise UnknownName(promise.measure, "measure of delivery", known=measures)
    amounts = np.asarray(measures[promise.measure], dtype=np.float64)
    if amounts.shape != arm.shape:
        raise WrongUse(f"{promise.measure} needs one amount a person.")
    difference = difference_in_means(
        outcome=amounts[arm == promise.arm],
        outcome_control=amounts[arm == promise.against],
        level=level,
    )
    verdict: Verdict = "as promised" if difference.estimate > 0 else "the other way"
    return Held(promise, difference, "not settled" if difference.covers(0) else verdict)
