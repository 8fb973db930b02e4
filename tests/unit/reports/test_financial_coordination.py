"""Report A: the chapters, the tables T1–T18, the order of facts, and what it says of little."""

import re
from datetime import date

import pytest
from tests.factories import register, write_register
from tests.unit.reports.reading import charts, section, sections, tables, text, whole_text

from samsyn.disclosure import Snapshot, open_snapshot
from samsyn.reports.document import Report, Section
from samsyn.reports.families import family
from samsyn.reports.figure import Figure
from samsyn.reports.making import make
from samsyn.reports.observations import TITLE
from samsyn.reports.writing import files
from samsyn.vocabulary.period import year

A = family("financial-coordination")
TABLES = [
    *("Samordningsförbund och kommuner", "Insatser efter nivå", "Insatser efter inriktning"),
    *("Förbund och insatser efter prioriterad", "Deltagare i individinriktade"),
    *("Deltagare i strukturövergripande", "efter kön", "efter ålder", "efter utbildning"),
    *("efter försörjning", "efter tid med offentlig försörjning", "Avslutade deltaganden efter"),
    *("Sysselsättning före och efter", "Ökat arbete eller studier", "Försörjning före och efter"),
    *("Resultat efter avslutad insats", "Dagar från in- till", "medel, kostnader och resultat"),
]


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> Report:
    """The yearly report of 2017 from the small register."""
    return make(A, year(2017), snapshot).report


@pytest.fixture(scope="module")
def first_year(snapshot: Snapshot) -> Report:
    """The report of the small register's first year: there is no year before."""
    return make(A, year(2016), snapshot).report


