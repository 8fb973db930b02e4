"""All that an authority holds of a person, as they may read it: what, why, until when, who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsyn.register.models import (
    AuditEntry,
    ControllerTerms,
    CooperationCase,
    Participation,
    Person,
    User,
)
from samsyn.register.retention import kept_months, kept_until
from samsyn.register.rows import read_rows_where
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.glossary import words_of
from samsyn.vocabulary.tables import TABLES, Field, Kind, Table

LOOKED = ("read", "list", "search", "extract", "export")


@dataclass(frozen=True)
class Part:
    """One kind of thing held: its title, the headings of its columns, the rows in words."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Held:
    """The extract: parts, why and until when, and who has looked (day and time, role, where)."""

    parts: tuple[Part, ...]
    legal_ground: str
    until: tuple[tuple[str, date | None], ...]
    looked: tuple[tuple[str, str, str, str], ...]


def extract_of(person: Person, *, on: date) -> Held:
    """The extract for ``person`` on the day ``on``."""
    participations = list(
        Participation.objects.filter(person=person)
        .select_related("intervention")
        .prefetch_related("measurements")
        .order_by("entered_on")
    )
    cases = CooperationCase.objects.filter(person=person).values_list("pk", flat=True)
    ids = [each.pk for each in participations]
    months = kept_months(person.controller_id)
    terms = ControllerTerms.objects.filter(organisation_id=person.controller_id).first()
    found = [
        _part(TABLES["participation"], "participation_id", ids),
        _part(TABLES["measurement"], "participation_id", ids),
        _part(TABLES["income"], "participation_id", ids),
        _part(TABLES["complementary_answer"], "participation_id", ids),
        _part(TABLES["cooperation_case"], "case_id", cases),
        _part(TABLES["cooperation_event"], "case_id", cases),
        _part(TABLES["cooperation_outcome"], "case_id", cases),
        _part(TABLES["status_spell"], "person_id", [person.person_id]),
    ]
    return Held(
        parts=tuple(part for part in found if part.rows),
        legal_ground=terms.legal_ground if terms else "",
        until=tuple((p.intervention.name, kept_until(p, months=months)) for p in participations),
        looked=tuple(_looked(person.person_id)),
    )


def _part(table: Table, where: str, among: Iterable[str]) -> Part:
    wanted = list(among)
    shown = [
        field
        for field in table.fields
        if not field.name.endswith("_id") and field.name != "diagnosis_group"
    ]
    names = [field.name for field in shown]
    frame = read_rows_where(table, names, where=where, among=wanted)
    words = words_of("field")
    headings = tuple(words[n].sv if n in words else n.replace("_", " ") for n in names)
    rows = tuple(
        tuple(_word(field, value) for field, value in zip(shown, row, strict=True))
        for row in frame.iter_rows()
    )
    return Part(table.title_sv, headings, rows)


def _word(field: Field, value: object) -> str:
    if value is None:
        return "–"
    if field.kind is Kind.BOOLEAN:
        return "ja" if value else "nej"
    if field.kind is Kind.CODE and field.code_list != "municipality":
        return code_list(field.code_list).label(str(value))
    return str(value)


def _looked(person_id: str) -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.filter(subject=person_id).order_by("-sequence")[:500]
    ids = {int(each.by.split(":")[1]) for each in entries if each.by.startswith("user:")}
    names = {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
    roles = words_of("role")
    return [
        (
            f"{each.at:%Y-%m-%d %H:%M}",
            names.get(each.by, each.by),
            roles[each.role].sv if each.role in roles else "drift",
            ACTS.get(each.action, each.action),
        )
        for each in entries
    ]


ACTS = {
    "read": "läst",
    "list": "visad i lista",
    "search": "sökt",
    "extract": "registerutdrag",
    "export": "exporterad",
    "register_in": "inregistrerad",
    "register_out": "utregistrerad",
    "follow_up": "uppföljd",
    "correct": "rättad",
    "replace": "ändrad",
    "remove": "borttagen uppgift",
    "hand_over": "överlämnad till kollega",
    "register_error": "felregistrering",
    "withdraw_consent": "samtycke återkallat",
    "request_correction": "begäran om rättelse",
    "answer_correction": "svar på begäran om rättelse",
    "import": "inläst i paket",
    "open_case": "ärende upplagt",
    "take_case_step": "steg i ärendet",
    "undo_case_step": "steg i ärendet taget tillbaka",
    "agree_case_plan": "plan inskriven",
    "record_case_status": "status efter ärendet",
    "move_case": "ärende flyttat",
    "correct_case": "ärende rättat",
    "withdraw_case_consent": "samtycke i ärende återkallat",
    "study_suggest": "föreslagen till studie",
    "study_step": "steg i studie",
    "study_draw": "lottad i studie",
    "study_given": "stöd i studie",
    "study_breach": "avsteg i studie",
    "study_end": "stöd i studie avslutat",
}
