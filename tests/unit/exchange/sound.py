"""A small package without faults, as text, for tests to break in one place."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from samsyn.exchange.check import Checked, check
from samsyn.exchange.known import NOTHING_KNOWN, Known
from samsyn.exchange.package import read_package

TODAY = date(2026, 11, 22)

Row = dict[str, str]
Tables = dict[str, list[Row]]


def check_digit(nine: str) -> str:
    """The Luhn check digit of nine digits, a digit at a time."""
    total = 0
    for place, digit in enumerate(nine):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def number(day: str, serial: int) -> str:
    """An invented identity number: serial 980–999 is given to nobody; odd is a man."""
    assert 980 <= serial <= 999
    nine = f"{day[2:]}{serial}"
    return f"{day}{serial}{check_digit(nine)}"


WOMAN, MAN = number("19900115", 980), number("19850620", 981)


def sound() -> Tables:
    """Every table with at least one row; two participants, a case, and money as the law says."""
    return {
        "organisation": [
            row("organisation_code=FK party=social_insurance_agency name=Försäkringskassan"),
            row("organisation_code=AF party=public_employment_service name=Arbetsförmedlingen"),
            row("organisation_code=RV party=region name=Regionen"),
            row("organisation_code=KG party=municipality name=Kommunen"),
        ],
        "association": [row("association_code=F1 name=Förbundet first_day=2010-01-01")],
        "association_area": [
            row("association_code=F1 municipality_code=1480 first_day=2010-01-01"),
        ],
        "association_member": [
            row(f"association_code=F1 organisation_code={code} first_day=2010-01-01")
            for code in ("FK", "AF", "RV", "KG")
        ],
        "association_funds": [
            row("association_code=F1 year=2020 source=state amount_sek=4000000"),
            row("association_code=F1 year=2020 source=region amount_sek=2000000"),
            row("association_code=F1 year=2020 source=municipality amount_sek=2000000"),
        ],
        "association_cost": [row("association_code=F1 year=2020 kind=overhead budget_sek=100000")],
        "intervention": [
            _intervention("I1", "individual", "persons") | {"focus": "", "esf": "false"},
            _intervention("I2", "individual", "counts"),
            _intervention("I3", "structural", "counts"),
        ],
        "intervention_group": [
            row("intervention_code=I1 target_group=long_term_sick first_day=2019-01-01"),
        ],
        "intervention_cost": [
            row("intervention_code=I1 year=2020 kind=intervention budget_sek=500000")
        ],
        "intervention_staff": [
            row("intervention_code=I1 year=2020 organisation_code=AF full_time_equivalents=0.75"),
        ],
        "structural_activity": [
            row("activity_code=S1 intervention_code=I3 held_on=2020-05-05 persons=12"),
        ],
        "person": [
            row(f"person_id=P1 controller=FK personal_identity_number={WOMAN} sex=woman")
            | row("name=Påhittad birth_year=1990 birth_date=1990-01-15"),
            row(f"person_id=P2 controller=FK personal_identity_number={MAN} sex=man")
            | row("name= birth_year=1985 birth_date=1985-06-20"),
        ],
        "participation": [
            row("participation_id=D1 person_id=P1 intervention_code=I1 municipality_code=1480")
            | row("entered_on=2020-02-03 exited_on=2020-11-30 exit_reason=work")
            | row("referred_by=municipality consented_on=2020-02-03 consent_withdrawn_on="),
            row("participation_id=D2 person_id=P2 intervention_code=I1 municipality_code=1480")
            | row("entered_on=2025-03-02 exited_on= exit_reason= referred_by=")
            | row("consented_on=2025-03-01 consent_withdrawn_on="),
        ],
        "measurement": [
            row("participation_id=D1 point=entry measured_on=2020-02-03 education=compulsory")
            | row("works=false work_percent= studies=false study_percent= seeks_work=true")
            | row("public_support_since=2018-01-01"),
            row("participation_id=D1 point=exit measured_on=2020-11-30 education=compulsory")
            | row("works=true work_percent=50 studies=false study_percent= seeks_work=false")
            | row("public_support_since="),
        ],
        "income": [
            row("participation_id=D1 point=entry source=sickness_benefit percent=100 since="),
            row("participation_id=D1 point=entry source=social_assistance percent= since="),
            row("participation_id=D1 point=exit source=no_public_income percent= since="),
        ],
        "complementary_answer": [
            row("participation_id=D1 point=entry question_code=Q1 answer=Ja"),
        ],
        "head_count": [
            row("intervention_code=I1 year=2020 half= kind=anonymous sex=woman persons=3"),
            row("intervention_code=I2 year=2020 half=1 kind=volume sex=man persons=7"),
            row("intervention_code=I3 year=2020 half= kind=structural sex=woman persons=20"),
        ],
        "cooperation_case": [
            row("case_id=C1 person_id=P2 municipality_code=1480 benefit=sickness_benefit")
            | row("benefit_since=2018-06-01 consented_on=2019-01-10"),
        ],
        "cooperation_event": [
            _event("requested", "2019-01-10"),
            _event("assessment_first", "2019-02-01"),
            _event("assessment_last", "2019-03-01"),
            _event("preparatory_planned", "2019-03-01"),
            _event("preparatory_started", "2019-04-01"),
            _event("ended", "2019-12-01"),
        ],
        "cooperation_outcome": [
            row("case_id=C1 point=exit measured_on=2019-12-01 status=openly_unemployed"),
        ],
        "status_spell": [
            row("person_id=P1 source=public_employment_service status=work_unsubsidised")
            | row("first_day=2021-01-01 last_day= percent=100"),
        ],
        "transition_meeting": [
            row("meeting_id=M1 held_on=2020-04-04 sex=man reason=sickness_benefit_ending"),
        ],
        "benefit_population": [
            row("year=2020 benefit=sickness_benefit sex=woman municipality_code= persons=1000"),
        ],
        "benefit_ended": [
            row("year=2020 reason=sickness_benefit_ending sex=man municipality_code= persons=50")
        ],
        "support_activity": [
            row("activity_code=A1 kind=conference held_on=2020-09-09 participants=80"),
        ],
        "survey": [row("survey_code=E1 year=2020 question_code=Q1 question=Hur gick det?")],
        "survey_count": [
            row("survey_code=E1 year=2020 question_code=Q1 respondent_group=region")
            | row("association_code= answer=positive respondents=70"),
        ],
        "survey_invited": [
            row("survey_code=E1 year=2020 respondent_group=region association_code= invited=90"),
        ],
        "context_note": [row("note_code=N1 first_day=2020-03-11 text_sv=Pandemin source=FHM")],
    }


def row(text: str) -> Row:
    """``row("a=1 b=x y")`` is {"a": "1", "b": "x y"}."""
    fields: Row = {}
    for word in text.split(" "):
        name, equals, value = word.partition("=")
        if equals:
            fields[name] = value
        else:
            fields[list(fields)[-1]] += f" {word}"
    return fields


def _intervention(code: str, orientation: str, follow_up: str) -> Row:
    return row(
        f"intervention_code={code} association_code=F1 name=Insats {code} "
        f"orientation={orientation} follow_up={follow_up} esf= first_day=2019-01-01 last_day="
    )


def _event(event: str, day: str) -> Row:
    return row(f"case_id=C1 event={event} occurred_on={day} reason=")


def only(tables: Tables, *names: str) -> Tables:
    """The package with these tables alone."""
    return {name: tables[name] for name in names}


def write(folder: Path, tables: Mapping[str, list[Row]], **about: object) -> Path:
    """The tables as a package in ``folder``, by the standard library's CSV writer."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(as_csv(rows), encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    content = {"name": "test", "version": "1", "resources": resources, **about}
    (folder / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def as_csv(rows: list[Row]) -> str:
    """The rows as CSV; the columns are those of all rows, in the order they come."""
    columns = list(dict.fromkeys(name for each in rows for name in each))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def checked(folder: Path, tables: Tables, known: Known = NOTHING_KNOWN) -> Checked:
    """The package of these tables, written, read and checked on ``TODAY``."""
    return check(read_package(write(folder / "package", tables)), known=known, today=TODAY)


def told(result: Checked, rule: str) -> list[str]:
    """What is said of the problems of one rule, in order."""
    return [each["problem"] for each in result.problems.rows(named=True) if each["rule"] == rule]


@dataclass(frozen=True)
class Register:
    """A register that holds what a checked package brought in."""

    frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    def frame(self, table: str) -> pl.DataFrame:
        return self.frames.get(table, NOTHING_KNOWN.frame(table))

    def identity_holder(self, numbers: pl.DataFrame) -> pl.DataFrame:
        on = ["controller", "personal_identity_number"]
        if "person" not in self.frames:
            return NOTHING_KNOWN.identity_holder(numbers)
        return numbers.join(self.frames["person"].select(*on, "person_id"), on=on)


def register_of(folder: Path, tables: Tables) -> Register:
    """A register after the import of these tables, which must be without faults."""
    result = checked(folder / "before", tables)
    assert result.refused == {}, list(result.problems["problem"])
    return Register(result.accepted)
