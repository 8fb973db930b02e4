"""Invented people who take part now: what someone who tries the pages has to work with.

A national register ends with the last year that was printed; this is one association's two
interventions and one pair of offices around today, with things that are due and overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from samsyn.synthetic.identity import FIRST, check_digit

WOMEN = ("Astrid", "Selma", "Hedvig", "Märta", "Ylva", "Åsa", "Samira", "Ingrid", "Leila", "Tuva")
MEN = ("Arvid", "Östen", "Sixten", "Hamid", "Loke", "Folke", "Yusuf", "Åke", "Viggo", "Ture")
FAMILIES = (
    "Påhittsson", "Exempelgren", "Provberg", "Sagolund", "Dikterud", "Låtsaskvist",
    "Fabelqvist", "Myteström", "Skrönström", "Fantasdotter",
)  # fmt: skip
LAST_SERIALS = FIRST + 18
"""998 and 999: a national register of ours does not come so far."""
PEOPLE, CASES = 46, 24
BENEFITS = ("sickness_benefit", "activity_compensation", "social_assistance", "activity_support")


@dataclass(frozen=True)
class Where:
    """The association, its municipality, the controllers, and the offices of the invented now."""

    association: str
    municipality: str
    controller: str
    employment: str
    insurance: str
    employment_office: str
    insurance_office: str


def present_register(where: Where, *, today: date, seed: int = 1) -> dict[str, pl.DataFrame]:
    """The tables of a package about ``where`` in the year and a half before ``today``."""
    rng = np.random.default_rng(seed)
    rows: dict[str, list[dict[str, Any]]] = {}
    _interventions(rows, where, today)
    _people(rows, where, today, rng)
    _cases(rows, where, today, rng)
    _meetings(rows, where, today, rng)
    return {name: pl.DataFrame(each, infer_schema_length=None) for name, each in rows.items()}


def intervention_codes(where: Where) -> tuple[str, str, str]:
    """The interventions of the invented now: by person, by head count, structural."""
    return (f"{where.association}-N1", f"{where.association}-N2", f"{where.association}-N3")


def _interventions(rows: dict[str, list[dict[str, Any]]], where: Where, today: date) -> None:
    named = (
        ("Vägen vidare nu", "individual", "persons", "vocational", "supported_employment"),
        ("Öppna dörren", "individual", "counts", "activation", "none"),
        ("Samsyn i praktiken", "structural", "counts", "training_of_staff", "none"),
    )
    begun = date(today.year - 2, 1, 1)
    for code, (name, orientation, follow_up, focus, method) in zip(
        intervention_codes(where), named, strict=True
    ):
        rows.setdefault("intervention", []).append(
            {
                "intervention_code": code,
                "association_code": where.association,
                "name": name,
                "description": "Stöd från flera parter samtidigt.",
                "orientation": orientation,
                "focus": focus,
                "method": method,
                "follow_up": follow_up,
                "goal": "Fler i arbete eller studier.",
                "esf": False,
                "own_insurance": False,
                "first_day": begun,
                "last_day": None,
            }
        )
        for year in (today.year - 1, today.year):
            rows.setdefault("intervention_cost", []).append(
                {
                    "intervention_code": code,
                    "year": year,
                    "kind": "intervention",
                    "planned_participants": 40 if orientation == "individual" else None,
                    "budget_sek": 1_850_000,
                    "outturn_sek": 1_790_400 if year < today.year else None,
                }
            )
    _heads(rows, where, today)


def _heads(rows: dict[str, list[dict[str, Any]]], where: Where, today: date) -> None:
    by_person, by_count, _ = intervention_codes(where)
    for code, kind, women, men in (
        (by_person, "anonymous", 9, 7),
        (by_count, "volume", 64, 51),
    ):
        for sex, persons in (("woman", women), ("man", men)):
            rows.setdefault("head_count", []).append(
                {
                    "intervention_code": code,
                    "year": today.year,
                    "half": None,
                    "kind": kind,
                    "sex": sex,
                    "persons": persons,
                }
            )


def _people(
    rows: dict[str, list[dict[str, Any]]], where: Where, today: date, rng: np.random.Generator
) -> None:
    code = intervention_codes(where)[0]
    for at in range(PEOPLE):
        controller = (where.controller, where.controller, where.insurance)[at % 3]
        person_id = f"NU{at:03d}"
        _person(rows, person_id, controller, at, rng)
        entered = today - timedelta(days=int(20 + at * 11 + rng.integers(0, 9)))
        days = int(rng.integers(120, 260))
        exited = entered + timedelta(days=days) if at >= PEOPLE // 2 else None
        exited = exited if exited and exited <= today else None
        works = bool(exited) and rng.random() < 0.45
        rows.setdefault("participation", []).append(
            {
                "participation_id": f"ND{at:03d}",
                "person_id": person_id,
                "intervention_code": code,
                "municipality_code": where.municipality,
                "entered_on": entered,
                "exited_on": exited,
                "exit_reason": ("work" if works else "further_rehabilitation") if exited else None,
                "referred_by": ("social_insurance_agency", "region", "municipality")[at % 3],
                "consented_on": entered - timedelta(days=2),
                "consent_withdrawn_on": None,
            }
        )
        benefit = BENEFITS[at % len(BENEFITS)]
        _measured(rows, f"ND{at:03d}", "entry", entered, works=False, benefit=benefit)
        if exited:
            _measured(rows, f"ND{at:03d}", "exit", exited, works=works, benefit=benefit)


def _person(
    rows: dict[str, list[dict[str, Any]]],
    person_id: str,
    controller: str,
    at: int,
    rng: np.random.Generator,
) -> None:
    woman = bool(at % 2)
    born = date(1968 + int(rng.integers(0, 36)), 1 + at % 12, 1 + (at * 7) % 28)
    serial = LAST_SERIALS + (0 if woman else 1)
    digits = np.array([int(f"{born:%Y%m%d}{serial}")])
    first = (WOMEN if woman else MEN)[at // 2 % 10]
    rows.setdefault("person", []).append(
        {
            "person_id": person_id,
            "controller": controller,
            "personal_identity_number": f"{digits[0]}{check_digit(digits)[0]}",
            "name": f"{first} {FAMILIES[(at * 3 + at // 10) % 10]}",
            "sex": "woman" if woman else "man",
            "birth_year": born.year,
            "birth_date": born,
        }
    )


def _measured(
    rows: dict[str, list[dict[str, Any]]],
    participation: str,
    point: str,
    on: date,
    *,
    works: bool,
    benefit: str,
) -> None:
    rows.setdefault("measurement", []).append(
        {
            "participation_id": participation,
            "point": point,
            "measured_on": on,
            "education": "upper_secondary",
            "works": works,
            "work_kind": "subsidised" if works else None,
            "work_percent": 75 if works else None,
            "studies": False,
            "study_percent": None,
            "seeks_work": not works,
            "public_support_since": on - timedelta(days=800) if point == "entry" else None,
        }
    )
    rows.setdefault("income", []).append(
        {
            "participation_id": participation,
            "point": point,
            "source": "no_public_income" if works else benefit,
            "percent": None,
            "since": None,
        }
    )


STEPS = (
    "requested",
    "assessment_first",
    "assessment_last",
    "preparatory_planned",
    "preparatory_started",
    "vocational_started",
    "ended",
)


def _cases(
    rows: dict[str, list[dict[str, Any]]], where: Where, today: date, rng: np.random.Generator
) -> None:
    for at in range(CASES):
        person_id, case_id = f"NV{at:03d}", f"NC{at:03d}"
        _person(rows, person_id, where.insurance, 100 + at, rng)
        reached = at % len(STEPS)
        begun = today - timedelta(days=int(30 + reached * 45 + rng.integers(0, 20)))
        steps = [(step, begun + timedelta(days=30 * n)) for n, step in enumerate(STEPS)]
        done = steps[: reached + 1]
        rows.setdefault("cooperation_case", []).append(
            {
                "case_id": case_id,
                "person_id": person_id,
                "municipality_code": where.municipality,
                "employment_office": where.employment_office,
                "insurance_office": where.insurance_office,
                "benefit": "sickness_benefit" if at % 2 else "activity_compensation",
                "benefit_since": begun - timedelta(days=400),
                "diagnosis_group": None,
                "initiated_by": "social_insurance_agency",
                "plan_agreed_on": done[2][1] if reached >= 3 else None,
                "consented_on": begun - timedelta(days=3),
                "consent_withdrawn_on": None,
            }
        )
        for step, day in done:
            rows.setdefault("cooperation_event", []).append(
                {
                    "case_id": case_id,
                    "event": step,
                    "occurred_on": min(day, today),
                    "reason": "as_planned" if step == "ended" else None,
                }
            )


def _meetings(
    rows: dict[str, list[dict[str, Any]]], where: Where, today: date, rng: np.random.Generator
) -> None:
    for at in range(8):
        rows.setdefault("transition_meeting", []).append(
            {
                "meeting_id": f"NM{at:03d}",
                "held_on": today - timedelta(days=int(rng.integers(5, 200))),
                "sex": "woman" if at % 2 else "man",
                "reason": "sickness_benefit_ending",
                "municipality_code": where.municipality,
            }
        )
