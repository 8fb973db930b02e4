"""Excel: a template with lists to choose from, read like a package, and given back with marks."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from samsyn.errors import SamsynError
from samsyn.exchange.csv_rows import LINE
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.tables import TABLES, Field, Kind, Table

LISTS = "Listor"
ROWS_WITH_LISTS = 2000
MOST_ROWS = 50_000
TO_DO = "Att göra"
WHOLE = (Kind.YEAR, Kind.HALF, Kind.COUNT, Kind.MONEY, Kind.PERCENT)
NOT_ASKED = ("organisation_number",)


class NotATemplate(SamsynError):
    """A workbook that is not one of ours, or cannot be read."""


def template(tables: Sequence[str], *, on: date) -> bytes:
    """An empty workbook: a sheet a table, its columns, and lists for the coded ones."""
    return _workbook({name: _empty(TABLES[name]) for name in tables}, {}, on)


def marked(frames: Mapping[str, pl.DataFrame], problems: pl.DataFrame, *, on: date) -> bytes:
    """The rows as they came, each wrong cell coloured and told of, and what to do beside."""
    marks: dict[tuple[str, int], list[tuple[str, str]]] = {}
    columns = ("table", "line", "field", "problem", "what_to_do")
    for table, line, field, problem, what in problems.select(columns).iter_rows():
        if line is not None:
            marks.setdefault((table, line), []).append((field, f"{problem} {what}"))
    return _workbook(frames, marks, on)


def rows_in(path: Path) -> dict[str, pl.DataFrame]:
    """The rows of a filled-in template by table, all as text; raises ``NotATemplate``."""
    titles = {_sheet_name(table): table for table in TABLES.values()}
    try:
        book = fastexcel.read_excel(path)
        frames = {}
        for name in book.sheet_names:
            if name in titles:
                sheet = book.load_sheet(name, dtypes="string", n_rows=MOST_ROWS + 1)
                frames[titles[name].name] = _cleaned(titles[name], sheet.to_polars())
    except (fastexcel.FastExcelError, OSError, ValueError) as error:
        raise NotATemplate(
            _(
                "Filen går inte att läsa som en arbetsbok från mallen. Hämta mallen igen, fyll i "
                "den och spara som .xlsx."
            )
        ) from error
    found = {name: frame for name, frame in frames.items() if frame.height}
    if not found:
        raise NotATemplate(_("Det finns inga ifyllda rader. Fyll i mallens blad under rubrikerna."))
    if any(frame.height > MOST_ROWS for frame in found.values()):
        raise NotATemplate(
            _("Ett blad har fler än %(most)s rader. Dela upp filen.") % {"most": MOST_ROWS}
        )
    return found


def _cleaned(table: Table, sheet: pl.DataFrame) -> pl.DataFrame:
    known = [name for name in table.names if name in sheet.columns]
    frame = sheet.select(known).with_columns(pl.all().str.strip_chars().replace("", None))
    dates = [f.name for f in table.fields if f.kind is Kind.DATE and f.name in known]
    wholes = [
        f.name
        for f in table.fields
        if f.kind in (Kind.YEAR, Kind.HALF, Kind.COUNT, Kind.MONEY, Kind.PERCENT)
        and f.name in known
    ]
    frame = frame.with_columns(
        *(pl.col(name).str.replace(r" 00:00:00(\.0+)?$", "") for name in dates),
        *(pl.col(name).str.replace(r"\.0+$", "") for name in wholes),
    )
    return frame.filter(~pl.all_horizontal(pl.all().is_null()))


def _workbook(
    frames: Mapping[str, pl.DataFrame],
    marks: Mapping[tuple[str, int], list[tuple[str, str]]],
    on: date,
) -> bytes:
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        looks = {
            "head": book.add_format({"bold": True, "bg_color": "#E8F0F5", "bottom": 2}),
            "text": book.add_format({"num_format": "@"}),
            "wrong": book.add_format({"num_format": "@", "bg_color": "#FBECEE", "bold": True}),
        }
        lists = _Lists(book, on)
        for name, frame in frames.items():
            _sheet(book, TABLES[name], frame, marks, looks, lists)
        lists.write()
    return content.getvalue()


def _sheet(
    book: Any,
    table: Table,
    frame: pl.DataFrame,
    marks: Mapping[tuple[str, int], list[tuple[str, str]]],
    looks: Mapping[str, Any],
    lists: "_Lists",
) -> None:
    sheet = book.add_worksheet(_sheet_name(table))
    columns = [name for name in frame.columns if name != LINE]
    for at, name in enumerate(columns):
        field = table.field(name)
        sheet.write_string(0, at, name, looks["head"])
        sheet.write_comment(0, at, _explained(field))
        sheet.set_column(at, at, max(len(name) + 2, 14), looks["text"])
        where = lists.place_of(field)
        if where:
            sheet.data_validation(
                1, at, ROWS_WITH_LISTS, at, {"validate": "list", "source": where,
                                             "error_type": "warning"}
            )  # fmt: skip
    if marks:
        sheet.write_string(0, len(columns), TO_DO, looks["head"])
        sheet.set_column(len(columns), len(columns), 60)
    lines = frame[LINE].to_list() if LINE in frame.columns else list(range(2, frame.height + 2))
    for row, (line, values) in enumerate(zip(lines, frame.select(columns).rows(), strict=True), 1):
        told = marks.get((table.name, line), [])
        wrong = {field for field, _said in told}
        for at, value in enumerate(values):
            look = looks["wrong"] if columns[at] in wrong else looks["text"]
            sheet.write_string(row, at, value or "", look)
        for where, said in told:
            if where in columns:
                sheet.write_comment(row, columns.index(where), said)
        if told:
            sheet.write_string(row, len(columns), " ".join(said for _where, said in told))
    sheet.freeze_panes(1, 0)


class _Lists:
    """The codes to choose among, on a sheet of their own."""

    def __init__(self, book: Any, on: date) -> None:
        self._sheet, self._on = book.add_worksheet(LISTS), on
        self._at: dict[str, int] = {}

    def place_of(self, field: Field) -> str:
        """Where the field's codes stand, as a formula; "" for a field that has no list."""
        if field.kind is Kind.BOOLEAN:
            return self._place("ja_nej", ("true", "false"))
        if field.kind is not Kind.CODE or field.code_list == "municipality":
            return ""
        return self._place(field.code_list, code_list(field.code_list).codes_on(self._on))

    def write(self) -> None:
        """Hide the sheet: it is read by the lists."""
        self._sheet.hide()

    def _place(self, name: str, codes: Sequence[str]) -> str:
        if name not in self._at:
            self._at[name] = len(self._at)
            for row, code in enumerate(codes):
                self._sheet.write_string(row, self._at[name], code)
        column = xl_col_to_name(self._at[name])
        return f"={LISTS}!${column}$1:${column}${len(codes)}"


def _empty(table: Table) -> pl.DataFrame:
    names = [name for name in table.names if name not in NOT_ASKED]
    return pl.DataFrame(schema=dict.fromkeys(names, pl.String))


def _sheet_name(table: Table) -> str:
    return table.title_sv[:31]


def _explained(field: Field) -> str:
    kinds = {
        Kind.DATE: "ÅÅÅÅ-MM-DD",
        Kind.MONEY: "hela kronor",
        Kind.PERCENT: "1–100",
        Kind.YEAR: "fyra siffror",
        Kind.IDENTITY_NUMBER: "tolv siffror",
        Kind.CODE: "välj i listan",
        Kind.CODES: "koder med ; emellan",
    }
    must = "måste fyllas i" if field.filled else "får vara tomt"
    return ", ".join(filter(None, (kinds.get(field.kind, ""), must)))
