"""People on their way into a study: steps, the draw, what is logged, and what no one can find."""

import json
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import polars as pl
import pytest
from tests.studies import START, consented, locked_study, protocol_text

from samsyn.errors import UnknownCode, UnknownName, WrongUse
from samsyn.evaluation.assignment import AlreadyAssigned, WaitsForRoom, draw_block, replay
from samsyn.evaluation.study_actions import (
    CannotDraw,
    CannotScreen,
    assign_person,
    record_breach,
    record_end,
    record_given,
    record_step,
    record_units,
)
from samsyn.evaluation.study_bundle import plain
from samsyn.evaluation.study_files import InvalidStudyTable, read_tables, write_table
from samsyn.evaluation.study_folder import (
    NotLocked,
    SeedMissing,
    StudyExists,
    find_study,
    make_study,
    seed_of,
)
from samsyn.evaluation.study_gathering import NeverDrawn, assignments_of
from samsyn.evaluation.study_monitor import monitor

DRAWN_ON = START + timedelta(10)


@pytest.fixture
def study(tmp_path):
    return locked_study(tmp_path / "a-study")


def drawn(study, *people):
    consented(study, *people)
    return [assign_person(study, person, on=DRAWN_ON).arm for person in people]


def tables(study):
    return read_tables(study.tables_folder)


def test_a_person_is_drawn_once_with_consent_and_in_the_tables(study):
    """The arm stands in the log and in the tables, with the day; a second draw is refused."""
    (arm,) = drawn(study, "p1")
    (line,) = assignments_of(tables(study)["study_assignment"])
    assert (line.person, line.arm, line.stratum, line.number) == ("p1", arm, "0180", 1)
    assert tables(study)["study_person"]["assigned_on"].to_list() == [DRAWN_ON]
    with pytest.raises(AlreadyAssigned):
        assign_person(study, "p1", on=DRAWN_ON)


def test_caseworkers_at_the_same_time_never_write_over_each_other(study):
    """Eight draw and log at once: every person is in the tables, numbers without gap or double."""
    people = [f"p{number}" for number in range(8)]
    consented(study, *people)

    def work(person):
        assign_person(study, person, on=DRAWN_ON)
        record_given(study, person, month=1, amounts={"staff_hours": 1})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, people))
    found = tables(study)
    assert sorted(found["study_assignment"]["number"]) == list(range(1, 9))
    assert set(found["study_delivery"]["person_id"]) == set(people)
    assert found["study_person"]["assigned_on"].null_count() == 0


def test_no_arm_is_drawn_before_consent(study):
    """Everyone else waits for the step before; the log stays empty."""
    record_step(study, "p1", "suggested", on=START, site="0180",
                suggested_by="daily_activities")  # fmt: skip
    for person, problem in (("p1", "Consent"), ("p2", "not in the screening log")):
        with pytest.raises(CannotDraw, match=problem):
            assign_person(study, person, on=DRAWN_ON)
    assert tables(study)["study_assignment"].is_empty()


def test_no_one_is_drawn_outside_the_study(study):
    """Not under an open protocol, not before the site joins, not too late to be followed."""
    consented(study, "p1", site="1480", day=date(2015, 4, 1))
    with pytest.raises(CannotDraw, match="joins 2015-05-01"):
        assign_person(study, "p1", on=date(2015, 4, 20))
    with pytest.raises(CannotDraw, match="intake is over"):
        assign_person(study, "p1", on=date(2016, 8, 1))
    open_ = make_study(study.folder.parent / "open", text=protocol_text("open"))
    with pytest.raises(NotLocked, match="not locked"):
        assign_person(open_, "p1", on=DRAWN_ON)


