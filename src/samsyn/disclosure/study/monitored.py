"""How a study goes while it runs, through the door: what the evaluator's page may show."""

from dataclasses import dataclass
from datetime import date

from samsyn.disclosure.release import Release
from samsyn.disclosure.study.before import add_balance, add_protocol
from samsyn.disclosure.study.given import add_breaches
from samsyn.disclosure.study.people import add_by_month, add_drawn, add_flow
from samsyn.disclosure.study.rows import Rows
from samsyn.disclosure.study.small import of_count, of_mean, of_parts, of_steps
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.study_folder import Study
from samsyn.evaluation.study_monitor import Inflow, Monitored, monitor


@dataclass(frozen=True)
class StudyMonitor:
    """A study so far: its released numbers, and open facts that hold no one's data.

    ``planned``: people drawn in all by the end of each month, as the protocol plans.
    """

    protocol: Protocol
    release: Release
    on: date
    invented: bool
    planned: dict[str, int]
    has_balance: bool


def release_monitor(study: Study, *, on: date) -> StudyMonitor:
    """The study on the day ``on``, blind to outcomes, with small numbers withheld.

    People waiting for the draw are those ``under_way`` at the step of consent.
    """
    found, locked = monitor(study, on=on), study.versions[-1]
    rows = Rows(locked, day=on, snapshot=f"{found.study} {on}")
    add_protocol(rows)
    add_flow(rows, found)
    _inflow(rows, found.inflow)
    add_drawn(rows, found.drawn)
    if found.balance:
        add_balance(rows, found.balance)
    for arm in locked.protocol.arms:
        add_breaches(rows, arm.id, found.breaches.get(arm.id, {}))
    _caseloads(rows, found)
    _given(rows, found)
    return StudyMonitor(
        protocol=locked.protocol,
        release=Release(rows.rows, snapshot=f"{found.study} {on}", invented=found.invented),
        on=on,
        invented=found.invented,
        planned={each.month: each.planned for each in found.inflow},
        has_balance=found.balance is not None,
    )


def _inflow(rows: Rows, inflow: tuple[Inflow, ...]) -> None:
    """Everyone drawn, in all and by month."""
    total = sum(each.people for each in inflow)
    rows.add("study_entered", "count", total, withheld=of_count(total, rows.limit))
    add_by_month(rows, {each.month: each.people for each in inflow})


def _caseloads(rows: Rows, found: Monitored) -> None:
    """Places taken by arm; not where the few whose support has ended could be worked out."""
    assigned = {each.arm: each.people for each in found.drawn}
    holding = {each.arm: each.holding for each in found.caseloads}
    few = of_parts(holding, rows.limit)
    for each in found.caseloads:
        ended = of_steps([assigned.get(each.arm, 0), each.holding], rows.limit)[1]
        rows.add("study_caseload", "count", each.holding,
                 withheld=few.get(each.arm, "") or ended, arm=each.arm)  # fmt: skip
        rows.add("study_caseload", "cap", each.cap, arm=each.arm,
                 missing="" if each.cap else "Armen har inget tak.")  # fmt: skip
        rows.add("study_caseload", "over_cap", each.over_cap, unit="count", arm=each.arm)


def _given(rows: Rows, found: Monitored) -> None:
    """Means a person and month of what was given; of too few people none."""
    people = {each.arm: each.people for each in found.drawn}
    for arm, means in found.given.items():
        few = of_mean(people.get(arm, 0), rows.limit)
        for measure, mean in means.items():
            rows.add("study_delivered", "mean", mean, withheld=few, arm=arm, measure=measure)
