"""Month paths: the same numbers as one month at a time, dummies, and bands that cover."""

import numpy as np
import pytest
import statsmodels.api as sm

from samsyn.errors import WrongUse
from samsyn.evaluation import itt, paths, raw_paths


def invented(seed=0, people=400, months=6):
    """A status that lasts, three arms, five strata; some lost for good, some months late."""
    draw = np.random.default_rng(seed)
    arm = draw.choice(["FS", "CM", "SE"], people)
    strata = draw.integers(0, 5, people)
    latent = draw.normal(size=(people, 1)) + 0.5 * draw.normal(size=(people, months))
    return (latent > 0.8).astype(float), arm, strata


def with_losses(outcomes):
    lost = outcomes.copy()
    lost[:40, 3:] = np.nan
    lost[60:80, 5] = np.nan
    return lost


@pytest.mark.parametrize("errors", ["HC0", "HC1", "HC2", "HC3"])
def test_each_month_is_the_effect_of_that_month(errors):
    """Estimate, error, limits and p equal itt month by month, with people lost along the way."""
    outcomes, arm, strata = invented()
    outcomes = with_losses(outcomes)
    found = paths(outcomes, arm, reference="FS", strata=strata, errors=errors)
    for path in found:
        for month in range(6):
            single = itt(outcomes[:, month], arm, reference="FS", strata=strata, errors=errors)
            effect = single.effect(path.arm)
            assert path.estimate[month] == pytest.approx(effect.estimate, abs=1e-12)
            assert path.standard_error[month] == pytest.approx(effect.standard_error, rel=1e-10)
            assert path.lower[month] == pytest.approx(effect.lower)
            assert path.p[month] == pytest.approx(effect.p)
            assert path.people[month] == effect.people


def test_strata_taken_out_equal_a_dummy_a_stratum():
    """The million-person path and statsmodels with dummies give one answer, HC2."""
    outcomes, arm, strata = invented(people=150)
    dummies = (strata[:, None] == np.arange(5)).astype(float)
    design = np.column_stack([arm == "CM", arm == "SE", dummies]).astype(float)
    found = paths(outcomes, arm, reference="FS", strata=strata)
    for month in range(6):
        fit = sm.OLS(outcomes[:, month], design).fit(cov_type="HC2")
        for place, path in enumerate(found):
            assert path.estimate[month] == pytest.approx(fit.params[place], abs=1e-12)
            assert path.standard_error[month] == pytest.approx(fit.bse[place], rel=1e-10)


def test_clusters_move_together_over_months():
    """Cluster errors of the path equal those of each month; clusters may lose people."""
    outcomes, arm, strata = invented()
    outcomes, clusters = with_losses(outcomes), np.arange(400) // 8
    found, _ = paths(outcomes, arm, reference="FS", strata=strata, clusters=clusters)
    for month in (0, 4, 5):
        single = itt(outcomes[:, month], arm, reference="FS", strata=strata, clusters=clusters)
        assert found.standard_error[month] == pytest.approx(
            single.effect(found.arm).standard_error, rel=1e-10
        )
    assert found.errors == "cluster"


def test_the_band_for_all_months_covers_the_whole_path():
    """400 trials without effect: pointwise limits miss somewhere often, the band in one of 20."""
    missed = {"pointwise": 0, "all": 0}
    for seed in range(400):
        outcomes, arm, _ = invented(seed, people=150, months=6)
        path = paths(outcomes, arm, reference="FS")[0]
        missed["pointwise"] += bool(((path.lower > 0) | (path.upper < 0)).any())
        missed["all"] += bool(((path.lower_all > 0) | (path.upper_all < 0)).any())
    assert missed["pointwise"] > 40
    assert 6 <= missed["all"] <= 34


def test_raw_paths_count_those_observed():
    """Shares are of the observed; not observed is not "not in work"."""
    outcomes, arm, _ = invented()
    lost = with_losses(outcomes)
    for path in raw_paths(lost, arm, reference="FS"):
        mine = lost[arm == path.arm]
        assert path.mean == pytest.approx(np.nanmean(mine, axis=0))
        assert path.people.tolist() == np.isfinite(mine).sum(axis=0).tolist()


def test_a_month_that_an_arm_has_not_reached_is_refused():
    """A contrast needs observed people in every arm, and the refusal names the month and arm."""
    outcomes, arm, _ = invented()
    outcomes[arm == "SE", 5] = np.nan
    with pytest.raises(WrongUse, match=r"Month 6: No one in SE"):
        paths(outcomes, arm, reference="FS")
    with pytest.raises(WrongUse, match="No one in SE"):
        itt(outcomes[:, 5], arm, reference="FS")


def test_classical_errors_are_refused():
    """One variance for all says nothing of how months hang together."""
    outcomes, arm, _ = invented()
    with pytest.raises(WrongUse, match="robust"):
        paths(outcomes, arm, reference="FS", errors="classical")


def test_a_person_lost_does_not_move_the_others():
    """Two months alike, five people lost in one: a band for both is hardly wider than for one."""
    outcomes, arm, _ = invented(months=1)
    twice = np.repeat(outcomes, 2, axis=1)
    twice[:5, 1] = np.nan
    path = paths(twice, arm, reference="FS")[0]
    wide = (path.upper_all - path.estimate) / path.standard_error
    assert wide.max() < 2.05  # unrelated months would need 2.24
