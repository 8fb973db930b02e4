"""The balance table: standardised differences by hand, and a joint p that is uniform."""

import numpy as np
import pytest

from samsyn.errors import WrongUse
from samsyn.evaluation import balance, standardised_difference
from samsyn.evaluation.balance_table import redraw_arms


def three_arms(seed, people=90):
    """Covariates that vary with the stratum, and arms drawn with unequal shares within strata."""
    draw = np.random.default_rng(seed)
    strata = np.arange(people) % 3
    covariates = np.column_stack(
        [draw.normal(strata, 1), draw.random(people) < 0.3 + 0.2 * (strata == 2)]
    )
    arm = np.empty(people, dtype="<U2")
    for stratum, shares in enumerate([(10, 10, 10), (16, 8, 6), (4, 6, 20)]):
        names = np.repeat(["FS", "CM", "SE"], np.array(shares) * people // 90)
        arm[strata == stratum] = draw.permutation(names)
    return covariates, arm, strata


def test_a_standardised_difference_by_hand():
    """Means 2 and 4, variances 1 and 3: −2 over the root of 2."""
    table = [[1.0], [2.0], [3.0], [2.268], [4.0], [5.732]]
    found = balance(table, ["S"] * 3 + ["F"] * 3, reference="F", draws=99)
    assert found.rows[0].means == pytest.approx({"S": 2, "F": 4})
    assert found.rows[0].standardised["S"] == pytest.approx(-2 / np.sqrt(2), abs=1e-3)


def test_against_the_population_from_published_shares():
    """Study 30 percent with a decision under LSS, population 47 percent: −0.35."""
    found = standardised_difference(
        mean=0.30, mean_other=0.47, variance=0.30 * 0.70, variance_other=0.47 * 0.53
    )
    assert round(found, 2) == -0.35


def test_the_joint_p_is_uniform_without_effect():
    """Strata and unequal shares: 300 draws of arms give p spread evenly (Kolmogorov–Smirnov)."""
    p = np.sort([balance(c, a, reference="FS", strata=s, draws=199).p
                 for c, a, s in map(three_arms, range(300))])  # fmt: skip
    even = np.arange(1, 301) / 300
    assert np.abs(p - even).max() < 1.63 / np.sqrt(300)  # one percent


def test_forgetting_the_strata_is_seen_as_imbalance():
    """Shares that follow the stratum move covariates between arms; only strata explain it."""
    covariates, arm, strata = three_arms(1, people=450)
    assert balance(covariates, arm, reference="FS", draws=499).p < 0.01
    assert balance(covariates, arm, reference="FS", strata=strata, draws=499).p > 0.05


def test_the_exact_variance_is_that_of_redraws():
    """Over redraws the statistic has the mean of chi-square with its degrees of freedom."""
    covariates, arm, strata = three_arms(7)
    found = balance(covariates, arm, reference="FS", strata=strata)
    assert found.degrees_of_freedom == 4
    assert found.p == pytest.approx(found.p_large_sample, abs=0.05)


def test_a_real_imbalance_is_found():
    """One arm a standard deviation older."""
    covariates, arm, strata = three_arms(3, people=450)
    covariates[arm == "SE", 0] += 1
    assert balance(covariates, arm, reference="FS", strata=strata, draws=499).p < 0.01


def test_a_covariate_said_twice_counts_once():
    """Degrees of freedom are those of what varies, not of the columns."""
    covariates, arm, strata = three_arms(3)
    twice = np.column_stack([covariates, covariates[:, 0] * 2 + 1])
    one = balance(covariates, arm, reference="FS", strata=strata, draws=99)
    two = balance(twice, arm, reference="FS", strata=strata, draws=99)
    assert two.degrees_of_freedom == one.degrees_of_freedom
    assert two.statistic == pytest.approx(one.statistic)


def test_redrawn_arms_keep_their_sizes():
    """Each redraw has the same people an arm in each stratum."""
    _, arm, strata = three_arms(0)
    codes = np.unique(arm, return_inverse=True)[1]
    drawn = redraw_arms(codes, strata, 20, np.random.default_rng(0))
    for stratum in range(3):
        expected = np.bincount(codes[strata == stratum], minlength=3)
        for row in drawn:
            assert (np.bincount(row[strata == stratum], minlength=3) == expected).all()


def test_it_refuses_a_table_that_does_not_vary():
    """A constant covariate can say nothing of balance."""
    with pytest.raises(WrongUse, match="varies"):
        balance([[1.0]] * 4, list("SSFF"), reference="F")
