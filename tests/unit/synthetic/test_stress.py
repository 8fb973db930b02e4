"""The register many times over: a snapshot that any reader of snapshots can use."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from samsyn.exchange.snapshot_files import damaged_tables, read_manifest
from samsyn.synthetic.national import tiny
from samsyn.synthetic.stress import write_stress

TIMES = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """Frames of the tiny register, and the folder of its snapshot three times over."""
    frames = tiny(seed=1, today=date(2026, 11, 22)).frames
    into = tmp_path_factory.mktemp("stress")
    manifest = write_stress(frames, TIMES, into=into, seed=1, taken_on=date(2020, 1, 1))
    return frames, into / manifest.id


def _one(folder: Path, query: str) -> tuple:
    return duckdb.sql(query.replace("@", f"{folder}/")).fetchone()


def test_it_is_a_sound_snapshot_of_invented_data(made):
    """The manifest's hashes are those of the files, and it says that the data are made up."""
    _, folder = made
    assert damaged_tables(folder) == []
    assert read_manifest(folder).invented


def test_every_copy_is_there_and_hangs_together(made):
    """Rows times three; each participation finds its person and its intervention."""
    frames, folder = made
    rows = frames["participation"].height * TIMES
    joined = _one(
        folder,
        "select count(*), count(distinct participation_id) from '@participation.parquet' "
        "join '@person.parquet' using (person_id) "
        "join '@intervention.parquet' using (intervention_code) "
        "join '@association.parquet' using (association_code)",
    )
    assert joined == (rows, rows)
    incomes = _one(
        folder,
        "select count(*) from '@income.parquet' join '@participation.parquet' "
        "using (participation_id)",
    )
    assert incomes == (frames["income"].height * TIMES,)


def test_no_key_leads_back_and_rows_stand_by_key(made):
    """Pseudonyms are 32 random digits; no identity number or birth date is in any file."""
    _, folder = made
    for table, key in (("participation", "participation_id"), ("cooperation_case", "case_id")):
        keys = pq.read_table(folder / f"{table}.parquet", columns=[key])[key].to_pylist()
        assert keys == sorted(keys)
        assert all(len(each) == 32 and int(each, 16) >= 0 for each in keys)
    columns = duckdb.sql(f"describe select * from '{folder}/person.parquet'").fetchall()
    assert [column[0] for column in columns] == ["person_id", "controller", "sex", "birth_year"]
