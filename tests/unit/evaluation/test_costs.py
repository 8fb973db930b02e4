"""Costs by payer, the ratio in words, and the bootstrap against SciPy's."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation import (
    CostItem,
    acceptability,
    bootstrap_plane,
    costs_by_payer,
    discounted,
    icer,
    icer_of,
    in_prices_of,
    net_benefit,
    one_way_sensitivity,
    staff_cost,
)


def people(seed=0, size=150):
    """Costs that follow effects, so that pairs torn apart would show."""
    draw = np.random.default_rng(seed)
    effect = draw.integers(0, 15, size).astype(float)
    return {"cost": 20_000 + 3_000 * effect + draw.normal(0, 4_000, size), "effect": effect}


def two_arms():
    control = people(1)
    return {
        **people(0),
        "cost_control": control["cost"] - 9_000,
        "effect_control": control["effect"] - 4,
    }


@pytest.mark.parametrize(
    ("cost", "effect", "verdict", "ratio"),
    [
        (100, 2, "costs more for more", 50),
        (-100, -2, "costs less for less", 50),
        (-100, 2, "dominates", None),
        (100, -2, "dominated", None),
        (0, 2, "dominates", None),
        (100, 0, "dominated", None),
        (0, 0, "equal", None),
    ],
)
def test_a_ratio_stands_only_where_it_means_something(cost, effect, verdict, ratio):
    """Cheaper-and-better and dearer-and-worse have the same negative ratio, so neither has one."""
    found = icer_of(cost, effect)
    assert (found.verdict, found.ratio) == (verdict, ratio)
    assert found.words


def test_no_ratio_is_ever_negative():
    """Whatever the four means."""
    draw = np.random.default_rng(0)
    for cost, effect in draw.normal(size=(500, 2)):
        ratio = icer_of(cost, effect).ratio
        assert ratio is None or ratio > 0


def test_the_bootstrap_keeps_a_persons_cost_and_effect_together():
    """Spread and correlation of the plane are those of the paired means."""
    arms = two_arms()
    plane = bootstrap_plane(**arms, draws=20_000)
    pairs = [
        np.cov(arms[f"cost{arm}"], arms[f"effect{arm}"], bias=True) / 150
        for arm in ("", "_control")
    ]
    assert np.cov(plane.cost, plane.effect) == pytest.approx(sum(pairs), rel=0.05)
    assert np.corrcoef(plane.cost, plane.effect)[0, 1] > 0.8


def test_the_bootstrap_is_scipys():
    """Percentile limits of the ratio equal scipy.stats.bootstrap (paired people) within noise."""
    arms = two_arms()
    plane = bootstrap_plane(**arms, draws=9_000)
    ours = np.quantile(plane.cost / plane.effect, [0.025, 0.975])

    def ratio(cost, effect, cost_control, effect_control, axis):
        return (cost.mean(axis) - cost_control.mean(axis)) / (
            effect.mean(axis) - effect_control.mean(axis)
        )

    # SciPy pairs all samples or none; equal arms let one paired call resample both as one.
    theirs = bootstrap(
        tuple(arms.values()), ratio, paired=True, n_resamples=9_000, method="percentile",
        rng=np.random.default_rng(0), vectorized=True,
    ).confidence_interval  # fmt: skip
    assert ours == pytest.approx([theirs.low, theirs.high], rel=0.1)


def test_the_curve_rises_to_the_share_that_does_good():
    """At no willingness only savings count; at endless willingness only the effect does."""
    plane = bootstrap_plane(**two_arms(), draws=2_000)
    curve = acceptability(plane, [0, 1e12])
    assert curve[0][1] == pytest.approx((plane.cost < 0).mean())
    assert curve[1][1] == pytest.approx((plane.effect > 0).mean())
    assert sum(plane.quadrants().values()) == pytest.approx(1)


def test_net_benefit_is_nil_at_the_ratio():
    """Willing to pay exactly the ratio, one neither gains nor loses; limits by hand."""
    arms = two_arms()
    ratio = icer(**arms).ratio
    found = net_benefit(**arms, willingness=ratio)
    assert found.estimate == pytest.approx(0, abs=1e-6)
    worth = [ratio * arms[f"effect{arm}"] - arms[f"cost{arm}"] for arm in ("", "_control")]
    error = np.sqrt(sum(each.var(ddof=1) / 150 for each in worth))
    assert found.upper - found.estimate == pytest.approx(1.959964 * error, rel=1e-6)


def test_one_item_is_moved_at_a_time():
    """The widest swing comes first; the others stand at their base."""

    def compute(prices):
        return icer_of(prices["wage"] * 10 + prices["rent"], 2.0)

    found = one_way_sensitivity(
        compute, base={"wage": 100, "rent": 50}, ranges={"rent": (0, 100), "wage": (80, 120)}
    )
    assert [each.item for each in found] == ["wage", "rent"]
    assert (found[0].low.cost, found[0].high.cost) == (850, 1250)
    with pytest.raises(WrongUse, match="base"):
        one_way_sensitivity(compute, base={}, ranges={"wage": (1, 2)})


def test_transfers_cost_the_payer_and_not_society():
    """A benefit moves money; a wage subsidy buys work."""
    items = [
        CostItem("a", "state", "activity compensation", 1_000, 2016, transfer=True),
        CostItem("a", "municipality", "job coach", 500, 2016),
        CostItem("b", "state", "wage subsidy", 300, 2016, year_of_study=1),
    ]
    found = costs_by_payer(
        items, people=["a", "b", "c"], to_year=2017, index={2016: 100, 2017: 102}, rate=0.03
    )
    assert found["state"] == pytest.approx([1_020, 306 / 1.03, 0])
    assert found["municipality"] == pytest.approx([510, 0, 0])
    assert found["society"] == pytest.approx([510, 306 / 1.03, 0])


def test_prices_wages_and_discounting_by_hand():
    """A month's wage is 165 hours; three percent a year."""
    assert staff_cost(hours=165, wage_a_month=40_000, overhead=0.6) == pytest.approx(64_000)
    assert discounted(103 * 1.03, years=2, rate=0.03) == pytest.approx(100)
    assert in_prices_of(50, price_year=2016, to_year=2016, index={2016: 7}) == 50


def test_costs_that_cannot_be_placed_are_refused():
    """An unknown payer, a year without an index, someone outside the study, a missing value."""
    with pytest.raises(UnknownName, match="Did you mean 'state'"):
        costs_by_payer([CostItem("a", "stat", "x", 1, 2016)], people=["a"], to_year=2016, index={})
    with pytest.raises(UnknownName, match="price year"):
        in_prices_of(1, price_year=2015, to_year=2016, index={2016: 1.0})
    with pytest.raises(WrongUse, match="not in the study"):
        costs_by_payer(
            [CostItem("z", "state", "x", 1, 2016)], people=["a"], to_year=2016, index={2016: 1}
        )
    with pytest.raises(WrongUse, match="missing"):
        icer(cost=[1, np.nan], effect=[1, 2], cost_control=[1, 2], effect_control=[1, 2])
