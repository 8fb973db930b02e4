"""A register of a handful of rows, and packages written by hand, for the register's tests."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = Mapping[str, str]


def identity_number(birth: str, serial: str) -> str:
    """``birth`` (YYYYMMDD) with ``serial`` (980–999: never given to anyone) and its check digit.

    The number that the Swedish Tax Agency's own texts show, 811228-9874:

    >>> identity_number("19811228", "987")
    '198112289874'
    """
    digits = [int(digit) for digit in birth[2:] + serial]
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    total = sum(sum(divmod(number, 10)) for number in doubled)
    return f"{birth}{serial}{-total % 10}"


ANNA = identity_number("19800101", "982")  # even: a woman
BO = identity_number("19751231", "983")  # odd: a man

BASE: dict[str, list[Row]] = {
    "organisation": [
        {
            "organisation_code": "FK",
            "party": "social_insurance_agency",
            "name": "Försäkringskassan",
        },
        {"organisation_code": "K1", "party": "municipality", "name": "Kommunen"},
    ],
    "association": [{"association_code": "A1", "name": "Förbund Ett", "first_day": "2010-01-01"}],
    "association_member": [
        {"association_code": "A1", "organisation_code": "FK", "first_day": "2010-01-01"},
        {"association_code": "A1", "organisation_code": "K1", "first_day": "2010-01-01"},
    ],
    "intervention": [
        {
            "intervention_code": "I1",
            "association_code": "A1",
            "name": "Insats Ett",
            "description": 'Citat ", komma och\nrad',
            "orientation": "individual",
            "focus": "assessment;treatment",
            "follow_up": "persons",
            "esf": "false",
            "first_day": "2015-01-01",
        }
    ],
    "person": [
        {
            "person_id": "P1",
            "controller": "FK",
            "personal_identity_number": ANNA,
            "name": "Anna Påhittad",
            "sex": "woman",
            "birth_year": "1980",
            "birth_date": "1980-01-01",
        },
        {
            "person_id": "P2",
            "controller": "K1",
            "personal_identity_number": BO,
            "name": "Bo Påhittad",
            "sex": "man",
            "birth_year": "1975",
            "birth_date": "",
        },
    ],
    "participation": [
        {
            "participation_id": "D1",
            "person_id": "P1",
            "intervention_code": "I1",
            "municipality_code": "0180",
            "entered_on": "2016-03-01",
            "exited_on": "2017-02-01",
            "exit_reason": "work",
            "referred_by": "region",
            "consented_on": "2016-03-01",
        },
        {
            "participation_id": "D2",
            "person_id": "P2",
            "intervention_code": "I1",
            "municipality_code": "",
            "entered_on": "2016-12-31",
            "exited_on": "2017-03-01",
            "exit_reason": "studies",
            "referred_by": "",
            "consented_on": "2016-12-31",
        },
    ],
    "measurement": [
        {
            "participation_id": "D1",
            "point": "entry",
            "measured_on": "2016-03-01",
            "education": "compulsory",
            "works": "true",
            "work_percent": "50",
            "studies": "false",
        },
        {
            "participation_id": "D1",
            "point": "exit",
            "measured_on": "2017-02-01",
            "education": "",
            "works": "",
            "work_percent": "",
            "studies": "",
        },
    ],
    "income": [
        {
            "participation_id": "D1",
            "point": "entry",
            "source": "sickness_benefit",
            "percent": "50",
            "since": "",
        }
    ],
    "head_count": [
        {
            "intervention_code": "I1",
            "year": "2016",
            "half": half,
            "kind": "anonymous",
            "sex": "woman",
            "persons": "3",
        }
        for half in ("", "1")
    ],
    "benefit_population": [
        {
            "year": "2016",
            "benefit": "sickness_benefit",
            "sex": "woman",
            "municipality_code": code,
            "persons": "100",
        }
        for code in ("", "0180")
    ],
    "intervention_staff": [
        {
            "intervention_code": "I1",
            "year": "2016",
            "organisation_code": "FK",
            "full_time_equivalents": "1.25",
            "in_kind_sek": "-5",
        }
    ],
}


def changed(table: str, key: str, **values: str) -> dict[str, list[Row]]:
    """The row of ``BASE`` whose first field is ``key``, with other values, alone."""
    row = next(row for row in BASE[table] if next(iter(row.values())) == key)
    return {table: [{**row, **values}]}


def columns(table: str, key: str, *names: str) -> dict[str, list[Row]]:
    """The row of ``BASE`` whose first field is ``key``, with the columns ``names`` alone."""
    row = next(row for row in BASE[table] if next(iter(row.values())) == key)
    return {table: [{name: row[name] for name in names}]}


def write(
    folder: Path, tables: Mapping[str, Sequence[Row]] = BASE, *, invented: bool = False
) -> Path:
    """Write ``tables`` as a package in ``folder`` with nothing but the standard library."""
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    about: dict[str, Any] = {
        "name": folder.name,
        "version": "1",
        "created": "2026-01-01T00:00:00Z",
        "resources": list(_resources(tables)),
    }
    if invented:
        about["invented"] = True
    (folder / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def _resources(tables: Mapping[str, Sequence[Row]]) -> Iterator[dict[str, str]]:
    for name in tables:
        yield {"name": name, "path": f"{name}.csv"}
