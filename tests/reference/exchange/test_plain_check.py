"""The columnar checks and the plain ones agree on packages made at random."""

import random
import shutil
from datetime import date
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reference.exchange.plain_check import PlainCheck, Row, Tables, key_of
from tests.unit.exchange.sound import Register, number, register_of, write

from samsyn.exchange.check import Checked, check
from samsyn.exchange.column_types import table_schema
from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.package import read_package
from samsyn.vocabulary.tables import TABLES

TODAY = date(2021, 6, 30)
DAYS = ("2018-01-01", "2019-05-05", "2019-05-06", "2020-01-31", "2021-01-01", "2021-06-30")
LATE = "2021-07-01"
NUMBERS = [number(day, n) for day in ("19900115", "19850620", "20010701") for n in (980, 981)]

# Each field with the values it may get; those told twice are likelier, so that most rows stand.
POOLS: dict[str, dict[str, tuple[str, ...]]] = {
    "organisation": {
        "organisation_code": ("O1", "O2", "O3"),
        "party": ("region", "municipality", "region", "municipality", "okänd"),
        "name": ("Namn", "Namn", "=x"),
    },
    "association": {
        "association_code": ("F1", "F2"),
        "name": ("Namn",),
        "first_day": ("2018-01-01", "2018-01-01", "2018-01-01", "2019-05-06"),
        "last_day": ("", "", "", "2020-01-31"),
        "merged_into": ("", "", "", "F1", "F2"),
    },
    "association_member": {
        "association_code": ("F1", "F2"),
        "organisation_code": ("O1", "O2", "O3"),
        "first_day": ("2018-01-01", "2018-01-01", "2019-05-05"),
        "last_day": ("", "", "2019-05-05", "2020-01-31"),
    },
    "association_funds": {
        "association_code": ("F1",),
        "year": ("2020", "2020", "20"),
        "source": ("state", "region", "municipality", "esf"),
        "amount_sek": ("50", "51", "25", "24", "26", "2 5"),
    },
    "intervention": {
        "intervention_code": ("I1", "I2", "I3", "I4", "I5"),
        "association_code": ("F1", "F1", "F2"),
        "name": ("Namn",),
        "orientation": ("individual", "individual", "individual", "structural"),
        "follow_up": ("persons", "persons", "persons", "counts"),
        "method": ("", "ips", "none;ips", "ips;te"),
        "esf": ("", "", "true", "false"),
        "first_day": ("2018-01-01", "2018-01-01", "2019-05-05"),
        "last_day": ("", "", "", "2020-01-31"),
    },
    "person": {
        "person_id": ("P1", "P2", "P3", "P4", "P5", "P6"),
        "controller": ("O1", "O2"),
        "personal_identity_number": ("", "", *NUMBERS, "199001159800"),
        "sex": ("unknown", "unknown", "woman", "man"),
        "birth_year": ("1990", "1990", "1985", "2001"),
        "birth_date": ("", "", "1990-01-15", "1985-06-20"),
    },
    "participation": {
        "participation_id": ("D1", "D2", "D3", "D4", "D5", "D6", "D7"),
        "person_id": ("P1", "P2", "P3"),
        "intervention_code": ("I1", "I2", "I3"),
        "entered_on": (*DAYS, *DAYS, LATE, "2019-02-29"),
        "exited_on": ("", "", "", *DAYS[3:]),
        "exit_reason": ("", "", "", "work", "work", "registered_in_error"),
        "consented_on": ("2019-01-01", "2019-01-01", "2019-01-01", ""),
        "consent_withdrawn_on": ("", "", "", "", "2020-01-31"),
    },
    "measurement": {
        "participation_id": ("D1", "D2", "D3", "D4"),
        "point": ("entry", "exit"),
        "measured_on": DAYS[1:],
        "works": ("", "true", "false"),
        "work_percent": ("", "", "50", "0"),
        "studies": ("", "true", "false"),
        "study_percent": ("", "", "100"),
    },
    "income": {
        "participation_id": ("D1", "D2", "D3", "D4"),
        "point": ("entry", "exit"),
        "source": ("social_assistance", "activity_compensation", "no_public_income"),
        "percent": ("", "50"),
    },
    "head_count": {
        "intervention_code": ("I1", "I2", "I3"),
        "year": ("2019", "2020"),
        "half": ("", "1", "3"),
        "kind": ("anonymous", "anonymous", "volume", "structural"),
        "sex": ("woman", "man"),
        "persons": ("10", "20", "31"),
    },
    "cooperation_case": {
        "case_id": ("C1", "C2"),
        "person_id": ("P1", "P2", "P3"),
        "benefit": ("sickness_benefit", "sickness_benefit", "x"),
        "consented_on": ("2019-01-01", "2019-01-01", "2019-01-01", ""),
    },
    "cooperation_event": {
        "case_id": ("C1", "C2"),
        "event": (
            "requested",
            "requested",
            "assessment_first",
            "assessment_first",
            "assessment_last",
            "employer_support",
            "vocational_planned",
            "vocational_started",
            "ended",
            "interrupted",
        ),
        "occurred_on": (*DAYS[:4], LATE),
    },
}
WALK = (
    "requested",
    "assessment_first",
    "employer_support",
    "assessment_last",
    "preparatory_planned",
    "preparatory_started",
    "vocational_started",
    "preparatory_started",
    "ended",
)
OPTIONAL = {
    "association": ("last_day", "merged_into"),
    "association_member": ("last_day",),
    "intervention": ("method", "esf", "last_day"),
    "person": ("personal_identity_number", "birth_date"),
    "participation": ("exited_on", "exit_reason", "consent_withdrawn_on"),
    "measurement": ("works", "work_percent", "studies", "study_percent"),
    "income": ("percent",),
}


