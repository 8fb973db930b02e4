"""A whole study, from its locked protocol and its tables to everything it found.

Outcomes by arm open at the data cut of the locked protocol, and not a day before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.analysis import Results, analyse, study_balance
from samsyn.evaluation.conclusions import difference_in_words
from samsyn.evaluation.intention_to_treat import Effect, itt
from samsyn.evaluation.protocol import Outcome, Protocol
from samsyn.evaluation.protocol_versions import Analysis, Standing, Version, standing
from samsyn.evaluation.sample_size import Design, smallest_detectable_difference
from samsyn.evaluation.screening import consort
from samsyn.evaluation.status_months import check_horizon
from samsyn.evaluation.study_background import (
    called,
    changes,
    delivery,
    drawn,
    outflow,
    planned_power,
    population_balance,
)
from samsyn.evaluation.study_costs import costs
from samsyn.evaluation.study_files import Frames, read_tables, snapshot_id, table_hashes
from samsyn.evaluation.study_folder import Study, check_open
from samsyn.evaluation.study_follow import check_unchanged
from samsyn.evaluation.study_gathering import Gathered, assignments_of, gather
from samsyn.evaluation.study_outcomes import all_pairs, compliers, first_job, loss, secondary
from samsyn.evaluation.study_results import AllPairs, Source, StudyResults
from samsyn.evaluation.subgroup_effects import SubgroupEffects, subgroup

DRAWS = 10_000


@dataclass(frozen=True)
class Asked:
    """One analysis asked for by itself, with its standing; ``remark`` (Swedish) if some are lost.

    ``smallest_detectable``: what the plan could find, a proportion.
    """

    analysis: Analysis
    standing: Standing
    effect: Effect
    by_group: SubgroupEffects | None
    remark: str
    smallest_detectable: float


def analyse_study(
    study: Study, *, today: date, cut: date | None = None, draws: int = DRAWS
) -> StudyResults:
    """Everything the locked protocol of a study's folder asks for; see ``analyse_tables``."""
    locked = check_open(study, today=today, cut=cut)
    frames = read_tables(study.tables_folder)
    followed = check_unchanged(study, frames)
    results = analyse_tables(locked, frames, invented=study.invented, cut=cut, draws=draws)
    return replace(results, source=replace(results.source, followed=followed))


def analyse_tables(
    locked: Sequence[Version],
    frames: Frames,
    *,
    invented: bool,
    cut: date | None = None,
    draws: int = DRAWS,
) -> StudyResults:
    """All analyses of the latest locked version of the protocol, over these tables.

    ``cut``: another last day than the protocol's, which makes every result exploratory.
    """
    protocol = locked[-1].protocol
    of = gather(protocol, frames, data_cut=cut)
    at_cut = [*locked[:-1], replace(locked[-1], protocol=of.protocol)]
    main = analyse(at_cut, of.data, draws=draws)
    cut_standing: Standing = "planned" if of.data_cut == protocol.data_cut else "exploratory"
    if cut_standing == "exploratory":
        main = _all_exploratory(main)
    return _results(locked, of, main, _source(of, invented, cut_standing))


def interim_study(study: Study, *, draws: int = DRAWS) -> StudyResults:
    """Inflow, flow, balance and delivery so far; the status spells are not opened."""
    protocol = study.locked
    frames = read_tables(study.tables_folder, without=["status_spell"])
    of = gather(protocol, frames)
    main = Results(
        protocol.study, study.versions[-1].number, study_balance(of.protocol, of.data, draws),
        (), {}, {},
    )  # fmt: skip
    blank = replace(of, protocol=replace(protocol, outcomes=(), horizons=(), secondary=()))
    return _results(study.versions, blank, main, _source(of, study.invented, "planned"))