@pytest.fixture(scope="module")
def withheld(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of a register so small that nothing about its people may be shown."""
    made = register(
        association="""
            association_code | name | first_day | last_day | merged_into
            a1 | Förbundet Ängen | 2010-01-01 | |
            a2 | Förbundet Berget | 2010-01-01 | 2018-12-31 | a1
            a3 | Förbundet Ön | 2010-01-01 | 2019-06-30 |
            a4 | Förbundet Åsen | 2019-02-01 | |
        """,
        association_area="""
            association_code | municipality_code | first_day
            a1 | 1480 | 2010-01-01
            a2 | 0180 | 2010-01-01
            a3 | 0114 | 2010-01-01
            a4 | 0114 | 2019-02-01
            a4 | 0115 | 2019-02-01
        """,
        participation="""
            entered_on | exited_on
            2019-02-01 | 2019-08-01
            2019-03-01 | 2019-09-01
            2019-04-01 |
        """,
        head_count="""
            intervention_code | year | kind | sex | persons
            i2 | 2019 | volume | woman | 1
        """,
    )
    folder = write_register(made, tmp_path_factory.mktemp("withheld"), date(2020, 2, 1))
    with open_snapshot(folder) as opened:
        return make(A, year(2019), opened).report


def test_it_has_the_nine_chapters_and_three_appendices(report: Report) -> None:
    """The chapters stand in the order the government is used to."""
    assert [each.title for each in report.sections] == [
        *("Sammanfattning", "Inledning", "Antal samordningsförbund och kommuner"),
        *("Uppföljning i praktiken", "Insatser", "Deltagare och resultat", "Ekonomi"),
        *("Nationella rådets stöd", "Diskussion"),
    ]
    assert [each.title for each in report.appendices] == [
        *("Samordningsförbund och kommuner", "Deltagare och medel per samordningsförbund"),
        "Definitioner och kvalitet",
    ]


def test_each_chapter_of_facts_ends_with_observations(report: Report) -> None:
    """Chapters 3 to 7 close with *Sammanfattande iakttagelser*."""
    for chapter in report.sections[2:7]:
        last = chapter.blocks[-1]
        assert isinstance(last, Section) and last.title == TITLE, chapter.title


def test_the_summary_gives_the_facts_in_order(report: Report) -> None:
    """Associations, funds, interventions, participants, identified, outcome, need groups."""
    told = text(section(report, "Sammanfattning"))
    order = (
        *("samordningsförbund", "av landets 290 kommuner", "miljoner kronor", "insatser"),
        *("procent individinriktade", "deltagare", "personuppgifter", "procent kvinnor"),
        *("deltaganden", "arbetade eller studerade", "av kvinnorna", "sökte arbete"),
        "Unga med aktivitetsersättning",
    )
    places = [told.index(word) for word in order]
    assert places == sorted(places)


def test_tables_one_to_eighteen_are_those_asked_for(report: Report) -> None:
    """T1 to T18 keep their numbers where all have data; T3 and T6 fall out without any."""
    expected = [title for place, title in enumerate(TABLES, 1) if place not in (3, 6)]
    titles = [table.title for table in tables(report).values()]
    assert all(word in title for word, title in zip(expected, titles, strict=False)), titles


def test_participants_of_three_kinds_sum_to_the_total(report: Report) -> None:
    """T5: identified and anonymous and volume are the total, in both years."""
    table = next(each for each in tables(report).values() if each.rows[-1].heading == "Totalt")
    for column in (0, 1):
        *parts, total = [row.cells[column].released.value for row in table.rows]  # type: ignore[union-attr]
        assert sum(parts) == total


def test_a_need_group_new_this_year_has_no_comparison(report: Report) -> None:
    """T4: young people with disability were first named in 2017."""
    table = next(each for each in tables(report).values() if "behovsgrupp" in each.title)
    new = next(row for row in table.rows if row.heading == "Unga med funktionsnedsättning")
    assert [getattr(new.cells[place], "text", "") for place in (2, 4)] == [".", "."]
    assert "ny för året" in text(section(report, "Insatser för prioriterade behovsgrupper"))


def test_occupations_leave_nobody_out(report: Report) -> None:
    """T13: four classes before and after, each column a whole of 100 percent."""
    table = next(each for each in tables(report).values() if "Sysselsättning" in each.title)
    assert len(table.rows) <= 4
    for place, _ in enumerate(table.columns):
        shares = [row.cells[place].released.value for row in table.rows]  # type: ignore[union-attr]
        assert None in shares or sum(shares) == pytest.approx(100)


def test_incomes_say_that_they_sum_above_a_hundred(report: Report) -> None:
    """T10: a person may have several sources, and the table says so."""
    table = next(each for each in tables(report).values() if "försörjning före" in each.title)
    assert "mer än 100 procent" in str(table.notes)


def test_charts_show_what_people_would_rather_look_at(report: Report) -> None:
    """Kinds by year, sex by age and income, occupation, outcome by sex, money."""
    titles = " ".join(chart.table.title for chart in charts(report))
    for word in ("efter år", "efter ålder", "försörjning", "Sysselsättning", "Resultat", "Medel"):
        assert word in titles


def test_a_change_in_a_share_is_told_in_points(report: Report) -> None:
    """*Tre procent* about a share was once printed where procentenheter was meant."""
    told = whole_text(report)
    assert re.search(r"Andelen \w+ med \d+ procentenhet", told)
    assert not re.search(r"[Aa]ndelen[^.]* (ökade|minskade) med [\d,]+ procent\b", told)


def test_the_appendix_names_every_association_and_its_municipalities(report: Report) -> None:
    """Appendix 1 is read from the register's open facts, on 31 December."""
    table = next(iter(section(report, "Samordningsförbund och kommuner").blocks[1:2]))
    rows = {row.heading: row.cells[0].text for row in table.rows}  # type: ignore[union-attr]
    assert rows["Förbund f0"] == "Upplands Väsby"
    assert len(rows) == 6


def test_the_first_year_says_that_there_is_no_comparison(first_year: Report) -> None:
    """Without a year before, no sentence pretends to compare, and no number is a change."""
    told = whole_text(first_year)
    assert "Någon jämförelse med 2015 kan inte göras." in told
    assert not re.search(r"(ökade|minskade) med [\d ,]+(procent|insatser|deltagare)", told)


def test_changes_among_associations_are_told_by_name(withheld: Report) -> None:
    """Who came, who merged into whom, who closed; the same of municipalities."""
    told = text(section(withheld, "Antal samordningsförbund och kommuner"))
    assert "Nya förbund: Förbundet Åsen." in told
    assert "Sammanslagna förbund: Förbundet Berget (uppgick i Förbundet Ängen)." in told
    assert "Nedlagda förbund: Förbundet Ön." in told
    assert "Nya kommuner: Vallentuna." in told
    assert "Kommuner som har lämnat: Stockholm." in told


def test_a_register_too_small_to_show_still_makes_a_report(withheld: Report) -> None:
    """Where everything about people is withheld no number is told, and sentences stay whole."""
    shown = [
        part.released
        for each in sections(withheld)
        for part in _figures(each)
        if part.released.unit in ("persons", "participations", "registrations", "days")
    ]
    assert [each for each in shown if each.value and not each.against] == []
    told = whole_text(withheld)
    assert not re.search(r"\(\)|  |\.\. procent av kvinnorna och \.\. [^p]|None", told)


def test_every_file_is_made_where_little_may_be_shown(withheld: Report) -> None:
    """Charts and tables without a number to draw are no reason to fail."""
    from samsyn.reports.making import Made
    from samsyn.reports.numbering import numbered

    made = Made(*numbered(withheld))
    assert {"index.html", "report.pdf", "figures.csv", "tables.xlsx"} <= set(files(made))


def _figures(part: object) -> list[Figure]:
    if isinstance(part, Figure):
        return [part]
    if isinstance(part, tuple):
        return [each for item in part for each in _figures(item)]
    fields = getattr(part, "__dataclass_fields__", {}) if not isinstance(part, type) else {}
    if isinstance(part, Section) or "parts" in fields or "cells" in fields or "items" in fields:
        return [each for name in fields for each in _figures(getattr(part, name))]
    return [each for name in ("rows", "table") for each in _figures(getattr(part, name, ()))]
