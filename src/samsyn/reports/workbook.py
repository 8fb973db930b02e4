"""Every table of a report, charts' tables too, as an Excel workbook: a sheet each.

The same report gives the same bytes: the workbook's date is the snapshot's. Figures are numbers
as printed in precision but unrounded in value, text is text: nothing is taken for a formula.
"""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from samsyn.reports.document import Block, Chart, Inline, Report, Section, Table
from samsyn.reports.figure import Figure
from samsyn.reports.reasons import symbols

_INVENTED = "Påhittade data"
_SAFE = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "in_memory": True,
}


def workbook(report: Report) -> bytes:
    """The workbook of a numbered report."""
    out = BytesIO()
    book = Workbook(out, _SAFE)
    created = datetime.combine(report.taken_on, time())
    subject = _INVENTED if report.invented else ""
    book.set_properties(
        {"title": report.front.title, "subject": subject, "created": created, "author": ""}
    )
    formats = _Formats(book)
    _contents(book.add_worksheet("Innehåll"), report, formats)
    for name, title, table in tables(report):
        _sheet(book.add_worksheet(name), title, table, report, formats)
    book.close()
    return out.getvalue()


def tables(report: Report) -> Iterator[tuple[str, str, Table]]:
    """The name, the title and the table of every table and chart, in the order read."""
    for section in (*report.sections, *report.appendices):
        yield from _tables(section.blocks)


def _tables(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str, Table]]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _tables(block.blocks)
        elif isinstance(block, Table):
            name = f"Tabell {block.number}"
            yield name, f"{name}. {block.title}", block
        elif isinstance(block, Chart):
            name = f"Diagram {block.number}"
            yield name, f"{name}. {block.table.title}", block.table


class _Formats:
    """The looks of cells; a number shows as many decimals as it was printed with."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format(
            {"bold": True, "bottom": 2, "text_wrap": True, "align": "right"}
        )
        self.stub = book.add_format({"bold": True, "bottom": 2, "text_wrap": True})
        self.row = book.add_format({"text_wrap": True, "valign": "top"})
        self.total = book.add_format({"bold": True, "top": 1})
        self.symbol = book.add_format({"align": "right"})
        self.warning = book.add_format({"bold": True, "font_color": "#8a1c00"})
        self._numbers: dict[str, Format] = {}

    def number(self, figure: Figure) -> Format:
        """The format that shows ``figure`` as printed."""
        decimals = len(figure.printed.partition(",")[2])
        shape = "# ##0" + (f".{'0' * decimals}" if decimals else "")
        if figure.form == "signed":
            shape = f"+{shape};\u2212{shape};{shape}"
        if shape not in self._numbers:
            self._numbers[shape] = self._book.add_format({"num_format": shape.replace(" ", ",")})
        return self._numbers[shape]


def _contents(sheet: Worksheet, report: Report, formats: _Formats) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, report.front.title, formats.title)
    sheet.write_string(1, 0, report.front.subtitle)
    sheet.write_string(2, 0, f"Ögonblicksbild {report.snapshot}")
    if report.invented:
        sheet.write_string(3, 0, _INVENTED, formats.warning)
    for place, (name, _, table) in enumerate(tables(report)):
        sheet.write_url(5 + place, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(5 + place, 1, table.title)


def _sheet(sheet: Worksheet, title: str, table: Table, report: Report, formats: _Formats) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(table.columns), 16)
    sheet.write_string(0, 0, title, formats.title)
    if report.invented:
        sheet.write_string(1, 0, _INVENTED, formats.warning)
    _heads(sheet, table, formats)
    for place, row in enumerate(table.rows, 4):
        sheet.write_string(place, 0, row.heading, formats.total if row.total else formats.row)
        for column, cell in enumerate(row.cells, 1):
            _cell(sheet, place, column, cell, formats)
    _remarks(sheet, 5 + len(table.rows), table)
    sheet.freeze_panes(4, 1)


def _heads(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    sheet.write_string(3, 0, table.stub, formats.stub)
    for place, column in enumerate(table.columns, 1):
        if column.group:
            sheet.write_string(2, place, column.group, formats.symbol)
        look = formats.head if column.numeric else formats.stub
        sheet.write_string(3, place, column.heading, look)


def _cell(sheet: Worksheet, row: int, column: int, cell: Inline, formats: _Formats) -> None:
    if not isinstance(cell, Figure):
        sheet.write_string(row, column, plain(cell), formats.row)
        return
    value = cell.released.n if cell.form == "n" else cell.released.value
    if value is None:
        sheet.write_string(row, column, cell.printed, formats.symbol)
    else:
        sheet.write_number(row, column, _scaled(cell, value), formats.number(cell))


def _scaled(cell: Figure, value: float) -> float:
    """The value in the unit it is printed in: SEK in millions."""
    return value / 1_000_000 if cell.in_millions else value


def _remarks(sheet: Worksheet, first: int, table: Table) -> None:
    released = tuple(figure.released for figure in table.figures())
    titles = dict.fromkeys(each.title for each in released)
    lines = [
        *("".join(plain(part) for part in note) for note in table.notes),
        *symbols(released),
        *([f"Så räknas: {', '.join(titles)}. Se rapportens bilaga."] if titles else []),
    ]
    for place, line in enumerate(lines, first):
        sheet.write_string(place, 0, line)


def plain(part: Inline) -> str:
    """An inline part as bare text."""
    if isinstance(part, str):
        return part
    if isinstance(part, Figure):
        return part.printed
    if hasattr(part, "text"):
        return str(part.text)
    return "".join(plain(each) for each in part.parts)
