"""Rows in bulk come back as they went in, whatever stands in them."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from samsyn.exchange.column_types import table_schema
from samsyn.register.models import Association, HeadCount
from samsyn.register.rows import insert_rows, read_rows, storable, update_rows
from samsyn.vocabulary.tables import TABLES, Table

NAUGHTY = [
    "",
    " ",
    "'; DROP TABLE person; --",
    '"',
    '""',
    "a,b;c\td",
    "rad ett\nrad två\r\nrad tre",
    "\\N",
    "\\.",
    "x\n\\.\ny",
    "NULL",
    "%s %(a)s {0}",
    "=cmd|' /C calc'!A0",
    "Åsa Öberg 𝔘𝔫𝔦 🙂 ‮",
    "t",
    "1",
]


def put(table: Table, frame: pl.DataFrame) -> None:
    at = pl.lit(datetime(2026, 1, 1, tzinfo=UTC).strftime("%Y-%m-%d %H:%M:%S.%f"))
    insert_rows(table.name, storable(table, frame).with_columns(registered_at=at))


def rows_of(table: Table, **columns: list[object]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema_overrides={n: table_schema(table)[n] for n in columns})


@pytest.mark.django_db
def test_text_comes_back_as_it_went_in() -> None:
    """Quotes, line ends, marks of the database and of its copy format are only text."""
    association = TABLES["association"]
    codes = [f"A{number}" for number in range(len(NAUGHTY))]
    days = [date(2010, 1, 1)] * len(NAUGHTY)
    put(association, rows_of(association, association_code=codes, name=NAUGHTY, first_day=days))
    back = read_rows(association).sort(pl.col("association_code").str.slice(1).cast(pl.Int32))
    assert back["name"].to_list() == [text or None for text in NAUGHTY]
    assert back["first_day"].to_list() == days
    assert list(Association.objects.values_list("name", flat=True).order_by("pk"))


@pytest.mark.django_db
def test_empty_parts_of_a_key_are_unknown_outside_and_stored_inside() -> None:
    """The whole year is a null half for who reads, and a 0 that the primary key can hold."""
    association, intervention = TABLES["association"], TABLES["intervention"]
    put(
        association,
        rows_of(association, association_code=["A"], name=["A"], first_day=[date(2010, 1, 1)]),
    )
    put(
        intervention,
        rows_of(
            intervention,
            intervention_code=["I"],
            association_code=["A"],
            name=["I"],
            orientation=["individual"],
            follow_up=["counts"],
            esf=[None],
            first_day=[date(2010, 1, 1)],
        ),
    )
    table = TABLES["head_count"]
    rows = rows_of(
        table,
        intervention_code=["I"] * 3,
        year=[2016] * 3,
        half=[None, 1, 2],
        kind=["volume"] * 3,
        sex=["man"] * 3,
        persons=[2**40, 0, 7],
    )
    put(table, rows)
    assert sorted(HeadCount.objects.values_list("half", flat=True)) == [0, 1, 2]
    assert read_rows(table).sort("half", nulls_last=False).equals(rows)
    update_rows(table, storable(table, rows.with_columns(persons=pl.lit(5, pl.Int64))))
    assert read_rows(table)["persons"].to_list() == [5, 5, 5]
    assert read_rows(intervention)["esf"].to_list() == [None]


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_empty_table_has_its_columns(table: Table) -> None:
    """A table without rows reads as an empty frame of the declared types."""
    assert read_rows(table).schema == table_schema(table)
