"""Reading one CSV file into rows of text that know which line they stood on.

Accepts UTF-8 with or without BOM, comma or semicolon, LF or CRLF. The parser is Arrow's; this
module adds what a message to a person needs: the line of each row, and the rows whose number
of fields is wrong.
"""

import codecs
import csv
import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

LINE = "_line"
_BLOCK = 2**24
_LONGEST_HEADER = 2**16
_CHUNK = 2**20


class BadEncoding(ValueError):
    """The bytes are not UTF-8: ``line`` and ``byte`` (both from 1) say where it breaks."""

    def __init__(self, line: int, byte: int) -> None:
        self.line, self.byte = line, byte
        super().__init__(f"line {line}, byte {byte}")


@dataclass(frozen=True)
class CsvRows:
    """A file as read: empty fields are null; ``rows`` has the columns of ``header`` (a repeated
    name gains its number) and ``_line``, the line on which the row begins, the header's being 1.

    ``ragged`` has ``_line`` and ``found`` of the rows whose number of fields is not the
    header's; they are in ``rows`` too, cut or filled. ``open_quote`` is the line of the row
    in which a quotation mark is opened and never closed, else None.
    """

    header: tuple[str, ...]
    delimiter: str
    rows: pl.DataFrame
    ragged: pl.DataFrame
    open_quote: int | None


def read_csv(data: bytes) -> CsvRows:
    """The rows of a CSV file; raises ``BadEncoding``."""
    _must_be_utf8(data)
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    header, delimiter, lines = _header(data)
    names = _told_apart(header)
    body = memoryview(data)[_end_of_line(data, lines) :]
    rows, ragged = _rows(body, names, delimiter, first_line=lines + 1)
    is_open = data.count(b'"') % 2 == 1
    open_quote = (rows[LINE].max() or 1) if is_open else None
    return CsvRows(header, delimiter, rows, ragged, open_quote)  # type: ignore[arg-type]


def _must_be_utf8(data: bytes) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        chunk = data[start : start + _CHUNK]
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            byte = start - pending + error.start
            raise BadEncoding(data.count(b"\n", 0, byte) + 1, byte + 1) from error


def _header(data: bytes) -> tuple[tuple[str, ...], str, int]:
    """The column names, the delimiter that splits them best, and how many lines they take."""
    head = data[:_LONGEST_HEADER].decode("utf-8", errors="ignore")
    found = [(*_first_record(head, delimiter), delimiter) for delimiter in ",;\t|"]
    names, lines, delimiter = max(found, key=lambda each: len(each[0]))
    return tuple(names), delimiter, lines


def _first_record(head: str, delimiter: str) -> tuple[list[str], int]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    return next(reader, []), reader.line_num


def _told_apart(header: tuple[str, ...]) -> list[str]:
    """The names with ``(2)``, ``(3)`` … after those that came before."""
    seen: dict[str, int] = {}
    names = []
    for name in header:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _end_of_line(data: bytes, line: int) -> int:
    position = 0
    for _ in range(line):
        found = data.find(b"\n", position)
        if found < 0:
            return len(data)
        position = found + 1
    return position


def _rows(
    body: memoryview, names: list[str], delimiter: str, *, first_line: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    if not names or not len(body):
        schema = dict.fromkeys(names, pl.String)
        return pl.DataFrame(schema={**schema, LINE: pl.Int64}), _no_ragged()
    parsed, wrong = _parse(body, len(names), delimiter)
    lines = _lines(body, parsed, wrong) + (first_line - 1)
    is_wrong = np.zeros(len(lines), dtype=bool)
    is_wrong[[row.number - 1 for row in wrong]] = True
    parsed.columns = names
    rows = parsed.with_columns(pl.Series(LINE, lines[~is_wrong], dtype=pl.Int64))
    rows = rows.filter(~pl.all_horizontal(pl.col(names).is_null()))
    if not wrong:
        return rows, _no_ragged()
    found = pl.DataFrame({LINE: lines[is_wrong], "found": [row.actual_columns for row in wrong]})
    mended = _mended(wrong, names, delimiter).with_columns(found[LINE])
    return pl.concat([rows, mended]).sort(LINE), found


def _no_ragged() -> pl.DataFrame:
    return pl.DataFrame(schema={LINE: pl.Int64, "found": pl.Int64})


def _parse(
    body: memoryview, columns: int, delimiter: str
) -> tuple[pl.DataFrame, list[arrow_csv.InvalidRow]]:
    """The rows, and those with a wrong number of fields, which are numbered from 1.

    Arrow numbers rows only on one thread, and needs a field to fit in a block: both are paid
    for only by the files that need them.
    """
    try:
        parsed, wrong = _parse_once(body, columns, delimiter, threads=True, block=_BLOCK)
        if not wrong:
            return parsed, wrong
    except pa.ArrowInvalid:
        pass
    return _parse_once(body, columns, delimiter, threads=False, block=len(body) + 1)


def _parse_once(
    body: memoryview, columns: int, delimiter: str, *, threads: bool, block: int
) -> tuple[pl.DataFrame, list[arrow_csv.InvalidRow]]:
    wrong: list[arrow_csv.InvalidRow] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        wrong.append(row)
        return "skip"

    names = [f"column {number}" for number in range(columns)]
    parsed = arrow_csv.read_csv(
        pa.BufferReader(pa.py_buffer(body)),
        arrow_csv.ReadOptions(column_names=names, use_threads=threads, block_size=block),
        arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=keep,
        ),
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()),
            null_values=[""],
            strings_can_be_null=True,
            check_utf8=False,
        ),
    )
    frame: Any = pl.from_arrow(parsed)
    return frame, wrong


def _lines(
    body: memoryview, parsed: pl.DataFrame, wrong: list[arrow_csv.InvalidRow]
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The line each row begins on, the first of ``body`` being 1, the wrong ones among them."""
    count = parsed.height + len(wrong)
    text = bytes(body) if not isinstance(body.obj, bytes) else body.obj
    ends = text.count(b"\n", len(text) - len(body))
    if ends + (not text.endswith(b"\n")) == count:
        return np.arange(1, count + 1, dtype=np.int64)
    taken = np.ones(count, dtype=np.int64)
    is_wrong = np.zeros(count, dtype=bool)
    is_wrong[[row.number - 1 for row in wrong]] = True
    taken[is_wrong] += np.array([row.text.count("\n") for row in wrong], dtype=np.int64)
    inside = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0))
    taken[~is_wrong] += parsed.select(inside).to_series().to_numpy()
    return np.concatenate(([1], 1 + np.cumsum(taken)[:-1]))


def _mended(wrong: list[arrow_csv.InvalidRow], names: list[str], delimiter: str) -> pl.DataFrame:
    """The rows with a wrong number of fields, cut or filled to the header's."""
    records = []
    for row in wrong:
        fields = _fields(row.text, delimiter)
        records.append([field or None for field in (fields + [""] * len(names))[: len(names)]])
    return pl.DataFrame(records, schema=dict.fromkeys(names, pl.String), orient="row")


def _fields(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:  # a field longer than the module takes
        return text.split(delimiter)
