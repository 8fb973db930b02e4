"""Reading an exchange package: its rows as text, and the files that cannot be taken.

A file whose header is wrong is refused with its rows (R01), and the rest goes on; what is no
package at all raises ``UnreadablePackage``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl
import pyarrow as pa

from samsyn.errors import nearest
from samsyn.exchange.container import Container, UnreadablePackage, open_container
from samsyn.exchange.csv_rows import LINE, BadEncoding, CsvRows, read_csv
from samsyn.exchange.problems import Hits, joined, worded
from samsyn.exchange.writing import ABOUT_FILE, PROBLEM_COLUMNS, VERSION
from samsyn.vocabulary.tables import TABLES, Table

__all__ = ["Package", "UnreadablePackage", "read_package"]

_PLAIN = re.compile(r"[a-z_]{1,60}")  # a name that can be a file's, and tells of nobody
_DELIMITERS = {"\t": "tabb", "|": "lodstreck"}


@dataclass(frozen=True)
class Package:
    """What a package holds, before any row is judged.

    ``about`` is its ``datapackage.json``. ``frames`` has each table's rows as text, empty as
    null, with the columns the file had and ``_line``, the line on which the row begins (the
    header is line 1); ``files`` the file each table was read from (None: no
    file, a page). ``ragged`` has the lines with
    a wrong number of fields (``_line``, ``found``). ``refused_tables`` are those whose file is
    refused whole, as told in ``file_problems`` (rows of ``PROBLEM_SCHEMA``): also files that
    the description names as tables which do not exist.
    """

    about: Mapping[str, Any]
    frames: Mapping[str, pl.DataFrame]
    files: Mapping[str, str | None]
    ragged: Mapping[str, pl.DataFrame]
    refused_tables: frozenset[str]
    file_problems: pl.DataFrame

    @property
    def invented(self) -> bool:
        """Whether the data say of themselves that they were made up."""
        return self.about.get("invented") is True

    @property
    def rows(self) -> int:
        """How many rows all files have together."""
        return sum(frame.height for frame in self.frames.values())


def read_package(path: Path) -> Package:
    """The package in the folder or zip at ``path``; raises ``UnreadablePackage``."""
    container = open_container(path)
    about = _about(container, path)
    listed = dict(_listed(about, path))
    sheets = {name: _sheet(name, file, container) for name, file in listed.items()}
    for name, file in _not_listed(container, listed):
        sheets[name] = _Sheet(file, (_of_file("file_not_listed", file, table=name),))
        sheets[name] = sheets[name].with_rows(_read(container, file))
    strangers = _strangers(container, listed)
    problems = [hits for sheet in sheets.values() for hits in sheet.problems]
    tables = {name: sheet for name, sheet in sheets.items() if sheet.rows is not None}
    return Package(
        about=about,
        frames={n: s.rows for n, s in tables.items() if s.rows is not None},
        files={name: sheet.file for name, sheet in tables.items()},
        ragged={n: s.ragged for n, s in tables.items() if s.ragged is not None},
        refused_tables=frozenset(name for name, sheet in tables.items() if sheet.problems),
        file_problems=joined([*problems, *strangers]),
    )


def _about(container: Container, path: Path) -> dict[str, Any]:
    if ABOUT_FILE not in container.names():
        raise UnreadablePackage(
            f"{path} saknar {ABOUT_FILE} och är därför inget paket. Ange den mapp eller "
            "zip-fil där den ligger, bredvid CSV-filerna."
        )
    try:
        about = json.loads(container.read(ABOUT_FILE).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadablePackage(
            f"{ABOUT_FILE} i {path} är inte giltig JSON: {error}. Rätta filen."
        ) from error
    if not isinstance(about, dict) or not isinstance(about.get("resources"), list):
        raise UnreadablePackage(
            f"{ABOUT_FILE} i {path} saknar listan resources, som nämner paketets filer."
        )
    version = str(about.get("version", VERSION))
    if version.split(".")[0] != VERSION:
        raise UnreadablePackage(
            f"Paketet i {path} har version {version[:20]}; den här installationen läser "
            f"version {VERSION}. Gör om paketet, eller använd en nyare installation."
        )
    return about


def _listed(about: Mapping[str, Any], path: Path) -> Iterator[tuple[str, str]]:
    """The name and the file of each resource."""
    names: set[str] = set()
    for resource in about["resources"]:
        fields = resource if isinstance(resource, dict) else {}
        name, file = fields.get("name"), fields.get("path")
        if not isinstance(name, str) or not isinstance(file, str) or not file:
            raise UnreadablePackage(
                f"En post i resources i {ABOUT_FILE} i {path} saknar name eller path. Varje "
                "post är en tabell (name) och dess enda fil (path)."
            )
        if name in names:
            raise UnreadablePackage(
                f"{ABOUT_FILE} i {path} nämner tabellen {name} två gånger. Slå ihop filerna."
            )
        names.add(name)
        yield name, _inside(file, path)


def _inside(file: str, path: Path) -> str:
    pure = PurePosixPath(file)
    if pure.is_absolute() or ".." in pure.parts or "\\" in file or ":" in file:
        raise UnreadablePackage(
            f"{ABOUT_FILE} i {path} nämner en fil utanför paketet. Filernas path skrivs från "
            "paketets mapp, till exempel person.csv."
        )
    return pure.as_posix()


@dataclass(frozen=True)
class _Sheet:
    """One resource as read; without rows where there is no table or no file."""

    file: str
    problems: tuple[pl.DataFrame, ...] = ()
    rows: pl.DataFrame | None = None
    ragged: pl.DataFrame | None = None

    def with_rows(self, read: CsvRows) -> "_Sheet":
        kept = [column for column in read.rows.columns if column not in PROBLEM_COLUMNS]
        return replace(self, rows=read.rows.select(kept), ragged=read.ragged)


def _sheet(name: str, file: str, container: Container) -> _Sheet:
    if file not in container.names():
        return _Sheet(file, (_of_file("file_missing", file),))
    if name in TABLES:
        read = _read(container, file)
        return _Sheet(file, tuple(_header_problems(TABLES[name], read, file))).with_rows(read)
    sheet = _Sheet(file, (_no_table(file, name),))
    return sheet.with_rows(_read(container, file)) if _PLAIN.fullmatch(name) else sheet


def _read(container: Container, file: str) -> CsvRows:
    try:
        return read_csv(container.read(file))
    except BadEncoding as error:
        raise UnreadablePackage(
            f"{file} är inte UTF-8: felet finns på rad {error.line}, byte {error.byte} från "
            "filens början. Spara filen som CSV med teckenkodningen UTF-8."
        ) from error
    except pa.ArrowInvalid as error:
        raise UnreadablePackage(
            f"{file} går inte att läsa som CSV. Spara filen som CSV på nytt."
        ) from error


def _header_problems(table: Table, read: CsvRows, file: str) -> Iterator[pl.DataFrame]:
    header = [name for name in read.header if name not in PROBLEM_COLUMNS]
    if not any(header):
        yield _of_file("header_empty", file, table=table.name, line=1)
        return
    if read.delimiter in _DELIMITERS:
        given = {"delimiter": _DELIMITERS[read.delimiter]}
        yield _of_file("header_delimiter", file, table=table.name, line=1, **given)
        return
    needed = [field.name for field in table.fields if field.key or field.required]
    for name in (name for name in needed if name not in header):
        yield _of_file("header_missing", file, table=table.name, line=1, field=name)
    for name in dict.fromkeys(header):
        if name not in table.names:
            near = _perhaps(name, table.names)
            yield _of_column("header_unknown", file, table.name, name, near=near)
        elif header.count(name) > 1:
            yield _of_column("header_repeated", file, table.name, name)
    if read.open_quote is not None:
        yield _of_file("quote_open", file, table=table.name, line=read.open_quote)


def _not_listed(container: Container, listed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The tables that lie in the package without being named in its description."""
    for file in _loose(container, listed):
        name = file.removesuffix(".csv")
        if name in TABLES and name not in listed:
            yield name, file


