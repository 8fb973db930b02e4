"""The open facts a report names: associations, their municipalities, and what happened when.

Names and days of public bodies, never a number of people: nothing here needs protection.
"""

from dataclasses import dataclass
from datetime import date

from samsyn.extracts.snapshot import Snapshot
from samsyn.vocabulary.alphabet import swedish_order
from samsyn.vocabulary.area import municipalities


@dataclass(frozen=True)
class Area:
    """A municipality, by name, in an association's area from a day until it leaves."""

    municipality: str
    first_day: date
    last_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it belongs to the area on ``day``."""
        return _holds(self.first_day, self.last_day, day)


@dataclass(frozen=True)
class Association:
    """A coordination association; ``merged_into`` is the code of the one it became part of."""

    code: str
    name: str
    first_day: date
    last_day: date | None = None
    merged_into: str = ""
    areas: tuple[Area, ...] = ()

    def exists_on(self, day: date) -> bool:
        """Whether ``day`` is one of the association's."""
        return _holds(self.first_day, self.last_day, day)

    def municipalities_on(self, day: date) -> tuple[str, ...]:
        """The names of its municipalities on ``day``, in Swedish order; none where it is gone."""
        if not self.exists_on(day):
            return ()
        here = {each.municipality for each in self.areas if each.holds_on(day)}
        return tuple(sorted(here, key=swedish_order))


@dataclass(frozen=True)
class ContextNote:
    """Something that explains a series: a pandemic, a reform. Of one association, or of all."""

    first_day: date
    last_day: date | None
    text: str
    source: str = ""
    association: str = ""


@dataclass(frozen=True)
class SurveyQuestion:
    """A question of a year's survey, as it was put; ``code`` is its code in breakdowns."""

    year: int
    code: str
    text: str


@dataclass(frozen=True)
class Directory:
    """Every association of a snapshot, in Swedish order of name, notes and survey questions."""

    associations: tuple[Association, ...] = ()
    notes: tuple[ContextNote, ...] = ()
    questions: tuple[SurveyQuestion, ...] = ()

    def on(self, day: date) -> tuple[Association, ...]:
        """The associations that exist on ``day``."""
        return tuple(each for each in self.associations if each.exists_on(day))

    def during(self, first: date, last: date) -> tuple[Association, ...]:
        """The associations with a day from ``first`` to ``last``."""
        return tuple(
            each
            for each in self.associations
            if each.first_day <= last and (each.last_day is None or each.last_day >= first)
        )

    def municipalities_on(self, day: date) -> tuple[str, ...]:
        """The names of all their municipalities on ``day``, each once."""
        here = {name for each in self.associations for name in each.municipalities_on(day)}
        return tuple(sorted(here, key=swedish_order))

    def new_since(self, then: date, day: date) -> tuple[Association, ...]:
        """Those that exist on ``day`` but did not ``then``."""
        return tuple(each for each in self.on(day) if not each.exists_on(then))

    def gone_since(self, then: date, day: date) -> tuple[Association, ...]:
        """Those that existed ``then`` but do not on ``day``."""
        return tuple(each for each in self.on(then) if not each.exists_on(day))

    def name_of(self, code: str) -> str:
        """The association's name; the code itself where nobody knows it."""
        return next((each.name for each in self.associations if each.code == code), code)

    def notes_between(self, first: date, last: date) -> tuple[ContextNote, ...]:
        """The notes about all associations with a day from ``first`` to ``last``."""
        return tuple(
            note
            for note in self.notes
            if not note.association and note.first_day <= last and first <= (note.last_day or last)
        )


def read_directory(snapshot: Snapshot) -> Directory:
    """What a snapshot tells openly about associations."""
    rows = snapshot.engine.answer(snapshot.tables.association)
    areas = _areas(snapshot)
    found = [
        Association(
            row["association_code"],
            row["name"],
            row["first_day"],
            row["last_day"],
            row["merged_into"] or "",
            tuple(areas.get(row["association_code"], ())),
        )
        for row in rows.iter_rows(named=True)
    ]
    found.sort(key=lambda each: (swedish_order(each.name), each.code))
    return Directory(tuple(found), _notes(snapshot), _questions(snapshot))


def _areas(snapshot: Snapshot) -> dict[str, list[Area]]:
    """The areas of each association, by its code."""
    areas: dict[str, list[Area]] = {}
    for row in snapshot.engine.answer(snapshot.tables.association_area).iter_rows(named=True):
        known = municipalities().get(row["municipality_code"])
        name = known.name if known else row["municipality_code"]
        area = Area(name, row["first_day"], row["last_day"])
        areas.setdefault(row["association_code"], []).append(area)
    return areas


def _notes(snapshot: Snapshot) -> tuple[ContextNote, ...]:
    rows = snapshot.engine.answer(snapshot.tables.context_note).sort("first_day", "note_code")
    return tuple(
        ContextNote(
            row["first_day"],
            row["last_day"],
            row["text_sv"],
            row["source"] or "",
            row["association_code"] or "",
        )
        for row in rows.iter_rows(named=True)
    )


def _questions(snapshot: Snapshot) -> tuple[SurveyQuestion, ...]:
    rows = snapshot.engine.answer(snapshot.tables.survey)
    rows = rows.sort("year", "survey_code", "question_code")
    return tuple(
        SurveyQuestion(row["year"], row["question_code"], row["question"])
        for row in rows.iter_rows(named=True)
    )


def _holds(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)
