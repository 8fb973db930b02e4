"""A small invented register of two years as a snapshot: enough to print every report from."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa

from samsyn.exchange.snapshot_files import Manifest, arrow_schema, write_snapshot
from samsyn.vocabulary.tables import TABLES

TAKEN_ON = date(2018, 3, 1)
YEARS = (2016, 2017)
_AREAS = ("0114", "0115", "0117", "0120", "0123", "0125")
_GROUPS = ("young_activity_compensation", "long_term_sick", "young_disability")
_INCOMES = ("sickness_benefit", "activity_compensation", "social_assistance", "no_public_income")


def write_small_snapshot(into: Path, *, invented: bool = True) -> Manifest:
    """Write the snapshot below ``into``; the same bytes every time."""
    rows = _Register(Random(7)).rows
    tables = {
        name: pa.Table.from_pylist(each, schema=arrow_schema(TABLES[name]))
        for name, each in rows.items()
    }
    return write_snapshot(tables, into=into, taken_on=TAKEN_ON, invented=invented)


class _Register:
    """Rows by table, drawn with one random generator."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.rows: dict[str, list[dict[str, object]]] = {}
        self._associations()
        self._participations()
        self._cases()
        self._surroundings()

    def add(self, table: str, **row: object) -> None:
        self.rows.setdefault(table, []).append(row)

    def _associations(self) -> None:
        for place, municipality in enumerate(_AREAS):
            code = f"f{place}"
            first = date(2016 if place < 5 else 2017, 1, 1)
            self.add("association", association_code=code, name=f"Förbund {code}", first_day=first)
            self.add(
                "association_area",
                association_code=code,
                municipality_code=municipality,
                first_day=first,
            )
            for year in range(first.year, 2018):
                for source, amount in (("state", 4), ("region", 2), ("municipality", 2)):
                    self.add(
                        "association_funds",
                        association_code=code,
                        year=year,
                        source=source,
                        amount_sek=amount * 1_000_000,
                    )
            for number in range(4):
                self._intervention(code, f"{code}i{number}", number, first)

    def _intervention(self, association: str, code: str, number: int, first: date) -> None:
        structural = number == 3
        self.add(
            "intervention",
            intervention_code=code,
            association_code=association,
            name=f"Insats {code}",
            orientation="structural" if structural else "individual",
            follow_up="counts" if structural or number == 2 else "persons",
            first_day=first,
        )
        if number < 2:
            since = first if number == 0 else date(2017, 1, 1)
            group = _GROUPS[(int(association[1]) + number) % 3]
            self.add(
                "intervention_group", intervention_code=code, target_group=group, first_day=since
            )
        if number == 2:
            for year in YEARS:
                for sex in ("woman", "man"):
                    self.add(
                        "head_count",
                        intervention_code=code,
                        year=year,
                        kind="volume",
                        sex=sex,
                        persons=self.random.randint(15, 30),
                    )

    def _participations(self) -> None:
        for number in range(420):
            person = f"p{number:04}"
            sex = "woman" if self.random.random() < 0.55 else "man"
            age = self.random.randint(19, 62)
            entered = date(2016, 1, 1) + timedelta(days=self.random.randint(0, 700))
            exited = entered + timedelta(days=self.random.randint(60, 400))
            association = self.random.randrange(5)
            self.add(
                "person",
                person_id=person,
                controller="k1",
                sex=sex,
                birth_year=entered.year - age,
            )
            done = exited < TAKEN_ON
            self.add(
                "participation",
                participation_id=person,
                person_id=person,
                intervention_code=f"f{association}i{number % 2}",
                municipality_code=_AREAS[association],
                entered_on=entered,
                exited_on=exited if done else None,
                exit_reason="work" if done else None,
                consented_on=entered,
                age_at_entry=age,
            )
            self._measured(person, age, entered, exited if done else None)

    def _measured(self, person: str, age: int, entered: date, exited: date | None) -> None:
        income = self.random.choice(_INCOMES if age < 30 else ("sickness_benefit", *_INCOMES[2:]))
        since = entered - timedelta(days=self.random.randint(30, 900))
        for point, day in (("entry", entered), ("exit", exited)):
            if day is None:
                continue
            works = point == "exit" and self.random.random() < 0.3
            self.add(
                "measurement",
                participation_id=person,
                point=point,
                measured_on=day,
                education=self.random.choice(("compulsory", "upper_secondary")),
                works=works,
                work_percent=50 if works else None,
                studies=False,
                seeks_work=self.random.random() < 0.3,
                public_support_since=since,
            )
            source = "no_public_income" if works else income
            self.add("income", participation_id=person, point=point, source=source, since=since)

    def _cases(self) -> None:
        for number in range(160):
            person = f"c{number:04}"
            sex = "woman" if self.random.random() < 0.6 else "man"
            first = date(2016, 2, 1) + timedelta(days=self.random.randint(0, 600))
            self.add("person", person_id=person, controller="k1", sex=sex, birth_year=1980)
            self.add(
                "cooperation_case",
                case_id=person,
                person_id=person,
                municipality_code=self.random.choice(_AREAS),
                employment_office="a1",
                insurance_office="b1",
                benefit=self.random.choice(("sickness_benefit", "activity_compensation")),
                benefit_since=first - timedelta(days=self.random.randint(300, 900)),
                diagnosis_group=self.random.choice(("F30_39", "M")),
                consented_on=first,
            )
            days = (0, 10, 30, 60, 200)
            events = (
                *("requested", "assessment_first", "assessment_last"),
                *("preparatory_started", "ended"),
            )
            for event, after in zip(events, days, strict=True):
                day = first + timedelta(days=after)
                if day < TAKEN_ON:
                    self.add("cooperation_event", case_id=person, event=event, occurred_on=day)
            status = "work_subsidised" if self.random.random() < 0.5 else "still_insured"
            ended = first + timedelta(days=290)
            self.add(
                "cooperation_outcome",
                case_id=person,
                point="day_90",
                measured_on=ended,
                status=status,
            )

    def _surroundings(self) -> None:
        for year in YEARS:
            for benefit, persons in (("activity_compensation", 900), ("sickness_benefit", 12000)):
                for sex in ("woman", "man"):
                    self.add(
                        "benefit_population",
                        year=year,
                        benefit=benefit,
                        sex=sex,
                        municipality_code="",
                        persons=persons,
                    )
        for number in range(40):
            day = date(2016, 3, 1) + timedelta(days=number * 16)
            self.add(
                "transition_meeting",
                meeting_id=f"m{number}",
                held_on=day,
                sex="woman" if number % 3 else "man",
                reason="sickness_benefit_ending",
            )
        self._survey()
        self.add(
            "context_note",
            note_code="n1",
            first_day=date(2017, 7, 1),
            text_sv="Nya regler för samtycke gäller från den 1 juli 2017.",
            source="Försäkringskassan",
        )

    def _survey(self) -> None:
        key = {"survey_code": "e1", "year": 2017}
        question = "Har samverkan genom samordningsförbundet förstärkt stödet till målgrupperna?"
        self.add("survey", **key, question_code="q1", question=question)
        for group, positive in (("public_employment_service", 74), ("social_insurance_agency", 92)):
            asked = {**key, "respondent_group": group, "association_code": ""}
            self.add("survey_invited", **asked, invited=140)
            for answer, respondents in (("positive", positive), ("negative", 22)):
                self.add(
                    "survey_count",
                    **asked,
                    question_code="q1",
                    answer=answer,
                    respondents=respondents,
                )
