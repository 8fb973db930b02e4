"""report.toml: what people fill in each year, checked where it is read."""

from dataclasses import replace
from pathlib import Path

import pytest

from samsyn.errors import UnknownName
from samsyn.reports.document import Answer
from samsyn.reports.families import FAMILIES, family
from samsyn.reports.lowered import lowered
from samsyn.reports.making import Made
from samsyn.reports.settings import BrokenSettings, Settings, read_settings

FOLDER = family("priority-groups").folder


def read(folder: Path, text: str) -> Settings:
    """The settings with someone's own file on top."""
    (folder / "report.toml").write_text(text, encoding="utf-8")
    return read_settings(FOLDER, folder, "2017")


def test_the_year_is_filled_in() -> None:
    """{year} and {next_year} in the shipped file."""
    front = read_settings(FOLDER, None, "2017").front
    assert front.subtitle == "Gemensam återrapport för 2017"
    assert front.due == "15 maj 2018"


def test_a_key_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    """And the others stay."""
    front = read(tmp_path, '[[references]]\nof = "Af"\nnumber = "Af-2018-00112077"\n').front
    assert front.references == (("Af", "Af-2018-00112077"),)
    assert front.answers


def test_measures_are_listed_with_the_labels_of_their_codes(tmp_path: Path) -> None:
    """Actor, need group, what, status."""
    text = """
[[measures]]
actor = "social_insurance_agency"
group = "long_term_sick"
what = "Nya rutiner"
status = "done"
"""
    (measure,) = read(tmp_path, text).measures
    assert (measure.actor, measure.group) == ("Försäkringskassan", "Långtidssjukskrivna")
    assert measure.status == "Genomförd"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel = 'x'", "title"),
        ("title = ", "TOML"),
        ("[[measures]]\nactor = 'x'", "group"),
        ("[[measures]]\nactor='x'\ngroup='y'\nwhat='z'\nstatus='dne'", "done"),
        ("[[signatures]]\nnamn = 'x'", "namn"),
        ("[[references]]\nof = 'x'", "number"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    """With the file's path, in a sentence, and no traceback."""
    with pytest.raises(BrokenSettings, match=said) as error:
        read(tmp_path, text)
    assert str(tmp_path) in str(error.value)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_answer_names_a_section_or_says_why_not(name: str) -> None:
    """The assignment table leaves no sentence without an answer."""
    if not (family(name).folder / "report.toml").is_file():
        pytest.skip(f"{name} has no report.toml yet")
    for answer in read_settings(family(name).folder, None, "2017").front.answers:
        assert bool(answer.section) != bool(answer.why_not)


def test_an_answer_to_a_section_that_is_not_there_is_refused(made: Made) -> None:
    """The near ones are named."""
    front = replace(made.report.front, answers=(Answer("Redovisa.", section="deltagarna"),))
    with pytest.raises(UnknownName, match="deltagare"):
        lowered(replace(made.report, front=front))
