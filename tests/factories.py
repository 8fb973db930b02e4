"""Registers drawn as tables of text, and the snapshots made of them.

A drawn table has a header and rows with ``|`` between the columns::

    person_id | entered_on | exited_on
    anna      | 2019-03-01 |

An empty cell is unknown. What is not drawn is filled in so that every row means something: a
participation without an intervention is in ``i1``, an intervention not drawn is individual and of
association ``a1``, an association not drawn has existed since 2000 with the municipality 1480, a
person not drawn is a woman.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from samsyn.exchange.snapshot_files import arrow_schema, snapshot_tables, write_snapshot
from samsyn.vocabulary.tables import TABLES, Kind, table

Row = dict[str, Any]
Register = dict[str, list[Row]]

TAKEN_ON = date(2022, 6, 30)
EARLY = date(2000, 1, 1)
CITY = "1480"

_READ = {
    Kind.DATE: date.fromisoformat,
    Kind.BOOLEAN: lambda text: {"yes": True, "no": False}[text],
    Kind.DECIMAL: float,
    **dict.fromkeys((Kind.YEAR, Kind.HALF, Kind.COUNT, Kind.MONEY, Kind.PERCENT), int),
}


def drawn_rows(text: str) -> list[dict[str, str]]:
    """The rows of a drawn table, every cell a text.

    >>> drawn_rows("a | b\\n1 |")
    [{'a': '1', 'b': ''}]
    """
    lines = [line for line in text.strip().splitlines() if line.strip()]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


def register(**drawn: str | Iterable[Row]) -> Register:
    """A register of drawn tables (or rows already typed), with what is missing filled in."""
    made: Register = {each.name: [] for each in snapshot_tables()}
    for name, content in drawn.items():
        rows = (
            [_typed(name, row) for row in drawn_rows(content)]
            if isinstance(content, str)
            else content
        )
        made[name] = [dict(row) for row in rows]
    for fill in (_people, _interventions, _associations):
        fill(made)
    return made


def write_register(made: Mapping[str, list[Row]], into: Path, taken_on: date = TAKEN_ON) -> Path:
    """The folder of a snapshot of the register."""
    arrow = {name: _arrow(name, rows) for name, rows in made.items()}
    manifest = write_snapshot(arrow, into=into, taken_on=taken_on, invented=True)
    return into / manifest.id


def _typed(name: str, row: Mapping[str, str]) -> Row:
    typed: Row = {}
    for field_name, text in row.items():
        own = field_name not in table(name).names
        kind = Kind.COUNT if own else table(name).field(field_name).kind
        typed[field_name] = _READ.get(kind, str)(text) if text else None
    return typed


def _people(made: Register) -> None:
    for number, row in enumerate(made["participation"], 1):
        row.setdefault("participation_id", f"p{number}")
        row.setdefault("person_id", row["participation_id"])
        row.setdefault("intervention_code", "i1")
        row.setdefault("age_at_entry", 40)
        if row.get("exited_on"):
            row.setdefault("exit_reason", "work")
    for number, row in enumerate(made["cooperation_case"], 1):
        row.setdefault("case_id", f"c{number}")
        row.setdefault("person_id", row["case_id"])
        row.setdefault("benefit", "sickness_benefit")
    wanted = [row["person_id"] for row in [*made["participation"], *made["cooperation_case"]]]
    _add(made["person"], "person_id", wanted, sex="woman", birth_year=1980, controller="fk")


def _interventions(made: Register) -> None:
    about = ("participation", "head_count", "intervention_group", "intervention_cost")
    about += ("intervention_staff", "structural_activity")
    wanted = [row["intervention_code"] for name in about for row in made[name]]
    _add(made["intervention"], "intervention_code", wanted)
    for row in made["intervention"]:
        row.setdefault("association_code", "a1")
        row.setdefault("orientation", "individual")
        row.setdefault("follow_up", "persons")
        row.setdefault("first_day", EARLY)
    for row in made["intervention_group"]:
        row.setdefault("first_day", EARLY)


def _associations(made: Register) -> None:
    about = ("intervention", "association_area", "association_funds", "association_cost")
    wanted = [row["association_code"] for name in about for row in made[name]]
    _add(made["association"], "association_code", wanted)
    for row in made["association"]:
        row.setdefault("first_day", EARLY)
    codes = [row["association_code"] for row in made["association"]]
    _add(made["association_area"], "association_code", codes, municipality_code=CITY)
    for row in made["association_area"]:
        row.setdefault("first_day", EARLY)


def _add(rows: list[Row], key: str, wanted: Iterable[str], **filled: Any) -> None:
    known = {row[key] for row in rows}
    rows += [{key: value, **filled} for value in dict.fromkeys(wanted) if value not in known]


def _arrow(name: str, rows: list[Row]) -> pa.Table:
    schema = arrow_schema(TABLES[name])
    return pa.Table.from_pylist(
        [{column: row.get(column) for column in schema.names} for row in rows], schema=schema
    )
