"""``samsyn study``: the whole way as a user goes it, and every refusal as a user meets it."""

import json
import shutil
import sys
from datetime import date

import polars as pl
import pytest
from tests.studies import START, protocol_text

from samsyn.cli import main
from samsyn.cli.study_replay import told as replay_told
from samsyn.cli.study_results_told import told
from samsyn.evaluation.cost_effectiveness import icer_of
from samsyn.evaluation.demo.make import make_demo
from samsyn.evaluation.study_analysis import analyse_study
from samsyn.evaluation.study_bundle import replay_bundle, write_bundle
from samsyn.evaluation.study_files import read_tables, write_table
from samsyn.evaluation.study_folder import Study, seed_of

TODAY = date(2026, 11, 22)
DAY = START.isoformat()


@pytest.fixture
def samsyn(monkeypatch, capsys):
    """Run the command; its exit status, what it printed and its errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["samsyn", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return run


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo study; tests that change it take a copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAMSYN_HOME", str(tmp_path_factory.mktemp("home")))
        return make_demo(tmp_path_factory.mktemp("studies") / "tre-armar")


@pytest.fixture(scope="module")
def results(demo):
    return analyse_study(demo, today=TODAY, draws=200)


@pytest.fixture
def copy(demo, tmp_path):
    shutil.copytree(demo.folder, tmp_path / "tre-armar")
    return Study(tmp_path / "tre-armar")


def change(study, name, frame):
    write_table(study.tables_folder, name, frame)


def test_a_study_from_plan_to_monitor(samsyn, samsyn_home):
    """New, power, lock, screen, assign, log, monitor: each says what happened."""
    folder = samsyn_home / "studies" / "var-studie"
    assert samsyn("study", "new", "var-studie")[0] == 0
    status, _, error = samsyn("study", "lock", "var-studie")
    assert status == 1 and "without approval.number" in error
    mark = Study(folder).protocol.seed_fingerprint
    text = protocol_text("var-studie").replace(
        'seed_fingerprint = ""', f'seed_fingerprint = "{mark}"'
    )
    (folder / "protocol.toml").write_text(text, encoding="utf-8")
    assert "Minsta skillnad som hittas: 9,0" in samsyn("study", "power", "var-studie")[1]
    assert "version 1, 2015-01-01" in samsyn("study", "lock", "var-studie", "--on", "2015-01-01")[1]
    who = ("study", "screen", "var-studie", "p1")
    first = ("suggested", "--site", "0180", "--suggested-by", "public_employment_service")
    assert "p1: Föreslagen, 2015-06-01." in samsyn(*who, *first, "--on", DAY)[1]
    for step in ("judged", "wants_support", "asked"):
        samsyn(*who, step, "--on", DAY)
    status, _, error = samsyn("study", "assign", "var-studie", "p1", "--on", DAY)
    assert status == 1 and "Consent to the study is not recorded" in error
    samsyn(*who, "consented", "--on", DAY)
    said = samsyn("study", "assign", "var-studie", "p1", "--on", DAY)[1]
    assert "lottning nummer 1" in said
    assert samsyn("study", "assign", "var-studie", "p1", "--on", DAY)[0] == 1
    logged = ("study", "log", "var-studie", "p1")
    assert samsyn(*logged, "--month", "1", "--hours", "3.5", "--contacts", "2")[0] == 0
    assert samsyn(*logged, "--breach", "changed_arm")[0] == 0
    assert samsyn(*logged, "--units", "job_coach=2")[0] == 0
    assert samsyn(*logged)[0] == 2 and samsyn(*logged, "--hours", "1")[0] == 2
    said = samsyn("study", "monitor", "var-studie", "--on", "2015-07-01")[1]
    assert "Utan utfall" in said and "Lottad: 1" in said and "Fick en annan arms stöd, 1" in said
    assert json.loads(samsyn("study", "monitor", "var-studie", "--json")[1])["waiting"] == 0


def test_a_fault_in_the_protocol_is_met_with_line_and_field(samsyn, samsyn_home):
    """Whoever fills in the file is told where and what, without a traceback."""
    samsyn("study", "new", "var-studie")
    path = samsyn_home / "studies" / "var-studie" / "protocol.toml"
    text = path.read_text(encoding="utf-8").replace("horizons = [15]", "horizons = [24]")
    path.write_text(text, encoding="utf-8")
    status, _, error = samsyn("study", "power", "var-studie")
    assert status == 1
    assert "protocol.toml has 1 fault" in error and "horizons: month 24 lies after" in error


def test_nothing_by_arm_before_the_data_cut(samsyn, demo, monkeypatch):
    """Before the protocol's day, and at an earlier cut, analysis and report are refused alike."""
    for name in ("analyse", "report"):
        monkeypatch.setattr(f"samsyn.cli.study_{name}.today", lambda: date(2017, 9, 29))
        more = ("--output", "nowhere") if name == "report" else ()
        status, out, error = samsyn("study", name, demo.folder, *more)
        assert (status, out) == (
            1,
            "",
        ) and "open at the data cut of the protocol, 2017-09-30" in error
    monkeypatch.setattr("samsyn.cli.study_analyse.today", lambda: TODAY)
    status, out, error = samsyn("study", "analyse", demo.folder, "--cut", "2017-06-30")
    assert (status, out) == (1, "") and "not before" in error


