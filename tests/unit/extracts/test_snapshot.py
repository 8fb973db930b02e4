"""Opening a snapshot."""

from datetime import date
from pathlib import Path

import pytest
from tests.factories import register, write_register

from samsyn.errors import SamsynError, UnknownName
from samsyn.extracts.snapshot import open_snapshot


def test_where_there_is_none_the_message_says_how_to_take_one(samsyn_home: Path) -> None:
    """Somebody who reports before the first snapshot is told the command."""
    with pytest.raises(SamsynError, match="samsyn snapshot"):
        open_snapshot()


def test_without_a_name_the_latest_is_opened(samsyn_home: Path) -> None:
    """A report is of the latest snapshot unless another is named."""
    into = samsyn_home / "snapshots"
    for day in (date(2020, 1, 1), date(2021, 1, 1)):
        write_register(register(), into, day)
    with open_snapshot() as snapshot:
        assert (snapshot.taken_on, snapshot.invented) == (date(2021, 1, 1), True)


def test_an_older_one_is_opened_by_its_id(samsyn_home: Path) -> None:
    """A report can be made again years later."""
    older = write_register(register(), samsyn_home / "snapshots", date(2020, 1, 1))
    write_register(register(), samsyn_home / "snapshots", date(2021, 1, 1))
    with open_snapshot(older.name) as snapshot:
        assert snapshot.id == older.name


def test_a_file_that_was_changed_is_noticed(tmp_path: Path) -> None:
    """No figure comes from a snapshot whose hash is not the one in its manifest."""
    folder = write_register(register(), tmp_path)
    with (folder / "person.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(SamsynError, match=r"damaged: person"):
        open_snapshot(folder)


def test_a_folder_without_a_manifest_is_no_snapshot(tmp_path: Path) -> None:
    """The message names the folder and what to do."""
    with pytest.raises(SamsynError, match="holds no snapshot"):
        open_snapshot(tmp_path)


def test_a_table_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """A misspelt table says which one is near."""
    with open_snapshot(write_register(register(), tmp_path)) as snapshot:
        with pytest.raises(UnknownName, match="participation"):
            _ = snapshot.tables.participations
        assert "name" not in snapshot.tables.person.columns
