"""Subgroups through interaction: the effect in each group, and the difference between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samsyn.errors import WrongUse
from samsyn.evaluation.arms import arms_of
from samsyn.evaluation.intention_to_treat import Effect, as_outcome, effect_along
from samsyn.evaluation.linear import Codes, Errors, Fit, Floats, coded


@dataclass(frozen=True)
class SubgroupEffects:
    """``arm`` minus ``against`` in each group, and how the groups differ.

    ``effects`` by group, in order of its name; ``differences`` by group: the group's effect minus
    that of the first group. Only ``differences`` say whether the effect differs: one effect that
    is significant beside one that is not says nothing of it.
    """

    arm: str
    against: str
    effects: dict[str, Effect]
    differences: dict[str, Effect]


def subgroup(
    outcome: ArrayLike,
    arm: ArrayLike,
    group: ArrayLike,
    *,
    reference: str,
    strata: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    errors: Errors | None = None,
    level: float = 0.95,
) -> tuple[SubgroupEffects, ...]:
    """One regression with every arm in every group; one result for each arm but the reference.

    ``group`` has one value a person, known before the draw. Stratum fixed effects and group
    effects are in the model; errors as in ``itt``. NaN outcomes are left out.

    >>> y, arm, group = [1, 1, 0, 1, 1, 0, 0, 0], list("SSFFSSFF"), list("aaaabbbb")
    >>> found, = subgroup(y, arm, group, reference="F")
    >>> [round(effect.estimate, 2) for effect in found.effects.values()]
    [0.5, 0.5]
    """
    y = as_outcome(outcome)
    seen = np.isfinite(y)
    names, place = coded(np.asarray(group))
    if len(names) < 2 or len(place) != len(y):
        raise WrongUse("A subgroup analysis needs one group a person, and two groups or more.")
    people = arms_of(
        arm, reference=reference, strata=strata, weights=weights, clusters=clusters
    ).only(seen)
    place = place[seen]
    members = np.asarray(place[:, None] == np.arange(len(names)), dtype=np.float64)
    _check_cells(members, people.arm, people.names, names)
    extra = [members[:, 1:]]
    extra += [dummy[:, None] * members[:, 1:] for dummy in people.dummies().T]
    fitted = people.regress(
        y[seen, None],
        errors or ("cluster" if clusters is not None else "HC2"),
        np.concatenate(extra, axis=1),
    )
    return tuple(
        _of_arm(number, people.arm, place, people.names, names, fitted, level)
        for number in range(1, len(people.names))
    )


def _of_arm(
    number: int,
    arm: Codes,
    place: Codes,
    arms: Sequence[str],
    names: Sequence[object],
    fitted: Fit,
    level: float,
) -> SubgroupEffects:
    effects, differences = {}, {}
    for which, name in enumerate(names):
        here = place == which
        counts = int((here & (arm == number)).sum()), int((here & (arm == 0)).sum())
        main, apart = _vectors(number, which, len(arms) - 1, len(names), len(fitted.coefficients))
        pair = arms[number], arms[0]
        effects[str(name)] = effect_along(main + apart, fitted, pair, counts, level)
        if which:
            differences[str(name)] = effect_along(apart, fitted, pair, counts, level)
    return SubgroupEffects(arms[number], arms[0], effects, differences)


def _vectors(
    number: int, which: int, others: int, groups: int, length: int
) -> tuple[Floats, Floats]:
    """Where the first group's effect, and this group's departure from it, stand."""
    main, apart = np.zeros(length), np.zeros(length)
    main[number - 1] = 1
    if which:
        apart[others + (groups - 1) * number + which - 1] = 1
    return main, apart


def _check_cells(
    members: Floats,
    arm: Codes,
    arms: Sequence[str],
    names: Sequence[object],
) -> None:
    for place, arm_name in enumerate(arms):
        for number, name in enumerate(names):
            if not members[arm == place, number].any():
                raise WrongUse(f"No one of group {name} is in {arm_name}: merge groups.")
