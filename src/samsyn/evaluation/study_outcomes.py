"""Beside the planned contrasts: all pairs, secondary outcomes, loss, compliers, the first job."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from samsyn.errors import WrongUse
from samsyn.evaluation.analysis import ArmShare
from samsyn.evaluation.complier import complier_effect
from samsyn.evaluation.conclusions import highest_arm
from samsyn.evaluation.intention_to_treat import contrasts, itt
from samsyn.evaluation.linear import Floats
from samsyn.evaluation.protocol import Outcome
from samsyn.evaluation.protocol_versions import Analysis, Standing, Version, standing
from samsyn.evaluation.several_tests import holm
from samsyn.evaluation.shares import Pair, chi_square, pairwise_shares
from samsyn.evaluation.status_months import months_after
from samsyn.evaluation.study_gathering import Gathered
from samsyn.evaluation.study_results import AllPairs, Complier, FirstJob, Loss, Secondary
from samsyn.evaluation.time_to_event import kaplan_meier, log_rank

TITLES = {
    "still_in_measure_or_work": "Kvar i insats eller arbete",
    "broke_off": "Avbröt i förtid",
}
PROGRAMMES = ("programme_practice", "programme_other")
CROSSED = ("changed_arm", "coach_in_reference_arm")


def all_pairs(of: Gathered, outcome: Outcome, month: int, locked: Sequence[Version]) -> AllPairs:
    """Raw shares of every pair of arms, Holm over them, and which arm is highest.

    Planned where every pair was; the ranking needs them all.
    """
    y = of.data.months.outcome(outcome.statuses)[:, month - 1]
    pairs, p_holm, shares = pairs_of(of, y)
    some = [each.share * each.people for each in shares]
    chi = None
    if 0 < sum(some) < sum(each.people for each in shares):
        chi = chi_square(events=some, people=[each.people for each in shares])
    result = itt(
        y, of.data.arm, reference=of.protocol.reference, strata=of.data.stratum,
        clusters=of.data.cluster, level=of.protocol.level,
    )  # fmt: skip
    titles = {arm.id: arm.title for arm in of.protocol.arms}
    ranking = highest_arm(contrasts(result), titles=titles, level=of.protocol.level)
    stands = {
        standing(
            Analysis(outcome.id, month, each.arm, each.against), tuple(locked), exploratory=True
        )
        for each in pairs
    }
    every: Standing = "planned" if stands == {"planned"} else "exploratory"
    return AllPairs(outcome.id, month, pairs, p_holm, chi, ranking, every)


def pairs_of(of: Gathered, y: Floats) -> tuple[tuple[Pair, ...], tuple[float, ...],
                                               tuple[ArmShare, ...]]:  # fmt: skip
    """Every pair of arms on a 0/1 outcome of those observed, in the order of the protocol."""
    arms, seen = np.asarray(of.data.arm), np.isfinite(y)
    shares = tuple(
        ArmShare(
            arm.id, float(y[seen & (arms == arm.id)].mean()),
            int((seen & (arms == arm.id)).sum()), int((arms == arm.id).sum()),
        )
        for arm in of.protocol.arms
        if (seen & (arms == arm.id)).any()
    )  # fmt: skip
    pairs = pairwise_shares(
        [each.arm for each in shares], events=[each.share * each.people for each in shares],
        people=[each.people for each in shares], level=of.protocol.level,
    )  # fmt: skip
    return pairs, tuple(float(p) for p in holm([each.p for each in pairs])), shares


def secondary(of: Gathered, name: str, month: int, locked: Sequence[Version]) -> Secondary:
    """A secondary outcome of the protocol at a month since entry."""
    y = SECONDARY_RULES[name](of, month)
    pairs, p_holm, shares = pairs_of(of, y)
    plan = [each for each in locked if not each.people_entered]
    standing: Standing = "exploratory"
    if plan and name in plan[-1].protocol.secondary and month in plan[-1].protocol.horizons:
        standing = "planned"
    return Secondary(name, TITLES[name], month, shares, pairs, p_holm, standing)


def _still(of: Gathered, month: int) -> Floats:
    """At work, in a programme, or with the arm's support not ended by the end of the month."""
    work = [s for each in of.protocol.outcomes if each.primary for s in each.statuses]
    active = of.data.months.outcome([*dict.fromkeys([*work, *PROGRAMMES])])[:, month - 1]
    started = of.person["started_on"].is_not_null().to_numpy()
    supported = started & ~(_ended(of) <= _last_day(of, month))
    return np.where(np.isnan(active), np.nan, np.maximum(active, supported))


