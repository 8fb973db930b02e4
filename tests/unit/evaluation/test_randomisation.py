"""Redraws: arm sizes, the statistic against a plain regression, exact p-values, false alarms."""

from itertools import combinations, product

import numpy as np
import pytest
import statsmodels.api as sm

from samsyn.errors import WrongUse
from samsyn.evaluation import randomisation_test
from samsyn.evaluation.randomisation import redraw


def invented(seed=1, people=120, months=3):
    """Outcomes (people × months), treatment with unequal shares by stratum, strata."""
    draw = np.random.default_rng(seed)
    strata = np.sort(draw.integers(0, 5, people))
    treated = np.zeros(people)
    for stratum in range(5):
        members = draw.permutation(np.flatnonzero(strata == stratum))
        treated[members[: max(1, members.size * (stratum + 2) // 8)]] = 1
    outcomes = draw.random((people, months)) + 0.1 * strata[:, None]
    return outcomes, treated, strata


def studentised(outcome, treated, strata):
    """The statistic of one draw, by a regression with a dummy a stratum and HC2."""
    dummies = (strata[:, None] == np.unique(strata)).astype(float)
    fit = sm.OLS(outcome, np.column_stack([treated, dummies])).fit(cov_type="HC2")
    return fit.params[0], fit.tvalues[0]


def test_the_matrix_product_gives_each_draw_its_regression():
    """Estimate and studentised statistic of the data, and of draws, equal statsmodels' with HC2."""
    outcomes, treated, strata = invented()
    found = randomisation_test(outcomes, treated, strata=strata, draws=5, seed=3, keep_draws=True)
    drawn = redraw(treated.astype(bool), strata, 5, np.random.default_rng(3))
    for month in range(3):
        estimate, statistic = studentised(outcomes[:, month], treated, strata)
        assert found.estimates[month] == pytest.approx(estimate, rel=1e-9)
        assert found.statistics[month] == pytest.approx(statistic, rel=1e-9)
        for number in range(5):
            expected = studentised(outcomes[:, month], drawn[number], strata)[1]
            assert found.null[number, month] == pytest.approx(expected, rel=1e-9)


def test_every_redraw_keeps_the_arm_sizes_of_every_stratum():
    """Float32 keys tie and redraws at 50/50 forget strata; ours have the sizes of the real draw."""
    _, treated, strata = invented(people=2_000)
    drawn = redraw(treated.astype(bool), strata, 50, np.random.default_rng(0))
    for stratum in range(5):
        assert (drawn[:, strata == stratum].sum(axis=1) == treated[strata == stratum].sum()).all()


def test_blocks_are_permuted_inside_and_strata_are_the_fixed_effects():
    """With blocks of two each redraw has one of each pair treated."""
    treated = np.tile([1, 0], 20).astype(bool)
    blocks = np.repeat(np.arange(20), 2)
    drawn = redraw(treated, blocks, 30, np.random.default_rng(0))
    assert (drawn.reshape(30, 20, 2).sum(axis=2) == 1).all()


def test_p_comes_near_the_exact_one():
    """All redraws of a small trial, one by one by regression, give the p that 20,000 draws near."""
    outcome = np.array([3.1, 0.2, 1.9, 0.4, 2.2, 1.1, 0.3, 0.9])
    treated = np.array([1, 0, 1, 0, 1, 1, 0, 0.0])
    strata = np.repeat([0, 1], 4)
    observed = abs(studentised(outcome, treated, strata)[1])
    every = []
    for one, other in product(combinations(range(4), 2), combinations(range(4, 8), 2)):
        z = np.zeros(8)
        z[[*one, *other]] = 1
        every.append(abs(studentised(outcome, z, strata)[1]) >= observed - 1e-9)
    found = randomisation_test(outcome, treated, strata=strata, draws=20_000)
    assert found.p[0] == pytest.approx(np.mean(every), abs=0.01)


def test_forgetting_strata_and_shares_gives_another_answer():
    """Where shares and outcomes vary together, a redraw over everybody is the wrong null."""
    draw = np.random.default_rng(5)
    strata = np.repeat([0, 1], 200)
    treated = np.r_[np.tile([1, 0, 0, 0], 50), np.tile([1, 1, 1, 0], 50)]
    outcome = (draw.random(400) < np.where(strata, 0.55, 0.15)).astype(float)
    within = randomisation_test(outcome, treated, strata=strata, draws=2_000).p[0]
    forgetting = randomisation_test(outcome, treated, draws=2_000).p[0]
    assert forgetting < 0.01 < 0.05 < within


def test_no_effect_gives_five_percent_false_alarms():
    """400 trials without effect, unequal shares: p under 0.05 in about one of twenty."""
    alarms = 0
    for seed in range(400):
        outcomes, treated, strata = invented(seed, people=60, months=1)
        alarms += randomisation_test(outcomes, treated, strata=strata, draws=199).p[0] <= 0.05
    assert 8 <= alarms <= 33  # 20 expected; 0.1 percent of such runs fall outside


def test_the_same_seed_gives_the_same_p():
    """A replayed analysis prints the same numbers."""
    data = invented()
    first, again = (
        randomisation_test(data[0], data[1], strata=data[2], draws=300, seed=8).p for _ in range(2)
    )
    assert (first == again).all()


def test_the_adjusted_p_is_never_below_the_plain_one():
    """Looking at more months never makes a result surer."""
    outcomes, treated, strata = invented(months=12)
    found = randomisation_test(outcomes, treated, strata=strata, draws=500)
    assert (found.p_any >= found.p).all()


def test_it_refuses_what_it_cannot_redraw():
    """Missing outcomes, a third arm, blocks over two strata, and strata without both arms."""
    outcomes, treated, strata = invented()
    missing = outcomes.copy()
    missing[0, 0] = np.nan
    with pytest.raises(WrongUse, match="missing"):
        randomisation_test(missing, treated, strata=strata)
    with pytest.raises(WrongUse, match="one pair of arms"):
        randomisation_test(outcomes, treated + 1, strata=strata)
    with pytest.raises(WrongUse, match="two strata"):
        randomisation_test(outcomes, treated, strata=strata, blocks=np.zeros(len(strata)))
    with pytest.raises(WrongUse, match="nothing can be compared"):
        randomisation_test([1.0, 2.0], [1, 0], strata=["a", "b"])
