"""Report C: the chapters in the order people pass through, and years with only some of it."""

import re
from datetime import date

import pytest
from tests.factories import register, write_register
from tests.unit.reports.reading import section, tables, text, whole_text

from samsyn.disclosure import Snapshot, open_snapshot
from samsyn.reports.document import Report, Section
from samsyn.reports.families import family
from samsyn.reports.making import NothingToReport, make
from samsyn.reports.observations import TITLE
from samsyn.vocabulary.period import year

C = family("reinforced-cooperation")


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> Report:
    """The report of 2017 from the small register."""
    return make(C, year(2017), snapshot).report


@pytest.fixture(scope="module")
def only_meetings(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A year with transition meetings and no joint assessment."""
    meetings = "\n".join(
        f"m{number} | 2019-05-{number + 1:02} | woman | sickness_benefit_ending"
        for number in range(12)
    )
    made = register(transition_meeting=f"meeting_id | held_on | sex | reason\n{meetings}")
    folder = write_register(made, tmp_path_factory.mktemp("meetings"), date(2020, 2, 1))
    with open_snapshot(folder) as opened:
        return make(C, year(2019), opened).report


def test_the_chapters_follow_the_person_through(report: Report) -> None:
    """Assessment, measures, result, transition meetings; then what people write."""
    assert [each.title for each in report.sections] == [
        *("Sammanfattning", "Inledning", "Vidtagna åtgärder", "Gemensamma kartläggningar"),
        *("Insatser efter kartläggningen", "Resultat", "Omställningsmöten", "Ekonomi"),
        "Bedömning och utmaningar",
    ]


def test_each_chapter_of_facts_ends_with_observations(report: Report) -> None:
    """Chapters 4 to 7 close with *Sammanfattande iakttagelser*."""
    for chapter in report.sections[3:7]:
        last = chapter.blocks[-1]
        assert isinstance(last, Section) and last.title == TITLE, chapter.title


def test_the_summary_gives_the_facts_in_order(report: Report) -> None:
    """Assessments, women, psychiatric share, measures, result by sex and change, meetings."""
    told = text(section(report, "Sammanfattning"))
    order = (
        *("gemensamma kartläggningar", "procent kvinnor", "psykiatrisk diagnos"),
        *("börjat en arbetsförberedande", "rehabiliteringar", "återfått arbetsförmåga"),
        *("av kvinnorna", "omställningsmöten"),
    )
    places = [told.index(word) for word in order]
    assert places == sorted(places)


def test_the_result_is_told_in_points(report: Report) -> None:
    """A share that goes from 58 to 54 has fallen by four procentenheter, never four percent."""
    told = whole_text(report)
    assert re.search(r"Andelen (ökade|minskade) med \d+ procentenhet", told)
    assert not re.search(r"[Aa]ndelen[^.]* (ökade|minskade) med [\d,]+ procent\b", told)


def test_the_outcome_never_travels_without_its_name(report: Report) -> None:
    """Regained work capacity, and work or education, are two measures and never one number."""
    told = text(section(report, "Resultat"))
    assert "som hade återfått arbetsförmåga (" in told
    assert "som hade arbete eller utbildning (" in told


def test_the_benefits_sum_to_all(report: Report) -> None:
    """The rows of the assessments sum to the total, for women, men and all."""
    table = tables(report)["1"]
    for place in range(6):
        *parts, total = [row.cells[place].released.value for row in table.rows]  # type: ignore[union-attr]
        assert None in (*parts, total) or sum(parts) == total


def test_a_year_with_only_meetings_tells_of_them_alone(only_meetings: Report) -> None:
    """Chapters without data say so in a sentence, and no share of nothing is printed."""
    told = whole_text(only_meetings)
    assert "Inga gemensamma kartläggningar är registrerade för 2019." in told
    assert "Ingen avslutad rehabilitering är registrerad för 2019." in told
    assert "Under 2019 hölls 12 omställningsmöten." in told
    assert "Någon jämförelse med 2018 kan inte göras." in told
    assert not re.search(r"\. procent|None|\(\)", told)


def test_a_year_without_cooperation_has_no_report(snapshot: Snapshot) -> None:
    """Where there is nothing to tell, the user is told so and what to do, without a traceback."""
    with pytest.raises(NothingToReport, match="2009"):
        make(C, year(2009), snapshot)