def test_a_full_arm_lets_everyone_wait_and_a_place_is_free_again(tmp_path):
    """No cap is broken: the person waits, nothing is drawn; the end of support frees a place."""
    small = locked_study(
        tmp_path / "small",
        **{"caseload = 20              #": "caseload = 1 #", "staff = 10 ": "staff = 1 "},
    )
    people = [f"p{number}" for number in range(12)]
    waiting = []
    consented(small, *people)
    for person in people:
        try:
            assign_person(small, person, on=DRAWN_ON)
        except WaitsForRoom:
            waiting.append(person)
    log = tables(small)["study_assignment"]
    assert waiting and (log["arm"] == "SE").sum() == 1
    assert monitor(small, on=DRAWN_ON).waiting == len(waiting)
    on_se = log.filter(pl.col("arm") == "SE")["person_id"][0]
    record_step(small, on_se, "accepted", on=DRAWN_ON)
    record_step(small, on_se, "started", on=DRAWN_ON)
    record_end(small, on_se, on=DRAWN_ON + timedelta(30), broke_off=True)
    assert assign_person(small, waiting[0], on=DRAWN_ON + timedelta(31)).number == log.height + 1


def test_the_seed_lies_apart_for_its_owner_alone(study, samsyn_home):
    """No file of the study holds it in any form; its own is of mode 600 in a folder of mode 700."""
    drawn(study, "p1", "p2")
    seed = seed_of(study.locked)
    (path,) = (samsyn_home / "study-seeds").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for file in study.folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert seed not in content and seed.hex().encode() not in content


def test_two_studies_that_differ_in_the_next_arm_look_the_same(tmp_path, monkeypatch, samsyn_home):
    """With the same past and another future, all that a caseworker can reach is alike, to the byte.

    The two seeds give the same first four arms and a different fifth. Files (but for the seed's
    fingerprint), the monitor and the words of every refusal are compared; so nothing in them can
    tell what comes next.
    """
    shares = (("CM", 1), ("FS", 1), ("SE", 1))
    futures: dict = {}
    for number in count():
        seed = number.to_bytes(32, "big")
        block = draw_block(seed, study="a-study", stratum="0180", block=1, shares=shares)
        if len(block) > 4:
            seeds = futures.setdefault(block[:4], {})
            seeds.setdefault(block[4], seed)
            if len(seeds) == 2:
                break
    seen, following = [], []
    for name, seed in zip("xy", seeds.values(), strict=True):
        study = locked_study(tmp_path / name / "a-study", seed=seed)
        consented(study, "p5")
        drawn(study, "p1", "p2", "p3", "p4")
        told = json.dumps(plain(monitor(study, on=DRAWN_ON)))
        words = []
        for person in ("p1", "p6"):
            with pytest.raises((AlreadyAssigned, CannotDraw)) as refused:
                assign_person(study, person, on=DRAWN_ON)
            words.append(str(refused.value))
        seen.append((_reachable(study), told, words))
        following.append(assign_person(study, "p5", on=DRAWN_ON).arm)
    assert seen[0] == seen[1]
    assert following[0] != following[1]


def _reachable(study):
    mark = re.compile(study.protocol.seed_fingerprint)
    content = {}
    for path in sorted(study.folder.rglob("*")):
        if path.suffix in (".sqlite-wal", ".sqlite-shm") or path.is_dir():
            continue
        text = mark.sub("FINGERPRINT", path.read_bytes().decode("latin-1"))
        if path.name == "versions.toml":
            text = re.sub('sha256 = ".*"', "", text)
        content[path.relative_to(study.folder).as_posix()] = text
    return content


def test_the_draw_is_done_within_every_stratum_of_the_protocol(tmp_path):
    """Site and sex: a woman and a man of one site open two blocks; unknown sex is not drawn."""
    study = locked_study(tmp_path / "two", **{'strata = ["site"]': 'strata = ["site", "sex"]'})
    consented(study, "p1", "p2", "p3")
    known = pl.DataFrame({"person_id": ["p1", "p2"], "covariate": "sex", "value": [1.0, 0.0]})
    write_table(study.tables_folder, "study_covariate", known)
    for person in ("p1", "p2"):
        assign_person(study, person, on=DRAWN_ON)
    log = assignments_of(tables(study)["study_assignment"])
    assert [(each.stratum, each.position) for each in log] == [("0180 sex=1", 1), ("0180 sex=0", 1)]
    with pytest.raises(CannotDraw, match="within sex"):
        assign_person(study, "p3", on=DRAWN_ON)


