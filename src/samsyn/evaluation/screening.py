"""From suggested to started: how many came to each step, and why the others stopped (CONSORT)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samsyn.errors import UnknownName, WrongUse

STEPS = (
    "suggested", "judged", "wants_support", "asked",
    "consented", "assigned", "accepted", "started",
)  # fmt: skip


@dataclass(frozen=True)
class Screened:
    """One person in the screening log.

    ``days``: the day of each step reached (see ``STEPS``), in order and without gaps; ``reason``
    why the person went no further, "" if still under way or started. ``arm`` from the draw;
    ``suggested_by`` the pool.
    """

    person: str
    suggested_by: str
    days: Mapping[str, date]
    reason: str = ""
    arm: str = ""


@dataclass(frozen=True)
class FlowStep:
    """People who reached a step, and of them those who stopped there by reason, and under way."""

    step: str
    people: int
    stopped: Mapping[str, int]
    under_way: int


@dataclass(frozen=True)
class Flow:
    """The flow of a study: the steps until the draw, then each arm's steps after it.

    Every row adds up: people = stopped + under way + people of the next step.
    """

    until_assigned: tuple[FlowStep, ...]
    by_arm: Mapping[str, tuple[FlowStep, ...]] = field(default_factory=dict)


def consort(screened: Sequence[Screened]) -> Flow:
    """Count the screening log; refuses a log whose steps skip, run backwards or lack an arm.

    >>> day = date(2015, 1, 1)
    >>> log = [Screened("a", "state", {"suggested": day, "judged": day}, reason="no wish"),
    ...        Screened("b", "state", {"suggested": day})]
    >>> [(step.step, step.people) for step in consort(log).until_assigned][:3]
    [('suggested', 2), ('judged', 1), ('wants_support', 0)]
    """
    for each in screened:
        _check(each)
    if len({each.person for each in screened}) < len(screened):
        raise WrongUse("Someone stands twice in the screening log; a person is screened once.")
    draw = STEPS.index("assigned")
    arms = sorted({each.arm for each in screened if each.arm})
    return Flow(
        _steps(screened, STEPS[: draw + 1], followed_by="accepted"),
        {arm: _steps([s for s in screened if s.arm == arm], STEPS[draw + 1 :]) for arm in arms},
    )


def called_share(*, eligible: Mapping[str, int], called: Mapping[str, int]) -> dict[str, float]:
    """Share called to a joint assessment, by month, of those eligible without an ongoing measure.

    Months without anyone eligible are left out. Run it once for each group of municipalities: in
    the study from the start, joined later, others.

    >>> called_share(eligible={"2015-01": 40, "2015-02": 0}, called={"2015-01": 10})
    {'2015-01': 0.25}
    """
    over = [month for month, count in called.items() if count > eligible.get(month, 0)]
    if over:
        raise WrongUse(f"More called than eligible in {', '.join(sorted(over))}.")
    return {
        month: called.get(month, 0) / count for month, count in sorted(eligible.items()) if count
    }


def _steps(
    screened: Sequence[Screened], steps: Sequence[str], followed_by: str = ""
) -> tuple[FlowStep, ...]:
    following = [*steps[1:], followed_by]
    return tuple(_step(screened, step, after) for step, after in zip(steps, following, strict=True))


def _step(screened: Sequence[Screened], step: str, after: str) -> FlowStep:
    here = [each for each in screened if step in each.days]
    last = [each for each in here if after not in each.days]
    stopped = Counter(each.reason for each in last if each.reason)
    return FlowStep(step, len(here), dict(sorted(stopped.items())), len(last) - stopped.total())


def _check(each: Screened) -> None:
    for step in each.days:
        if step not in STEPS:
            raise UnknownName(step, "step of screening", known=STEPS)
    reached = [step for step in STEPS if step in each.days]
    if not reached or reached != list(STEPS[: len(reached)]):
        missing = next(step for step in STEPS if step not in each.days)
        raise WrongUse(f"A person has a later step without the step {missing!r}.")
    days = [each.days[step] for step in reached]
    if days != sorted(days):
        raise WrongUse("A person's steps run backwards in time.")
    if bool(each.arm) != ("assigned" in each.days):
        raise WrongUse("A person has an arm without a day of assignment, or the other way round.")
