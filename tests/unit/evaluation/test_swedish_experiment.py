"""The Swedish three-arm experiment at month 15, from its published shares with equal arms."""

import csv
from pathlib import Path

import pytest

from samsyn.evaluation import (
    Design,
    chi_square,
    holm,
    pairwise_shares,
    power,
    smallest_detectable_difference,
)

FOLDER = Path(__file__).parents[2] / "reference" / "evaluation"


def rows(name):
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def arms():
    """Names, people with work or studies (fractions: share × people), people."""
    read = rows("swedish_experiment.csv")
    people = [float(row["people"]) for row in read]
    events = [float(row["share_month_15"]) * count for row, count in zip(read, people, strict=True)]
    return [row["arm"] for row in read], events, people


def test_every_contrast_is_the_derived_one(arms):
    """SE−FS 8.0 points, 3.10, 1.9–14.1, Holm 0.030; SE−CM 0.057 and CM−FS 0.50 unadjusted."""
    names, events, people = arms
    pairs = pairwise_shares(names, events=events, people=people)
    adjusted = dict(
        zip([(p.arm, p.against) for p in pairs], holm([p.p for p in pairs]), strict=True)
    )
    found = {(pair.arm, pair.against): pair for pair in pairs}
    for row in rows("swedish_experiment_derived.csv"):
        pair = found[row["arm"], row["against"]]
        values = {
            "points": 100 * pair.interval.estimate, "standard_error": 100 * pair.standard_error,
            "lower": 100 * pair.interval.lower, "upper": 100 * pair.interval.upper,
            "p": pair.p, "p_holm": adjusted[row["arm"], row["against"]],
        }  # fmt: skip
        for name, value in values.items():
            if row[name]:
                decimals = len(row[name].partition(".")[2])
                assert f"{value:.{decimals}f}" == row[name], (row["arm"], row["against"], name)


def test_the_three_arms_differ_by_the_derived_chi_square(arms):
    """7.31 with two degrees of freedom."""
    _, events, people = arms
    found = chi_square(events=events, people=people)
    assert (round(found.statistic, 2), found.degrees_of_freedom) == (7.31, 2)


def test_the_experiment_could_find_8_8_points():
    """354 an arm, base 18 percent: 8.8 points with power 80 percent; at 8 points power is 73."""
    plan = Design(354, 354)
    assert round(smallest_detectable_difference(share_control=0.18, design=plan), 3) == 0.088
    assert round(power(share=0.26, share_control=0.18, design=plan), 2) == 0.73


def test_the_best_arm_is_not_called_better_than_its_rival(arms):
    """SE against CM is not excluded at five percent, so no sentence may say that SE is better."""
    names, events, people = arms
    pairs = {(p.arm, p.against): p for p in pairwise_shares(names, events=events, people=people)}
    assert pairs["SE", "CM"].interval.covers(0)
    assert not pairs["SE", "FS"].interval.covers(0)
