"""Effects and intervals of published trials, as their authors printed them."""

import csv
from pathlib import Path

import pytest

from samsyn.evaluation import chi_square, difference_in_shares, odds_ratio, risk_ratio

FOLDER = Path(__file__).parents[2] / "reference" / "evaluation"
RATIOS = {"OR": odds_ratio, "RR": risk_ratio}
NOT_FROM_COUNTS = {"IPS-MA", "CRAIG-CLUSTER"}


def trials():
    with (FOLDER / "trials.csv").open(encoding="utf-8") as file:
        return {row["trial_id"]: row for row in csv.DictReader(file)}


TRIALS = trials()


def counts(row):
    return {
        "events": int(row["events_t"]),
        "people": int(row["n_t_analysed"]),
        "events_control": int(row["events_c"]),
        "people_control": int(row["n_c_analysed"]),
    }


def as_printed(row):
    """Estimate, lower and upper with as many decimals as the article has."""
    return tuple(float(row[f"published_{each}"]) for each in ("effect", "ci_low", "ci_high"))


@pytest.mark.parametrize("trial", ["SEED_OR", "SEED_RR", "VA-PTSD-2012_RR"])
def test_a_ratio_comes_out_as_printed(trial):
    """Odds and risk ratios match the article to its last decimal."""
    row = TRIALS[trial]
    found = RATIOS[row["published_effect_type"]](**counts(row))
    assert found.rounded(2) == as_printed(row)


def test_the_difference_of_eqolise_comes_out_as_printed():
    """26.9 points, 16.4 to 37.4: Wald, unpooled."""
    found = difference_in_shares(**counts(TRIALS["EQOLISE_work"]))
    points = tuple(100 * each for each in (found.estimate, found.lower, found.upper))
    assert tuple(round(each, 1) for each in points) == as_printed(TRIALS["EQOLISE_work"])


def test_the_chi_square_of_va_ptsd_comes_out_as_printed():
    """19.84 with one degree of freedom, without continuity correction."""
    row = TRIALS["VA-PTSD-2012_chi2"]
    found = chi_square(events=[32, 12], people=[42, 43])
    assert counts(row)["events"] == 32
    assert (round(found.statistic, 2), found.degrees_of_freedom) == (19.84, 1)
    assert found.p < 0.001


@pytest.mark.parametrize("trial", ["HARTFORD_competitive_PSR", "HARTFORD_competitive_STD"])
def test_the_shares_of_hartford_come_out_as_printed(trial):
    """Both shares match the article to a tenth of a percent."""
    row = TRIALS[trial]
    number = counts(row)
    shares = [float(each) for each in row["published_effect"].split(" v ")]
    assert round(100 * number["events"] / number["people"], 1) == shares[0]
    assert round(100 * number["events_control"] / number["people_control"], 1) == shares[1]


@pytest.mark.parametrize(
    ("trial", "unadjusted"),
    [("IPS-MA", (1.316, 0.846, 2.048)), ("CRAIG-CLUSTER", (3.35, 1.52, 7.36))],
)
def test_two_trials_do_not_come_out_of_their_counts(trial, unadjusted):
    """IPS-MA printed a covariate-adjusted and CRAIG a clustered effect: counts cannot give them."""
    row = TRIALS[trial]
    found = odds_ratio(**counts(row))
    decimals = 3 if trial == "IPS-MA" else 2
    assert found.rounded(decimals) == unadjusted
    assert found.rounded(2) != as_printed(row)


def test_no_trial_is_left_out():
    """A trial added to the file must be met by a test."""
    met = {"SEED_OR", "SEED_RR", "VA-PTSD-2012_RR", "VA-PTSD-2012_chi2", "EQOLISE_work",
           "HARTFORD_competitive_PSR", "HARTFORD_competitive_STD"}  # fmt: skip
    assert set(TRIALS) == met | NOT_FROM_COUNTS
