"""The door out: questions go in, released numbers come out.

What may be shown is decided on the standard cube: every indicator with all its keys, by sex, in
all areas of the level and those above it, together with the indicators whose numbers add up with
its own. So the answer to a question never depends on which other questions were asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from samsyn.disclosure.answers import Answers
from samsyn.disclosure.blocks import Part, parts_for
from samsyn.disclosure.kept import Kept, Rows
from samsyn.disclosure.ledger import Ledger
from samsyn.disclosure.places import Places
from samsyn.disclosure.quantity import FREE
from samsyn.disclosure.release import Release
from samsyn.disclosure.released import (
    NOT_AVAILABLE,
    RELEASED,
    WITHHELD_STATUS,
    IndicatorCard,
    Released,
    sealed,
)
from samsyn.extracts.snapshot import Snapshot
from samsyn.statistics.indicator import asked_indicator, indicator
from samsyn.statistics.question import Counted, Question
from samsyn.statistics.run import count
from samsyn.vocabulary.period import Period


def release(questions: Sequence[Question], snapshot: Snapshot) -> Release:
    """The released numbers that answer the questions, in their order.

    Every number asked for is there: shown, withheld with the reason, or not available. Raises
    ``UnknownName`` for an indicator, level, area or key that does not exist. What was answered
    before is read again (``kept.py``).
    """
    kept = Kept(snapshot, card)
    found = {question: kept.answer(question) for question in dict.fromkeys(questions)}
    missing = [question for question, rows in found.items() if rows is None]
    for question, rows in worked_out(missing, snapshot):
        kept.keep(question, rows)
        found[question] = rows
    answers = (row for question in questions for row in found[question] or ())
    return Release(answers, snapshot=snapshot.id, invented=snapshot.invented)


def worked_out(
    questions: Sequence[Question], snapshot: Snapshot
) -> Iterator[tuple[Question, Rows]]:
    """The rows that answer each question, all counted and decided together."""
    if not questions:
        return
    places = Places(snapshot)
    for question in questions:
        places.check(question.level, question.area)
    protected = [question for question in questions if not is_free(question)]
    parts = parts_for(protected)
    answers = Answers(count(_to_count(questions, parts), snapshot))
    ledger = decided(parts, answers, places)
    for question in questions:
        yield (
            question,
            tuple(
                _released(row, ledger)
                for row in answers.to(question)
                if ledger.reason_for(row) or not answers.is_added(row)
            ),
        )


def is_free(question: Question) -> bool:
    """Whether the answer tells nothing about a person, so that nothing of it is withheld."""
    return (question.of or question.indicator) in FREE


def decided(parts: Iterable[Part], answers: Answers, places: Places) -> Ledger:
    """What may be shown of the parts, each decided after those it hangs on."""
    ledger = Ledger()
    for part in parts:
        ledger.decide(part, answers.of(part), places)
    return ledger


@cache
def card(name: str, of: str = "") -> IndicatorCard:
    """The definition of an indicator as a reader meets it; raises ``UnknownName``."""
    about = asked_indicator(name, of) if of else indicator(name)
    return IndicatorCard(
        id=about.id,
        title=about.title,
        definition=about.definition,
        note=about.note,
        version=about.version,
        unit=about.unit,
        source=about.source,
        reviewer=about.reviewer,
        reviewed_on=str(about.reviewed_on),
        next_review=str(about.next_review or ""),
        breakdowns=about.keys,
        levels=about.levels,
    )


def _to_count(questions: Sequence[Question], parts: Iterable[Part]) -> list[Question]:
    """The questions that decide the parts, and those asked that they do not answer."""
    joined: dict[tuple[str, str, tuple[str, ...] | None], dict[Period, None]] = {}
    for part in parts:
        for each in part.questions():
            periods = joined.setdefault((each.indicator, each.level, each.by), {})
            periods.update(dict.fromkeys(each.periods))
    deciding = [
        Question(name, tuple(sorted(periods)), level=level, by=by)
        for (name, level, by), periods in joined.items()
    ]
    return [*deciding, *(each for each in questions if not _answered(each, joined))]


def _answered(
    question: Question, joined: dict[tuple[str, str, tuple[str, ...] | None], dict[Period, None]]
) -> bool:
    periods = joined.get((question.indicator, question.level, None), {})
    keys = asked_indicator(question.indicator, question.of).breakdowns
    standard = question.by is None or (len(question.by) < 2 and set(question.by) <= set(keys))
    return standard and not question.against and set(question.periods) <= set(periods)


def _released(row: Counted, ledger: Ledger) -> Released:
    about = card(row.indicator, row.of)
    withheld = ledger.reason_for(row)
    status = WITHHELD_STATUS if withheld else NOT_AVAILABLE if row.not_available else RELEASED
    return sealed(
        card=about,
        of=row.of,
        statistic=row.statistic,
        period=row.period,
        against=row.against,
        level=row.level,
        area=row.area,
        breakdown=";".join(f"{key}={code}" for key, code in row.breakdown),
        value=row.value,
        n=row.n,
        status=status,
        reason=withheld or row.not_available,
        snapshot=row.snapshot,
        source=about.source,
        unit=row.unit,
        definition_version=row.definition_version,
    )


def is_kept(questions: Iterable[Question], snapshot: Snapshot) -> bool:
    """Whether every answer was worked out before, and is only read when asked again."""
    kept = Kept(snapshot, card)
    return all(kept.answer(question) is not None for question in questions)
