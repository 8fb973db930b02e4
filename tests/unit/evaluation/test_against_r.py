"""Regressions, curves and plans against R, to nine digits; each case names its standard error."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from samsyn.evaluation import (
    Design,
    chi_square,
    complier_effect,
    difference_in_means,
    holm,
    inverse_share_weights,
    itt,
    kaplan_meier,
    log_rank,
    people_needed,
    power,
    smallest_detectable_difference,
    subgroup,
)

FOLDER = Path(__file__).parents[2] / "reference" / "evaluation"
CLOSE = {"rel": 1e-9, "abs": 1e-12}


def read_reference():
    """(case, term) → what R printed, as numbers."""
    with (FOLDER / "reference.csv").open(encoding="utf-8") as file:
        return {
            (row["case"], row["term"]): {
                name: None if row[name] == "NA" else float(row[name])
                for name in ("estimate", "se", "df", "p")
            }
            for row in csv.DictReader(file)
        }


R = read_reference()


@pytest.fixture(scope="module")
def trial():
    return pd.read_csv(FOLDER / "invented_trial.csv")


def assert_effects(result, case):
    """Estimate, standard error, degrees of freedom and p of both arms."""
    for arm in ("CM", "SE"):
        assert_effect(result.effect(arm), R[case, f"arm{arm}"])


def assert_effect(effect, expected):
    assert effect.estimate == pytest.approx(expected["estimate"], **CLOSE)
    assert effect.standard_error == pytest.approx(expected["se"], **CLOSE)
    assert effect.degrees_of_freedom == expected["df"]
    assert effect.p == pytest.approx(expected["p"], **CLOSE)


@pytest.mark.parametrize("errors", ["classical", "HC0", "HC1", "HC2", "HC3"])
def test_stratum_fixed_effects(trial, errors):
    """Strata taken out give what estimatr gives with a dummy a stratum, for each error by name."""
    found = itt(trial.work, trial.arm, reference="FS", strata=trial.stratum, errors=errors)
    assert_effects(found, f"work {errors}")


@pytest.mark.parametrize("errors", ["classical", "HC0", "HC1", "HC2", "HC3"])
def test_weights_where_shares_vary(trial, errors):
    """Inverse shares as weights, with stratum fixed effects."""
    weights = inverse_share_weights(trial.share)
    found = itt(
        trial.work, trial.arm, reference="FS", strata=trial.stratum, weights=weights, errors=errors
    )
    assert_effects(found, f"weighted work {errors}")


def test_hc2_is_what_one_gets_without_asking(trial):
    """The default is named HC2 in the result, and is HC2."""
    found = itt(trial.earnings, trial.arm, reference="FS", strata=trial.stratum)
    assert found.effects[0].errors == "HC2"
    assert_effects(found, "earnings HC2")
    assert_effects(itt(trial.earnings, trial.arm, reference="FS"), "no strata HC2")


def test_clusters(trial):
    """CR1 with stratum dummies counted, t with clusters − 1 degrees of freedom (Stata's way)."""
    found = itt(trial.work, trial.arm, reference="FS", strata=trial.stratum, clusters=trial.cluster)
    assert found.effects[0].errors == "cluster"
    assert_effects(found, "work cluster")


def test_covariates_added(trial):
    """Covariates with one slope for all arms."""
    found = itt(
        trial.earnings, trial.arm, reference="FS", strata=trial.stratum,
        covariates=trial[["age", "woman"]], adjustment="additive",
    )  # fmt: skip
    assert_effects(found, "additive HC2")


def test_covariates_interacted(trial):
    """Lin's estimator, alone as lm_lin and with stratum fixed effects."""
    covariates = trial[["age", "woman"]]
    plain = itt(trial.earnings, trial.arm, reference="FS", covariates=covariates)
    assert_effects(plain, "lin HC2")
    within = itt(
        trial.earnings, trial.arm, reference="FS", covariates=covariates, strata=trial.stratum
    )
    assert_effects(within, "interacted HC2")


def test_subgroups_are_one_regression(trial):
    """The first group's effect and the difference are R's main effect and interaction."""
    found = subgroup(trial.work, trial.arm, trial.woman, reference="FS", strata=trial.stratum)
    for each in found:
        assert_effect(each.effects["0"], R["subgroup HC2", f"arm{each.arm}"])
        assert_effect(each.differences["1"], R["subgroup HC2", f"arm{each.arm}:group1"])
        total = each.effects["0"].estimate + each.differences["1"].estimate
        assert each.effects["1"].estimate == pytest.approx(total)


def test_the_complier_effect(trial):
    """Two-stage least squares with stratum fixed effects, HC2."""
    two = trial[trial.arm != "CM"]
    found = complier_effect(two.work, two.took_part, two.arm == "SE", strata=two.stratum)
    expected = R["instrument HC2", "took_part"]
    assert found.estimate == pytest.approx(expected["estimate"], **CLOSE)
    assert found.standard_error == pytest.approx(expected["se"], **CLOSE)
    assert found.label == "effect among compliers, by instrument"


@pytest.mark.parametrize(("errors", "case"), [("unequal variance", "unequal variance"),
                                              ("classical", "pooled")])  # fmt: skip
def test_differences_in_means(trial, errors, case):
    """Welch's and Student's t-tests: estimate, error and degrees of freedom."""
    found = difference_in_means(
        outcome=trial.earnings[trial.arm == "SE"],
        outcome_control=trial.earnings[trial.arm == "FS"],
        errors=errors,
    )
    expected = R[case, "earnings"]
    assert found.estimate == pytest.approx(expected["estimate"], **CLOSE)
    assert found.standard_error == pytest.approx(expected["se"], **CLOSE)
    assert found.degrees_of_freedom == pytest.approx(expected["df"], **CLOSE)


def test_chi_square_over_three_arms(trial):
    """Pearson without correction."""
    counted = trial.groupby("arm").work.agg(["sum", "count"])
    found = chi_square(events=counted["sum"], people=counted["count"])
    expected = R["chi square", "work"]
    assert found.statistic == pytest.approx(expected["estimate"], **CLOSE)
    assert found.p == pytest.approx(expected["p"], **CLOSE)


def test_kaplan_meier(trial):
    """Share, Greenwood error and log–log limits at every time with an event."""
    curve = next(
        each for each in kaplan_meier(trial.months, trial.event, trial.arm) if each.arm == "SE"
    )
    times = curve.time.tolist()
    for place, time in enumerate(times):
        at = f"{time:g}"
        assert curve.share[place] == pytest.approx(R["survival SE", at]["estimate"], **CLOSE)
        assert curve.standard_error[place] == pytest.approx(R["survival SE", at]["se"], **CLOSE)
        assert curve.lower[place] == pytest.approx(R["survival SE lower", at]["estimate"], **CLOSE)
        assert curve.upper[place] == pytest.approx(R["survival SE upper", at]["estimate"], **CLOSE)
    assert {f"{time:g}" for time in times} == {term for case, term in R if case == "survival SE"}


def test_log_rank(trial):
    """Three arms, plain and within strata."""
    for case, term, strata in (
        ("log rank", "arm", None),
        ("log rank in strata", "arm", trial.stratum),
    ):
        found = log_rank(trial.months, trial.event, trial.arm, strata=strata)
        assert found.statistic == pytest.approx(R[case, term]["estimate"], **CLOSE)
        assert found.p == pytest.approx(R[case, term]["p"], **CLOSE)


def test_plans():
    """power.prop.test, both tails."""
    plan = Design(354, 354)
    found = power(share=0.26, share_control=0.18, design=plan)
    assert found == pytest.approx(R["power", "354"]["estimate"], rel=1e-7)
    smallest = smallest_detectable_difference(share_control=0.18, design=plan)
    assert smallest == pytest.approx(R["detectable", "354"]["estimate"], rel=1e-6)
    exact = R["people", "0.8"]["estimate"]
    assert people_needed(share=0.26, share_control=0.18).analysed[0] == int(exact) + 1


def test_holm():
    """The smallest of three is multiplied by three."""
    assert holm([0.0099, 0.0572, 0.4977])[0] == pytest.approx(R["holm", "1"]["estimate"])
