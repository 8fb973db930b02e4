"""``samsyn study follow``: the outcomes come from the register, and only when they may."""

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.unit.cli.running import ran
from tests.unit.register.small_register import BASE, write

from samsyn.evaluation.demo.make import make_demo
from samsyn.evaluation.study_analysis import analyse_study
from samsyn.evaluation.study_bundle import plain
from samsyn.evaluation.study_files import read_tables
from samsyn.evaluation.study_folder import Study
from samsyn.register.models import AuditEntry

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demo study, and a package that holds its people and their spells as a register would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAMSYN_HOME", str(tmp_path_factory.mktemp("home")))
        study = make_demo(tmp_path_factory.mktemp("studies") / "tre-armar")
    spells = read_tables(study.tables_folder)["status_spell"]
    people = spells["person_id"].unique().sort().to_list()
    tables = {
        "organisation": BASE["organisation"],
        "person": [
            {"person_id": each, "controller": "FK", "sex": "woman", "birth_year": "1990"}
            for each in [*people, "never-drawn"]
        ],
        "status_spell": [
            {name: "" if value is None else str(value) for name, value in row.items()}
            for row in spells.iter_rows(named=True)
        ]
        + [
            {"person_id": person, "source": "other", "status": "education",
             "first_day": first, "last_day": last, "percent": ""}
            for person, first, last in (
                ("never-drawn", "2015-01-01", ""),
                (people[0], "2013-01-01", "2013-06-30"),  # over before anyone was drawn
                (people[0], "2018-01-01", ""),  # after the cut
            )
        ],
    }  # fmt: skip
    package = write(tmp_path_factory.mktemp("packages") / "spells", tables, invented=True)
    return study, package


@pytest.fixture
def study(made, tmp_path) -> Study:
    """The demo with everyone drawn and no outcome; the register knows their spells."""
    shutil.copytree(made[0].folder, tmp_path / "tre-armar")
    found = Study(tmp_path / "tre-armar")
    (found.tables_folder / "status_spell.csv").unlink()
    said = ran("import", made[1], "--accept-volume")
    assert said.status == 0, said
    assert ran("snapshot").status == 0
    return found


def test_the_study_is_analysed_on_what_the_register_knows(study, made):
    """The same numbers as with the table put there by hand: every one of them."""
    said = ran("study", "follow", study.folder)
    assert said.status == 0, said
    assert "för 1\u00a0063 av 1\u00a0063 lottade" in said.out
    found = plain(analyse_study(study, today=TODAY, draws=99))
    by_hand = plain(analyse_study(made[0], today=TODAY, draws=99))
    source, _ = found.pop("source"), by_hand.pop("source")
    assert found == by_hand
    assert source["followed"]["people"] == 1063
    spells = read_tables(study.tables_folder)["status_spell"]
    assert "never-drawn" not in spells["person_id"]
    cut, drawn = study.locked.data_cut, read_tables(study.tables_folder)["study_assignment"]
    assert spells["first_day"].max() <= cut
    held = spells.join(drawn.select("person_id", "assigned_on"), on="person_id")
    ended = held.filter(pl.col("last_day") < pl.col("assigned_on"))
    assert ended.is_empty()


def test_that_people_were_looked_up_is_in_the_log(study):
    """One entry a person drawn, with the study and the snapshot."""
    ran("study", "follow", study.folder)
    entries = AuditEntry.objects.filter(action="study_follow", key="tre-armar")
    assert entries.count() == 1063
    assert json.loads(entries[0].payload)["snapshot"] == _record(study)["snapshot"]
    assert ran("log", "verify").status == 0


def test_no_outcome_before_the_cut(study, monkeypatch):
    """The day before, nothing is copied and no one is looked up."""
    monkeypatch.setattr("samsyn.register.clock.today", lambda: date(2017, 9, 29))
    said = ran("study", "follow", study.folder)
    assert said.status == 1 and "open at the data cut of the protocol, 2017-09-30" in said.err
    assert not (study.tables_folder / "status_spell.csv").exists()
    assert not AuditEntry.objects.filter(action="study_follow").exists()


def test_a_snapshot_from_before_the_cut_is_refused(study, samsyn_home):
    """It knows nothing of the last days."""
    folder = _snapshot(samsyn_home)
    _change(folder, taken_on="2017-09-29")
    said = ran("study", "follow", study.folder, "--snapshot", folder.name)
    assert said.status == 2 and "taken before the data cut, 2017-09-30" in said.err


def test_a_damaged_snapshot_is_refused(study, samsyn_home):
    """One byte more in its spells."""
    with (_snapshot(samsyn_home) / "status_spell.parquet").open("ab") as file:
        file.write(b" ")
    said = ran("study", "follow", study.folder)
    assert said.status == 1 and "is damaged: status_spell" in said.err


def test_invented_and_real_people_are_not_mixed(study, samsyn_home):
    """A snapshot that says it is real, for a study of made-up people."""
    _change(_snapshot(samsyn_home), invented=False)
    said = ran("study", "follow", study.folder)
    assert said.status == 2 and "may not be mixed" in said.err


def test_another_register_s_snapshot_is_refused(study, samsyn_home):
    """With another key nobody drawn is in it; the study is left as it was."""
    keys = json.loads((samsyn_home / "keys.json").read_text())
    keys["snapshot"]["key"] = "A" * 43 + "="
    (samsyn_home / "keys.json").write_text(json.dumps(keys))
    said = ran("study", "follow", study.folder)
    assert said.status == 2 and "None of the 1063 people drawn has a spell" in said.err
    assert not (study.tables_folder / "status_spell.csv").exists()


def test_a_table_that_was_changed_afterwards_is_refused(study):
    """One row less than was taken from the snapshot; taken again it is whole."""
    ran("study", "follow", study.folder)
    path = study.tables_folder / "status_spell.csv"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    said = ran("study", "analyse", study.folder)
    assert said.status == 1 and "is not what was taken from the snapshot" in said.err
    ran("study", "follow", study.folder)
    assert ran("study", "analyse", study.folder).status == 0


def test_the_report_and_the_bundle_name_the_snapshot(study, tmp_path):
    """Where outcomes came from is printed, and stands in the bundle, which replays."""
    ran("study", "follow", study.folder)
    snapshot = _record(study)["snapshot"]
    said = ran("study", "report", study.folder, "--output", tmp_path / "report")
    assert said.status == 0, said
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert f"hämtade ur registrets ögonblicksbild {snapshot}" in page
    assert ran("study", "replay", tmp_path / "report" / "replay.zip").status == 0


def _record(study: Study) -> dict:
    return json.loads((study.folder / "followed.json").read_text("utf-8"))


def _snapshot(home: Path) -> Path:
    (found,) = (path.parent for path in (home / "snapshots").glob("*/manifest.json"))
    return found


def _change(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")
