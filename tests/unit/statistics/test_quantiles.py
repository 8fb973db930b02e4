"""Quantiles from counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.statistics.quantiles import quantile


@given(
    values=st.lists(st.integers(0, 20), min_size=1, max_size=40),
    share=st.sampled_from([0.25, 0.5, 0.75]),
)
def test_quantiles_from_counts_are_numpys(values: list[int], share: float) -> None:
    """Type 7 from (value, count) pairs is what numpy gives from the values themselves."""
    pairs = sorted((value, values.count(value)) for value in set(values))
    assert quantile(pairs, share) == pytest.approx(np.quantile(values, share))
