"""The register without what leads back to anyone: pseudonyms for keys, an age for a birth date."""

import polars as pl
import pyarrow as pa

from samsyn.exchange.snapshot_files import arrow_schema, snapshot_tables
from samsyn.register.identity import pseudonyms
from samsyn.register.keys import load_keys
from samsyn.register.rows import read_rows
from samsyn.vocabulary.tables import (
    AGE_AT_ENTRY,
    TABLES,
    InSnapshot,
    Table,
    snapshot_fields,
)

PARTICIPATION = TABLES["participation"]


def pseudonymised_tables() -> dict[str, pa.Table]:
    """Every table that goes into snapshots, in the columns of ``snapshot_fields``."""
    standing_in = _Pseudonyms(load_keys().snapshot)
    return {table.name: _arrow(table, _content(table, standing_in)) for table in snapshot_tables()}


def age_at_entry(entries: pl.DataFrame) -> pl.Series:
    """Whole years on the day of entry (columns entered_on, birth_date, birth_year).

    Where the birth date is unknown: the year of entry minus the year of birth. Someone born on
    29 February is a year older from 1 March in years without that day.
    """
    entered, born = pl.col("entered_on"), pl.col("birth_date")
    is_before_birthday = _day_of_year(entered) < _day_of_year(born)
    exact = entered.dt.year() - born.dt.year() - is_before_birthday.cast(pl.Int32)
    by_year = entered.dt.year() - pl.col("birth_year")
    age = pl.coalesce(exact, by_year).cast(pl.Int64).alias(AGE_AT_ENTRY.name)
    return entries.select(age).to_series()


class _Pseudonyms:
    """Each value of each field hashed once, in however many tables it stands."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._made: dict[str, pl.DataFrame] = {}

    def of(self, values: pl.Series) -> pl.Series:
        """The pseudonyms of a column, in its order, under its name."""
        field = values.name
        asked = values.to_frame()
        made = self._made.get(field, asked.clear().with_columns(pseudonym=pl.lit("")))
        fresh = asked.unique().join(made, on=field, how="anti")[field]
        hashed = pl.Series("pseudonym", pseudonyms(fresh, of=field, key=self._key), pl.String)
        self._made[field] = made = pl.concat([made, fresh.to_frame().with_columns(hashed)])
        found = asked.join(made, on=field, how="left", maintain_order="left")
        return found["pseudonym"].alias(field)


def _day_of_year(day: pl.Expr) -> pl.Expr:
    """301 for 1 March: in order, and the same in leap years."""
    return (
        day.dt.month().cast(pl.Int32) * 100 + day.dt.day()
    )  # months are Int8: 3 × 100 is too much


def _content(table: Table, standing_in: _Pseudonyms) -> pl.DataFrame:
    kept = [field for field in snapshot_fields(table) if field != AGE_AT_ENTRY]
    frame = read_rows(table, [field.name for field in kept])
    if table == PARTICIPATION:
        frame = frame.with_columns(_ages(frame))
    return frame.with_columns(
        standing_in.of(frame[field.name])
        for field in kept
        if field.in_snapshot is InSnapshot.PSEUDONYM
    )


def _ages(participations: pl.DataFrame) -> pl.Series:
    born = read_rows(TABLES["person"], ["person_id", "birth_year", "birth_date"])
    pairs = participations.select("person_id", "entered_on")
    return age_at_entry(pairs.join(born, on="person_id", how="left", maintain_order="left"))


def _arrow(table: Table, frame: pl.DataFrame) -> pa.Table:
    schema = arrow_schema(table)
    return frame.select(schema.names).to_arrow().cast(schema)