def random_package(chance: random.Random) -> Tables:
    """A package of random rows; tables, and optional columns, may be left out."""
    tables: Tables = {}
    for table, pools in POOLS.items():
        rows = [
            {name: chance.choice(values) for name, values in pools.items()}
            for _ in range(chance.randrange(6))
        ]
        left_out = {chance.choice(OPTIONAL[table])} if table in OPTIONAL else set()
        if chance.random() < 0.7:
            left_out = set()
        if rows:
            tables[table] = [{n: v for n, v in row.items() if n not in left_out} for row in rows]
    if chance.random() < 0.7:
        tables["cooperation_event"] = random_walk(chance)
    return tables


def random_walk(chance: random.Random) -> list[Row]:
    """The events of a case, most often in the order of the diagram, some on the same day."""
    events = list(WALK[: chance.randint(1, len(WALK))])
    if chance.random() < 0.4:
        events.insert(chance.randrange(len(events) + 1), chance.choice(WALK))
    days = sorted(chance.choices([f"2019-01-{day:02}" for day in range(1, 29)], k=len(events)))
    return [
        {"case_id": "C1", "event": event, "occurred_on": day}
        for event, day in zip(events, days, strict=True)
    ]


def foundation() -> Tables:
    """What most rows of a random package can stand on."""
    return {
        "organisation": [
            {"organisation_code": f"O{n}", "party": party, "name": "Namn"}
            for n, party in enumerate(("region", "municipality", "region"), start=1)
        ],
        "association": [_first("association", association_code=code) for code in ("F1", "F2")],
        "intervention": [_first("intervention", intervention_code=f"I{n}") for n in (1, 2, 3)],
        "person": [_first("person", person_id=f"P{n}") for n in (1, 2, 3)],
        "participation": [_first("participation", participation_id=f"D{n}") for n in (1, 2)],
        "cooperation_case": [_first("cooperation_case", case_id=code) for code in ("C1", "C2")],
    }


def _first(table: str, **key: str) -> Row:
    return {name: values[0] for name, values in POOLS[table].items()} | key


def both(folder: Path, package: Tables, held: Register) -> tuple[Checked, PlainCheck]:
    """The package judged by the columnar checks and by the plain ones."""
    shutil.rmtree(folder, ignore_errors=True)
    result = check(read_package(write(folder, package)), known=held, today=TODAY)
    rows = {
        table: {key_of(table, each): each for each in _as_text(table, frame)}
        for table, frame in held.frames.items()
    }
    return result, PlainCheck(package, rows, TODAY)


def _as_text(table: str, frame: pl.DataFrame) -> list[Row]:
    texts = frame.with_columns(pl.all().cast(pl.String).fill_null("")).rows(named=True)
    return [{name: each.get(name, "") for name in TABLES[table].names} for each in texts]


def must_agree(result: Checked, plain: PlainCheck) -> None:
    """The same rows refused, counted as repeated, and warned of."""
    refused = {
        (each["table"], each["line"] - 2)
        for each in result.problems.filter(pl.col("severity") == "refused").rows(named=True)
    }
    assert refused == plain.refused
    assert result.refused_rows == len(plain.refused - plain.repeats)
    assert result.repeated == len(plain.repeats)
    warned = {
        (each["rule"], each["table"], each["line"] - 2)
        for each in result.problems.filter(pl.col("severity") == "warned").rows(named=True)
        if each["rule"] != "R19"
    }
    assert warned == plain.warned
    assert set(result.volume.rows()) == plain.volume
    assert LINE not in {name for frame in result.accepted.values() for name in frame.columns}


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), founded=st.booleans())
def test_both_judge_random_packages_alike(seed: int, founded: bool, tmp_path: Path):
    """A first package into a register that is empty or has its foundation; then a second,
    judged together with what the first brought in."""
    chance = random.Random(seed)
    held = register_of(tmp_path, foundation()) if founded else Register({})
    for _ in range(2):
        result, plain = both(tmp_path / "package", random_package(chance), held)
        must_agree(result, plain)
        held = _after(held, result)


def _after(held: Register, result: Checked) -> Register:
    """The register with the accepted rows in it; a column left out stays as it was."""
    frames = dict(held.frames)
    for table, given_rows in result.accepted.items():
        schema = table_schema(TABLES[table])
        before = frames.get(table, schema.to_frame())
        before = before.with_columns(
            pl.lit(None, dtype).alias(n) for n, dtype in schema.items() if n not in before.columns
        ).select(schema.names())
        key = list(TABLES[table].key)
        left_out = [name for name in schema if name not in given_rows.columns]
        whole = given_rows.join(
            before.select(*key, *left_out), on=key, how="left", nulls_equal=True
        )
        rest = before.join(given_rows.select(key), on=key, how="anti", nulls_equal=True)
        frames[table] = pl.concat([whole.select(schema.names()), rest])
    return Register(frames)
