"""Delivery held against the promises of the arms, and what broke them."""

import numpy as np
import pytest

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.delivery import (
    THE_SWEDISH_PROMISES,
    Promise,
    breaches_by_arm,
    caseloads,
    promises_held,
)


def delivered():
    """Hours and visits of 300 people: SE many visits, CM few; FS little of all."""
    draw = np.random.default_rng(0)
    arm = np.repeat(["FS", "SE", "CM"], 100)
    visits = draw.poisson(np.select([arm == "SE", arm == "FS"], [6, 2], 1))
    more = draw.poisson(np.where(arm == "FS", 3, 8))
    outside = draw.poisson(np.where(arm == "CM", 4, 0.2))
    return arm, {"staff_hours": more, "personal_contacts": more,
                 "workplace_visits": visits, "help_outside_work": outside}  # fmt: skip


def test_the_four_hypotheses_of_the_experiment():
    """Delivered as promised, every one is held."""
    arm, measures = delivered()
    found = promises_held(THE_SWEDISH_PROMISES, arm=arm, measures=measures)
    assert {each.verdict for each in found} == {"as promised"}


def test_a_promise_turned_round_is_seen():
    """More visits in the reference arm than in SE is the other way; equal is not settled."""
    arm, measures = delivered()
    turned, equal = promises_held(
        [Promise("workplace_visits", "CM", "SE"), Promise("staff_hours", "SE", "CM")],
        arm=arm, measures=measures,
    )  # fmt: skip
    assert (turned.verdict, equal.verdict) == ("the other way", "not settled")


def test_breaches_are_counted_by_arm_and_kind():
    """An unknown kind is refused with the near one."""
    assert breaches_by_arm([("SE", "bought_provider"), ("FS", "changed_arm")]) == {
        "FS": {"changed_arm": 1}, "SE": {"bought_provider": 1},
    }  # fmt: skip
    with pytest.raises(UnknownName, match="Did you mean 'bought_provider'"):
        breaches_by_arm([("SE", "bought_provder")])


def test_a_caseload_over_its_cap_is_named():
    """20 a coach is full, 21 is one too many."""
    assert caseloads(["a"] * 20 + ["b"] * 21, cap=20) == {"b": 1}


def test_measures_that_do_not_fit_are_refused():
    """A promise without its measure, and a measure of other people."""
    arm, measures = delivered()
    with pytest.raises(UnknownName, match="measure of delivery"):
        promises_held([Promise("songs", "SE", "FS")], arm=arm, measures=measures)
    with pytest.raises(WrongUse, match="one amount"):
        promises_held([Promise("x", "SE", "FS")], arm=arm, measures={"x": [1, 2]})
