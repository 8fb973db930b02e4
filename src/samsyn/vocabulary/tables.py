"""The tables: what is known about associations, interventions, people and cases.

One declaration serves the exchange package (all fields, in this order), the register's models
(same names and constraints) and the snapshot (what is kept, what becomes a pseudonym, what is
left out). Contract: the exchange package, version 1.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from samsyn.errors import UnknownName


class Kind(Enum):
    """What a field holds, which decides how it is read, checked, stored and written."""

    IDENTIFIER = "identifier"  # a key or a reference: no spaces at the ends, no formula
    TEXT = "text"  # free text
    CODE = "code"  # a code of the field's code list
    CODES = "codes"  # several codes joined by ';'
    DATE = "date"  # YYYY-MM-DD
    BOOLEAN = "boolean"  # true, false
    YEAR = "year"  # four digits, 1850–2100
    HALF = "half"  # 1, 2; empty is the whole year
    COUNT = "count"  # whole, 0 or more
    MONEY = "money"  # whole SEK, may be negative
    PERCENT = "percent"  # whole, 1–100; 100 is 40 hours a week
    DECIMAL = "decimal"  # 0 or more, point as decimal mark
    IDENTITY_NUMBER = "identity_number"  # 12 digits, no hyphen


class InSnapshot(Enum):
    """What becomes of a field when a snapshot is taken."""

    KEPT = "kept"
    PSEUDONYM = "pseudonym"  # a keyed hash: the same value gives the same pseudonym
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Field:
    """One column: its kind, whether it is in the key or required, and what it refers to."""

    name: str
    kind: Kind = Kind.TEXT
    key: bool = False
    required: bool = False
    may_be_empty: bool = False  # a part of the key that may be empty
    code_list: str = ""  # also "municipality", which is a table of its own
    refers_to: str = ""  # the table whose (single) key the value must be
    in_snapshot: InSnapshot = InSnapshot.KEPT

    @property
    def filled(self) -> bool:
        """Whether a row must have a value here."""
        return (self.key or self.required) and not self.may_be_empty


@dataclass(frozen=True)
class Table:
    """One table: its fields in the order of the package, and the field that dates its codes."""

    name: str
    title_sv: str
    prose: str
    fields: tuple[Field, ...]
    dated_by: str = ""  # a date or a year field; empty: codes hold on the day of import
    personal: bool = False  # rows about one human being each
    in_snapshot: bool = True

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @cached_property
    def key(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.key)

    def field(self, name: str) -> Field:
        for field in self.fields:
            if field.name == name:
                return field
        raise UnknownName(name, f"field of {self.name}", known=self.names)


def table(name: str) -> Table:
    """The table ``name``; raises ``UnknownName``, naming those that are near."""
    if name not in TABLES:
        raise UnknownName(name, "table", known=TABLES)
    return TABLES[name]


def _key(name: str, kind: Kind = Kind.IDENTIFIER, refers_to: str = "", **more: object) -> Field:
    return Field(name, kind, key=True, refers_to=refers_to, **more)  # type: ignore[arg-type]


def _needs(name: str, kind: Kind = Kind.IDENTIFIER, refers_to: str = "") -> Field:
    return Field(name, kind, required=True, refers_to=refers_to)


def _code(name: str, code_list: str = "", *, key: bool = False, required: bool = False) -> Field:
    return Field(name, Kind.CODE, key=key, required=required, code_list=code_list or name)


def _municipality(*, key: bool = False) -> Field:
    return Field(
        "municipality_code", Kind.CODE, key=key, may_be_empty=key, code_list="municipality"
    )


def _of_person(name: str, refers_to: str = "", *, key: bool = False) -> Field:
    return Field(
        name,
        Kind.IDENTIFIER,
        key=key,
        required=not key,
        refers_to=refers_to,
        in_snapshot=InSnapshot.PSEUDONYM,
    )


def _secret(name: str, kind: Kind) -> Field:
    return Field(name, kind, in_snapshot=InSnapshot.LEFT_OUT)


_date = Kind.DATE
_days = (_needs("first_day", _date), Field("last_day", _date))
_key_days = (_key("first_day", _date), Field("last_day", _date))

_ALL = (
    Table(
        "organisation",
        "Organisation",
        "An authority, region or municipality that is a party, or an office of one.",
        (
            _key("organisation_code"),
            _code("party", required=True),
            _needs("name", Kind.TEXT),
            Field("organisation_number", Kind.IDENTIFIER),
        ),
    ),
    Table(
        "association",
        "Samordningsförbund",
        "A coordination association, from its first day until it closes or merges.",
        (
            _key("association_code"),
            _needs("name", Kind.TEXT),
            *_days,
            Field("merged_into", Kind.IDENTIFIER, refers_to="association"),
        ),
        dated_by="first_day",
    ),
    Table(
        "association_area",
        "Förbundets område",
        "A municipality in an association's area, from a day until it leaves.",
        (
            _key("association_code", refers_to="association"),
            _code("municipality_code", "municipality", key=True),
            *_key_days,
        ),
        dated_by="first_day",
    ),
    Table(
        "association_member",
        "Förbundets medlem",
        "An organisation that is a member of an association.",
        (
            _key("association_code", refers_to="association"),
            _key("organisation_code", refers_to="organisation"),
            *_key_days,
        ),
        dated_by="first_day",
    ),
    Table(
        "association_funds",
        "Förbundets medel",
        "Money given to an association for a year, by source.",
        (
            _key("association_code", refers_to="association"),
            _key("year", Kind.YEAR),
            Field("source", Kind.CODE, key=True, code_list="funding_source"),
            _needs("amount_sek", Kind.MONEY),
        ),
        dated_by="year",
    ),
    Table(
        "association_cost",
        "Förbundets kostnad",
        "An association's own costs for a year, by kind.",
        (
            _key("association_code", refers_to="association"),
            _key("year", Kind.YEAR),
            Field("kind", Kind.CODE, key=True, code_list="cost_kind"),
            Field("budget_sek", Kind.MONEY),
            Field("outturn_sek", Kind.MONEY),
        ),
        dated_by="year",
    ),
    Table(
        "intervention",
        "Insats",
        "What an association finances: for individuals, or for the structure around them.",
        (
            _key("intervention_code"),
            _needs("association_code", refers_to="association"),
            _needs("name", Kind.TEXT),
            Field("description"),
            _code("orientation", required=True),
            Field("focus", Kind.CODES, code_list="focus"),
            Field("method", Kind.CODES, code_list="method"),
            _code("follow_up", required=True),
            Field("goal"),
            Field("esf", Kind.BOOLEAN),
            Field("own_insurance", Kind.BOOLEAN),
            *_days,
        ),
        dated_by="first_day",
    ),
    Table(
        "intervention_group",
        "Insatsens målgrupp",
        "A target group an intervention is tagged with, from a day.",
        (
            _key("intervention_code", refers_to="intervention"),
            _code("target_group", key=True),
            *_key_days,
        ),
        dated_by="first_day",
    ),
    Table(
        "intervention_cost",
        "Insatsens kostnad",
        "An intervention's planned participants, budget and outturn for a year, by kind.",
        (
            _key("intervention_code", refers_to="intervention"),
            _key("year", Kind.YEAR),
            Field("kind", Kind.CODE, key=True, code_list="intervention_cost_kind"),
            Field("planned_participants", Kind.COUNT),
            Field("budget_sek", Kind.MONEY),
            Field("outturn_sek", Kind.MONEY),
        ),
        dated_by="year",
    ),
    Table(
        "intervention_staff",
        "Insatsens bemanning",
        "Full-time equivalents that an organisation lends to an intervention in a year.",
        (
            _key("intervention_code", refers_to="intervention"),
            _key("year", Kind.YEAR),
            _key("organisation_code", refers_to="organisation"),
            Field("full_time_equivalents", Kind.DECIMAL),
            Field("in_kind_sek", Kind.MONEY),
        ),
        dated_by="year",
    ),
    Table(
        "structural_activity",
        "Strukturövergripande aktivitet",
        "An activity of a structural intervention, with the number of staff who took part.",
        (
            _key("activity_code"),
            _needs("intervention_code", refers_to="intervention"),
            _needs("held_on", _date),
            Field("kind", Kind.CODE, code_list="activity_kind"),
            Field("format", Kind.CODE, code_list="activity_format"),
            _needs("persons", Kind.COUNT),
        ),
        dated_by="held_on",
    ),
    Table(
        "person",
        "Person",
        "Someone who consented to being followed, as one controller knows them.",
        (
            _of_person("person_id", key=True),
            _needs("controller", refers_to="organisation"),
            _secret("personal_identity_number", Kind.IDENTITY_NUMBER),
            _secret("name", Kind.TEXT),
            _code("sex", required=True),
            _needs("birth_year", Kind.YEAR),
            _secret("birth_date", _date),
        ),
        personal=True,
    ),
    Table(
        "participation",
        "Deltagande",
        "One person's time in one intervention, from entry to exit.",
        (
            _of_person("participation_id", key=True),
            _of_person("person_id", "person"),
            _needs("intervention_code", refers_to="intervention"),
            _municipality(),
            _needs("entered_on", _date),
            Field("exited_on", _date),
            _code("exit_reason"),
            Field("referred_by", Kind.CODE, code_list="party"),
            _needs("consented_on", _date),
            Field("consent_withdrawn_on", _date),
        ),
        dated_by="entered_on",
        personal=True,
    ),
    Table(
        "measurement",
        "Mätning",
        "How it was for the participant at entry, at exit, or some months later.",
        (
            _of_person("participation_id", "participation", key=True),
            _code("point", key=True),
            _needs("measured_on", _date),
            _code("education"),
            Field("works", Kind.BOOLEAN),
            _code("work_kind"),
            Field("work_percent", Kind.PERCENT),
            Field("studies", Kind.BOOLEAN),
            Field("study_percent", Kind.PERCENT),
            Field("seeks_work", Kind.BOOLEAN),
            Field("public_support_since", _date),
        ),
        dated_by="measured_on",
        personal=True,
    ),
    Table(
        "income",
        "Försörjning",
        "A source of income at a point; several at once are normal.",
        (
            _of_person("participation_id", "participation", key=True),
            _code("point", key=True),
            Field("source", Kind.CODE, key=True, code_list="income_source"),
            Field("percent", Kind.PERCENT),
            Field("since", _date),
        ),
        personal=True,
    ),
    Table(
        "complementary_answer",
        "Svar på kompletterande fråga",
        "The answer to a question of the association's own.",
        (
            _of_person("participation_id", "participation", key=True),
            _code("point", key=True),
            _key("question_code"),
            _needs("answer", Kind.TEXT),
        ),
        personal=True,
        in_snapshot=False,  # free text may name someone, and no indicator counts it
    ),
    Table(
        "head_count",
        "Antalsuppgift",
        "How many took part in a year without being known as persons, by sex.",
        (
            _key("intervention_code", refers_to="intervention"),
            _key("year", Kind.YEAR),
            _key("half", Kind.HALF, may_be_empty=True),
            Field("kind", Kind.CODE, key=True, code_list="head_count_kind"),
            _code("sex", key=True),
            _needs("persons", Kind.COUNT),
        ),
        dated_by="year",
    ),
    Table(
        "cooperation_case",
        "Ärende i förstärkt samarbete",
        "One person's reinforced cooperation between the two authorities.",
        (
            _of_person("case_id", key=True),
            _of_person("person_id", "person"),
            _municipality(),
            Field("employment_office", Kind.IDENTIFIER),
            Field("insurance_office", Kind.IDENTIFIER),
            Field("benefit", Kind.CODE, required=True, code_list="case_benefit"),
            Field("benefit_since", _date),
            _code("diagnosis_group"),
            Field("initiated_by", Kind.CODE, code_list="party"),
            Field("plan_agreed_on", _date),
            _needs("consented_on", _date),
            Field("consent_withdrawn_on", _date),
        ),
        dated_by="consented_on",
        personal=True,
    ),
    Table(
        "cooperation_event",
        "Händelse i förstärkt samarbete",
        "A step of a case: requested, assessed, planned, started, ended.",
        (
            _of_person("case_id", "cooperation_case", key=True),
            Field("event", Kind.CODE, key=True, code_list="cooperation_event"),
            _key("occurred_on", _date),
            Field("reason", Kind.CODE, code_list="end_reason"),
        ),
        dated_by="occurred_on",
        personal=True,
    ),
    Table(
        "cooperation_outcome",
        "Utfall av förstärkt samarbete",
        "The person's status at the end of a case, and 90 days after.",
        (
            _of_person("case_id", "cooperation_case", key=True),
            Field("point", Kind.CODE, key=True, code_list="case_point"),
            _needs("measured_on", _date),
            Field("status", Kind.CODE, required=True, code_list="case_status"),
        ),
        dated_by="measured_on",
        personal=True,
    ),
    Table(
        "status_spell",
        "Statusperiod",
        "A period in a status, imported from an authority's own register.",
        (
            _of_person("person_id", "person", key=True),
            Field("source", Kind.CODE, key=True, code_list="party"),
            Field("status", Kind.CODE, key=True, code_list="spell_status"),
            *_key_days,
            Field("percent", Kind.PERCENT),
        ),
        dated_by="first_day",
        personal=True,
    ),
    Table(
        "transition_meeting",
        "Omställningsmöte",
        "A meeting with someone whose benefit ends or was refused.",
        (
            _of_person("meeting_id", key=True),
            _needs("held_on", _date),
            _code("sex", required=True),
            Field("reason", Kind.CODE, required=True, code_list="transition_reason"),
            _municipality(),
        ),
        dated_by="held_on",
        personal=True,
    ),
    Table(
        "benefit_population",
        "Personer med ersättning",
        "How many had a benefit during a year: the denominator of coverage.",
        (
            _key("year", Kind.YEAR),
            Field("benefit", Kind.CODE, key=True, code_list="income_source"),
            _code("sex", key=True),
            _municipality(key=True),
            _needs("persons", Kind.COUNT),
        ),
        dated_by="year",
    ),
    Table(
        "benefit_ended",
        "Personer vars ersättning upphört",
        "How many had a benefit that ended or was refused during a year.",
        (
            _key("year", Kind.YEAR),
            Field("reason", Kind.CODE, key=True, code_list="transition_reason"),
            _code("sex", key=True),
            _municipality(key=True),
            _needs("persons", Kind.COUNT),
        ),
        dated_by="year",
    ),
    Table(
        "support_activity",
        "Stödaktivitet",
        "A course, visit or conference that the national authorities arranged.",
        (
            _key("activity_code"),
            Field("kind", Kind.CODE, required=True, code_list="support_kind"),
            _needs("held_on", _date),
            Field("arranged_by"),
            _needs("participants", Kind.COUNT),
            Field("respondents", Kind.COUNT),
            Field("satisfied", Kind.COUNT),
        ),
        dated_by="held_on",
    ),
    Table(
        "survey",
        "Enkätfråga",
        "A question of a survey in a year.",
        (
            _key("survey_code"),
            _key("year", Kind.YEAR),
            _key("question_code"),
            _needs("question", Kind.TEXT),
            Field("instrument_version"),
        ),
        dated_by="year",
    ),
    Table(
        "survey_count",
        "Antal enkätsvar",
        "How many of a group gave each answer.",
        (
            _key("survey_code"),
            _key("year", Kind.YEAR),
            _key("question_code"),
            Field("respondent_group", Kind.CODE, key=True, code_list="party"),
            _key("association_code", refers_to="association", may_be_empty=True),
            _code("answer", key=True),
            _needs("respondents", Kind.COUNT),
        ),
        dated_by="year",
    ),
    Table(
        "survey_invited",
        "Antal inbjudna till enkät",
        "How many of a group were asked: the denominator of the response rate.",
        (
            _key("survey_code"),
            _key("year", Kind.YEAR),
            Field("respondent_group", Kind.CODE, key=True, code_list="party"),
            _key("association_code", refers_to="association", may_be_empty=True),
            _needs("invited", Kind.COUNT),
        ),
        dated_by="year",
    ),
    Table(
        "context_note",
        "Händelse i omvärlden",
        "Something that explains a series: a pandemic, a reform.",
        (
            _key("note_code"),
            *_days,
            Field("association_code", Kind.IDENTIFIER, refers_to="association"),
            _needs("text_sv", Kind.TEXT),
            Field("source"),
        ),
        dated_by="first_day",
    ),
)

TABLES: dict[str, Table] = {each.name: each for each in _ALL}
"""Every table by name, in the order of the exchange package."""

AGE_AT_ENTRY = Field("age_at_entry", Kind.COUNT)
"""Whole years at entry, which a snapshot's participation carries instead of a birth date."""


def snapshot_fields(of: Table) -> tuple[Field, ...]:
    """The columns of ``of`` in a snapshot, in order: none where the table is left out."""
    if not of.in_snapshot:
        return ()
    kept = tuple(field for field in of.fields if field.in_snapshot is not InSnapshot.LEFT_OUT)
    return (*kept, AGE_AT_ENTRY) if of.name == "participation" else kept
