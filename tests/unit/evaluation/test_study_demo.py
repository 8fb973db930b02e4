"""The Swedish three-arm study as an example: what is published of it comes out of it."""

from collections import Counter
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from samsyn.evaluation.assignment import replay
from samsyn.evaluation.demo.make import make_demo
from samsyn.evaluation.demo.people import secret
from samsyn.evaluation.study_analysis import analyse_study
from samsyn.evaluation.study_files import read_tables
from samsyn.evaluation.study_gathering import assignments_of, gather

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demo study, its results and its tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAMSYN_HOME", str(tmp_path_factory.mktemp("home")))
        study = make_demo(tmp_path_factory.mktemp("studies") / "tre-armar")
        results = analyse_study(study, today=TODAY, draws=400)
        return study, results, read_tables(study.tables_folder)


def test_the_arms_have_the_sizes_and_shares_that_are_published(made):
    """1,063 people in 25 municipalities; SE 26, FS 18, CM 20 percent at month 15, of all drawn."""
    _, results, frames = made
    shares = {each.arm: each for each in results.main.horizons[0].shares}
    assert Counter(frames["study_assignment"]["arm"]) == {"SE": 354, "FS": 354, "CM": 355}
    assert frames["study_assignment"]["stratum"].n_unique() == 25
    assert {arm: round(100 * each.share) for arm, each in shares.items()} == {
        "SE": 26, "FS": 18, "CM": 20,
    }  # fmt: skip
    of_all = {a: round(100 * e.share * e.people / e.assigned) for a, e in shares.items()}
    assert of_all == {"SE": 26, "FS": 18, "CM": 20}


def test_the_contrasts_are_those_derived_from_the_published_shares(made):
    """SE − FS 8.0 points, 1.9–14.1, Holm 0.030; SE − CM 0.057 and CM − FS 0.50 unadjusted."""
    _, results, _ = made
    found = {(e.arm, e.against): e.plain for e in results.main.horizons[0].compared}
    first = found["SE", "FS"]
    assert first.effect.estimate == pytest.approx(0.080, abs=0.002)
    assert first.effect.lower == pytest.approx(0.019, abs=0.002)
    assert first.p_holm == pytest.approx(0.030, abs=0.006)
    assert found["SE", "CM"].effect.p == pytest.approx(0.057, abs=0.015)
    assert found["CM", "FS"].effect.p == pytest.approx(0.50, abs=0.1)
    assert results.pairs[0].ranking.rivals == ("CM",)
    assert results.pairs[0].chi_square.statistic == pytest.approx(7.31, abs=0.4)


def test_the_paths_part_in_month_seven(made):
    """Alike to month six; from month seven SE is ahead of FS, every month."""
    _, results, _ = made
    path = {each.arm: each.mean for each in results.main.raw_paths["work_or_study"]}
    apart = path["SE"] - path["FS"]
    assert np.abs(apart[:6]).max() < 0.005
    assert apart[6] > 0.015 and (np.diff(apart[5:15]) > -0.005).all()


def test_the_difference_is_work_with_support_and_the_parts_add_up(made):
    """Of eight points, more than six are work with support."""
    _, results, _ = made
    components = results.main.horizons[0].components
    apart = {
        name: next(e.share for e in shares if e.arm == "SE")
        - next(e.share for e in shares if e.arm == "FS")
        for name, shares in components.items()
    }
    assert apart["Arbete med stöd"] > 0.06
    assert sum(apart.values()) == pytest.approx(0.0795, abs=0.001)


def test_found_for_men_not_for_women_and_not_with_daily_activities(made):
    """Limits exclude nil for men alone; they hold it for women and for daily activities."""
    _, results, _ = made
    groups = results.main.horizons[0].subgroups
    by_sex = next(each for each in groups["sex"] if each.arm == "SE").effects
    by_activity = next(each for each in groups["daily_activities"] if each.arm == "SE").effects
    assert not by_sex["man"].covers(0) and by_sex["woman"].covers(0)
    assert by_activity["yes"].covers(0) and not by_activity["no"].covers(0)