def ask(
    locked: tuple[Version, ...], of: Gathered, analysis: Analysis, *, exploratory: bool = False
) -> Asked:
    """One analysis by itself; raises ``NotInProtocol`` for one that no version of it names."""
    stands = standing(analysis, locked, exploratory=exploratory)
    outcome = of.protocol.outcome(analysis.outcome)
    if outcome is None:
        raise UnknownName(
            analysis.outcome, "outcome", known=[each.id for each in of.protocol.outcomes]
        )
    if not 1 <= analysis.month <= of.protocol.follow_up_months:
        raise WrongUse(f"Months run from 1 to {of.protocol.follow_up_months}.")
    check_horizon(
        entered_on=np.asarray(of.data.entered_on),
        arm=of.data.arm,
        month=analysis.month,
        data_cut=of.data_cut,
    )
    y = of.data.months.outcome(outcome.statuses)[:, analysis.month - 1]
    model = {
        "reference": analysis.against, "strata": of.data.stratum, "clusters": of.data.cluster,
        "errors": of.protocol.errors, "level": of.protocol.level,
    }  # fmt: skip
    result = itt(y, of.data.arm, **model)  # type: ignore[arg-type]
    by_group = None
    if analysis.subgroup:
        if analysis.subgroup not in of.data.groups:
            raise UnknownName(analysis.subgroup, "group in the data", known=of.data.groups)
        groups = subgroup(y, of.data.arm, of.data.groups[analysis.subgroup], **model)  # type: ignore[arg-type]
        by_group = next(each for each in groups if each.arm == analysis.arm)
    lost = int((~np.isfinite(y)).sum())
    remark = f"{lost} av {len(y)} lottade är inte följda hit och är inte med." if lost else ""
    share = float(np.nanmean(y[np.asarray(of.data.arm) == analysis.against]))
    smallest = _smallest(of.protocol, share, min(result.analysed.values()))
    return Asked(analysis, stands, result.effect(analysis.arm), by_group, remark, smallest)


def _results(
    locked: Sequence[Version], of: Gathered, main: Results, source: Source
) -> StudyResults:
    protocol = of.protocol
    first = next((each for each in protocol.outcomes if each.primary), None)
    versions_told = changes(locked)
    if source.cut_standing == "exploratory":  # then nothing is as planned
        locked = [replace(each, people_entered=len(of.people)) for each in locked]
    pairs = tuple(
        all_pairs(of, each, m, locked) for each in protocol.outcomes for m in protocol.horizons
    )
    remarks = dict.fromkeys(each.remark for each in main.horizons if each.remark)
    return StudyResults(
        study=protocol.study, title=protocol.title, source=source, changes=versions_told,
        plan=planned_power(protocol),
        drawn=drawn(
            assignments_of(of.frames["study_assignment"]), [arm.id for arm in protocol.arms]
        ),
        main=main, population=population_balance(of), pairs=pairs,
        secondary=tuple(
            secondary(of, name, month, locked)
            for name in protocol.secondary for month in protocol.horizons
        ),
        loss=tuple(row for month in protocol.horizons for row in loss(of, month)),
        compliers=tuple(
            row for month in protocol.horizons if first for row in compliers(of, first, month)
        ),
        first_job=tuple(first_job(of, each) for each in protocol.outcomes),
        costs=costs(of, first) if first else None, delivery=delivery(of), flow=consort(of.screened),
        called=called(of.frames), outflow=outflow(of.frames),
        sentences=_sentences(protocol, main, pairs), remarks=tuple(remarks),
    )  # fmt: skip


def _source(of: Gathered, invented: bool, cut_standing: Standing) -> Source:
    tables = table_hashes(of.frames)
    return Source(snapshot_id(of.data_cut, tables), tables, invented, of.data_cut, cut_standing)


def _all_exploratory(main: Results) -> Results:
    return replace(
        main,
        horizons=tuple(
            replace(
                horizon,
                compared=tuple(replace(each, standing="exploratory") for each in horizon.compared),
            )
            for horizon in main.horizons
        ),
    )


def _sentences(protocol: Protocol, main: Results, pairs: Sequence[AllPairs]) -> tuple[str, ...]:
    """What may be said, in Swedish: each contrast at each horizon, then which arm is highest."""
    titles = {arm.id: arm.title for arm in protocol.arms}
    said = []
    for horizon, every in zip(main.horizons, pairs, strict=True):
        outcome = protocol.outcome(horizon.outcome)
        control = {each.arm: each.share for each in horizon.shares}
        for each in horizon.compared:
            words = difference_in_words(
                each.plain.effect, titles=titles,
                smallest_detectable=_smallest(
                    protocol, control[each.against], min(s.people for s in horizon.shares)
                ),
            )  # fmt: skip
            said.append(f"{_heading(outcome, horizon.month, each.standing)}: {words}")
        said.append(f"{_heading(outcome, horizon.month, every.standing)}: {every.ranking.words}")
    return tuple(said)


def _smallest(protocol: Protocol, share_control: float, people: int) -> float:
    """The plan's smallest detectable rise; without a plan, that of the people there are."""
    plan = planned_power(protocol)
    if plan:
        return plan.smallest_detectable
    design = Design(people, people, alpha=1 - protocol.level)
    share = min(max(share_control, 0.01), 0.99)
    return smallest_detectable_difference(share_control=share, design=design)


def _heading(outcome: Outcome | None, month: int, stands: Standing) -> str:
    mark = " (utforskande)" if stands == "exploratory" else ""
    return f"{outcome.title if outcome else ''}, månad {month}{mark}"
