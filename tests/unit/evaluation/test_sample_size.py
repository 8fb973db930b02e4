"""Plans: loss, refusal, several contrasts, strata and caseloads, by hand and by simulation."""

import numpy as np
import pytest

from samsyn.errors import WrongUse
from samsyn.evaluation import (
    Design,
    capacity,
    people_needed,
    power,
    power_curve,
    smallest_detectable_difference,
    within_capacity,
)

SHARES = {"share": 0.26, "share_control": 0.18}


def test_no_effect_is_found_as_often_as_promised():
    """Power at no difference is the significance level."""
    found = power(share=0.18, share_control=0.18, design=Design(300, 300, alpha=0.05))
    assert found == pytest.approx(0.05)


def test_loss_is_as_if_fewer_were_assigned():
    """A tenth lost of 400 is 360 analysed; and people_needed makes up for it."""
    assert power(**SHARES, design=Design(400, 400, loss=0.1)) == pytest.approx(
        power(**SHARES, design=Design(360, 360))
    )
    needed = people_needed(**SHARES, loss=0.1, refusal=0.5)
    assert needed.assigned == (467, 467) and needed.asked == 2 * (467 + 467)


def test_several_contrasts_cost_power():
    """Three contrasts at 5 percent are each tested at 5/3 percent."""
    three = power(**SHARES, design=Design(354, 354, contrasts=3))
    assert three == pytest.approx(power(**SHARES, design=Design(354, 354, alpha=0.05 / 3)))
    assert three < power(**SHARES, design=Design(354, 354))


def test_even_strata_cost_nothing_and_one_armed_strata_are_not_counted():
    """25 even strata are as one; people in a stratum without the other arm tell nothing."""
    one = power(**SHARES, design=Design(350, 350))
    assert power(**SHARES, design=Design([14] * 25, [14] * 25)) == pytest.approx(one)
    assert power(**SHARES, design=Design([350, 99], [350, 0])) == pytest.approx(one)


def test_power_is_what_a_simulation_finds():
    """20,000 trials with uneven arms in two strata: within a point and a half."""
    draw = np.random.default_rng(3)
    treated, control = np.array([120, 60]), np.array([60, 150])
    events = draw.binomial(treated, 0.35, size=(20_000, 2)) / treated
    others = draw.binomial(control, 0.22, size=(20_000, 2)) / control
    weight = treated * control / (treated + control)
    effect = ((events - others) * weight).sum(1) / weight.sum()
    spread = events * (1 - events) / treated + others * (1 - others) / control
    error = np.sqrt((spread * weight**2).sum(1)) / weight.sum()
    found = (np.abs(effect / error) > 1.96).mean()
    plan = Design(treated, control)
    assert power(share=0.35, share_control=0.22, design=plan) == pytest.approx(found, abs=0.015)


def test_the_curve_passes_the_smallest_detectable_difference():
    """Where the curve reaches 80 percent."""
    plan = Design(354, 354)
    smallest = smallest_detectable_difference(share_control=0.18, design=plan)
    ((difference, found),) = power_curve(differences=smallest, share_control=0.18, design=plan)
    assert (difference, found) == (pytest.approx(smallest), pytest.approx(0.8))


def test_covariates_that_explain_add_power():
    """A quarter explained is worth a third more people."""
    explained = power(**SHARES, design=Design(300, 300, explained=0.25))
    assert explained == pytest.approx(power(**SHARES, design=Design(400, 400)))


def test_staff_carry_what_the_fullest_moment_allows():
    """20 a coach: 5 coaches carry 100 at a time; places come free when support ends."""
    assert capacity(staff=5, cap=20, months_of_intake=6, months_of_support=12) == 100
    assert capacity(staff=5, cap=20, months_of_intake=36, months_of_support=12) == 300
    assert within_capacity({"SE": 354, "FS": 354}, {"SE": 400}) == {}
    assert within_capacity({"SE": 354, "FS": 354}, {"SE": 300}) == {"SE": 54}


def test_plans_that_cannot_be_are_refused():
    """Shares outside 0–1, no one to compare, an effect too large for anyone to have."""
    with pytest.raises(WrongUse, match="between 0 and 1"):
        power(share=26, share_control=18, design=Design(10, 10))
    with pytest.raises(WrongUse, match="both arms"):
        power(**SHARES, design=Design([10], [0]))
    with pytest.raises(WrongUse, match="less power"):
        smallest_detectable_difference(share_control=0.5, design=Design(2, 2), power=0.99)
    with pytest.raises(WrongUse):
        capacity(staff=0, cap=20, months_of_intake=1, months_of_support=1)
