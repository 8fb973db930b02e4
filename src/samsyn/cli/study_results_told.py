"""A study's results as lines in a terminal, in Swedish: never more than the intervals hold."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from samsyn.evaluation.conclusions import difference_in_words
from samsyn.vocabulary.printed import number

if TYPE_CHECKING:
    from samsyn.evaluation.analysis import ArmShare, AtHorizon
    from samsyn.evaluation.interval import Interval
    from samsyn.evaluation.protocol import Protocol
    from samsyn.evaluation.study_analysis import Asked
    from samsyn.evaluation.study_results import StudyResults

MARKS = {"planned": "planerad", "exploratory": "utforskande"}


def told(results: "StudyResults", protocol: "Protocol") -> Iterator[str]:
    """Shares, effects, subgroups, balance, loss and costs, each with what must stand beside it."""
    source = results.source
    invented = "Påhittade data. " if source.invented else ""
    yield f"{results.title}\n{invented}Datastopp {source.data_cut}, {source.snapshot}."
    yield f"Protokoll version {results.main.protocol_version}. Ej sekretessgranskat."
    if source.cut_standing == "exploratory":
        yield "Ett annat datastopp än protokollets: allt nedan är utforskande."
    for horizon in results.main.horizons:
        yield from _horizon(results, horizon, protocol)
    balance = results.main.balance
    if balance:
        yield f"\nBalans mellan armarna: gemensamt test p = {number(balance.p, 2)}."
    yield "\nBortfall"
    for loss in results.loss:
        yield f"  månad {loss.month}, {loss.arm}: {loss.observed} av {loss.assigned} följda"
    yield from _costs(results, protocol)
    yield "\nDet som får sägas"
    for sentence in results.sentences:
        yield f"  {sentence}"


def _horizon(results: "StudyResults", at: "AtHorizon", protocol: "Protocol") -> Iterator[str]:
    outcome = protocol.outcome(at.outcome)
    yield f"\n{outcome.title if outcome else at.outcome}, månad {at.month}"
    for share in at.shares:
        yield (f"  {share.arm}: {_points(share.share)} procent av {share.people} följda "
               f"({share.assigned} lottade)")  # fmt: skip
    if at.remark:
        yield f"  OBS: {remark(at.shares)}"
    for each in at.compared:
        effect, adjusted = each.plain.effect, each.adjusted
        p = f"p {_p(effect.p)}, Holm {_p(each.plain.p_holm)}, omlottning {_p(each.p_redrawn)}"
        yield (f"  {each.arm} − {each.against}: {_interval(effect)} procentenheter, {p}, "
               f"{effect.errors} [{MARKS[each.standing]}]")  # fmt: skip
        if adjusted:
            yield f"    med bakgrund: {_interval(adjusted.effect)}, Holm {_p(adjusted.p_holm)}"
        yield (f"    gränser vid bortfall (Lee): {_points(each.bounds.lower)} till "
               f"{_points(each.bounds.upper)}")  # fmt: skip
    for name, groups in at.subgroups.items():
        mark = MARKS[at.subgroup_standing.get(name, "exploratory")]
        for found in groups:
            parts = [f"{group} {_interval(effect)}" for group, effect in found.effects.items()]
            apart = [_interval(effect) for effect in found.differences.values()]
            yield (f"  {name}, {found.arm} − {found.against}: {'; '.join(parts)}; "
                   f"skillnad mellan grupperna {'; '.join(apart)} [{mark}]")  # fmt: skip


def _costs(results: "StudyResults", protocol: "Protocol") -> Iterator[str]:
    costs = results.costs
    if costs is None:
        return
    yield f"\nKostnader för samhället, {costs.months} månader, {costs.price_year} års priser"
    if costs.remark:
        yield f"  OBS: {costs.remark}"
    for each in costs.contrasts:
        yield (f"  {each.arm} − {each.against}: {number(round(each.icer.cost))} kr och "
               f"{number(each.icer.effect, 2)} månader per person. {each.icer.words}")  # fmt: skip
        if each.icer.ratio is not None:
            yield f"    {number(round(each.icer.ratio))} kr per {each.unit}"


def asked_told(asked: "Asked", protocol: "Protocol", *, invented: bool) -> Iterator[str]:
    """One analysis with its standing."""
    titles = {arm.id: arm.title for arm in protocol.arms}
    if invented:
        yield "Påhittade data."
    what = asked.analysis
    yield f"{what.outcome}, månad {what.month} [{MARKS[asked.standing]}], {asked.effect.errors}"
    yield difference_in_words(
        asked.effect, titles=titles, smallest_detectable=asked.smallest_detectable
    )
    if asked.by_group:
        for group, effect in asked.by_group.effects.items():
            yield f"  {group}: {_interval(effect)} procentenheter"
        for group, effect in asked.by_group.differences.items():
            yield f"  {group} mot den första gruppen: {_interval(effect)} procentenheter"
    if asked.remark:
        yield f"OBS: {asked.remark}"


def remark(shares: "Iterable[ArmShare]") -> str:
    """How many of those drawn are not in the analysis."""
    assigned = sum(each.assigned for each in shares)
    people = sum(each.people for each in shares)
    return f"{assigned - people} av {assigned} lottade är inte följda hit och är inte med."


def _interval(interval: "Interval") -> str:
    low, high = _points(interval.lower), _points(interval.upper)
    return f"{_points(interval.estimate)} ({low} till {high})"


def _points(proportion: float) -> str:
    return number(round(100 * proportion, 6), 1)


def _p(value: float) -> str:
    return "< 0,001" if value < 0.0005 else number(value, 3)
