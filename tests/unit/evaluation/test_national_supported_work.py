"""National Supported Work, the Dehejia–Wahba people: earnings in 1978, dollars."""

import numpy as np
import pytest
import statsmodels.api as sm

from samsyn.evaluation import difference_in_means, itt

causaldata = pytest.importorskip("causaldata")

COVARIATES = ["age", "age squared", "educ", "nodegree", "black", "hisp", "re74", "re75"]


@pytest.fixture(scope="module")
def people():
    """445 people; every column float64, since the package stores int8 and float32."""
    table = causaldata.nsw_mixtape.load_pandas().data.drop(columns="data_id").astype(float)
    table["age squared"] = table["age"] ** 2
    return table


def halves(people):
    return {
        "outcome": people.re78[people.treat == 1],
        "outcome_control": people.re78[people.treat == 0],
    }


def test_the_difference_has_the_published_robust_error(people):
    """1,794.34, SE 671.00 by unequal variances, and 632.85 only when classical is asked for."""
    robust = difference_in_means(**halves(people))
    classical = difference_in_means(**halves(people), errors="classical")
    assert round(robust.estimate, 2) == round(classical.estimate, 2) == 1794.34
    assert round(robust.standard_error, 2) == 671.00
    assert round(classical.standard_error, 2) == 632.85


def test_hc2_of_the_regression_is_the_unequal_variance_error(people):
    """The two names of one error agree to the last digits; HC3 and HC1 do not."""
    found = {
        errors: itt(people.re78, people.treat, reference=0, errors=errors).effects[0]
        for errors in ("HC1", "HC2", "HC3", "classical")
    }
    assert found["HC2"].standard_error == pytest.approx(
        difference_in_means(**halves(people)).standard_error, rel=1e-12
    )
    assert round(found["HC2"].standard_error, 2) == 671.00
    assert len({round(each.standard_error, 2) for each in found.values()}) == 4


def test_the_adjusted_effect_is_the_published_one(people):
    """1,672.20 with age, its square, education, no degree, black, Hispanic, earnings 1974, 1975."""
    found = itt(
        people.re78, people.treat, reference=0, covariates=people[COVARIATES], adjustment="additive"
    ).effects[0]
    assert round(found.estimate, 2) == 1672.20
    assert round(found.standard_error, 2) == 674.58  # HC2; classical is 638.40


def test_interacted_adjustment_equals_a_regression_in_each_arm(people):
    """Lin's estimator is the difference of two regressions at the mean of everybody."""
    table = people[["age", "educ", "re75"]]
    found = itt(people.re78, people.treat, reference=0, covariates=table).effects[0]
    centre = np.r_[1, table.mean()]
    fits = [
        sm.OLS(people.re78[people.treat == arm], sm.add_constant(table[people.treat == arm])).fit()
        for arm in (1, 0)
    ]
    assert found.estimate == pytest.approx(centre @ (fits[0].params - fits[1].params), rel=1e-10)


def test_columns_of_eight_bits_do_not_overflow():
    """Published data come as int8 and float32; covariates and outcomes are taken as float64."""
    raw = causaldata.nsw_mixtape.load_pandas().data
    assert raw.age.dtype == np.int8  # the trap: 30 ** 2 does not fit
    narrow = itt(raw.re78, raw.treat, reference=0, covariates=raw[["age", "educ"]])
    wide = itt(
        raw.re78.astype(float), raw.treat.astype(int), reference=0,
        covariates=raw[["age", "educ"]].astype(float),
    )  # fmt: skip
    assert narrow.effects == wide.effects
    groups = raw.age[raw.treat == 1], raw.age[raw.treat == 0]
    ages = difference_in_means(outcome=groups[0], outcome_control=groups[1])
    assert ages.estimate == pytest.approx(groups[0].astype(float).mean() - groups[1].mean())