def test_the_people_have_the_published_background(made):
    """Each mean to the decimals printed, in the study and in the two populations."""
    _, results, _ = made
    rows = {row.covariate: row for row in results.population.rows}
    assert round(rows["age"].study, 1) == 24.8
    printed = {"sex": 0.48, "children": 0.14, "foreign_born": 0.09, "upper_secondary": 0.43,
               "lss": 0.30, "daily_activities": 0.21, "housing_support": 0.09}  # fmt: skip
    assert {name: round(rows[name].study, 2) for name in printed} == printed
    assert rows["lss"].populations["Alla unga med aktivitetsersättning"] == 0.47
    assert sorted(results.population.people.values()) == [1295, 36871]
    assert results.outflow == {"work": 0.05, "studies": 0.033}
    assert results.main.balance.p > 0.05


def test_what_was_given_is_as_the_arms_promise(made):
    """All hypotheses of the original hold; late sites began half a year later."""
    study, results, frames = made
    assert {held.verdict for held in results.delivery.promises} == {"as promised"}
    first = dict(
        frames["study_assignment"].group_by("stratum").agg(pl.col("assigned_on").min()).iter_rows()
    )
    for site in study.locked.sites:
        assert first[site.municipality] > site.joins_on


def test_what_was_added_with_people_in_is_exploratory(made):
    """Month 15 was planned; month 18 came with the second version, with everyone in."""
    _, results, _ = made
    standing = {(at.month, each.standing) for at in results.main.horizons for each in at.compared}
    assert standing == {(15, "planned"), (18, "exploratory")}
    assert set(results.main.horizons[1].subgroup_standing.values()) == {"exploratory"}
    assert results.changes[1].people_entered == 1063
    assert results.changes[1].fields == ("horizons",)


def test_the_flow_loses_no_one(made):
    """Every step's people are those stopped, under way, or at the next step; the arms add up."""
    _, results, _ = made
    steps = results.flow.until_assigned
    for step, following in pairwise(steps):
        assert step.people == sum(step.stopped.values()) + step.under_way + following.people
    accepted = sum(arm[0].people for arm in results.flow.by_arm.values())
    assert steps[-1].people == 1063 == accepted + sum(steps[-1].stopped.values())


def test_every_arm_comes_again_from_the_log_and_the_seed(made):
    """The auditor's replay of 1,063 lines."""
    study, _, frames = made
    log = assignments_of(frames["study_assignment"])
    assert replay(log, study=study.locked.study, seed=secret(1)) == log


def test_loss_is_told_by_reason_and_adds_up(made):
    """Assigned = observed + deceased + emigrated + protected + not over, and n is remarked."""
    _, results, _ = made
    for row in results.loss:
        gone = row.deceased + row.emigrated + row.protected + row.not_over
        assert row.assigned == row.observed + gone
    assert sum(r.assigned - r.observed for r in results.loss if r.month == 15) == 13
    assert results.remarks == ("13 of 1063 assigned people are not observed here.",)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(made, tmp_path, monkeypatch):
    """Every file of the folder, and other people under another seed."""
    study, _, _ = made
    monkeypatch.setenv("SAMSYN_HOME", str(tmp_path / "home"))
    again = make_demo(tmp_path / "tre-armar")

    def content(folder):
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        return {p.relative_to(folder): p.read_bytes() for p in files}

    assert content(again.folder) == content(study.folder)
    other = make_demo(tmp_path / "andra", seed=2)
    tables = read_tables(other.tables_folder)
    assert Counter(tables["study_assignment"]["arm"]) == {"SE": 354, "FS": 354, "CM": 355}
    assert not tables["study_assignment"].equals(
        read_tables(study.tables_folder)["study_assignment"]
    )


def test_no_one_is_observed_after_leaving(made):
    """After death, emigration or protection a month is not observed, which is not "not in work"."""
    study, _, frames = made
    of = gather(study.locked, frames)
    y = of.data.months.outcome(["benefit"])
    gone = ~np.isnat(of.left_on["deceased"])
    assert gone.sum() == 3
    assert np.isnan(y[gone, 14]).all() and np.isfinite(y[~gone, 0]).all()
