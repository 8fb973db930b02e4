"""Files of published figures: what is read, and what is said of what cannot be."""

from decimal import Decimal
from pathlib import Path

import pytest

from samsyn.synthetic.figures import SHIPPED, UnreadableFigures, read_figures


def test_the_shipped_file_is_read_row_by_row_with_its_lines():
    """The 85 published figures stand on lines 2 to 86, as in an editor."""
    figures = read_figures(SHIPPED)
    assert [figure.line for figure in figures] == list(range(2, 87))
    assert figures[0].value == Decimal(82)
    assert figures[0].indicator == "associations"


def test_a_breakdown_is_sorted_by_key_however_it_is_written(figures_file):
    """The same figure twice is seen as such, whatever the order of its keys."""
    one, two = read_figures(
        figures_file(
            [
                "2018 participants_on_benefit count sex=man;income_source=student_aid 3",
                "2018 participants_on_benefit count income_source=student_aid;sex=man 3",
            ]
        )
    )
    assert one.series == two.series


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2018 associations count many", "Line 2"),
        ("x18 associations count 3", "Line 2"),
        ("2018 interventions count orientation 3", "key=value"),
        ("2018 associations count NaN", "not a number"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line(figures_file, row, said):
    """Whoever made the file finds the place at once."""
    with pytest.raises(UnreadableFigures, match=said):
        read_figures(figures_file([row]))


def test_a_file_that_is_none_is_refused_with_the_columns_it_lacks(tmp_path: Path):
    """A file picked by mistake is told from a file of figures."""
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableFigures, match="indicator"):
        read_figures(path)
    with pytest.raises(UnreadableFigures, match="cannot be read"):
        read_figures(tmp_path / "missing.csv")


@pytest.mark.parametrize(("value", "decimals"), [("55", 0), ("55.0", 0), ("0.7", 1), ("12.25", 2)])
def test_decimals_are_those_in_print(figures_file, value, decimals):
    """A share printed with a decimal binds to it; below one there is always one."""
    (figure,) = read_figures(figures_file([f"2018 outcome_work_or_study share {value}"]))
    assert figure.decimals == decimals
