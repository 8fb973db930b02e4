"""Questions as a report asks them: an indicator this year, last year, and the change."""

from collections.abc import Sequence
from typing import Any

from samsyn.disclosure import Question
from samsyn.vocabulary.period import Period


def two_years(indicator: str, period: Period, **rest: Any) -> tuple[Question, ...]:
    """The indicator for the period and the year before, and the change between them."""
    before = period.year_before()
    return (
        Question(indicator, (before, period), **rest),
        Question(indicator, (period,), against=before, **rest),
    )


def all_two_years(indicators: Sequence[str], period: Period, **rest: Any) -> tuple[Question, ...]:
    """``two_years`` of several indicators, in their order."""
    return tuple(q for name in indicators for q in two_years(name, period, **rest))