def test_an_analysis_outside_the_protocol_needs_the_word(samsyn, demo, samsyn_home):
    """Month 12 is in no version: refused, and marked when one says that one knows."""
    asked = ("study", "analyse", demo.folder, "--outcome", "work_or_study", "--month", "12",
             "--arm", "SE", "--against", "FS")  # fmt: skip
    status, out, error = samsyn(*asked)
    assert (status, out) == (1, "") and "No version of the protocol" in error
    status, out, error = samsyn(*asked, "--exploratory", "--by", "sex")
    assert "NOT protected" in error
    (noted, *_) = (samsyn_home / "log" / "unprotected.jsonl").read_text("utf-8").splitlines()
    assert '"month": 12' in noted
    assert status == 0 and "[utforskande]" in out and "lottade är inte följda" in out
    planned = (*asked[:6], "15", *asked[7:])
    assert "[planerad]" in samsyn(*planned)[1]
    assert "[utforskande]" in samsyn(*asked[:6], "18", *asked[7:])[1]
    assert samsyn(*asked[:5])[0] == 2


def test_a_horizon_that_an_arm_has_not_reached_is_refused(samsyn, copy):
    """Someone drawn too late for month 15 by the cut stops the comparison, and is counted."""
    frame = read_tables(copy.tables_folder)["study_assignment"]
    late = pl.when(pl.col("number") == 1063).then(pl.lit(date(2016, 12, 1)))
    change(copy, "study_assignment",
           frame.with_columns(assigned_on=late.otherwise(pl.col("assigned_on"))))  # fmt: skip
    status, _, error = samsyn("study", "analyse", copy.folder)
    assert status == 1 and "not everyone has reached month 15" in error


def test_someone_never_drawn_is_not_analysed(samsyn, copy):
    """A day of assignment, or delivery, without a line in the log of the draw."""
    frame = read_tables(copy.tables_folder)["study_assignment"]
    change(copy, "study_assignment", frame.filter(pl.col("number") != 7))
    status, _, error = samsyn("study", "analyse", copy.folder)
    assert status == 1 and "1 people are treated as assigned, but have no line" in error


def test_clusters_are_not_analysed_as_individuals(samsyn, copy):
    """People drawn together under a protocol that says HC2."""
    frame = read_tables(copy.tables_folder)["study_person"]
    change(copy, "study_person", frame.with_columns(cluster=pl.col("site")))
    status, _, error = samsyn("study", "analyse", copy.folder)
    assert status in (1, 2) and "cluster" in error


def test_another_cut_than_the_protocols_is_exploratory(demo):
    """A later last day is allowed, and then nothing is called planned."""
    found = analyse_study(demo, today=TODAY, cut=date(2017, 12, 31), draws=20)
    standing = {each.standing for at in found.main.horizons for each in at.compared}
    standing |= {each.standing for each in (*found.pairs, *found.secondary)}
    assert standing == {"exploratory"} and found.source.cut_standing == "exploratory"


