"""Lee bounds by hand, by brute force, and where nothing is lost."""

import numpy as np
import pytest

from samsyn.errors import WrongUse
from samsyn.evaluation import lee_bounds


def test_without_loss_the_bounds_meet():
    """Nothing to trim: both bounds are the plain difference."""
    found = lee_bounds([3, 5, 1, 1], [1, 1, 0, 0])
    assert found.lower == found.upper == found.unadjusted == 3
    assert (found.trimmed, found.trimmed_arm) == (0, "")


def test_whole_people_are_trimmed_by_hand():
    """All 10 treated observed, 8 of 10 controls: two treated go, from the top or the bottom."""
    treated, control = np.arange(1.0, 11), np.r_[np.full(8, 5.0), np.nan, np.nan]
    found = lee_bounds(np.r_[treated, control], np.repeat([1, 0], 10))
    assert found.trimmed == pytest.approx(0.2)
    assert found.lower == pytest.approx(np.arange(1, 9).mean() - 5)
    assert found.upper == pytest.approx(np.arange(3, 11).mean() - 5)


def test_the_arm_observed_more_often_is_trimmed_whichever_it_is():
    """Swapping arms turns the bounds round."""
    draw = np.random.default_rng(1)
    outcome, treated = draw.normal(size=200), np.tile([0, 1], 100)
    outcome[:30:2] = np.nan
    outcome[1:11:2] = np.nan
    one, other = lee_bounds(outcome, treated), lee_bounds(outcome, 1 - treated)
    assert (one.trimmed_arm, other.trimmed_arm) == ("treated", "control")
    assert (one.lower, one.upper) == pytest.approx((-other.upper, -other.lower))


def test_a_share_is_trimmed_in_part():
    """With 0/1 and 20 percent to trim of half ones: 30/80 to 50/80, against every way to trim."""
    treated = np.repeat([1.0, 0.0], 50)
    control = np.r_[np.repeat([1.0, 0.0], 40), np.full(20, np.nan)]
    found = lee_bounds(np.r_[treated, control], np.repeat([1, 0], 100))
    ways = [(50 - ones) / 80 - 0.5 for ones in range(21)]
    assert (found.lower, found.upper) == pytest.approx((min(ways), max(ways)))


def test_an_arm_with_no_one_observed_is_refused():
    """There is nothing to bound."""
    with pytest.raises(WrongUse, match="no one observed"):
        lee_bounds([np.nan, 1.0], [1, 0])


def test_the_person_at_the_cut_is_kept_in_part():
    """A sixth of three people is half a person: 0, 1 and half of 2 stay, or 2, 1 and half of 0."""
    control = [1, 1, 1, 1, 1, np.nan]
    found = lee_bounds([0, 1, 2, *control], [1] * 3 + [0] * 6)
    assert found.lower == pytest.approx((0 + 1 + 0.5 * 2) / 2.5 - 1)
    assert found.upper == pytest.approx((2 + 1 + 0.5 * 0) / 2.5 - 1)
