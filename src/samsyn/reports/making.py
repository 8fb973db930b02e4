"""From a report's name to the numbered report: settings, texts, release, build."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from samsyn.disclosure import (
    Question,
    Release,
    Released,
    Snapshot,
    card,
    published,
    read_directory,
    release,
)
from samsyn.errors import SamsynError
from samsyn.reports.appendix import with_definitions
from samsyn.reports.context import Context, written_period
from samsyn.reports.document import Report
from samsyn.reports.families import FAMILIES, Family
from samsyn.reports.numbering import Printed, numbered
from samsyn.reports.references import BrokenText, Reference
from samsyn.reports.settings import read_settings
from samsyn.reports.texts import Texts, read_texts
from samsyn.vocabulary.period import Period, year


class NothingToReport(SamsynError):
    """A period for which the snapshot holds nothing that the report is about."""


@dataclass(frozen=True)
class Made:
    """A numbered report and every figure in it, in the order read."""

    report: Report
    printed: tuple[Printed, ...]


def make(family: Family, period: Period, snapshot: Snapshot, texts: Path | None = None) -> Made:
    """The report of a period from a snapshot; ``texts`` is the folder of people's own texts."""
    own = read_texts(family.folder / "texts", texts)
    settings = read_settings(family.folder, texts, written_period(period))
    ctx = Context(
        code=family.code,
        name=family.name,
        period=period,
        release=_released(family, period, snapshot, own),
        settings=settings,
        texts=own,
        snapshot=snapshot.id,
        taken_on=snapshot.taken_on,
        invented=snapshot.invented,
        directory=read_directory(snapshot),
        past=_past,
    )
    return Made(*numbered(with_definitions(family.build(ctx))))


def prepare(snapshot: Snapshot) -> None:
    """Work out what the reports of every year with data will print, all at once.

    What is worked out is kept beside the snapshot, so that a report is read and not counted.
    """
    years = [year(number) for number in snapshot.years]
    known = release(
        [question for each in FAMILIES.values() for question in _proof(each, *years)], snapshot
    )
    asked = [
        question
        for each in FAMILIES.values()
        for period in years
        if _lives(known, each, period)
        for question in _asked(each, period)
    ]
    release(asked, snapshot)


def _asked(family: Family, period: Period) -> list[Question]:
    return [*family.asks(period), *_proof(family, period)]


def _proof(family: Family, *periods: Period) -> list[Question]:
    """What tells whether there is anything to report."""
    return [Question(name, periods, by=()) for name in family.lives_on]


def _released(family: Family, period: Period, snapshot: Snapshot, own: Texts) -> Release:
    """Everything the report and its texts ask for, after disclosure control."""
    references = own.references()
    for each in references:
        _check(each)
    told = [question for each in references for question in questions(each, period)]
    try:
        found = release([*_asked(family, period), *told], snapshot)
    except SamsynError:
        _blame(references, period, snapshot)
        raise
    _check_data(found, family, period)
    return found


def _check(reference: Reference) -> None:
    try:
        card(reference.indicator)
    except SamsynError as error:
        raise BrokenText(reference.file, reference.line, str(error)) from error


def questions(reference: Reference, default: Period) -> tuple[Question, ...]:
    """What a reference in people's own text asks; ``default`` is the report's period."""
    key = reference.key
    by = reference.breakdown
    question = Question(
        reference.indicator,
        (reference.period(default),),
        of=key.get("of", ""),
        level=key.get("level", "nation"),
        area=key.get("area", ""),
        by=by if len(by) > 1 else None,
        against=reference.against(default),
    )
    return (question,)


def _blame(references: Sequence[Reference], period: Period, snapshot: Snapshot) -> None:
    """Find the reference that cannot be answered, and say so with its file and line."""
    for each in references:
        try:
            release(questions(each, period), snapshot)
        except SamsynError as error:
            raise BrokenText(each.file, each.line, str(error)) from error


def _check_data(found: Release, family: Family, period: Period) -> None:
    if _lives(found, family, period):
        return
    raise NothingToReport(
        f"The snapshot {found.snapshot} holds nothing to report for {period}. Choose another"
        f" year (`samsyn indicator {family.lives_on[0]} --period 2016..2022` shows which have"
        " data), or import the year's package and take a new snapshot."
    )


def _lives(found: Release, family: Family, period: Period) -> bool:
    """Whether any of what the report lives on is not nil."""
    for name in family.lives_on:
        with suppress(SamsynError):
            total = found.get(name, period)
            if total.value or total.status == "withheld":
                return True
    return False


def _past(now: Released) -> Released | None:
    """The same figure as it was printed at the time."""
    if now.level != "nation":
        return None
    return published(
        now.indicator,
        now.period,
        statistic=now.statistic,
        breakdown=now.breakdown,
        of=now.of,
    )
