"""What an analysis refuses, or says aloud, each met as an analyst would."""

import numpy as np
import pytest

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation import (
    chi_square,
    complier_effect,
    contrasts,
    difference_in_means,
    difference_in_shares,
    holm,
    inverse_share_weights,
    itt,
    odds_ratio,
    randomisation_test,
    risk_ratio,
    subgroup,
)

ARM = np.array(list("SSSSCCCCFFFF"))
WORK = np.array([1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0], float)


def test_a_covariate_that_is_constant_in_an_arm_is_refused_by_name():
    """Lin's estimator has no slope there; the message names arm and covariate and the way out."""
    children = np.array([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0])
    with pytest.raises(WrongUse, match=r"In C, 1 does not vary.*additive"):
        itt(WORK, ARM, reference="F", covariates=children)
    added = itt(WORK, ARM, reference="F", covariates=children, adjustment="additive")
    assert np.isfinite(added.effects[0].standard_error)


def test_a_constant_is_not_mistaken_for_variation_by_rounding():
    """0.1 less its mean is 1e-17, not nil; the rank check is held against the column's size."""
    for adjustment in ("interacted", "additive"):
        with pytest.raises(WrongUse):
            itt(WORK, ARM, reference="F", covariates=np.full(12, 0.1), adjustment=adjustment)


def test_an_arm_that_is_its_own_stratum_is_refused():
    """Arm and stratum that say the same cannot be told apart."""
    with pytest.raises(WrongUse, match="cannot be told apart"):
        itt(WORK, ARM, reference="F", strata=ARM)


def test_clusters_are_not_analysed_as_individuals():
    """Clusters given with an error for individuals is refused, not ignored."""
    with pytest.raises(WrongUse, match="clusters"):
        itt(WORK, ARM, reference="F", clusters=np.arange(12) // 2, errors="HC2")


def test_missing_outcomes_are_remarked():
    """Analysed and assigned differ, so the result carries the sentence; NaN is not nil."""
    lost = WORK.copy()
    lost[0] = np.nan
    result = itt(lost, ARM, reference="F")
    assert result.remark == "1 of 12 assigned people are not observed here."
    assert (result.assigned["S"], result.analysed["S"]) == (4, 3)
    assert result.effect("S").people == 3
    assert not itt(WORK, ARM, reference="F").remark


def test_a_person_without_an_arm_is_refused():
    """No one is analysed as assigned who was never drawn."""
    never = ARM.astype(object)
    never[3] = None
    with pytest.raises(WrongUse, match="missing for someone"):
        itt(WORK, never, reference="F")


def test_an_unknown_reference_is_answered_with_the_arms_there_are():
    """The message lists them."""
    with pytest.raises(UnknownName, match="Known: C, F, S"):
        itt(WORK, ARM, reference="control")


def test_a_person_alone_in_a_stratum_carries_no_information():
    """Full leverage has a residual of nil whatever happened: neither effect nor error moves."""
    strata = np.zeros(12)
    base = itt(WORK, ARM, reference="F", strata=strata)
    more = itt(np.r_[WORK, 1], np.append(ARM, "S"), reference="F", strata=np.r_[strata, 1])
    assert more.fit.alone == 1
    assert more.effect("S").estimate == pytest.approx(base.effect("S").estimate)
    assert more.effect("S").standard_error == pytest.approx(base.effect("S").standard_error)


def test_all_pairs_are_compared_and_adjusted():
    """Three arms, three contrasts; S−C is the difference of S−F and C−F; adjusted never smaller."""
    result = itt(WORK, ARM, reference="F")
    pairs = {(c.effect.arm, c.effect.against): c for c in contrasts(result)}
    assert set(pairs) == {("C", "F"), ("S", "F"), ("S", "C")}
    assert pairs["S", "C"].effect.estimate == pytest.approx(
        result.effect("S").estimate - result.effect("C").estimate
    )
    expected = holm([pair.effect.p for pair in pairs.values()])
    assert [pair.p_holm for pair in pairs.values()] == pytest.approx(expected.tolist())
    assert all(pair.p_romano_wolf >= pair.effect.p * 0.8 for pair in pairs.values())


def test_a_subgroup_missing_in_an_arm_is_refused():
    """The effect in an empty cell does not exist."""
    with pytest.raises(WrongUse, match="No one of group b is in C"):
        subgroup(WORK, ARM, list("abab" + "aaaa" + "abab"), reference="F")


def test_a_draw_that_moved_no_one_has_no_compliers():
    """The instrument must have worked."""
    with pytest.raises(WrongUse, match="no compliers"):
        complier_effect([1, 0, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0])


def test_a_weak_draw_is_said_to_be_weak():
    """Limits with a first stage under 10 carry the mark."""
    draw = np.random.default_rng(0)
    drawn, took = np.tile([0, 1], 50), draw.integers(0, 2, 100)
    assert complier_effect(draw.random(100), took, drawn).weak


@pytest.mark.parametrize("ratio", [risk_ratio, odds_ratio])
def test_a_ratio_with_an_empty_cell_is_refused(ratio):
    """No logarithm, no interval; the message says what to use instead."""
    for events in ((0, 3), (3, 0)):
        with pytest.raises(WrongUse, match="difference_in_shares"):
            ratio(events=events[0], people=10, events_control=events[1], people_control=10)


@pytest.mark.parametrize("events", [-1, 11, float("nan")])
def test_counts_that_cannot_be_are_refused(events):
    """More events than people, fewer than none, or no number."""
    with pytest.raises(WrongUse, match="between 0 and people"):
        difference_in_shares(events=events, people=10, events_control=1, people_control=10)


def test_shares_of_a_group_may_be_fractions_of_people():
    """A published share times a group size is no whole number."""
    found = difference_in_shares(
        events=0.26 * 354, people=354, events_control=0.18 * 354, people_control=354
    )
    assert found.rounded(3) == (0.08, 0.019, 0.141)


def test_other_refusals_say_what_is_needed():
    """Chi-square of one group, means of one person, impossible weights, unknown errors."""
    with pytest.raises(WrongUse):
        chi_square(events=[1], people=[2])
    with pytest.raises(WrongUse, match="at least two"):
        difference_in_means(outcome=[1.0], outcome_control=[1.0, 2.0])
    with pytest.raises(WrongUse, match="chance"):
        inverse_share_weights([0.0])
    with pytest.raises(WrongUse, match="HC3"):
        itt(WORK, ARM, reference="F", errors="robust")


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_columns_of_any_data_frame_will_do(library):
    """Polars and pandas columns give what arrays give, and covariates keep their names."""
    frames = pytest.importorskip(library)
    age = np.arange(12.0) ** 2 % 7
    table = frames.DataFrame({"arm": ARM.tolist(), "work": WORK.tolist(), "age": age.tolist()})
    found = itt(table["work"], table["arm"], reference="F", covariates=table[["age"]])
    assert found.effects == itt(WORK, ARM, reference="F", covariates=age).effects
    assert found.arms.covariate_names == ("age",)
    assert subgroup(table["work"], table["arm"], list("ab" * 6), reference="F")
    assert randomisation_test(table["work"], table["arm"] == "S", draws=9).draws == 9