def _strangers(container: Container, listed: Mapping[str, str]) -> Iterator[pl.DataFrame]:
    """A problem for each other CSV file that nothing names."""
    for file in _loose(container, listed):
        name = file.removesuffix(".csv")
        if name not in TABLES:
            yield _no_table(file, "", near=name)
        elif name in listed:
            yield _of_file("file_not_listed", file)


def _loose(container: Container, listed: Mapping[str, str]) -> list[str]:
    names = (name for name in container.names() if name.endswith(".csv") and "/" not in name)
    return [name for name in names if name not in listed.values()]


def _no_table(file: str, table: str, *, near: str = "") -> pl.DataFrame:
    return _of_file("file_of_no_table", file, table=table, near=_perhaps(near or table, TABLES))


def _of_column(message: str, file: str, table: str, name: str, **given: str) -> pl.DataFrame:
    return _of_file(message, file, table=table, line=1, field="rubrik", rubrik=name, **given)


def _of_file(
    message: str,
    file: str,
    *,
    table: str = "",
    line: int | None = None,
    field: str = "",
    **given: str,
) -> pl.DataFrame:
    rows = pl.DataFrame({LINE: [line], **{name: [value] for name, value in given.items()}})
    hits = Hits(message, table, field, rows.with_columns(pl.col(LINE).cast(pl.Int64)))
    return worded(hits, file=file)


def _perhaps(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    near = nearest(name, known)
    return f" Menas {' eller '.join(near)}?" if near else ""
