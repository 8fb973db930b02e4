"""The PDF is tagged, archival, marked on every page, and the same from the same snapshot."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.unit.reports.bare import bare_report
from tests.unit.reports.released import released

from samsyn.reports.appendix import with_definitions
from samsyn.reports.document import Column, Paragraph, Row, Section, Table
from samsyn.reports.figure import figure
from samsyn.reports.lowered import lowered
from samsyn.reports.making import Made
from samsyn.reports.numbering import numbered
from samsyn.reports.pdf import PdfRefused, pdf


@pytest.fixture(scope="module")
def content(made: Made) -> bytes:
    """The joint report's PDF."""
    return pdf(lowered(made.report))


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    """The PDF, opened."""
    return PdfReader(BytesIO(content))


def test_the_pdf_is_tagged_in_swedish_and_says_it_is_pdf_ua(reader: PdfReader) -> None:
    """PDF/UA-1: a structure tree, a language, and the identifier in the metadata."""
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower().startswith("sv")
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_its_date_is_the_snapshots_and_its_bytes_the_same(
    made: Made, content: bytes, reader: PdfReader
) -> None:
    """Made again years later it is the same file."""
    assert reader.metadata is not None
    assert str(reader.metadata["/CreationDate"]).startswith("D:20180301")
    assert reader.metadata.title == made.report.front.title
    assert pdf(lowered(made.report)) == content


def test_every_page_of_invented_data_says_so(reader: PdfReader) -> None:
    """The title page in a band, the others in the running header."""
    assert len(reader.pages) > 5
    assert all("Påhittade data" in page.extract_text() for page in reader.pages)


def test_pages_are_numbered_and_letters_survive(reader: PdfReader) -> None:
    """å, ä and ö can be searched for, and the contents give page numbers."""
    assert "ÅTERRAPPORT" in reader.pages[0].extract_text()
    assert re.search(r"Definitioner och kvalitet[ .⁠]+\d+", reader.pages[1].extract_text())
    assert reader.pages[2].extract_text().rstrip().endswith("3")


def test_signatures_and_reference_numbers_have_their_place(reader: PdfReader) -> None:
    """Two departments, two reference numbers."""
    title = reader.pages[0].extract_text()
    for department in ("Arbetsförmedlingen", "Försäkringskassan"):
        assert title.count(department) == 2


def test_what_people_write_is_never_markup() -> None:
    """Typst and HTML in text come out as they were written."""
    evil = '#panic("x") *fet* $a^2$ <b>x</b> = Rubrik \\ @ref `kod` // slut'
    report = bare_report(Section(evil, (Paragraph((evil,), own=True),)), title=evil)
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(pdf(lowered(numbered(report)[0])))).pages
    )
    flat = re.sub(r"\s+", "", text)
    assert flat.count(re.sub(r"\s+", "", evil)) >= 3


def test_a_long_table_repeats_its_headings_on_each_page() -> None:
    """A table over three pages has its column's heading on all of them."""
    cell = figure(released("interventions", 7))
    rows = tuple(Row(f"Rad {place}", (cell,)) for place in range(120))
    table = Table("Lång", (Column("Kolumnrubrik"),), rows, stub="Rad", own=True)
    report = numbered(with_definitions(bare_report(Section("Rubrik", (table,)))))[0]
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf(lowered(report)))).pages]
    held = [page for page in pages if "Rad 5" in page or "Rad 60" in page or "Rad 119" in page]
    assert len(held) >= 3
    assert all("Kolumnrubrik" in page for page in held)


def test_a_report_without_a_title_is_refused() -> None:
    """PDF/UA demands one, and so does the reader."""
    with pytest.raises(PdfRefused, match="title"):
        pdf(lowered(bare_report(Section("Rubrik", ()), title="")))
