"""One package for each way of breaking a rule that refuses (R01–R12), and what is said."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.unit.exchange.sound import MAN, WOMAN, Tables, checked, number, row, sound, told

from samsyn.exchange.rule_texts import MESSAGES

Break = Callable[[Tables], object]


def set_to(table: str, place: int, **fields: str) -> Break:
    """A break that writes over fields of one row (from 0) of a table."""
    return lambda tables: tables[table][place].update(fields)


def add(table: str, text: str) -> Break:
    """A break that adds a row to a table."""
    return lambda tables: tables[table].append(row(text))


class Case(NamedTuple):
    """A break; the problem as told first of its rule; and the rows refused, by table."""

    break_it: Break
    problem: str
    refused: dict[str, int]


CASES: dict[str, Case] = {
    "missing": Case(
        set_to("structural_activity", 0, persons=""),
        "R01 structural_activity.csv rad 2, persons (tomt): Uppgiften saknas men måste finnas.",
        {"structural_activity": 1},
    ),
    "formula in an identifier": Case(
        set_to("structural_activity", 0, activity_code="=cmd|' /C calc'!A0"),
        "R01 structural_activity.csv rad 2, activity_code ”=cmd|' /C calc'!A0”: Värdet börjar "
        "som en formel i ett kalkylprogram (=, +, -, @ eller tabb).",
        {"structural_activity": 1},
    ),
    "formula in a number": Case(
        set_to("structural_activity", 0, persons="=1+1"),
        "R01 structural_activity.csv rad 2, persons ”=1+1”: Värdet börjar som en formel i ett "
        "kalkylprogram (=, +, -, @ eller tabb).",
        {"structural_activity": 1},
    ),
    "formula in a date": Case(
        set_to("structural_activity", 0, held_on="@SUM(A1)"),
        "R01 structural_activity.csv rad 2, held_on ”@SUM(A1)”: Värdet börjar som en formel i "
        "ett kalkylprogram (=, +, -, @ eller tabb).",
        {"structural_activity": 1},
    ),
    "formula in a code": Case(
        set_to("transition_meeting", 0, sex="+man"),
        "R01 transition_meeting.csv rad 2, sex ”+man”: Värdet börjar som en formel i ett "
        "kalkylprogram (=, +, -, @ eller tabb).",
        {"transition_meeting": 1},
    ),
    "identifier with a space at the end": Case(
        set_to("structural_activity", 0, activity_code="S1 "),
        "R01 structural_activity.csv rad 2, activity_code ”S1 ”: Väntat: en beteckning utan "
        "blanksteg i början eller slutet och utan styrtecken, högst 255 tecken.",
        {"structural_activity": 1},
    ),
    "NUL in a text": Case(
        set_to("context_note", 0, text_sv="Pan\x00demin"),
        "R01 context_note.csv rad 2, text_sv ”Pan�demin”: Texten innehåller ett NUL-tecken.",
        {"context_note": 1},
    ),
    "code near another": Case(
        set_to("income", 0, source="sicknes_benefit"),
        "R01 income.csv rad 2, source ”sicknes_benefit”: Koden finns inte i kodlistan "
        "income_source den 2026-11-22. Menas sickness_benefit eller "
        "sickness_compensation?",
        {"income": 1},
    ),
    "label instead of code": Case(
        set_to("transition_meeting", 0, sex="Kvinna"),
        "R01 transition_meeting.csv rad 2, sex ”Kvinna”: Koden finns inte i kodlistan sex den "
        "2020-04-04. Menas woman?",
        {"transition_meeting": 1},
    ),
    "municipality without its zero": Case(
        set_to("transition_meeting", 0, municipality_code="114"),
        "R01 transition_meeting.csv rad 2, municipality_code ”114”: Koden finns inte i "
        "kodlistan municipality den 2020-04-04. Menas 0114?",
        {"transition_meeting": 1},
    ),
    "one of several codes": Case(
        set_to("intervention", 1, method="case_management;coffee"),
        "R01 intervention.csv rad 3, method ”case_management;coffee”: Koden finns inte i "
        "kodlistan method den 2019-01-01. Okänd: coffee. Giltiga: none, supported_employment, ips, "
        "case_management, other.",
        {"intervention": 1, "head_count": 1},
    ),
    "date in no calendar": Case(
        set_to("structural_activity", 0, held_on="2021-02-29"),
        "R01 structural_activity.csv rad 2, held_on ”2021-02-29”: Väntat: ett datum som finns "
        "i almanackan, skrivet ÅÅÅÅ-MM-DD.",
        {"structural_activity": 1},
    ),
    "date in another form": Case(
        set_to("structural_activity", 0, held_on="5/5 2020"),
        "R01 structural_activity.csv rad 2, held_on ”5/5 2020”: Väntat: ett datum som finns i "
        "almanackan, skrivet ÅÅÅÅ-MM-DD.",
        {"structural_activity": 1},
    ),
    "date of a far year": Case(
        set_to("transition_meeting", 0, held_on="20200-04-04", sex="kvinna"),
        "R01 transition_meeting.csv rad 2, held_on ”20200-04-04”: Väntat: ett datum som finns i "
        "almanackan, skrivet ÅÅÅÅ-MM-DD.",
        {"transition_meeting": 1},
    ),
    "year of five digits": Case(
        set_to("benefit_ended", 0, year="20200", sex="kvinna"),
        "R01 benefit_ended.csv rad 2, year ”20200”: Väntat: ett årtal med fyra siffror.",
        {"benefit_ended": 1},
    ),
    "boolean": Case(
        set_to("intervention", 1, esf="ja"),
        "R01 intervention.csv rad 3, esf ”ja”: Väntat: true eller false.",
        {"intervention": 1, "head_count": 1},
    ),
    "year": Case(
        set_to("survey_invited", 0, year="20"),
        "R01 survey_invited.csv rad 2, year ”20”: Väntat: ett årtal med fyra siffror.",
        {"survey_invited": 1},
    ),
    "half": Case(
        set_to("head_count", 0, half="3"),
        "R01 head_count.csv rad 2, half ”3”: Väntat: 1, 2 eller tomt för hela året.",
        {"head_count": 1},
    ),
    "count": Case(
        set_to("head_count", 0, persons="3.5"),
        "R01 head_count.csv rad 2, persons ”3.5”: Väntat: ett helt antal, 0 eller mer.",
        {"head_count": 1},
    ),
    "money": Case(
        set_to("association_funds", 0, amount_sek="4 000 000"),
        "R01 association_funds.csv rad 2, amount_sek ”4 000 000”: Väntat: hela kronor, utan "
        "mellanrum och decimaler.",
        {"association_funds": 1},
    ),
    "percent": Case(
        set_to("measurement", 1, work_percent="101"),
        "R01 measurement.csv rad 3, work_percent ”101”: Väntat: ett heltal från 1 till 100, "
        "där 100 är 40 timmar i veckan.",
        {"measurement": 1},
    ),
    "decimal comma": Case(
        set_to("intervention_staff", 0, full_time_equivalents="0,75"),
        "R01 intervention_staff.csv rad 2, full_time_equivalents ”0,75”: Väntat: ett tal, 0 "
        "eller mer, med decimalpunkt och högst fyra decimaler.",
        {"intervention_staff": 1},
    ),
    "identity number with a hyphen": Case(
        set_to("person", 0, personal_identity_number=f"{WOMAN[:8]}-{WOMAN[8:]}"),
        "R01 person.csv rad 2, personal_identity_number ”(visas inte)”: Väntat: tolv siffror "
        "utan bindestreck.",
        {
            "person": 1,
            "participation": 1,
            "measurement": 2,
            "income": 3,
            "complementary_answer": 1,
            "status_spell": 1,
        },
    ),
    "key twice with different content": Case(
        add(
            "structural_activity",
            "activity_code=S1 intervention_code=I3 held_on=2020-05-05 persons=9",
        ),
        "R02 structural_activity.csv rad 2, activity_code ”S1”: Nyckeln activity_code=S1 finns "
        "på 2 rader med olika innehåll.",
        {"structural_activity": 2},
    ),
    "same number for two": Case(
        set_to(
            "person",
            1,
            personal_identity_number=WOMAN,
            sex="woman",
            birth_year="1990",
            birth_date="",
        ),
        "R02 person.csv rad 2, personal_identity_number ”(visas inte)”: Samma personnummer finns "
        "på en annan person_id i paketet, med samma controller.",
        {
            "person": 2,
            "participation": 2,
            "measurement": 2,
            "income": 3,
            "complementary_answer": 1,
            "status_spell": 1,
            "cooperation_case": 1,
            "cooperation_event": 6,
            "cooperation_outcome": 1,
        },
    ),
    "reference to nothing": Case(
        set_to("structural_activity", 0, intervention_code="I9"),
        "R03 structural_activity.csv rad 2, intervention_code ”I9”: Raden som det hänvisas till "
        "finns varken i paketets intervention eller i registret.",
        {"structural_activity": 1},
    ),
    "reference to a refused row": Case(
        set_to("cooperation_case", 0, benefit="none"),
        "R03 cooperation_event.csv rad 2, case_id ”C1”: Raden i cooperation_case som det "
        "hänvisas till kunde inte tas in.",
        {"cooperation_case": 1, "cooperation_event": 6, "cooperation_outcome": 1},
    ),
    "last day before first": Case(
        set_to("status_spell", 0, last_day="2020-12-31"),
        "R04 status_spell.csv rad 2, last_day ”2020-12-31”: Dagen ligger före first_day "
        "2021-01-01.",
        {"status_spell": 1},
    ),
    "exit before entry": Case(
        set_to("participation", 1, exited_on="2025-03-01", exit_reason="moved"),
        "R04 participation.csv rad 3, exited_on ”2025-03-01”: Dagen ligger före entered_on "
        "2025-03-02.",
        {"participation": 1},
    ),
    "in the future": Case(
        set_to("transition_meeting", 0, held_on="2026-11-23"),
        "R04 transition_meeting.csv rad 2, held_on ”2026-11-23”: Dagen ligger efter importdagen "
        "2026-11-22, men fältet gäller något som har hänt.",
        {"transition_meeting": 1},
    ),
    "entry before the intervention": Case(
        set_to("participation", 1, entered_on="2018-12-31"),
        "R05 participation.csv rad 3, entered_on ”2018-12-31”: Inregistreringen ligger "
        "utanför insatsens dagar, 2019-01-01–tills vidare.",
        {"participation": 1},
    ),
    "intervention before the association": Case(
        set_to("intervention", 2, first_day="2009-12-31"),
        "R05 intervention.csv rad 4, first_day ”2009-12-31”: Insatsens dagar ligger utanför "
        "förbundets dagar, 2010-01-01–tills vidare.",
        {"intervention": 1, "structural_activity": 1, "head_count": 1},
    ),
    "no consent": Case(
        set_to("participation", 1, consented_on=""),
        "R06 participation.csv rad 3, consented_on (tomt): Dagen för samtycke saknas.",
        {"participation": 1},
    ),
    "case without consent": Case(
        set_to("cooperation_case", 0, consented_on=""),
        "R06 cooperation_case.csv rad 2, consented_on (tomt): Dagen för samtycke saknas.",
        {"cooperation_case": 1, "cooperation_event": 6, "cooperation_outcome": 1},
    ),
    "consent withdrawn on the day of entry": Case(
        set_to("participation", 1, consent_withdrawn_on="2025-03-02"),
        "R06 participation.csv rad 3, consent_withdrawn_on ”2025-03-02”: Samtycket återkallades "
        "senast på inregistreringsdagen 2025-03-02.",
        {"participation": 1},
    ),
    "no public income with another": Case(
        add("income", "participation_id=D1 point=exit source=student_aid percent= since="),
        "R07 income.csv rad 4, source ”no_public_income”: Ingen offentlig försörjning "
        "(no_public_income) står tillsammans med en annan försörjning vid samma tillfälle.",
        {"income": 2},
    ),
    "person on counts": Case(
        set_to("participation", 1, intervention_code="I2"),
        "R08 participation.csv rad 3, intervention_code ”I2”: Insatsen följs upp med enbart "
        "antal; personer registreras inte på den.",
        {"participation": 1},
    ),
    "volume on persons": Case(
        set_to("head_count", 0, kind="volume"),
        "R08 head_count.csv rad 2, kind ”volume”: Insatsen följs upp per person; antal av slaget "
        "volume hör till volyminsatser.",
        {"head_count": 1},
    ),
    "anonymous on counts": Case(
        set_to("head_count", 1, kind="anonymous"),
        "R08 head_count.csv rad 3, kind ”anonymous”: Insatsen följs upp med enbart antal; antal "
        "av slaget anonymous hör till insatser som följs per person.",
        {"head_count": 1},
    ),
    "structural on individual": Case(
        set_to("head_count", 1, kind="structural"),
        "R08 head_count.csv rad 3, kind ”structural”: Insatsen är individinriktad; antal av "
        "slaget structural hör till strukturövergripande insatser.",
        {"head_count": 1},
    ),
    "structural by person": Case(
        set_to("intervention", 2, follow_up="persons"),
        "R08 intervention.csv rad 4, follow_up ”persons”: En strukturövergripande insats följs "
        "upp med antal, inte per person.",
        {"intervention": 1, "structural_activity": 1, "head_count": 1},
    ),
    "reason without exit": Case(
        set_to("participation", 1, exit_reason="work"),
        "R09 participation.csv rad 3, exit_reason ”work”: Avslutsorsaken är ifylld men "
        "utregistreringsdagen saknas.",
        {"participation": 1},
    ),
    "exit without reason": Case(
        set_to("participation", 1, exited_on="2025-06-01"),
        "R09 participation.csv rad 3, exited_on ”2025-06-01”: Utregistreringsdagen är ifylld men "
        "avslutsorsaken saknas.",
        {"participation": 1},
    ),
    "check digit": Case(
        set_to("person", 1, personal_identity_number=MAN[:11] + str((int(MAN[11]) + 1) % 10)),
        "R10 person.csv rad 3, personal_identity_number ”(visas inte)”: Numret har fel "
        "kontrollsiffra eller ett datum som inte finns.",
        {
            "person": 1,
            "participation": 1,
            "cooperation_case": 1,
            "cooperation_event": 6,
            "cooperation_outcome": 1,
        },
    ),
    "number of a day in no calendar": Case(
        set_to("person", 1, personal_identity_number=number("19850631", 981), birth_date=""),
        "R10 person.csv rad 3, personal_identity_number ”(visas inte)”: Numret har fel "
        "kontrollsiffra eller ett datum som inte finns.",
        {
            "person": 1,
            "participation": 1,
            "cooperation_case": 1,
            "cooperation_event": 6,
            "cooperation_outcome": 1,
        },
    ),
    "other birth year": Case(
        set_to("person", 1, birth_year="1986", birth_date=""),
        "R10 person.csv rad 3, personal_identity_number ”(visas inte)”: Numret stämmer inte med "
        "födelseåret 1986.",
        {
            "person": 1,
            "participation": 1,
            "cooperation_case": 1,
            "cooperation_event": 6,
            "cooperation_outcome": 1,
        },
    ),
    "other birth date": Case(
        set_to("person", 1, birth_date="1985-06-21"),
        "R10 person.csv rad 3, personal_identity_number ”(visas inte)”: Numret stämmer inte med "
        "födelsedatumet i birth_date.",
        {
            "person": 1,
            "participation": 1,
            "cooperation_case": 1,
            "cooperation_event": 6,
            "cooperation_outcome": 1,
        },
    ),
    "other sex": Case(
        set_to("person", 1, sex="woman"),
        "R10 person.csv rad 3, personal_identity_number ”(visas inte)”: Numret stämmer inte med "
        "könet woman.",
        {
            "person": 1,
            "participation": 1,
            "cooperation_case": 1,
            "cooperation_event": 6,
            "cooperation_outcome": 1,
        },
    ),
    "events out of order": Case(
        set_to("cooperation_event", 2, occurred_on="2019-01-15"),
        "R12 cooperation_event.csv rad 2, event ”requested”: Ärendets händelser följer inte "
        "ordningen: assessment_last kan inte komma efter requested.",
        {"cooperation_event": 6},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_row_that_breaks_a_rule_is_refused_and_told_of(name: str, tmp_path: Path):
    """The message is exactly this, and no other rows fall than those that hang on the row."""
    break_it, problem, refused = CASES[name]
    tables = sound()
    break_it(tables)
    result = checked(tmp_path, tables)
    assert told(result, problem[:3])[0] == problem
    assert {table: rows.height for table, rows in result.refused.items()} == refused
    taken = {table: len(rows) - refused.get(table, 0) for table, rows in tables.items()}
    assert {table: rows.height for table, rows in result.accepted.items()} == taken


def test_a_package_without_faults_is_taken_whole(tmp_path: Path):
    """The package that the others break one row of is itself right, and says nothing."""
    result = checked(tmp_path, sound())
    assert result.problems.is_empty()
    assert result.refused == {}
    assert result.repeated == 0
    assert result.volume.is_empty()


def test_every_problem_says_what_to_do(tmp_path: Path):
    """No message leaves its reader without a next step, and each ends as a sentence."""
    assert all(message.what_to_do.endswith(".") for message in MESSAGES.values())
    tables = sound()
    tables["participation"][1].update(exited_on="2024-01-01", consented_on="2027-01-01")
    result = checked(tmp_path, tables)
    assert set(result.problems["rule"]) == {"R04", "R09"}
    refused = result.refused["participation"].row(0, named=True)
    assert refused["problem_rule"] == "R04;R09"
    assert refused["problem"].count("participation.csv rad 3") == 3
    assert "Fyll i exit_reason" in refused["what_to_do"]


def test_the_same_content_twice_is_taken_once_and_counted(tmp_path: Path):
    """A repeated row is no fault; the count says how many there were."""
    tables = sound()
    tables["head_count"] += [dict(tables["head_count"][0])] * 2
    result = checked(tmp_path, tables)
    assert (result.repeated, result.refused) == (2, {})
    assert result.accepted["head_count"].height == 3


def test_numbers_written_differently_are_the_same_content(tmp_path: Path):
    """5 and 05 say the same; only a different content refuses the key."""
    tables = sound()
    tables["head_count"].append(tables["head_count"][0] | {"persons": "03"})
    result = checked(tmp_path, tables)
    assert (result.repeated, result.refused) == (1, {})


def test_a_text_that_looks_like_a_formula_is_kept_as_text(tmp_path: Path):
    """`=cmd` in a text field is text."""
    tables = sound()
    tables["context_note"][0]["text_sv"] = "=cmd|' /C calc'!A0"
    result = checked(tmp_path, tables)
    assert result.accepted["context_note"]["text_sv"].to_list() == ["=cmd|' /C calc'!A0"]


def test_a_coordination_number_has_sixty_added_to_its_day(tmp_path: Path):
    """Its birth date is the day less sixty; otherwise it is judged as any identity number."""
    tables = sound()
    tables["person"][0]["personal_identity_number"] = number("19900175", 980)
    assert checked(tmp_path, tables).refused == {}


def test_an_unknown_sex_agrees_with_any_number(tmp_path: Path):
    """What is not known disagrees with nothing."""
    tables = sound()
    tables["person"][0]["sex"] = "unknown"
    assert checked(tmp_path, tables).refused == {}


def test_one_number_with_two_controllers_is_two_persons(tmp_path: Path):
    """One human being may be known to two controllers, as two rows."""
    tables = sound()
    tables["person"].append(tables["person"][0] | {"person_id": "P3", "controller": "AF"})
    assert checked(tmp_path, tables).refused == {}


def test_a_refusal_travels_down_the_references(tmp_path: Path):
    """Association, interventions, participations, measurements: each waits for the one above."""
    tables = sound()
    tables["association"][0]["first_day"] = "i fjol"
    result = checked(tmp_path, tables)
    assert result.refused["measurement"]["problem_rule"].to_list() == ["R03", "R03"]
    assert result.accepted["person"].height == 2
    assert result.accepted["participation"].is_empty()


def test_an_association_may_merge_into_another_of_the_package(tmp_path: Path):
    """A reference within the table leads to its rows in any order; a refused one refuses it."""
    tables = sound()
    tables["association"][0]["merged_into"] = "F2"
    tables["association"].append(row("association_code=F2 name=Nya first_day=2020-01-01"))
    assert checked(tmp_path / "right", tables).refused == {}
    tables["association"][1]["name"] = ""
    assert checked(tmp_path / "wrong", tables).refused["association"].height == 2


def test_identity_numbers_are_never_told_wherever_they_stray(tmp_path: Path):
    """A number in the wrong column is hidden in the problem, its value and its key."""
    tables = sound()
    tables["person"][0]["sex"] = WOMAN
    tables["participation"][1]["person_id"] = f"{MAN[:8]}-{MAN[8:]}"
    tables["measurement"][0]["participation_id"] = MAN[2:]
    result = checked(tmp_path, tables)
    text = result.problems.write_csv()
    for secret in (WOMAN, MAN, MAN[2:], MAN[8:], WOMAN[8:]):
        assert secret not in text
    assert told(result, "R01")[0] == (
        "R01 person.csv rad 2, sex ”••••••”: Koden finns inte i kodlistan sex den 2026-11-22. "
        "Giltiga: woman, man, unknown."
    )


@pytest.mark.parametrize(
    ("events", "is_right"),
    [
        (["requested"], True),
        (["employer_support"], True),
        (["requested", "interrupted"], True),
        (["assessment_first"], False),
        (["interrupted"], False),
        (["requested", "ended"], False),
        (["requested", "assessment_first", "ended"], False),
        (["requested", "assessment_first", "assessment_last", "vocational_started"], False),
        (["requested", "assessment_first", "assessment_last", "ended", "interrupted"], False),
        (["requested", "assessment_first", "employer_support", "assessment_last", "ended"], True),
        (["requested", "interrupted", "employer_support"], False),
        (["requested", "assessment_first", "assessment_last", "vocational_planned",
          "vocational_started", "preparatory_started", "vocational_started", "ended"], True),
    ],
)  # fmt: skip
def test_a_case_follows_the_diagram(events: list[str], is_right: bool, tmp_path: Path):
    """The states of reinforced cooperation, a day apart; the side step before the end only."""
    tables = sound()
    tables["cooperation_event"] = [
        row(f"case_id=C1 event={event} occurred_on=2019-01-{day:02} reason=")
        for day, event in enumerate(events, start=1)
    ]
    assert ("cooperation_event" not in checked(tmp_path, tables).refused) == is_right


def test_events_of_one_day_are_taken_in_the_order_of_the_code_list(tmp_path: Path):
    """However the rows lie in the file."""
    tables = sound()
    for event in tables["cooperation_event"]:
        event["occurred_on"] = "2019-05-05"
    tables["cooperation_event"].reverse()
    assert checked(tmp_path, tables).refused == {}
