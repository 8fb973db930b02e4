"""Writing an exchange package: a folder or a .zip, the same rows always the same bytes.

CSV in UTF-8 with comma, LF and only the quotes RFC 4180 needs, columns in the order of the
declaration, rows by the bytes of their key, empty first.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from samsyn.errors import SamsynError, WrongUse
from samsyn.vocabulary.tables import TABLES, Field, InSnapshot, Kind, Table, table

VERSION = "1"
PROBLEM_COLUMNS = ("problem_rule", "problem", "what_to_do")
ABOUT_FILE = "datapackage.json"

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same rows, the same bytes
_SCHEMA_TYPES = {
    Kind.DATE: "date",
    Kind.BOOLEAN: "boolean",
    Kind.YEAR: "year",
    Kind.HALF: "integer",
    Kind.COUNT: "integer",
    Kind.MONEY: "integer",
    Kind.PERCENT: "integer",
    Kind.DECIMAL: "number",
}


class OutputExists(SamsynError):
    """The place to write to is taken: nothing is ever written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} finns redan och skrivs inte över. Ange ett namn som inte finns, "
            "eller flytta undan det som ligger där."
        )


def write_package(
    frames: Mapping[str, pl.DataFrame],
    *,
    to: Path,
    name: str,
    created: datetime,
    invented: bool,
) -> Path:
    """Write ``frames`` (by table; typed or text columns) as a package and return ``to``.

    A folder, or a zip where ``to`` ends in ``.zip``; it appears whole or not at all, readable
    by its owner only. Tables without rows get no file. Columns a frame lacks are written empty;
    but a person's identity number and name are left out with the frame's columns, and so is
    every column that a frame of refused rows lacks (one with the columns of
    ``PROBLEM_COLUMNS``), so that importing it leaves alone what the rows did not mention.
    Raises ``OutputExists`` where ``to`` exists, ``WrongUse`` for a frame that is not its table.
    """
    if to.exists() or to.is_symlink():
        raise OutputExists(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=to.parent) as partial:
        folder = Path(partial) / "package"
        folder.mkdir(mode=0o700)
        _fill(folder, frames, name=name, created=created, invented=invented)
        whole = _zipped(folder) if to.suffix.lower() == ".zip" else folder
        whole.rename(to)
    return to


def csv_bytes(of: Table, frame: pl.DataFrame) -> bytes:
    """The CSV file of ``of`` with the rows of ``frame``: the contract's writing, to the byte."""
    return _as_text(of, frame).write_csv(quote_style="necessary").encode()


def written_columns(of: Table, frame: pl.DataFrame) -> tuple[str, ...]:
    """The columns of the file: all of the declaration, but for those ``frame`` may leave out."""
    if not _is_refused(frame):
        return tuple(f.name for f in of.fields if f.name in frame.columns or not _secret(f))
    extra = [c for c in frame.columns if c not in of.names and c not in PROBLEM_COLUMNS]
    return (*(n for n in of.names if n in frame.columns), *extra, *PROBLEM_COLUMNS)


def _secret(field: Field) -> bool:
    return field.in_snapshot is InSnapshot.LEFT_OUT and field.kind is not Kind.DATE


def _as_text(of: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The file's columns as text, empty as null, sorted by key; null sorts first."""
    _must_fit(of, frame)
    columns = [
        _text(frame.schema[name], name) if name in frame.columns else _empty(name)
        for name in written_columns(of, frame)
    ]
    text = frame.select(columns)
    return text.sort([n for n in of.key if n in text.columns], maintain_order=True)


def _must_fit(of: Table, frame: pl.DataFrame) -> None:
    if _is_refused(frame):
        return
    unknown = set(frame.columns) - set(of.names)
    missing = {f.name for f in of.fields if f.key or f.required} - set(frame.columns)
    if unknown or missing:
        raise WrongUse(
            f"The rows of {of.name} cannot be written: unknown columns {sorted(unknown)}, "
            f"missing columns {sorted(missing)}. The columns are {', '.join(of.names)}."
        )


def _text(kind: pl.DataType, name: str) -> pl.Expr:
    column = pl.col(name).cast(pl.String)
    if kind.is_float():
        column = column.str.replace(r"\.0$", "")
    return column.replace("", None)


def _empty(name: str) -> pl.Expr:
    return pl.lit(None, dtype=pl.String).alias(name)


def _fill(
    folder: Path,
    frames: Mapping[str, pl.DataFrame],
    *,
    name: str,
    created: datetime,
    invented: bool,
) -> None:
    written = {of: frames[of.name] for of in _tables(frames) if not frames[of.name].is_empty()}
    for of, frame in written.items():
        (folder / f"{of.name}.csv").write_bytes(csv_bytes(of, frame))
    about: dict[str, Any] = {
        "name": name,
        "version": VERSION,
        "created": created.isoformat(timespec="seconds"),
        **({"invented": True} if invented else {}),
        "profile": "tabular-data-package",
        "resources": [_resource(of, frame) for of, frame in written.items()],
    }
    text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
    (folder / ABOUT_FILE).write_text(text, encoding="utf-8")


def _tables(frames: Mapping[str, pl.DataFrame]) -> list[Table]:
    """The tables of the frames in order; refused rows may be of a table that does not exist."""
    known = [of for of in TABLES.values() if of.name in frames]
    others = sorted(set(frames) - set(TABLES))
    return [*known, *(_nameless(name, frames[name]) for name in others)]


def _nameless(name: str, frame: pl.DataFrame) -> Table:
    return Table(name, name, "", ()) if _is_refused(frame) else table(name)


def _is_refused(frame: pl.DataFrame) -> bool:
    return set(PROBLEM_COLUMNS).issubset(frame.columns)


def _resource(of: Table, frame: pl.DataFrame) -> dict[str, Any]:
    columns = written_columns(of, frame)
    declared = [field for field in of.fields if field.name in columns]
    return {
        "name": of.name,
        "path": f"{of.name}.csv",
        "title": of.title_sv,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                *({"name": f.name, "type": _SCHEMA_TYPES.get(f.kind, "string")} for f in declared),
                *({"name": n, "type": "string"} for n in columns if n not in of.names),
            ],
            "missingValues": [""],
            "primaryKey": list(of.key),
        },
    }


def _zipped(folder: Path) -> Path:
    packed = folder.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name, date_time=_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)
    packed.chmod(0o600)
    return packed
