"""Adjusted p-values against statsmodels and the definition written out."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from samsyn.evaluation import holm, randomisation_test, romano_wolf
from samsyn.evaluation.several_tests import null_draws


def test_holm_is_statsmodels_holm():
    """Any order, with ties, never above 1."""
    for p in ([0.01, 0.04, 0.03], [0.5, 0.5, 0.9, 0.001], [0.2]):
        assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])


def step_down(statistics, draws):
    """Romano and Wolf (2016), algorithm 4.1, step by step."""
    order = sorted(range(len(statistics)), key=lambda j: -abs(statistics[j]))
    adjusted, before = {}, 0.0
    for step, test in enumerate(order):
        standing = order[step:]
        exceeding = sum(
            max(abs(row[j]) for j in standing) >= abs(statistics[test]) for row in draws
        )
        before = max(before, (1 + exceeding) / (1 + len(draws)))
        adjusted[test] = before
    return [adjusted[j] for j in range(len(statistics))]


def test_romano_wolf_is_its_definition():
    """The accumulated form equals the algorithm step by step."""
    generator = np.random.default_rng(2)
    draws = generator.standard_normal((500, 4))
    for statistics in ([2.5, -0.3, 1.9, 2.6], [0.1, 0.2, 0.3, -4.0]):
        assert romano_wolf(statistics, draws).tolist() == pytest.approx(
            step_down(statistics, draws.tolist())
        )


def test_dependence_makes_romano_wolf_milder_than_holm():
    """Nearly the same test three times costs little; Holm charges three times."""
    correlation = np.full((3, 3), 0.98) + 0.02 * np.eye(3)
    draws = null_draws(correlation, draws=4_000)
    adjusted = romano_wolf([2.3, 2.25, 2.2], draws)
    assert adjusted.max() < 0.04 < holm([0.0214, 0.0244, 0.0278]).min()


def test_null_draws_have_the_correlation_asked_for():
    """Unit variances and the given correlation, within the noise of 20,000 draws."""
    wanted = np.array([[1, 0.5, -0.2], [0.5, 1, 0.1], [-0.2, 0.1, 1]])
    assert np.cov(null_draws(wanted, draws=20_000).T) == pytest.approx(wanted, abs=0.03)


def test_redraws_serve_as_null():
    """The kept draws of the randomisation test give Romano–Wolf; its smallest p is p_any's."""
    generator = np.random.default_rng(4)
    outcomes, treated = generator.random((60, 4)), np.tile([0, 1], 30)
    found = randomisation_test(outcomes, treated, draws=400, keep_draws=True)
    adjusted = romano_wolf(found.statistics, found.null)
    assert adjusted.min() == pytest.approx(found.p_any.min())
