"""The demo's design run many times: false alarms, power and coverage as promised."""

import pytest

from samsyn.errors import UnknownName
from samsyn.evaluation import Design, power, simulate

SITES = {f"site {number}": 30 + number % 26 for number in range(25)}
THREE = {"FS": 1, "SE": 1, "CM": 1}


@pytest.fixture(scope="module")
def runs():
    """1,000 runs of 1,063 or so people in 25 sites: SE adds eight points, CM nothing.

    The seed is the one that a user gets who names none. A share of 1,000 runs near 95 percent has a
    standard error of 0.7: 30,000 runs of the demo's protocol gave false alarms 5.0, power 73.2
    and coverage 95.0 and 95.1.
    """
    return {
        each.arm: each
        for each in simulate(
            shares=THREE, reference="FS", people=SITES, share_control=0.18,
            effects={"SE": 0.08}, site_spread=0.03, runs=1_000,
        )
    }  # fmt: skip


def test_no_effect_gives_five_percent_false_alarms(runs):
    """CM has none."""
    assert abs(runs["CM"].found - 0.05) < 0.015
    assert abs(runs["CM"].mean) < 0.003


def test_eight_points_are_found_as_often_as_planned(runs):
    """The planned power for about 354 an arm: 73 percent."""
    an_arm = sum(SITES.values()) / 3
    planned = power(share=0.26, share_control=0.18, design=Design(an_arm, an_arm))
    assert planned == pytest.approx(0.73, abs=0.01)
    assert abs(runs["SE"].found - planned) < 0.04
    assert runs["SE"].mean == pytest.approx(0.08, abs=0.003)


def test_limits_cover_the_truth(runs):
    """95 percent of intervals, for both arms; errors are as large as the spread they tell of."""
    for each in runs.values():
        assert abs(each.coverage - 0.95) < 0.015
        assert each.mean_error == pytest.approx(each.spread, rel=0.05)


def test_what_so_few_runs_can_tell(runs):
    """950 of 1,000: R's prop.test without correction gives 0.9347 and 0.9619."""
    assert runs["SE"].within(0.95) == pytest.approx((0.9347, 0.9619), abs=0.0001)


def test_unequal_shares_and_small_sites_keep_the_promise():
    """Two to one in forty sites of nine people."""
    (found,) = simulate(
        shares={"FS": 1, "SE": 2}, reference="FS", people={str(n): 9 for n in range(40)},
        share_control=0.3, effects={}, site_spread=0.1, runs=200, seed=4,
    )  # fmt: skip
    assert abs(found.found - 0.05) < 0.046


def test_an_arm_that_does_not_exist_is_refused():
    """A slip in the name of an arm must not simulate nothing."""
    with pytest.raises(UnknownName, match="Did you mean"):
        simulate(
            shares={"placebo": 1, "coach": 1}, reference="placebo", people={"a": 9},
            share_control=0.2, effects={"coch": 0.1},
        )  # fmt: skip
