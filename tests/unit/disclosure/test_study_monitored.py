"""What the evaluator's page may show of a study that runs: small numbers and few leavers hidden."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.studies import START, consented, locked_study

from samsyn.disclosure.study import StudyMonitor, release_monitor
from samsyn.evaluation.study_actions import assign_person
from samsyn.evaluation.study_files import read_tables, write_table
from samsyn.evaluation.study_folder import Study

DRAWN_ON = START + timedelta(10)
ON = date(2015, 12, 31)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Sixty people drawn in June 2015, and two who wait with consent."""
    study = locked_study(tmp_path / "a-study")
    people = [f"p{number:02}" for number in range(60)]
    consented(study, *people, "waits-1", "waits-2")
    for person in people:
        assign_person(study, person, on=DRAWN_ON)
    return study


def arms(study: Study) -> dict[str, int]:
    drawn = read_tables(study.tables_folder)["study_assignment"]["arm"]
    return dict(drawn.value_counts().iter_rows())


def end_support(study: Study, arm: str, many: int) -> None:
    """So many of an arm whose support has ended."""
    frames = read_tables(study.tables_folder)
    drawn = frames["study_assignment"].filter(pl.col("arm") == arm)["person_id"].head(many)
    ended = pl.col("person_id").is_in(drawn.to_list())
    people = frames["study_person"].with_columns(
        ended_on=pl.when(ended).then(pl.lit(ON)).otherwise(pl.col("ended_on"))
    )
    write_table(study.tables_folder, "study_person", people)


def printed(found: StudyMonitor, indicator: str, **parts: str) -> str:
    breakdown = ";".join(f"{name}={value}" for name, value in sorted(parts.items()))
    rows = found.release.rows(indicator, breakdown=breakdown)
    return next(row.printed for row in rows if row.statistic == "count")


def test_counts_that_are_large_enough_are_those_of_the_tables(study: Study) -> None:
    """Drawn in all, by month and by arm, and places taken, as the tables have them."""
    found = release_monitor(study, on=ON)
    assert printed(found, "study_entered") == "60"
    assert printed(found, "study_entered", month="2015-06") == "60"
    for arm, people in arms(study).items():
        assert printed(found, "study_people", arm=arm, step="assigned") == str(people)
        assert printed(found, "study_caseload", arm=arm) == str(people)


def test_the_few_who_wait_are_not_counted(study: Study) -> None:
    """Two wait for the draw: neither they nor the step that would give them away are shown."""
    found = release_monitor(study, on=ON)
    waiting = {"step": "consented", "stopped": "under_way"}
    assert printed(found, "study_people", **waiting) == ".."
    assert printed(found, "study_people", step="consented") == ".."


@pytest.mark.parametrize(("ended", "hidden"), [(0, False), (3, True), (9, False)])
def test_places_taken_do_not_give_away_the_few_who_left(
    study: Study, ended: int, hidden: bool
) -> None:
    """Drawn less places taken is how many have left: hidden where that is one to four."""
    end_support(study, "SE", ended)
    found = release_monitor(study, on=ON)
    shown = printed(found, "study_caseload", arm="SE")
    assert shown == (".." if hidden else str(arms(study)["SE"] - ended))
