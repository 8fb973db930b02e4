"""Every number of a study from its locked protocol: what was planned, computed once, the same way.

The results are exact. They leave this floor through disclosure control alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.arms import inverse_share_weights
from samsyn.evaluation.balance_table import Balance, balance
from samsyn.evaluation.intention_to_treat import Contrast, contrasts, itt
from samsyn.evaluation.lee import LeeBounds, lee_bounds
from samsyn.evaluation.linear import Floats
from samsyn.evaluation.monthly_paths import ArmPath, Path, paths, raw_paths
from samsyn.evaluation.protocol import Outcome, Protocol
from samsyn.evaluation.protocol_versions import Analysis, Standing, Version, standing
from samsyn.evaluation.randomisation import randomisation_test
from samsyn.evaluation.status_months import PersonMonths, check_horizon
from samsyn.evaluation.subgroup_effects import SubgroupEffects, subgroup


@dataclass(frozen=True)
class StudyData:
    """Everyone assigned, one row a person in the order of ``months.people``.

    ``stratum`` and ``share`` come from the assignment log (``share``: the chance of the own arm);
    ``block`` is the log's block within the stratum. ``covariates`` and ``groups`` were known
    before the draw: numbers or 0/1, and words.
    """

    arm: Sequence[str]
    stratum: Sequence[str]
    block: Sequence[int]
    share: Sequence[float]
    entered_on: Sequence[object]
    covariates: Mapping[str, Sequence[float]]
    groups: Mapping[str, Sequence[str]]
    months: PersonMonths
    cluster: Sequence[str] | None = None


@dataclass(frozen=True)
class ArmShare:
    """The raw share (a proportion) of one arm at a horizon, of ``people`` observed."""

    arm: str
    share: float
    people: int
    assigned: int


@dataclass(frozen=True)
class Compared:
    """One planned contrast of one outcome at one horizon, in every way the protocol asks.

    ``plain`` and ``adjusted`` (with covariates; None if there are none): intention to treat with
    stratum fixed effects. ``p_redrawn``: by redrawing within blocks. ``bounds``: Lee's, over loss.
    """

    arm: str
    against: str
    plain: Contrast
    adjusted: Contrast | None
    p_redrawn: float
    bounds: LeeBounds
    standing: Standing


@dataclass(frozen=True)
class AtHorizon:
    """Everything about one outcome at one month since entry; ``remark`` if people are missing.

    ``subgroup_standing``: whether each subgroup was planned, for every contrast it is shown with.
    """

    outcome: str
    month: int
    shares: tuple[ArmShare, ...]
    components: Mapping[str, tuple[ArmShare, ...]]
    compared: tuple[Compared, ...]
    subgroups: Mapping[str, tuple[SubgroupEffects, ...]]
    remark: str
    subgroup_standing: Mapping[str, Standing] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """Balance, horizons and monthly paths (by outcome) of a study."""

    study: str
    protocol_version: int
    balance: Balance | None
    horizons: tuple[AtHorizon, ...]
    paths: Mapping[str, tuple[Path, ...]]
    raw_paths: Mapping[str, tuple[ArmPath, ...]]


def analyse(locked: Sequence[Version], data: StudyData, *, draws: int = 10_000) -> Results:
    """All analyses of the latest locked version; refuses a horizon that not all have reached."""
    if not locked:
        raise WrongUse("The protocol is not locked. Lock it before the first person enters.")
    protocol = locked[-1].protocol
    _check(protocol, data)
    for month in protocol.horizons:
        check_horizon(
            entered_on=np.asarray(data.entered_on), arm=data.arm, month=month,
            data_cut=protocol.data_cut,
        )  # fmt: skip
    outcomes = {each.id: data.months.outcome(each.statuses) for each in protocol.outcomes}
    return Results(
        protocol.study, locked[-1].number,
        study_balance(protocol, data, draws),
        tuple(
            _at_horizon(locked, outcome, outcomes[outcome.id], month, data, draws)
            for outcome in protocol.outcomes
            for month in protocol.horizons
        ),
        {name: _paths(protocol, y, data) for name, y in outcomes.items()},
        {
            name: raw_paths(y, data.arm, reference=protocol.reference)
            for name, y in outcomes.items()
        },
    )  # fmt: skip


def _at_horizon(
    locked: Sequence[Version],
    outcome: Outcome,
    table: Floats,
    month: int,
    data: StudyData,
    draws: int,
) -> AtHorizon:
    protocol, y = locked[-1].protocol, table[:, month - 1]
    pairs = [(each.arm, each.against) for each in protocol.contrasts]
    plain = itt(y, data.arm, **_model(protocol, data))
    adjusted = None
    if protocol.covariates:
        columns = NamedColumns(data.covariates, protocol.covariates)
        result = itt(y, data.arm, covariates=columns, **_model(protocol, data))
        adjusted = contrasts(result, pairs)
    compared = tuple(
        Compared(
            arm, against, each, adjusted[place] if adjusted else None,
            _redrawn(y, data, arm, against, draws), _bounds(y, data, arm, against),
            standing(Analysis(outcome.id, month, arm, against), tuple(locked)),
        )
        for place, ((arm, against), each) in enumerate(
            zip(pairs, contrasts(plain, pairs), strict=True)
        )
    )  # fmt: skip
    return AtHorizon(
        outcome.id, month, _shares(y, data), _components(outcome, month, data), compared,
        {
            each.id: subgroup(y, data.arm, data.groups[each.id], **_model(protocol, data))
            for each in protocol.subgroups
        },
        plain.remark,
        {
            each.id: _standing_of_group(locked, outcome.id, month, each.id)
            for each in protocol.subgroups
        },
    )  # fmt: skip


def _standing_of_group(locked: Sequence[Version], outcome: str, month: int, group: str) -> Standing:
    """Planned only where every contrast of the protocol was planned for this subgroup."""
    found = {
        standing(Analysis(outcome, month, each.arm, each.against, group), tuple(locked))
        for each in locked[-1].protocol.contrasts
    }
    return "planned" if found == {"planned"} else "exploratory"


def _model(protocol: Protocol, data: StudyData) -> dict[str, Any]:
    """What every regression of the study shares; weights only where shares vary."""
    vary = any(
        len({chance for each, chance in zip(data.arm, data.share, strict=True) if each == arm}) > 1
        for arm in set(data.arm)
    )
    return {
        "reference": protocol.reference,
        "strata": data.stratum,
        "weights": inverse_share_weights(data.share) if vary else None,
        "clusters": data.cluster,
        "errors": protocol.errors,
        "level": protocol.level,
    }


def _paths(protocol: Protocol, y: Floats, data: StudyData) -> tuple[Path, ...]:
    """Up to the last month that everyone has reached."""
    return paths(y[:, : max(protocol.horizons)], data.arm, **_model(protocol, data))


def _redrawn(y: Floats, data: StudyData, arm: str, against: str, draws: int) -> float:
    arms = np.asarray(data.arm)
    chosen = np.isin(arms, [arm, against]) & np.isfinite(y)
    strata = np.asarray(data.stratum)[chosen]
    blocks = [f"{stratum} {block}" for stratum, block in zip(data.stratum, data.block, strict=True)]
    test = randomisation_test(
        y[chosen], arms[chosen] == arm, strata=strata,
        blocks=np.asarray(blocks)[chosen], draws=draws,
    )  # fmt: skip
    return float(test.p[0])


def _bounds(y: Floats, data: StudyData, arm: str, against: str) -> LeeBounds:
    arms = np.asarray(data.arm)
    chosen = np.isin(arms, [arm, against])
    return lee_bounds(y[chosen], arms[chosen] == arm)


def _shares(y: Floats, data: StudyData) -> tuple[ArmShare, ...]:
    arms, seen = np.asarray(data.arm), np.isfinite(y)
    return tuple(
        ArmShare(
            str(arm), float(y[seen & (arms == arm)].mean()),
            int((seen & (arms == arm)).sum()), int((arms == arm).sum()),
        )
        for arm in np.unique(arms)
    )  # fmt: skip


def _components(outcome: Outcome, month: int, data: StudyData) -> dict[str, tuple[ArmShare, ...]]:
    return {
        part.title: _shares(data.months.outcome(part.statuses)[:, month - 1], data)
        for part in outcome.components
    }


def study_balance(protocol: Protocol, data: StudyData, draws: int) -> Balance | None:
    """Balance of the protocol's covariates, arms redrawn within blocks; None without any."""
    if not protocol.covariates:
        return None
    columns = NamedColumns(data.covariates, protocol.covariates)
    strata = [f"{stratum} {block}" for stratum, block in zip(data.stratum, data.block, strict=True)]
    return balance(
        columns, data.arm, reference=protocol.reference, strata=strata, draws=min(draws, 2_000)
    )


