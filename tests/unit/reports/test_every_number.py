"""A number on paper that is not in figures.csv, or the reverse, is a defect: held both ways."""

import csv
import re
from collections import Counter
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader
from tests.unit.reports.page import Element, read_page

from samsyn.reports.figures_csv import COLUMNS, figures_csv
from samsyn.reports.html import html
from samsyn.reports.lowered import lowered
from samsyn.reports.making import Made
from samsyn.reports.pdf import pdf
from samsyn.vocabulary.printed import printed

NUMBER = re.compile(r"[+−]?\d{1,3}(?:\u00a0\d{3})+(?!\d)|[+−]?\d+(?:,\d+)?")
NOT_FIGURES = re.compile(
    r"\d{4}-\d\d-\d\d(-[0-9a-f]{8})?"  # days and snapshots
    r"|\b\d{1,2} (januari|mars|maj|juli|november|december) \d{4}"
    r"|\b(19|20)\d\d(:\d+)?"  # years, laws
    r"|version \d+"
    r"|(Tabell|Diagram|Bilaga) [\d.]+"
    r"|(?m:^ *\d(\.\d)*(?= +[A-ZÅÄÖ]))"  # numbers of sections
)
APART = ("number", "data", "svg", "style", "definitions", "nav", "caption", "figcaption")


@pytest.fixture(scope="module")
def rows(made: Made) -> list[dict[str, str]]:
    """The rows of figures.csv."""
    return list(csv.DictReader(StringIO(figures_csv(made.report.name, made.printed))))


@pytest.fixture(scope="module")
def page(made: Made) -> Element:
    """The HTML page."""
    return read_page(html(lowered(made.report)))


def test_figures_csv_has_the_columns_of_the_contract(rows: list[dict[str, str]]) -> None:
    """A report adds figure_id, report and section in front of the one shape for numbers."""
    contract = (
        "indicator, of, statistic, period, against, level, area, breakdown, value, unit, n,"
        " printed, status, definition_version, snapshot"
    )
    assert ", ".join(COLUMNS) == f"figure_id, report, section, {contract}"
    assert list(rows[0]) == list(COLUMNS)


def test_figure_ids_are_unique_and_name_the_report_and_section(rows: list[dict[str, str]]) -> None:
    """B-3.2-07 is the seventh figure of section 3.2 in report B."""
    ids = [row["figure_id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert all(row["figure_id"].startswith(f"B-{row['section']}-") for row in rows)


def test_printed_is_the_value_in_swedish_form(rows: list[dict[str, str]]) -> None:
    """Each printed form comes from the row's own value, sign and nil aside."""
    for row in rows:
        if row["status"] in ("withheld", "not_available"):
            assert (row["value"], row["n"]) == ("", "")
            assert row["printed"] == {"withheld": "..", "not_available": "."}[row["status"]]
        else:
            plain = printed(float(row["value"]), row["unit"], row["statistic"])
            bare = plain.removeprefix("−")
            assert row["printed"] in (plain, bare, f"+{plain}", "–" if plain == "0" else plain)


def test_every_number_of_the_page_is_in_figures_csv_and_the_reverse(
    page: Element, rows: list[dict[str, str]]
) -> None:
    """Each data element is the row of its id; its n is in that row; no row is left over."""
    by_id = {row["figure_id"]: row for row in rows}
    seen = set()
    for each in page.all("data", "span"):
        name = each.attributes.get("id", "")
        if name.endswith("-n"):
            assert each.attributes["value"] == by_id[name.removesuffix("-n")]["n"]
        elif name:
            row = by_id[name]
            seen.add(name)
            stands = each.text() if each.tag == "data" else each.all("span")[0].text()
            assert stands == row["printed"]
            assert each.attributes.get("value", "") == row["value"]
    assert seen == set(by_id)


def test_no_number_stands_outside_the_figures_of_the_page(page: Element) -> None:
    """What is left when figures, headings' numbers and definitions are taken away is words."""
    left = NOT_FIGURES.sub("", page.all("main")[0].text(without=APART))
    assert re.findall(r"\S*\d\S*", left) == []


def test_every_number_of_a_chart_is_in_its_table(page: Element) -> None:
    """The drawing holds the figures of its table, as printed, and years: no axis numbers."""
    for chart in page.all("figure"):
        figures = Counter(each.text() for each in chart.all("data"))
        drawn = Counter(
            text.text()
            for text in chart.all("text")
            if re.fullmatch(r"[\d\u00a0,+−]+", text.text())
        )
        years = Counter({text: 1 for text in drawn if re.fullmatch(r"20\d\d", text)})
        assert drawn - years == figures


def test_every_number_of_the_pdf_is_in_figures_csv_and_the_reverse(
    made: Made, rows: list[dict[str, str]]
) -> None:
    """The text of the PDF, page by page without its header and footer, holds the same numbers."""
    pages = PdfReader(BytesIO(pdf(lowered(made.report)))).pages
    texts = [_body(page.extract_text()) for page in pages]
    first = next(place for place, text in enumerate(texts) if "1 Inledning" in text and place > 1)
    last = next(place for place, text in enumerate(texts) if "Bilaga 1 Def" in text and place > 2)
    body = NOT_FIGURES.sub(" ", "\n".join(texts[first:last]))
    found = {_bare(each) for each in NUMBER.findall(body)}
    known = {_bare(row["printed"]) for row in rows} - {"", ".", "–"}
    denominators = {_bare(printed(float(row["n"]), "")) for row in rows if row["n"]}
    assert found <= known | denominators
    assert known <= found


def _body(text: str) -> str:
    """A page's text without its running header and footer."""
    lines = [line for line in text.splitlines() if not line.startswith("Ögonblicksbild")]
    kept = [
        line for line in lines if line not in ("Påhittade data", "Gemensam återrapport för 2017")
    ]
    return re.sub(r"\n\d+\s*$", "", "\n".join(kept))


def _bare(text: str) -> str:
    return text.replace("\u00a0", "").replace(" ", "").lstrip("+−").strip(".")
