"""The door out for a study: exact results go in, released numbers and open facts come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.disclosure.release import Release
from samsyn.disclosure.study.before import (
    add_balance,
    add_outflow,
    add_plan,
    add_population,
    add_protocol,
)
from samsyn.disclosure.study.facts import StudyFacts
from samsyn.disclosure.study.given import add_delivery, verdicts
from samsyn.disclosure.study.money import add_costs
from samsyn.disclosure.study.outcomes import add_loss, add_pairs, add_results, add_secondary
from samsyn.disclosure.study.people import add_called, add_drawn, add_entries, add_flow, add_found
from samsyn.disclosure.study.rows import Rows
from samsyn.disclosure.study.waiting import add_compliers, add_first_job
from samsyn.errors import WrongUse
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.protocol_versions import Version, changed_fields
from samsyn.evaluation.study_results import Source, StudyResults


@dataclass(frozen=True)
class Change:
    """A locked version of the protocol: its day, reason, hash, and the fields it changed."""

    number: int
    dated: str
    reason: str
    sha256: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class StudyRelease:
    """A study that may be shown: its released numbers, and open facts that hold no one's data.

    ``standing``: planned or exploratory by (outcome, month, arm, against); likewise of
    subgroups by (outcome, month, subgroup) and of secondary outcomes. ``ranking``: by
    (outcome, month) the highest arm and the rivals that are not excluded. ``verdicts``: by
    (measure, arm, against). ``cost_words``: the sentence that must stand with each ICER.
    ``effect_units``: what an effect of the costs counts, by (arm, against), to ``cost_months``.
    """

    protocol: Protocol
    changes: tuple[Change, ...]
    release: Release
    source: Source
    interim: bool
    as_of: date
    standing: Mapping[tuple[str, int, str, str], str]
    group_standing: Mapping[tuple[str, int, str], str]
    secondary_standing: Mapping[tuple[str, int], str]
    ranking: Mapping[tuple[str, int], tuple[str, tuple[str, ...]]]
    verdicts: Mapping[tuple[str, str, str], str]
    cost_words: Mapping[tuple[str, str], str]
    effect_units: Mapping[tuple[str, str], str]
    price_year: int
    cost_months: int
    municipalities: Mapping[str, str]
    replay: tuple[str, str]
    secondary: Mapping[str, str]


def release_study(facts: StudyFacts) -> StudyRelease:
    """The released numbers of a study.

    An interim release holds nothing by arm that comes after the draw but what was given.
    """
    if not facts.locked:
        raise WrongUse("The protocol is not locked, so there is nothing to report.")
    results = facts.results
    rows = Rows(facts.locked[-1], day=results.source.data_cut, snapshot=results.source.snapshot)
    add_flow(rows, results)
    add_entries(rows, facts)
    add_drawn(rows, results.drawn)
    add_called(rows, facts.called)
    add_protocol(rows)
    if results.plan:
        add_plan(rows, results.plan)
    if results.main.balance:
        add_balance(rows, results.main.balance)
    if results.population:
        add_population(rows, results.population)
    add_outflow(rows, results.outflow)
    if results.delivery:
        add_delivery(rows, results.delivery)
    if not facts.interim:
        _outcomes(rows, results)
    source = results.source
    return _released(facts, Release(rows.rows, snapshot=source.snapshot, invented=source.invented))


def _outcomes(rows: Rows, results: StudyResults) -> None:
    if results.source.followed:
        add_found(rows, results.source.followed)
    add_results(rows, results.main)
    add_pairs(rows, results.pairs)
    add_secondary(rows, results.secondary)
    add_loss(rows, results.loss)
    add_first_job(rows, results.first_job)
    add_compliers(rows, results.compliers)
    if results.costs:
        add_costs(rows, results.costs)


def _released(facts: StudyFacts, release: Release) -> StudyRelease:
    results = facts.results
    shown = not facts.interim
    costs = results.costs.contrasts if results.costs and shown else ()
    return StudyRelease(
        protocol=facts.locked[-1].protocol,
        changes=_changes(facts.locked),
        release=release,
        source=results.source,
        interim=facts.interim,
        as_of=facts.as_of or results.source.data_cut,
        standing=_standing(results) if shown else {},
        group_standing=_group_standing(results) if shown else {},
        secondary_standing={(e.outcome, e.month): e.standing for e in results.secondary},
        ranking=_ranking(results) if shown else {},
        verdicts=verdicts(results.delivery.promises) if results.delivery else {},
        cost_words={(each.arm, each.against): each.icer.words for each in costs},
        effect_units={(each.arm, each.against): each.unit for each in costs},
        price_year=results.costs.price_year if results.costs else 0,
        cost_months=results.costs.months if results.costs else 0,
        municipalities=facts.municipalities,
        replay=facts.replay,
        secondary={each.outcome: each.title for each in results.secondary} if shown else {},
    )


def _changes(locked: Sequence[Version]) -> tuple[Change, ...]:
    before = [None, *(each.protocol for each in locked)]
    return tuple(
        Change(
            each.number, each.dated.isoformat(), each.reason, each.sha256,
            changed_fields(earlier, each.protocol) if earlier else (),
        )
        for earlier, each in zip(before, locked, strict=False)
    )  # fmt: skip


def _standing(results: StudyResults) -> dict[tuple[str, int, str, str], str]:
    return {
        (at.outcome, at.month, each.arm, each.against): each.standing
        for at in results.main.horizons
        for each in at.compared
    }


def _ranking(results: StudyResults) -> dict[tuple[str, int], tuple[str, tuple[str, ...]]]:
    return {
        (each.outcome, each.month): (each.ranking.highest, each.ranking.rivals)
        for each in results.pairs
    }


def _group_standing(results: StudyResults) -> dict[tuple[str, int, str], str]:
    return {
        (at.outcome, at.month, group): stands
        for at in results.main.horizons
        for group, stands in at.subgroup_standing.items()
    }
