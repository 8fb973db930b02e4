"""Sentences that do not say more than the numbers: the Swedish experiment's own results."""

import numpy as np
import pytest

from samsyn.errors import WrongUse
from samsyn.evaluation import contrasts, itt
from samsyn.evaluation.conclusions import difference_in_words, highest_arm

TITLES = {"FS": "förstärkt samarbete", "SE": "Supported Employment", "CM": "Case Management"}


def experiment(**shares):
    """Arms of 354 with these percentages at month 15."""
    arm, outcome = [], []
    for name, percent in shares.items():
        events = round(3.54 * percent)
        arm += [name] * 354
        outcome += [1] * events + [0] * (354 - events)
    return itt(np.array(outcome), arm, reference="FS")


def test_a_test_that_found_nothing_is_not_no_effect():
    """The interval and what the study could find are said; the words "ingen effekt" are not."""
    effect = experiment(FS=18, SE=26, CM=20).effect("CM")
    said = difference_in_words(effect, titles=TITLES, smallest_detectable=0.088)
    assert "ingen effekt" not in said.lower()
    assert said.startswith("Ingen säkerställd skillnad mellan Case Management och förstärkt")
    assert "procentenheter (95 procents konfidensintervall −" in said
    assert "från 8,8 procentenheter" in said


def test_a_difference_is_said_with_its_interval_and_direction():
    """More or fewer, never "better"."""
    result = experiment(FS=18, SE=26, CM=20)
    said = difference_in_words(result.effect("SE"), titles=TITLES, smallest_detectable=0.088)
    assert said.startswith("Fler i Supported Employment än i förstärkt samarbete: 7,9 procent")
    other = difference_in_words(result.effect("FS", "SE"), titles=TITLES, smallest_detectable=0.088)
    assert other.startswith("Färre i förstärkt samarbete")


def test_best_is_not_said_while_a_rival_is_not_excluded():
    """26 against 20 percent is not sure, so SE is highest and CM its rival."""
    found = highest_arm(contrasts(experiment(FS=18, SE=26, CM=20)), titles=TITLES)
    assert (found.highest, found.rivals) == ("SE", ("CM",))
    assert "inte säkerställd" in found.words and "bäst" not in found.words.lower()


def test_a_rival_is_excluded_only_after_adjustment():
    """26 against 19.5 percent has p 0.04 alone and 0.08 among three: not settled."""
    found = contrasts(experiment(FS=18, SE=26, CM=19.5))
    pair = next(each for each in found if {each.effect.arm, each.effect.against} == {"SE", "CM"})
    assert pair.effect.p < 0.05 < pair.p_holm
    assert highest_arm(found, titles=TITLES).rivals == ("CM",)


def test_an_arm_that_is_surely_highest_has_no_rivals():
    """40 percent against 20 and 18."""
    found = highest_arm(contrasts(experiment(FS=18, SE=40, CM=20)), titles=TITLES)
    assert (found.highest, found.rivals) == ("SE", ())


def test_ranking_needs_every_pair():
    """Two of three contrasts cannot rank three arms."""
    with pytest.raises(WrongUse, match="all pairs"):
        highest_arm(contrasts(experiment(FS=18, SE=26, CM=20))[:2], titles=TITLES)