def test_the_log_replays_with_the_seed(study):
    """An auditor with the table and the opened seed gets every arm again."""
    drawn(study, *(f"p{number}" for number in range(20)))
    log = assignments_of(tables(study)["study_assignment"])
    assert replay(log, study="a-study", seed=seed_of(study.locked)) == log


def test_without_the_seed_or_the_log_no_one_is_drawn(study, samsyn_home):
    """A copy of the folder elsewhere cannot give the same place twice."""
    drawn(study, "p1")
    consented(study, "p2")
    study.log_file.unlink()
    with pytest.raises(CannotDraw, match="not the log"):
        assign_person(study, "p2", on=DRAWN_ON)
    for path in (samsyn_home / "study-seeds").iterdir():
        path.unlink()
    with pytest.raises(SeedMissing, match="not on this machine"):
        seed_of(study.locked)


def test_steps_are_taken_in_order_and_in_time(study):
    """No step is skipped, taken before the last, taken after stopping, or assigned by hand."""
    first = {"site": "0180", "suggested_by": "daily_activities"}
    with pytest.raises(CannotScreen, match="begin with suggested"):
        record_step(study, "p1", "judged", on=START)
    record_step(study, "p1", "suggested", on=START, **first)
    with pytest.raises(CannotScreen, match="next step is judged"):
        record_step(study, "p1", "asked", on=START)
    with pytest.raises(CannotScreen, match="before suggested"):
        record_step(study, "p1", "judged", on=START - timedelta(1))
    with pytest.raises(CannotScreen, match="by hand"):
        record_step(study, "p1", "assigned", on=START)
    record_step(study, "p1", "judged", on=START, reason="health")
    with pytest.raises(CannotScreen, match=r"no further after judged \(health\)"):
        record_step(study, "p1", "wants_support", on=START)


def test_codes_and_sites_are_held_to_their_lists(study):
    """A slip says what is near."""
    with pytest.raises(UnknownName, match="0180"):
        record_step(study, "p", "suggested", on=START, site="0181", suggested_by="x")
    with pytest.raises(UnknownCode, match="daily_activities"):
        record_step(study, "p", "suggested", on=START, site="0180", suggested_by="daily_activity")
    with pytest.raises(UnknownName, match="suggested"):
        record_step(study, "p", "sugested", on=START)


def test_a_personal_identity_number_is_no_id_and_is_not_repeated(study):
    """Four ways to write an invented one are refused, and the message does not hold it."""
    for number in ("19900101-9802", "199001019802", "900101-9802", "9001019802"):
        with pytest.raises(WrongUse, match="personal identity number") as refused:
            record_step(study, number, "suggested", on=START, site="0180",
                        suggested_by="daily_activities")  # fmt: skip
        assert number not in str(refused.value)


def test_what_is_given_adds_up_by_month(study):
    """Two visits logged apart are two visits; units of an item likewise; a breach stands once."""
    drawn(study, "p1")
    for _ in range(2):
        record_given(study, "p1", month=3, amounts={"workplace_visits": 1, "staff_hours": 1.5},
                     coach="c1")  # fmt: skip
        record_units(study, "p1", "job_coach", 2.5, year=0)
        record_breach(study, "p1", "changed_arm", on=DRAWN_ON)
    found = tables(study)
    assert found["study_delivery"].row(0) == ("p1", 3, "c1", 3.0, None, 2, None)
    assert found["study_cost"].row(0) == ("p1", "job_coach", 0, 5.0)
    assert found["study_breach"].height == 1


def test_nothing_is_logged_for_someone_never_drawn(study):
    """Hours, breaches, costs and an end need an arm."""
    consented(study, "p1")
    with pytest.raises(NeverDrawn):
        record_given(study, "p1", month=1, amounts={"staff_hours": 1})
    with pytest.raises(NeverDrawn):
        record_breach(study, "p1", "changed_arm", on=DRAWN_ON)
    with pytest.raises(NeverDrawn):
        record_units(study, "p1", "job_coach", 1, year=0)
    with pytest.raises(NeverDrawn):
        record_end(study, "p1", on=DRAWN_ON, broke_off=False)