class NamedColumns:
    """Covariates as a table with names, the little of a data frame that the functions ask for."""

    def __init__(self, columns: Mapping[str, Sequence[float]], names: Sequence[str]) -> None:
        self.columns = tuple(names)
        self._table = np.column_stack([np.asarray(columns[name], np.float64) for name in names])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return self._table.astype(dtype or np.float64)


def _check(protocol: Protocol, data: StudyData) -> None:
    """People assigned, arms, covariates and groups are those that the protocol names."""
    people = len(data.months.people)
    for name in ("arm", "stratum", "block", "share", "entered_on"):
        if len(getattr(data, name)) != people:
            raise WrongUse(f"{name} needs one value for each of the {people} people assigned.")
    known = [arm.id for arm in protocol.arms]
    for arm in sorted(set(data.arm)):
        if arm not in known:
            raise UnknownName(arm, "arm of the protocol", known=known)
    for name in protocol.covariates:
        if name not in data.covariates:
            raise UnknownName(name, "covariate in the data", known=data.covariates)
    for group in protocol.subgroups:
        if group.id not in data.groups:
            raise UnknownName(group.id, "group in the data", known=data.groups)
    if data.months.status.shape[1] < max(protocol.horizons):
        raise WrongUse(f"The data end before month {max(protocol.horizons)} of the protocol.")