def _broke_off(of: Gathered, month: int) -> Floats:
    """Left the arm's support before it was done, by the end of the month."""
    observed = of.data.months.outcome([])[:, month - 1]
    early = of.person["broke_off"].fill_null(False).to_numpy() & (
        _ended(of) <= _last_day(of, month)
    )
    return np.where(np.isnan(observed), np.nan, early.astype(np.float64))


SECONDARY_RULES = {"still_in_measure_or_work": _still, "broke_off": _broke_off}


def _ended(of: Gathered) -> NDArray[np.datetime64]:
    return np.asarray(of.person["ended_on"].to_numpy().astype("datetime64[D]"))


def _last_day(of: Gathered, month: int) -> NDArray[np.datetime64]:
    entry = of.person["assigned_on"].to_numpy().astype("datetime64[D]")
    return np.asarray(months_after(entry, month) - np.timedelta64(1, "D"))


def loss(of: Gathered, month: int) -> tuple[Loss, ...]:
    """Who is not observed at a month, and why, by arm; the first reason in time counts."""
    last, arms = _last_day(of, month), np.asarray(of.data.arm)
    names = list(of.left_on)
    days = np.stack([of.left_on[name] for name in names])
    days = np.where(np.isnat(days), np.datetime64(date.max), days)
    gone = days.min(axis=0) <= last
    first = np.array(names)[days.argmin(axis=0)]
    lost = {name: gone & (first == name) for name in names}
    not_over = ~gone & (last > np.datetime64(of.data_cut))
    return tuple(
        Loss(
            arm.id, month, int(here.sum()), int((here & ~gone & ~not_over).sum()),
            int((here & lost["deceased"]).sum()), int((here & lost["emigrated"]).sum()),
            int((here & lost["protected"]).sum()), int((here & not_over).sum()),
        )
        for arm in of.protocol.arms
        for here in [arms == arm.id]
    )  # fmt: skip


def compliers(of: Gathered, outcome: Outcome, month: int) -> tuple[Complier, ...]:
    """The effect among those who took part because they were drawn to, where that can be said.

    Took part in an arm's support: drawn to it and started; or, drawn to the other of the pair,
    logged as having been given another arm's support.
    """
    y = of.data.months.outcome(outcome.statuses)[:, month - 1]
    arms, seen = np.asarray(of.data.arm), np.isfinite(y)
    started = of.person["started_on"].is_not_null().to_numpy()
    breaches = of.frames["study_breach"]
    crossing = set(breaches.filter(breaches["breach"].is_in(CROSSED))["person_id"])
    crossed = np.array([person in crossing for person in of.people])
    found = []
    for pair in of.protocol.contrasts:
        chosen = seen & np.isin(arms, [pair.arm, pair.against])
        drawn = arms[chosen] == pair.arm
        took = np.where(drawn, started[chosen], crossed[chosen])
        try:
            effect = complier_effect(
                y[chosen], took, drawn,
                strata=np.asarray(of.data.stratum)[chosen], level=of.protocol.level,
            )  # fmt: skip
        except WrongUse:  # the draw moved no one: there are no compliers to speak of
            continue
        found.append(Complier(outcome.id, month, pair.arm, pair.against, effect))
    return tuple(found)


def first_job(of: Gathered, outcome: Outcome) -> FirstJob:
    """Months from entry to the first month with the outcome; others until last observed."""
    table = of.data.months.outcome(outcome.statuses)
    has = np.nan_to_num(table) > 0
    event = has.any(axis=1)
    observed = np.isfinite(table).sum(axis=1)
    time = np.where(event, has.argmax(axis=1) + 1, observed)
    return FirstJob(
        outcome.id, kaplan_meier(time, event, of.data.arm, level=of.protocol.level),
        log_rank(time, event, of.data.arm, strata=of.data.stratum),
    )  # fmt: skip
