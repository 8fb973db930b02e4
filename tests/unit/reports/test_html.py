"""The page is accessible, whole in itself, and gives nobody's text a chance to be markup."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.unit.reports.page import Element, read_page
from tests.unit.reports.released import withheld

from samsyn.reports.document import Paragraph, Section
from samsyn.reports.html import html
from samsyn.reports.lowered import lowered
from samsyn.reports.making import Made
from samsyn.reports.numbering import numbered
from samsyn.reports.prose import p


@pytest.fixture(scope="module")
def source(made: Made) -> str:
    """The page's source."""
    return html(lowered(made.report))


@pytest.fixture(scope="module")
def page(source: str) -> Element:
    """The page as a tree."""
    return read_page(source)


def test_the_page_says_its_language_and_title(page: Element) -> None:
    """WCAG 3.1.1 and 2.4.2."""
    assert page.all("html")[0].attributes["lang"] == "sv"
    assert "2017" in page.all("title")[0].text()


def test_the_page_loads_nothing_from_elsewhere(source: str) -> None:
    """One file that can be kept: no scripts, no style sheets, pictures or fonts from outside."""
    assert not re.search(r"<script|<link|@import|url\((?!#)|src=", source)


def test_the_first_link_skips_to_the_content_and_there_are_landmarks(page: Element) -> None:
    """WCAG 2.4.1: one header, one labelled nav, one main, one footer."""
    assert page.all("a")[0].attributes["href"] == f"#{page.all('main')[0].attributes['id']}"
    for tag in ("header", "nav", "main", "footer"):
        assert len(page.all(tag)) == 1
    assert page.all("nav")[0].attributes["aria-labelledby"]


def test_headings_descend_one_step_at_a_time(page: Element) -> None:
    """WCAG 1.3.1: one h1, and no level is skipped on the way down."""
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_inner_link_leads_somewhere(page: Element) -> None:
    """WCAG 4.1.1: figures to their definitions, contents to sections, notes there and back."""
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(set(ids)) == len(ids)
    inner = {each.attributes["href"][1:] for each in page.all("a") if "href" in each.attributes}
    assert inner <= set(ids)
    named = {
        each.attributes[name] for each in page.all() for name in _LABELS if name in each.attributes
    }
    assert named <= set(ids)


_LABELS = ("aria-labelledby", "aria-describedby")


def test_every_figure_leads_to_its_definition(page: Element) -> None:
    """In text by keyboard, in tables by the links below; both go to the appendix."""
    for link in page.all("a"):
        if link.attributes.get("class") == "figure":
            assert link.attributes["href"].startswith("#definition-")
    assert len(page.all("data")) <= sum(
        link.attributes.get("class") == "figure" for link in page.all("a")
    )


def test_tables_have_captions_and_headings_with_scope(page: Element) -> None:
    """WCAG 1.3.1: each row and each column is headed, and the table named."""
    assert page.all("table")
    for table in page.all("table"):
        assert table.all("caption")[0].text().strip()
        heads = table.all("th")
        assert all(head.attributes["scope"] in ("col", "row", "colgroup") for head in heads)
        assert all(head.text().strip() for head in heads)
        for row in table.all("tbody")[0].all("tr"):
            assert row.all("th", "td")[0].attributes.get("scope") == "row"


def test_every_chart_is_told_in_words_and_as_a_table(page: Element) -> None:
    """WCAG 1.1.1: the alternative text holds every figure drawn."""
    charts = page.all("figure")
    assert len(charts) == 3
    for chart in charts:
        picture = next(each for each in chart.all("div") if each.attributes.get("role") == "img")
        told = picture.attributes["aria-label"]
        assert all(f" {each.text()}" in told for each in chart.all("data"))
        assert chart.all("table")


def test_a_withheld_number_is_said_aloud_with_its_reason() -> None:
    """Two dots for the eye, a sentence for the ear."""
    parts = lowered_paragraph(p("Det var ", *[_figure(withheld("participants_identified"))], "."))
    hidden = read_page(parts).all("span")
    assert any(
        "Uppgiften visas inte" in each.text()
        for each in hidden
        if each.attributes.get("class") == "visually-hidden"
    )


def _figure(released):  # type: ignore[no-untyped-def]
    from samsyn.reports.figure import figure

    return figure(released)


def test_invented_data_are_marked_at_the_top_and_the_bottom(made: Made, source: str) -> None:
    """And not where they are not invented."""
    page = read_page(source)
    assert "Påhittade data" in page.all("body")[0].all("p")[0].text()
    assert "Påhittade data" in page.all("footer")[0].text()
    assert "Påhittade data" not in html(lowered(replace(made.report, invented=False)))


def test_what_people_write_is_never_markup() -> None:
    """Tags, quotes and template braces in text come out as they were written."""
    evil = "<script>alert('x')</script> & \"{{ 7*7 }}\" {% raw %} #let x = 1 *fet* $a$"
    source = lowered_paragraph(Paragraph((evil,), own=True))
    assert "<script" not in source
    assert evil in read_page(source).all("main")[0].text()


def lowered_paragraph(block: Paragraph) -> str:
    """The page of a report with one paragraph."""
    from tests.unit.reports.bare import bare_report

    return html(lowered(numbered(bare_report(Section("Rubrik", (block,))))[0]))
