"""From an invented register to the reports: what the authorities printed is what we print."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from samsyn.disclosure import Question, open_snapshot, release
from samsyn.vocabulary.period import year
from samsyn.vocabulary.printed import rounded

pytestmark = pytest.mark.national

PUBLISHED = Path(__file__).parents[2] / "src/samsyn/vocabulary/published_figures.csv"
YEARS = range(2016, 2022)
REVISED = {("joint_assessments", "2018"): "8638"}
"""Printed twice: as 8 306 in 2019, and as 8 638 a year later, which is the one that holds."""


def rows():
    """The rows of the published file that an indicator defines, in the years of the demo."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = REVISED.get((row["indicator"], row["year"]), row["value"])
            if int(row["year"]) in YEARS:
                yield row | {"value": value}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The folder of `samsyn demo`: the command a newcomer runs, as a newcomer runs it."""
    folder = tmp_path_factory.mktemp("national") / "demo"
    command = [Path(sys.executable).with_name("samsyn"), "demo", "--no-serve", "--folder", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def released(demo):
    """Everything that the published rows ask for, released from the demo's snapshot."""
    (folder,) = (demo / "home" / "snapshots").iterdir()
    questions = {
        Question(
            row["indicator"],
            (year(int(row["year"])),),
            of=row["of"],
            against=year(int(row["year"]) - 1) if row["statistic"].startswith("change") else None,
        ): None
        for row in rows()
    }
    before = os.environ.get("SAMSYN_HOME")
    os.environ["SAMSYN_HOME"] = str(demo / "home")
    try:
        with open_snapshot(folder) as snapshot:
            return release(list(questions), snapshot)
    finally:
        if before is not None:
            os.environ["SAMSYN_HOME"] = before


def same(value: float, printed: str, precision: str, statistic: str) -> bool:
    """Whether a value is what was printed: exactly, to its rounding, or within one percent."""
    wanted = float(printed)
    if precision == "about":
        return statistic.startswith("change") or abs(value - wanted) <= 0.01 * wanted
    return float(rounded(value, 1 if 0 < abs(wanted) < 1 else 0)) == wanted


@pytest.mark.parametrize("row", rows(), ids=lambda r: "-".join(list(r.values())[1:6]))
def test_a_published_figure_comes_out_as_it_was_printed(row, released):
    """Every row of the file: register in, disclosure control, and the same number out."""
    year_before = str(int(row["year"]) - 1) if row["statistic"].startswith("change") else ""
    found = released.get(
        row["indicator"],
        row["year"],
        of=row["of"],
        statistic=row["statistic"],
        breakdown=row["breakdown"],
        against=year_before,
    )
    assert found.status == "released"
    assert same(found.value, row["value"], row["precision"], row["statistic"])


@pytest.mark.parametrize(
    ("report", "wanted"),
    [
        (
            "priority-groups-2017",
            (
                "28 381|15 035|55|45|1 818|+5|54|46|3 454|+24|72|28|1 102|−3|53|47|39|82|136|+40|"
                "37|141|+85|23|85|77|81"
            ),
        ),
        ("financial-coordination-2021", "24 102|−3|60|46|+71|76|272"),
        ("reinforced-cooperation-2019", "8 662|62|74|75|4 852|54|53|56|4 647"),
    ],
)
def test_a_report_prints_what_its_original_printed(demo, report, wanted):
    """The numbers of the originals' summaries stand in the report and in its figures.csv."""
    path = demo / "reports" / report / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        printed = {row["printed"].replace("\u00a0", " ") for row in csv.DictReader(file)}
    unsigned = {text.lstrip("+−") for text in printed}
    missing = [n for n in wanted.split("|") if n not in printed and n.lstrip("+−") not in unsigned]
    assert not missing
