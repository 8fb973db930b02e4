"""All that an authority holds of a person, as they may read it: what, why, until when, who."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from samsyn.register.actions.corrections import texts_of
from samsyn.register.acts import ACTS
from samsyn.register.clock import SWEDEN
from samsyn.register.membership import consent_lifts
from samsyn.register.models import (
    AuditEntry,
    ComplementaryQuestion,
    ControllerTerms,
    CooperationCase,
    CorrectionRequest,
    Participation,
    Person,
)
from samsyn.register.persons import OF_THE_REGISTER, SEALED
from samsyn.register.retention import kept_months, kept_until
from samsyn.register.rows import read_rows_where
from samsyn.register.who import names_of
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.glossary import words_of
from samsyn.vocabulary.tables import TABLES, Field, Kind, Table

LOOKED = ("read", "list", "search", "extract", "export")


Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """One kind of thing held: its title, and of each row what is known, heading and words."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Held:
    """The extract: parts, why and until when, and who has looked (when, who, role, what).

    ``consents``: of each participation the intervention, the day, and who may give the data.
    """

    parts: tuple[Part, ...]
    controller: str
    legal_ground: str
    consents: tuple[tuple[str, date, str], ...]
    until: tuple[tuple[str, date | None], ...]
    looked: tuple[tuple[str, str, str, str], ...]


def extract_of(person: Person, *, on: date) -> Held:
    """The extract for ``person`` on the day ``on``."""
    participations = list(
        Participation.objects.filter(person=person)
        .select_related("intervention")
        .order_by("entered_on")
    )
    cases = CooperationCase.objects.filter(person=person).values_list("pk", flat=True)
    ids = [each.pk for each in participations]
    until = kept_until(person, months=kept_months(person.controller_id))
    terms = ControllerTerms.objects.filter(organisation_id=person.controller_id).first()
    words = _Words(person, participations)
    found = [
        words.part("person", "person_id", [person.person_id]),
        words.part("participation", "participation_id", ids),
        words.part("measurement", "participation_id", ids),
        words.part("income", "participation_id", ids),
        words.part("complementary_answer", "participation_id", ids),
        words.part("cooperation_case", "case_id", cases),
        words.part("cooperation_event", "case_id", cases),
        words.part("cooperation_outcome", "case_id", cases),
        words.part("status_spell", "person_id", [person.person_id]),
        Part("Så stod det före ändringar", words.earlier()),
        Part("Begäran om rättelse", _wishes(person)),
    ]
    return Held(
        parts=tuple(part for part in found if part.rows),
        controller=person.controller.name,
        legal_ground=terms.legal_ground if terms else "",
        consents=tuple(
            (each.intervention.name, each.consented_on, "; ".join(consent_lifts(each)))
            for each in participations
        ),
        until=tuple((each.intervention.name, until) for each in participations),
        looked=tuple(_looked(person.person_id)),
    )


class _Words:
    """What is stored of a person, in words: names for codes, and no ids.

    Diagnoses come from Försäkringskassan, and stand in its own extracts alone.
    """

    def __init__(self, person: Person, participations: Sequence[Participation]) -> None:
        self._person_id = person.person_id
        self._names = {each.intervention_id: each.intervention.name for each in participations}
        questions = ComplementaryQuestion.objects.filter(
            association__in={each.intervention.association_id for each in participations}
        )
        self._names |= dict(questions.values_list("question_code", "text_sv"))
        self._hidden = {"controller", *SEALED, *OF_THE_REGISTER}
        if person.controller.party != "social_insurance_agency":
            self._hidden.add("diagnosis_group")

    def part(self, name: str, where: str, among: Iterable[str]) -> Part:
        """The rows of a table that are the person's."""
        table = TABLES[name]
        shown = self._shown(table)
        names = [field.name for field in shown]
        frame = read_rows_where(table, names, where=where, among=list(among))
        return Part(
            table.title_sv, tuple(self._row(shown, row) for row in frame.iter_rows(named=True))
        )

    def earlier(self) -> tuple[Row, ...]:
        """What the log keeps of rows that were corrected or removed, as they were."""
        entries = AuditEntry.objects.filter(subject=self._person_id).exclude(payload="")
        told: list[Row] = []
        for entry in entries.order_by("sequence").iterator():
            before = json.loads(entry.payload).get("before")
            if before and entry.table in TABLES:
                table = TABLES[entry.table]
                stood = self._row(self._shown(table), before)
                when = (("ändrad", _moment(entry.at)), ("vad", table.title_sv))
                told += [(*when, *stood)] if stood else []
        return tuple(told)

    def _row(self, shown: Iterable[Field], values: Mapping[str, object]) -> Row:
        return tuple(
            (_heading(field.name), self._word(field, values[field.name]))
            for field in shown
            if values.get(field.name) not in (None, "")
        )

    def _shown(self, table: Table) -> list[Field]:
        return [
            field
            for field in table.fields
            if not field.name.endswith("_id") and field.name not in self._hidden
        ]

    def _word(self, field: Field, value: object) -> str:
        if field.kind is Kind.BOOLEAN:
            return "ja" if value in (True, 1) else "nej"
        if field.kind is Kind.CODE and field.code_list == "municipality":
            known = municipalities().get(str(value))
            return known.name if known else str(value)
        if field.kind is Kind.CODE:
            return code_list(field.code_list).label(str(value))
        return self._names.get(str(value), str(value))


def _moment(at: datetime) -> str:
    return f"{localtime(at, SWEDEN):%Y-%m-%d %H:%M}"


def _heading(name: str) -> str:
    words = words_of("field")
    return words[name].sv if name in words else name.replace("_", " ")


def _wishes(person: Person) -> tuple[Row, ...]:
    rows = CorrectionRequest.objects.filter(person_id=person.person_id).order_by("asked_on", "pk")
    told = []
    for each in rows:
        wish, answer = texts_of(each)
        decision = "rättat" if each.granted else "inte rättat"
        said = (
            (("beslut", decision), ("svar", answer), ("besvarad", str(each.answered_on)))
            if each.answered_on
            else ()
        )
        told.append((("begärd", str(each.asked_on)), ("önskan", wish), *said))
    return tuple(told)


def _looked(person_id: str) -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.filter(subject=person_id).order_by("-sequence")[:500]
    names = names_of((each.by for each in entries), with_token=False)
    roles = words_of("role")
    return [
        (
            _moment(each.at),
            names.get(each.by, each.by),
            roles[each.role].sv if each.role in roles else "drift",
            ACTS.get(each.action, each.action),
        )
        for each in entries
    ]
