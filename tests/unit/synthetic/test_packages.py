"""The package that comes out: its rules, its bytes, and nobody real in it."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from samsyn.cli.synthesise import command, years_of
from samsyn.errors import WrongUse
from samsyn.exchange.check import check
from samsyn.exchange.known import NOTHING_KNOWN
from samsyn.exchange.package import read_package
from samsyn.synthetic.national import tiny

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny register as a package."""
    path = tmp_path_factory.mktemp("packages") / "tiny"
    result = CliRunner().invoke(command, ["tiny", "--output", str(path)])
    assert result.exit_code == 0, result.output
    return path


def test_no_rule_refuses_or_warns_of_a_row(small: Path):
    """What is made for trying things out comes in without a word."""
    checked = check(read_package(small), known=NOTHING_KNOWN, today=TODAY)
    assert checked.refused_rows == 0
    assert checked.problems.is_empty(), checked.problems
    assert checked.volume.is_empty()


def test_the_package_says_that_it_is_invented(small: Path):
    """The mark follows the data into everything made from them."""
    assert json.loads((small / "datapackage.json").read_text(encoding="utf-8"))["invented"] is True


def test_the_same_seed_gives_the_same_bytes_and_another_others(small: Path, tmp_path: Path):
    """Two runs agree to the byte, in every file."""
    for seed, alike in (("1", True), ("2", False)):
        other = tmp_path / seed
        CliRunner().invoke(command, ["tiny", "--seed", seed, "--output", str(other)])
        names = sorted(path.name for path in small.iterdir())
        assert names == sorted(path.name for path in other.iterdir())
        same = [(small / name).read_bytes() == (other / name).read_bytes() for name in names]
        assert all(same) is alike


def _luhn(number: str) -> bool:
    """The check digit worked digit by digit, as on paper: 2 1 2 1 2 1 2 1 2 1."""
    doubled = [int(d) * (2 if at % 2 == 0 else 1) for at, d in enumerate(number[2:])]
    return sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0


def test_identity_numbers_are_valid_unique_and_nobodys():
    """Birth numbers 980–999 are never given out; check digit, sex and birth date agree."""
    persons = tiny(seed=3, today=TODAY).frames["person"]
    numbers = persons["personal_identity_number"].to_list()
    assert len(set(numbers)) == len(numbers)
    for number, sex, born in persons.select(
        "personal_identity_number", "sex", "birth_date"
    ).iter_rows():
        assert _luhn(number)
        assert 980 <= int(number[8:11]) <= 999
        assert int(number[10]) % 2 == (1 if sex == "man" else 0)
        assert number[:8] == born.strftime("%Y%m%d")


def test_an_output_that_exists_is_refused_before_the_work(small: Path):
    """Nothing is written over."""
    result = CliRunner().invoke(command, ["tiny", "--output", str(small)])
    assert result.exit_code == 1
    assert "finns redan" in str(result.exception)


@pytest.mark.parametrize("text", ["2016..2021", "2021-2016", "x", "1890", "2000-2090"])
def test_years_that_are_no_span_are_refused_with_the_form(text: str):
    """The message shows how years are written."""
    with pytest.raises(WrongUse, match="2016-2021"):
        years_of(text)


def test_events_and_measurements_tell_one_story():
    """Whoever left to work works at exit; nobody is measured before they came."""
    frames = tiny(seed=5, today=TODAY).frames
    exits = frames["measurement"].filter(pl.col("point") == "exit")
    rows = frames["participation"].join(exits, on="participation_id")
    to_work = rows.filter(pl.col("exit_reason") == "work")
    assert to_work["works"].mean() > 0.8
    assert (rows["measured_on"] >= rows["entered_on"]).all()
