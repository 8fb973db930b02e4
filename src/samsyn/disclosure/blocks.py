"""What is decided together, and in which order: the standard cube, part by part.

A *block* is one or a few indicators whose numbers hang together so closely that they are
decided at once. A *part* of the cube is a block for some periods at a level. Each part is decided
after those it hangs on: the nation before the counties, the counties before the municipalities,
the year before its halves, the completed before their outcomes. What is decided never changes,
so that a part is the same whatever was asked, in whatever order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from samsyn.disclosure.quantity import OWN_KEY
from samsyn.statistics.breakdowns import breakdowns
from samsyn.statistics.indicator import Indicator, asked_indicator, indicator
from samsyn.statistics.question import Question
from samsyn.statistics.scope import form_of
from samsyn.vocabulary.period import Period, parse_period, parse_span


@dataclass(frozen=True)
class Block:
    """Indicators decided together, after the blocks named in ``after``.

    ``flow`` says that a year is the sum of its halves and months, as of what happens on a day.
    """

    name: str
    indicators: tuple[str, ...]
    after: tuple[str, ...] = ()
    flow: bool = True


_BLOCKS = (
    Block(
        "participants",
        (
            "participants_identified",
            "participants_on_benefit",
            "participants_anonymous",
            "participants_volume",
            "participants_total",
        ),
        flow=False,
    ),
    Block(
        "outcomes",
        (
            "outcome_coverage",
            "outcome_work_or_study",
            "outcome_job_seeking",
            "outcome_work_study_or_job_seeking",
        ),
        after=("completed",),
    ),
    Block("occupation_after", ("occupation_after",), after=("outcomes",)),
    Block("work_kind_after", ("work_kind_after",), after=("occupation_after",)),
    Block("duration_days", ("duration_days",), after=("completed",)),
    Block("diagnoses", ("psychiatric_share", "diagnosis_share"), after=("joint_assessments",)),
    Block("started_after_assessment", ("started_after_assessment",), after=("joint_assessments",)),
    Block(
        "work_capacity",
        ("regained_work_capacity", "cooperation_work_or_education", "regained_at_exit_share"),
    ),
    Block("outcome_later", ("outcome_later_coverage", "outcome_later")),
)
_TELLS_OF = {
    "benefit_coverage": "participants",
    "staff_ratio": "participants",
    "cost_per_participant": "participants",
    "cost_per_work_or_study": "outcomes",
    "transition_meeting_coverage": "transition_meetings",
}
"""Indicators whose numbers are all told by another block's."""

_BY_NAME = {block.name: block for block in _BLOCKS}
_OF_INDICATOR = {name: block for block in _BLOCKS for name in block.indicators}
_ABOVE = {
    "county": "nation",
    "association": "county",  # head counts of a county are those of its associations
    "municipality": "county",
    "intervention": "association",
    "office": "nation",
}


def block(name: str) -> Block:
    """The block of that name; an indicator in no larger one is a block of its own."""
    return _BY_NAME.get(name) or Block(name, (name,))


def block_of(name: str, of: str = "") -> Block:
    """The block that decides what an indicator's rows may show."""
    counted = of if name == "sex_share" else name
    if counted in _TELLS_OF:
        return block(_TELLS_OF[counted])
    return _OF_INDICATOR.get(counted) or block(counted)


@dataclass(frozen=True)
class Part:
    """A block for some periods at a level; ``by`` a crossing outside the standard, if any."""

    block: Block
    periods: tuple[Period, ...]
    level: str = "nation"
    by: tuple[str, ...] | None = None

    def questions(self) -> Iterator[Question]:
        """What must be counted to decide the part."""
        for name in self.block.indicators:
            about = indicator(name)
            crossed = self.by is None or set(self.by) <= set(about.keys)
            periods = tuple(p for p in self.periods if form_of(p) in about.periods)
            if crossed and periods and self.level in about.levels:
                yield Question(name, periods, level=self.level, by=self.by)

    def hangs_on(self) -> Iterator["Part"]:
        """The parts decided before this one."""
        if self.by is not None:
            yield Part(self.block, self.periods, self.level)
            for keys in combinations(self.by, len(self.by) - 1):
                if keys and not self._is_standard(keys):
                    yield Part(self.block, self.periods, self.level, keys)
        for name in self.block.after:
            yield Part(block(name), self.periods, self.level, self.by)
            yield Part(block(name), self.periods, self.level)
        if self.level != "nation":
            yield Part(self.block, self.periods, _ABOVE[self.level], self.by)
        if self.block.flow and not self.periods[0].is_year:
            yield Part(self.block, siblings(period_above(self.periods[0])), self.level, self.by)

    def _is_standard(self, keys: tuple[str, ...]) -> bool:
        """Whether the standard tables of the block have this crossing, where any has its keys."""
        asked = [indicator(name) for name in self.block.indicators]
        having = [about for about in asked if set(keys) <= set(about.keys)]
        return all(set(breakdowns(about, keys)) <= set(breakdowns(about, None)) for about in having)


def siblings(period: Period) -> tuple[Period, ...]:
    """The periods that share a period's whole: both halves of a year, six months of a half.

    >>> [str(each) for each in siblings(parse_period("2019-H2"))]
    ['2019-H1', '2019-H2']
    """
    if period.is_year:
        return (period,)
    if period.half:
        return parse_span(f"{period.year}-H1..{period.year}-H2")
    first = 1 if period.first_day.month < 7 else 7
    return parse_span(f"{period.year}-{first:02}..{period.year}-{first + 5:02}")


def period_above(period: Period) -> Period:
    """The year of a half-year, the half-year of a month."""
    if period.half:
        return parse_period(str(period.year))
    return parse_period(f"{period.year}-H{1 if period.first_day.month < 7 else 2}")


def parts_for(questions: Sequence[Question]) -> list[Part]:
    """The parts that decide the answers, each after those it hangs on."""
    ordered: dict[Part, None] = {}
    for question in questions:
        for part in _asked(question):
            _add(part, ordered)
    return list(ordered)


def _asked(question: Question) -> Iterator[Part]:
    which = block_of(question.indicator, question.of)
    periods = (*question.periods, *((question.against,) if question.against else ()))
    about = asked_indicator(question.indicator, question.of)
    for period in periods:
        yield Part(which, siblings(period), question.level, crossing(question, about))


def crossing(question: Question, about: Indicator) -> tuple[str, ...] | None:
    """The keys crossed outside the standard (total, each key, each key by sex), or None.

    They are the keys of the numbers behind the answer, whichever way it is asked: the women of
    an age are the same people in a count by sex and in a share of women.
    """
    if set(breakdowns(about, question.by)) <= set(breakdowns(about, None)):
        return None
    keys = {*(question.by or ()), *about.needs}
    return tuple(sorted(keys - {OWN_KEY.get(question.indicator, "")}))


def _add(part: Part, ordered: dict[Part, None]) -> None:
    if part in ordered:
        return
    for before in part.hangs_on():
        _add(before, ordered)
    ordered[part] = None
