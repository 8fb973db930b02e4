"""Small files of figures: counts in the hundreds, so that each register takes part of a second."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from samsyn.synthetic.conflicts import OnConflict
from samsyn.synthetic.figures import read_figures
from samsyn.synthetic.national import Register, national

HEADER = (
    "programme,year,indicator,of,statistic,breakdown,value,unit,precision,source,address,note,n"
)
TODAY = date(2026, 11, 22)

Row = str  # "year indicator[/of] statistic [breakdown] value [precision] [n=…]"

SMALL: tuple[Row, ...] = (
    "2018 associations count 8",
    "2019 associations count 7",
    "2018 municipalities count 24",
    "2019 municipalities count 26",
    "2018 interventions count 60",
    "2019 interventions count 64",
    "2018 participants_identified count 400",
    "2019 participants_identified count 430",
    "2018 participants_total count 700",
    "2019 participants_total count 720",
    "2018 participants_structural count 900",
    "2018 joint_assessments count 150",
    "2018 transition_meetings count 40",
    "2018 funds sum funding_source=state 40000000",
)


@pytest.fixture
def figures_file(tmp_path: Path) -> Callable[[Iterable[Row]], Path]:
    """Writes rows as a file of figures; the first stands on line 2."""

    def write(rows: Iterable[Row]) -> Path:
        path = tmp_path / "figures.csv"
        path.write_text("\n".join([HEADER, *map(_line, rows)]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def register(figures_file: Callable[[Iterable[Row]], Path]) -> Callable[..., Register]:
    """Makes a register of 2018–2019 (or other years) from rows."""

    def make(
        rows: Iterable[Row],
        years: tuple[int, ...] = (2018, 2019),
        on_conflict: OnConflict = OnConflict.REFUSE,
        seed: int = 1,
    ) -> Register:
        figures = read_figures(figures_file(rows))
        return national(figures, years, seed=seed, today=TODAY, on_conflict=on_conflict)

    return make


def _line(row: Row) -> str:
    year, indicator, statistic, *rest = row.split()
    indicator, _, of = indicator.partition("/")
    n = rest.pop()[2:] if rest[-1].startswith("n=") else ""
    precision = rest.pop() if rest[-1] in ("about", "derived", "exact") else "exact"
    value = rest.pop()
    breakdown = rest.pop() if rest else ""
    return f"p,{year},{indicator},{of},{statistic},{breakdown},{value},u,{precision},s,a,,{n}"
