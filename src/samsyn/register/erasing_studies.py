"""What studies keep of someone who is erased, so that the proof can say so.

A study's draw is append-only and its analysis is of all who were drawn, so that an auditor can
compute both again. Its rows stay, under an id that leads to nobody once the person is erased.
"""

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from samsyn.home import home
from samsyn.register.recognising import PERSON, Rows, Sought, rows_of, text_of

STUDIES = "studies"
DRAW = ".sqlite"


def rows_in_studies(sought: Sought) -> int:
    """How many rows of the studies below ``SAMSYN_HOME`` are about the person."""
    return sum(_count(path, sought) for path in _files())


def _files() -> Iterator[Path]:
    for path in sorted((home() / STUDIES).rglob("*")):
        if path.suffix in (".csv", ".parquet", DRAW) and path.is_file():
            yield path


def _count(path: Path, sought: Sought) -> int:
    try:
        return sum(1 for _row in sought.about(_rows(path)))
    except (csv.Error, pl.exceptions.PolarsError, sqlite3.Error):  # no table, but not silent
        return int(sought.may_be_in(text_of(path.read_bytes())))


def _rows(path: Path) -> Rows:
    if path.suffix == DRAW:
        return Rows.of([(PERSON,), *_drawn(path)])
    if path.suffix == ".parquet":
        table = pl.read_parquet(path).select(pl.all().cast(pl.String).fill_null(""))
        return Rows.of([table.columns, *table.rows()])
    return rows_of(text_of(path.read_bytes()))


def _drawn(path: Path) -> list[tuple[str]]:
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        return database.execute("SELECT person FROM assignment").fetchall()
    finally:
        database.close()