def test_a_slip_in_what_is_logged_is_refused(study):
    """Unknown items, kinds and measures; months before the first; less than nothing."""
    drawn(study, "p1")
    with pytest.raises(UnknownName, match="job_coach"):
        record_units(study, "p1", "job_coch", 1, year=0)
    with pytest.raises(UnknownName, match="changed_arm"):
        record_breach(study, "p1", "change_arm", on=DRAWN_ON)
    with pytest.raises(UnknownName, match="staff_hours"):
        record_given(study, "p1", month=1, amounts={"staff_hour": 1})
    with pytest.raises(WrongUse, match="from 1"):
        record_given(study, "p1", month=0, amounts={"staff_hours": 1})
    with pytest.raises(WrongUse, match="negative"):
        record_given(study, "p1", month=1, amounts={"staff_hours": -1})


def test_the_monitor_never_opens_outcomes(study):
    """A table of outcomes that cannot even be read changes nothing that the monitor says."""
    drawn(study, "p1", "p2", "p3")
    before = monitor(study, on=DRAWN_ON)
    (study.tables_folder / "status_spell.csv").write_text("broken\n1\n", encoding="utf-8")
    assert monitor(study, on=DRAWN_ON) == before
    assert before.inflow[-1].in_all == 3 and before.without_covariates == 3


def test_a_coach_over_the_cap_is_seen(tmp_path):
    """Three people with one coach in an arm whose coaches carry two."""
    small = locked_study(tmp_path / "small", **{"caseload = 20              #": "caseload = 2 #"})
    drawn(small, *(f"p{number}" for number in range(15)))
    log = tables(small)["study_assignment"]
    on_se = log.filter(pl.col("arm") == "SE")["person_id"][:3]
    frame = pl.DataFrame({"person_id": on_se, "month": 1, "coach": "c1"})
    write_table(small.tables_folder, "study_delivery", frame)
    loads = {each.arm: each for each in monitor(small, on=DRAWN_ON).caseloads}
    assert (loads["SE"].coaches, loads["SE"].over_cap) == (1, 1)
    assert (loads["SE"].holding, loads["SE"].cap) == ((log["arm"] == "SE").sum(), 20)


def test_faults_in_a_table_are_met_with_file_line_and_field(study):
    """A date, a code, a doubled key, an unknown column, and a stranger; all at once."""
    folder = study.tables_folder
    (folder / "study_person.csv").write_text(
        "person_id,site,suggested_by,suggested_on\n"
        "a,0180,daily_activities,2015-13-01\na,0180,daily_activity,2015-01-01\n",
        encoding="utf-8",
    )
    (folder / "study_breach.csv").write_text("person_id,breach,occured_on\n", encoding="utf-8")
    with pytest.raises(InvalidStudyTable) as caught:
        tables(study)
    found = {(fault.file, fault.line, fault.field) for fault in caught.value.faults}
    assert found == {
        ("study_person.csv", 2, "suggested_on"), ("study_person.csv", 3, "suggested_by"),
        ("study_person.csv", 3, "person_id"), ("study_breach.csv", 1, "occured_on"),
        ("study_breach.csv", 1, "occurred_on"),
    }  # fmt: skip
    assert "Did you mean 'daily_activities'?" in str(caught.value)


def test_tables_read_alike_from_csv_and_parquet(study):
    """The same rows in Parquet give the same frame."""
    drawn(study, "p1", "p2")
    before = tables(study)["study_person"]
    (study.tables_folder / "study_person.csv").unlink()
    before.write_parquet(study.tables_folder / "study_person.parquet")
    assert tables(study)["study_person"].equals(before)


def test_a_study_has_one_place_and_a_plain_name(study, tmp_path):
    """A taken folder, a name with capitals and a study that is not there are refused."""
    with pytest.raises(StudyExists):
        make_study(study.folder)
    with pytest.raises(WrongUse, match="small letters"):
        make_study(tmp_path / "En Studie")
    with pytest.raises(WrongUse, match="samsyn study new"):
        find_study("none")
    assert replace(find_study(str(study.folder))) == study
