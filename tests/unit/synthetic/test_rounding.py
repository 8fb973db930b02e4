"""What rounds to a printed figure: held against the way Samsyn prints."""

from decimal import Decimal

import pytest

from samsyn.synthetic.binding import rounding
from samsyn.synthetic.figures import Figure
from samsyn.synthetic.verify import holds
from samsyn.vocabulary.printed import percent


def _share(value: str) -> Figure:
    return Figure(2, 2018, "outcome_work_or_study", "", "share", (), Decimal(value), "exact")


@pytest.mark.parametrize("printed", ["0", "0.1", "0.7", "1", "2", "54", "99", "100"])
def test_a_share_within_the_rounding_prints_as_the_figure(printed):
    """Whatever a whole of up to 400 can give inside the bounds prints as the figure says."""
    least, most = rounding(Decimal(printed), _share(printed).decimals)
    as_printed = {printed.replace(".", ","), "1,0" if printed == "1" else "", "0,0"}
    for whole in range(1, 401, 7):
        for part in range(whole + 1):
            value = 100 * part / whole
            inside = least < value < most
            if inside:
                assert percent(value) in as_printed, (part, whole)
            assert not inside or holds(_share(printed), value)


@pytest.mark.parametrize(("value", "is_it"), [(54.5, True), (54.4999, False), (55.5, False)])
def test_halves_go_away_from_zero(value, is_it):
    """54.5 prints 55, and 55.5 prints 56."""
    assert holds(_share("55"), value) is is_it


@pytest.mark.parametrize(("value", "is_it"), [(-3.5, False), (-3.49, True), (-2.5, True)])
def test_a_fall_is_rounded_away_from_zero_too(value, is_it):
    """A change of −2.5 percent prints −3."""
    figure = Figure(2, 2018, "interventions", "", "change_percent", (), Decimal(-3), "exact")
    assert holds(figure, value) is is_it


def test_about_is_within_one_percent():
    """'Cirka 8 400' is anything from 8,316 to 8,484."""
    figure = Figure(2, 2017, "completed", "", "count", (), Decimal(8400), "about")
    assert [holds(figure, value) for value in (8315, 8316, 8484, 8485)] == [
        False,
        True,
        True,
        False,
    ]
