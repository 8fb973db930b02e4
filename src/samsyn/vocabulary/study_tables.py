"""The tables of a study: who was asked and drawn, what was given, what it cost.

They lie beside the exchange package and follow its rules (same fields, same values, same kinds of
fault); outcomes are the package's own ``status_spell``. A person here is a study's own id: no
identity number, no name.
"""

from samsyn.errors import UnknownName
from samsyn.vocabulary.tables import TABLES, Field, InSnapshot, Kind, Table

_date = Kind.DATE
_person = Field("person_id", Kind.IDENTIFIER, key=True, in_snapshot=InSnapshot.PSEUDONYM)
_a_person = Field(
    "person_id", Kind.IDENTIFIER, key=True,
    refers_to="study_person", in_snapshot=InSnapshot.PSEUDONYM,
)  # fmt: skip


def _need(name: str, kind: Kind = Kind.IDENTIFIER, *, key: bool = False, of: str = "") -> Field:
    return Field(name, kind, key=key, required=not key, code_list=of)


_ALL = (
    Table(
        "study_person",
        "Studieperson",
        "Everyone who was suggested for a study: the day of each step reached, and why no further.",
        (
            _person,
            _need("site", Kind.CODE, of="municipality"),
            _need("suggested_by", Kind.CODE, of="study_pool"),
            _need("suggested_on", _date),
            *(
                Field(f"{step}_on", _date)
                for step in (
                    "judged",
                    "wants_support",
                    "asked",
                    "consented",
                    "assigned",
                    "accepted",
                    "started",
                )
            ),
            Field("reason", Kind.CODE, code_list="study_stop_reason"),
            Field("ended_on", _date),
            Field("broke_off", Kind.BOOLEAN),
            Field("protected_from", _date),
            Field("cluster", Kind.IDENTIFIER),
        ),
        dated_by="suggested_on",
        personal=True,
    ),
    Table(
        "study_covariate",
        "Bakgrundsuppgift i studie",
        "What was known of a person before the draw: a number, or 1 for yes and 0 for no.",
        (_a_person, _need("covariate", key=True), _need("value", Kind.DECIMAL)),
        personal=True,
    ),
    Table(
        "study_assignment",
        "Lottning i studie",
        "The log of the draw, in its order; never changed. Shares: the parts in force (CM:1;FS:1).",
        (
            _a_person,
            _need("number", Kind.COUNT),
            _need("assigned_on", _date),
            _need("stratum"),
            _need("block", Kind.COUNT),
            _need("position", Kind.COUNT),
            _need("shares", Kind.TEXT),
            _need("arm"),
        ),
        dated_by="assigned_on",
        personal=True,
    ),
    Table(
        "study_delivery",
        "Stöd i studie",
        "What a person was given in a month since entry (1 is the first): hours, contacts, visits.",
        (
            _a_person,
            _need("month", Kind.COUNT, key=True),
            Field("coach", Kind.IDENTIFIER),
            Field("staff_hours", Kind.DECIMAL),
            Field("personal_contacts", Kind.COUNT),
            Field("workplace_visits", Kind.COUNT),
            Field("help_outside_work", Kind.COUNT),
        ),
        personal=True,
    ),
    Table(
        "study_breach",
        "Avsteg i studie",
        "What broke that which keeps the arms apart, by kind and day.",
        (
            _a_person,
            _need("breach", Kind.CODE, key=True, of="study_breach"),
            _need("occurred_on", _date, key=True),
        ),
        dated_by="occurred_on",
        personal=True,
    ),
    Table(
        "study_cost",
        "Resurs i studie",
        "How much of a priced item a person used in a year since entry (0 is the first).",
        (
            _a_person,
            _need("item", key=True),
            _need("year_of_study", Kind.COUNT, key=True),
            _need("units", Kind.DECIMAL),
        ),
        personal=True,
    ),
    Table(
        "study_population",
        "Jämförelsepopulation i studie",
        "Means or shares of a population that the study is held against; people is its size.",
        (
            _need("population", Kind.TEXT, key=True),
            _need("covariate", key=True),
            _need("people", Kind.COUNT),
            _need("value", Kind.DECIMAL),
        ),
    ),
    Table(
        "study_called",
        "Kallade till gemensam kartläggning i studie",
        "People eligible without an ongoing measure, and those called, by month.",
        (
            _need("municipalities", Kind.CODE, key=True, of="study_municipalities"),
            _need("month", key=True),
            _need("eligible", Kind.COUNT),
            _need("called", Kind.COUNT),
        ),
    ),
    Table(
        "study_survey",
        "Enkät i studie",
        "How many were asked, answered and were satisfied: participants or staff, by arm.",
        (
            _need("respondents", Kind.CODE, key=True, of="study_respondents"),
            _need("arm", key=True),
            _need("question", Kind.TEXT, key=True),
            _need("invited", Kind.COUNT),
            _need("answered", Kind.COUNT),
            _need("satisfied", Kind.COUNT),
        ),
    ),
)

STUDY_TABLES: dict[str, Table] = {
    **{table.name: table for table in _ALL},
    "status_spell": TABLES["status_spell"],
}


def study_table(name: str) -> Table:
    """The study table ``name``; raises ``UnknownName``, naming those that are near."""
    if name not in STUDY_TABLES:
        raise UnknownName(name, "study table", known=STUDY_TABLES)
    return STUDY_TABLES[name]
