"""The flow of people from suggested to started, and who entered where and when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from samsyn.disclosure.study.facts import StudyFacts
from samsyn.disclosure.study.rows import Rows
from samsyn.disclosure.study.small import of_count, of_parts, of_share, of_steps
from samsyn.evaluation.screening import STEPS, Flow, FlowStep
from samsyn.evaluation.study_follow import Followed
from samsyn.evaluation.study_results import ArmDrawn


class HasFlow(Protocol):
    """Results, or a study that is monitored: its flow, and how many were drawn to each arm."""

    @property
    def flow(self) -> Flow: ...

    @property
    def drawn(self) -> Sequence[ArmDrawn]: ...


def add_flow(rows: Rows, results: HasFlow) -> None:
    """Each step, and why people stopped; small numbers hidden, and what would give them away."""
    before = results.flow.until_assigned
    assigned = {each.arm: each.people for each in results.drawn}
    hidden = of_parts(assigned, rows.limit)
    in_arms = any(_after(rows, results, arm)[1:2] != [""] for arm in results.flow.by_arm)
    backwards = of_steps([step.people for step in reversed(before)], rows.limit)
    _steps(rows, before, [*backwards[::-1], "complementary" if in_arms else ""])
    for arm, people in assigned.items():
        rows.add("study_people", "count", people, withheld=hidden.get(arm, ""),
                 step="assigned", arm=arm)  # fmt: skip
        steps = results.flow.by_arm.get(arm, ())
        reasons = [*_after(rows, results, arm)[1:], ""]
        if steps:
            gone = people - steps[0].people
            few = hidden.get(arm) or reasons[0] or of_count(gone, rows.limit)
            rows.add("study_people", "count", gone, withheld=few,
                     step="assigned", arm=arm, stopped="not_accepted")  # fmt: skip
        _steps(rows, steps, reasons, arm=arm)


def _after(rows: Rows, results: HasFlow, arm: str) -> list[str]:
    """Reasons for the people of an arm, drawn to it and at each step after."""
    drawn = next(each.people for each in results.drawn if each.arm == arm)
    steps = results.flow.by_arm.get(arm, ())
    return of_steps([drawn, *(step.people for step in steps)], rows.limit)


def _steps(rows: Rows, steps: Sequence[FlowStep], reasons: Sequence[str], *, arm: str = "") -> None:
    """``reasons``: one a step, and one more for what follows the last."""
    for step, reason, following in zip(steps, reasons, reasons[1:], strict=False):
        rows.add("study_people", "count", step.people, withheld=reason, step=step.step, arm=arm)
        parts = dict(step.stopped)
        if step.step != STEPS[-1]:  # who has started is under way no more
            parts["under_way"] = step.under_way
        hidden = of_parts(parts, rows.limit)
        if reason or following:  # what lies between two steps is known only where both are shown
            hidden = {name: hidden.get(name, "complementary") for name in parts if parts[name]}
        for name, count in parts.items():
            rows.add("study_people", "count", count, withheld=hidden.get(name, ""),
                     step=step.step, stopped=name, arm=arm)  # fmt: skip


def add_entries(rows: Rows, facts: StudyFacts) -> None:
    """Everyone assigned by municipality, and by month."""
    total = len(facts.entries)
    rows.add("study_entered", "count", total, withheld=of_count(total, rows.limit))
    sites = Counter(municipality for municipality, _ in facts.entries)
    for site in rows.protocol.sites:
        sites.setdefault(site.municipality, 0)
    hidden = of_parts(sites, rows.limit)
    for code in sorted(sites):
        rows.add("study_entered", "count", sites[code], withheld=hidden.get(code, ""), area=code)
    add_by_month(rows, Counter(f"{day:%Y-%m}" for _, day in facts.entries))


def add_by_month(rows: Rows, entered: Mapping[str, int]) -> None:
    """Everyone assigned by month ("2015-01"), in the order of time."""
    few = of_parts(entered, rows.limit)
    for month in sorted(entered):
        rows.add("study_entered", "count", entered[month], withheld=few.get(month, ""), month=month)


def add_drawn(rows: Rows, drawn: Sequence[ArmDrawn]) -> None:
    """The share of everyone assigned who got each arm, beside what the draw was set to give.

    ``planned`` is a share, ``expected`` the people it would have been. A withheld count of an arm
    withholds them all.
    """
    hidden = of_parts({each.arm: each.people for each in drawn}, rows.limit)
    people = sum(each.people for each in drawn)
    for each in drawn:
        few = hidden.get(each.arm, "")
        for name, share in (("share", each.share), ("planned", each.planned)):
            rows.add("study_drawn", name, 100 * share, n=people, withheld=few, arm=each.arm)
        rows.add("study_drawn", "expected", each.planned * people, n=people, unit="persons",
                 withheld=few, arm=each.arm)  # fmt: skip


def add_found(rows: Rows, followed: Followed) -> None:
    """How many of those drawn the register's snapshot knows; not where the others are few."""
    found = followed.people - followed.without_spells
    few = of_steps([followed.people, found], rows.limit)
    rows.add("study_found", "count", found, n=followed.people, withheld=few[1])


def add_called(rows: Rows, called: Mapping[str, Mapping[str, tuple[int, int]]]) -> None:
    """The share called to a joint assessment, by month, in each group of municipalities."""
    for group, months in called.items():
        for month, (some, eligible) in sorted(months.items()):
            rows.add(
                "study_called", "share", 100 * some / eligible if eligible else None, n=eligible,
                withheld=of_share(some, eligible, rows.limit) if eligible else "",
                missing="" if eligible else "Ingen kunde komma i fråga.",
                group=group, month=month,
            )  # fmt: skip