def test_what_is_said_is_never_more_than_the_intervals_hold(results, demo):
    """No "no effect", no "best", n remarked wherever it falls short, and it says invented."""
    said = "\n".join(told(results, demo.locked))
    assert "Påhittade data." in said
    for word in ("ingen effekt", "bäst", "saknar effekt"):
        assert word not in said.lower()
    assert said.count("Det visar inte att effekten är noll") == 4
    assert "skillnaden mot Case Management är inte säkerställd" in said
    assert said.count("OBS: 13 av 1063 lottade är inte följda hit") == 2
    assert "[planerad]" in said and "[utforskande]" in said


def test_a_bare_negative_ratio_is_never_printed(results, demo):
    """Cheaper and better is said in words; no number of kronor for a month stands there."""
    cheaper = icer_of(-1000.0, 0.5)
    first = vars(results.costs.contrasts[0]) | {"icer": cheaper}
    costs = vars(results.costs) | {"contrasts": (type(results.costs.contrasts[0])(**first),)}
    changed = type(results)(**(vars(results) | {"costs": type(results.costs)(**costs)}))
    said = "\n".join(told(changed, demo.locked))
    assert "Billigare och bättre än jämförelsen: ingen kvot behövs." in said
    assert "kr per månad" not in said


def test_a_bundle_gives_the_same_numbers_and_holds_no_ids(results, demo, tmp_path, samsyn):
    """Computed again from the bundle alone: all equal; no id of the study is in it."""
    path = write_bundle(demo, results, draws=200, to=tmp_path / "replay.zip")
    status, out, _ = samsyn("study", "replay", path)
    assert status == 0 and "uppgifter blev desamma" in out and "Påhittade data" in out
    content = path.read_bytes()
    assert b"d0001" not in content
    assert path.stat().st_mode & 0o077 == 0


def test_a_bundle_that_was_changed_is_found(results, demo, tmp_path, samsyn):
    """A table with another hash is refused; a result that does not come out again is named."""
    from zipfile import ZipFile

    path = write_bundle(demo, results, draws=200, to=tmp_path / "replay.zip")
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    def pack(name, **changed):
        with ZipFile(tmp_path / name, "w") as archive:
            for file, content in {**files, **changed}.items():
                archive.writestr(file, content)
        return tmp_path / name

    broken = pack("a.zip", **{"tables/study_breach.csv": b"person_id,breach,occurred_on\n"})
    status, _, error = samsyn("study", "replay", broken)
    assert status == 1 and "has been changed" in error
    (tmp_path / "no.zip").write_bytes(b"nothing")
    assert samsyn("study", "replay", tmp_path / "no.zip")[0] == 1
    from hashlib import sha256

    wrong = json.loads(files["results.json"])
    wrong["loss"][0]["observed"] += 1
    text = json.dumps(wrong).encode()
    about = json.loads(files["about.json"])
    about["files"]["results.json"] = sha256(text).hexdigest()
    lied = pack("b.zip", **{"results.json": text, "about.json": json.dumps(about)})
    found = replay_bundle(lied)
    assert [each.where for each in found.differences] == ["/loss/0/observed"]
    assert "/loss/0/observed: då 350, nu 349" in replay_told(found)


def test_the_plan_runs_many_times(samsyn, demo):
    """Forty runs of the demo's own sites and blocks: each contrast says what was put in."""
    said = samsyn("study", "simulate", demo.folder, "--runs", "40", "--effect", "0.3")[1]
    assert (
        "SE mot FS, 40 körningar. Styrka vid 30,0 procentenheter: 100,0 (91,2–100,0) procent"
        in said
    )
    assert "CM mot FS, 40 körningar. Falska larm" in said


def test_the_demo_says_what_to_do_next(samsyn, samsyn_home):
    """It lies among the studies, marked as invented, with its seed kept."""
    said = samsyn("study", "demo")[1]
    made = Study(samsyn_home / "studies" / "tre-armar")
    assert "Påhittad studie" in said and "samsyn study analyse tre-armar" in said
    assert made.invented and seed_of(made.locked)
    assert samsyn("study", "demo")[0] == 1
    status, _, error = samsyn("study", "monitor", "tre-arma")
    assert status == 2 and "Did you mean 'tre-armar'?" in error
