"""A snapshot holds what is counted and nothing that leads back without the key."""

from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from tests.unit.register.conftest import TODAY, Import
from tests.unit.register.small_register import ANNA

from samsyn.exchange.snapshot_files import arrow_schema, damaged_tables, read_manifest
from samsyn.home import snapshots_folder
from samsyn.register.actions.take_snapshot import take_snapshot
from samsyn.register.models import AuditEntry
from samsyn.register.snapshot import age_at_entry
from samsyn.vocabulary.tables import TABLES


def table(name: str, id: str) -> pl.DataFrame:  # noqa: A002 - what it is called
    return pl.read_parquet(snapshots_folder() / id / f"{name}.parquet")


@pytest.mark.parametrize(
    ("born", "entered", "age"),
    [
        (date(1980, 3, 1), date(2016, 3, 1), 36),  # on the birthday
        (date(1980, 3, 2), date(2016, 3, 1), 35),  # the day before
        (date(1980, 2, 29), date(2015, 2, 28), 34),  # a leap day, in a year without
        (date(1980, 2, 29), date(2015, 3, 1), 35),
        (date(1999, 12, 31), date(2016, 1, 1), 16),
        (None, date(2016, 12, 31), 36),  # by the year alone: 2016 − 1980
    ],
)
def test_age_is_whole_years_on_the_day_of_entry(born: date | None, entered: date, age: int) -> None:
    """Worked by hand; where the birth date is unknown, the years' difference."""
    rows = pl.DataFrame(
        {"entered_on": [entered], "birth_date": [born], "birth_year": [1980]},
        schema_overrides={"birth_date": pl.Date},
    )
    assert age_at_entry(rows).to_list() == [age]


def test_the_files_are_those_of_the_declaration(take_in: Import) -> None:
    """Every table is there with the declared columns, and the manifest counts its rows."""
    take_in()
    manifest = take_snapshot(by="os:test", on=TODAY)
    folder = snapshots_folder() / manifest.id
    for name, file in manifest.tables.items():
        read = pq.read_table(folder / f"{name}.parquet")
        assert read.schema.names == arrow_schema(TABLES[name]).names
        assert read.num_rows == file.rows
    assert manifest.tables["participation"].rows == 2
    assert damaged_tables(folder) == []
    assert read_manifest(folder) == manifest


def test_nothing_leads_back(take_in: Import) -> None:
    """No number, name, birth date, or key of the register is in any file of the snapshot."""
    take_in()
    folder = snapshots_folder() / take_snapshot(by="os:test", on=TODAY).id
    secrets = (ANNA, ANNA[2:], "Anna", "Påhittad", "1980-01-01", "P1", "P2", "D1", "D2")
    for path in folder.glob("*.parquet"):
        values = {str(v) for column in pl.read_parquet(path).iter_columns() for v in column}
        assert values.isdisjoint(secrets), path.name
    assert "birth_date" not in table("person", folder.name).columns


def test_pseudonyms_still_join(take_in: Import) -> None:
    """A participation, its measurements and its person are found together as before."""
    take_in()
    snapshot = take_snapshot(by="os:test", on=TODAY).id
    joined = (
        table("measurement", snapshot)
        .join(table("participation", snapshot), on="participation_id")
        .join(table("person", snapshot), on="person_id")
    )
    assert joined.select("point", "sex", "age_at_entry").sort("point").rows() == [
        ("entry", "woman", 36),
        ("exit", "woman", 36),
    ]
    assert table("person", snapshot)["person_id"].str.len_chars().to_list() == [32, 32]


def test_the_same_register_on_the_same_day_gives_the_same_id(take_in: Import) -> None:
    """Taking it twice makes one snapshot; another day, or a changed row, another."""
    take_in()
    first = take_snapshot(by="os:test", on=TODAY).id
    assert take_snapshot(by="os:test", on=TODAY).id == first
    assert take_snapshot(by="os:test", on=date(2026, 11, 23)).id != first


def test_empty_parts_of_a_key_are_empty(take_in: Import) -> None:
    """The whole year and the whole country are null in a snapshot, not 0 or a blank code."""
    take_in()
    snapshot = take_snapshot(by="os:test", on=TODAY).id
    assert sorted(table("head_count", snapshot)["half"], key=str) == [1, None]
    assert table("benefit_population", snapshot)["municipality_code"].null_count() == 1


def test_what_was_made_up_is_marked(take_in: Import) -> None:
    """The mark of an invented package is in the manifest of every snapshot after it."""
    take_in(invented=True)
    assert take_snapshot(by="os:test", on=TODAY).invented


def test_an_empty_register_can_be_taken(register: None, samsyn_home: Path) -> None:
    """A snapshot of nothing has all tables, without rows, and is no error."""
    manifest = take_snapshot(by="os:test", on=TODAY)
    assert {file.rows for file in manifest.tables.values()} == {0}
    assert not manifest.invented


def test_a_snapshot_is_logged(take_in: Import) -> None:
    """Reading all rows for a snapshot is in the log, with the snapshot's id."""
    take_in()
    snapshot = take_snapshot(by="os:test", on=TODAY).id
    assert AuditEntry.objects.get(action="snapshot").key == snapshot
