"""The workbook holds every table, as numbers that are numbers and text that is text."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from tests.unit.reports.bare import bare_report
from tests.unit.reports.released import released, withheld

from samsyn.reports.document import Chart, Column, Label, Row, Section, Table
from samsyn.reports.figure import figure
from samsyn.reports.making import Made
from samsyn.reports.numbering import numbered
from samsyn.reports.workbook import workbook


def read(content: bytes) -> Workbook:
    """The workbook, read back by another library."""
    return load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def book(made: Made) -> Workbook:
    """The joint report's workbook."""
    return read(workbook(made.report))


def test_there_is_a_sheet_for_every_table_and_chart(book: Workbook) -> None:
    """Contents first, then in the order of the report."""
    names = book.sheetnames
    assert names[0] == "Innehåll"
    assert {"Tabell 1", "Tabell 2", "Tabell 3", "Diagram 1", "Diagram 2"} <= set(names)


def test_a_figure_is_a_number_unrounded(made: Made, book: Workbook) -> None:
    """What is printed as 17 is 17.3… in the cell."""
    sheet = book["Tabell 1"]
    wanted = {each.released.value for each in made.printed if each.section == "3.1"}
    cells = [cell.value for row in sheet.iter_rows(min_row=5, min_col=2) for cell in row]
    numbers = [value for value in cells if isinstance(value, int | float)]
    assert numbers
    assert all(any(abs(value - each) < 1e-9 for each in wanted) for value in numbers)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """=cmd in a heading, a row, a cell and a note is never run."""
    evil = '=cmd|" /C calc"!A0'
    row = Row(evil, (Label(evil), figure(withheld("participants_identified"))))
    columns = (Column(evil, numeric=False), Column("Antal"))
    table = Table(evil, columns, (row,), stub=evil, notes=((Label(evil),),), own=True)
    sheet = read(workbook(numbered(bare_report(Section("R", (table,)), title=evil))[0]))["Tabell 1"]
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert sum(evil in str(cell.value) for cell in cells) >= 5
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(cell.value == ".." for cell in cells)


def test_the_same_report_gives_the_same_bytes(made: Made) -> None:
    """No clock time is left in the file."""
    assert workbook(made.report) == workbook(made.report)


def test_invented_data_are_marked_on_every_sheet(book: Workbook) -> None:
    """A sheet copied out on its own still says so."""
    for sheet in book:
        assert any(cell.value == "Påhittade data" for row in sheet.iter_rows() for cell in row)


def test_a_chart_comes_with_its_figures() -> None:
    """And the figure's denominator stays out of it."""
    table = Table("T", (Column("Kvinnor"),), (Row("A", (figure(released("interventions", 3)),)),))
    book = read(workbook(numbered(bare_report(Section("R", (Chart(table),))))[0]))
    assert book["Diagram 1"]["B5"].value == 3
