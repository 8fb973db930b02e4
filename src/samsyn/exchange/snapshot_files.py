"""The files of a snapshot: one Parquet file a table, and a manifest that hashes them.

A snapshot is a folder named by its id. Every table of the declaration that goes into snapshots
is there, also when empty, with the columns of ``snapshot_fields`` and rows sorted by key, so
that the same rows give the same bytes and the same id.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from samsyn.errors import SamsynError
from samsyn.vocabulary.codelist import code_list, code_list_names
from samsyn.vocabulary.rules import rule, rule_names
from samsyn.vocabulary.tables import TABLES, Kind, Table, snapshot_fields

FORMAT_VERSION = 1

_TYPES = {
    Kind.DATE: pa.date32(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.YEAR: pa.int32(),
    Kind.HALF: pa.int32(),
    Kind.COUNT: pa.int64(),
    Kind.MONEY: pa.int64(),
    Kind.PERCENT: pa.int32(),
    Kind.DECIMAL: pa.float64(),
}


@dataclass(frozen=True)
class TableFile:
    """One table of a snapshot: its number of rows and the SHA-256 of its file."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds: the day it was taken, versions, and each table's hash."""

    id: str
    taken_on: date
    invented: bool
    format_version: int
    samsyn_version: str
    code_lists: dict[str, str]
    rules: dict[str, str]
    tables: dict[str, TableFile]


def arrow_schema(table: Table) -> pa.Schema:
    """The columns of ``table`` in a snapshot: codes, keys and pseudonyms as strings."""
    return pa.schema(
        [(field.name, _TYPES.get(field.kind, pa.string())) for field in snapshot_fields(table)]
    )


def snapshot_tables() -> tuple[Table, ...]:
    """The tables that go into a snapshot, in the order of the declaration."""
    return tuple(table for table in TABLES.values() if table.in_snapshot)


def write_snapshot(
    rows: Mapping[str, pa.Table], *, into: Path, taken_on: date, invented: bool
) -> Manifest:
    """Write a snapshot below ``into`` and return its manifest; a table left out is empty.

    The id is the day and the first eight hexadecimal digits of the hash of all tables' hashes.
    Where a snapshot of that id lies already, it is left as it is. ``invented`` marks data that
    were made up, so that everything made from them can say so.
    """
    partial = into / f".partial-{taken_on}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    files = {
        table.name: _write_table(table, rows.get(table.name), partial)
        for table in snapshot_tables()
    }
    return _sealed(partial, files, into=into, taken_on=taken_on, invented=invented)


def seal_snapshot(
    partial: Path, rows: Mapping[str, int], *, into: Path, taken_on: date, invented: bool
) -> Manifest:
    """Make the folder ``partial`` a snapshot below ``into``, and return its manifest.

    For writers of their own (millions of rows in pieces): ``partial`` holds the Parquet file of
    every table of ``snapshot_tables``, rows by key; ``rows`` says how many each has.
    """
    files = {
        table.name: TableFile(rows[table.name], _sha256(partial, table.name))
        for table in snapshot_tables()
    }
    return _sealed(partial, files, into=into, taken_on=taken_on, invented=invented)


def _sealed(
    partial: Path, files: dict[str, TableFile], *, into: Path, taken_on: date, invented: bool
) -> Manifest:
    manifest = _manifest(files, taken_on, invented)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, default=str)
    (partial / "manifest.json").write_text(text + "\n", encoding="utf-8")
    if (into / manifest.id).exists():
        shutil.rmtree(partial)
    else:
        partial.rename(into / manifest.id)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the snapshot in ``folder``; raises ``SamsynError`` where it is none."""
    try:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        tables = {name: TableFile(**each) for name, each in content.pop("tables").items()}
        taken_on = date.fromisoformat(content.pop("taken_on"))
        return Manifest(taken_on=taken_on, tables=tables, **content)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SamsynError(
            f"{folder} holds no snapshot that can be read: {error}. "
            "Take one with `samsyn snapshot`, or list them with `samsyn snapshot --list`."
        ) from error


def damaged_tables(folder: Path) -> list[str]:
    """The tables whose file no longer has the hash of the manifest: none, if all is well."""
    tables = read_manifest(folder).tables
    return [name for name, about in tables.items() if _sha256(folder, name) != about.sha256]


def _write_table(table: Table, rows: pa.Table | None, folder: Path) -> TableFile:
    schema = arrow_schema(table)
    content = schema.empty_table() if rows is None else rows.select(schema.names).cast(schema)
    content = content.sort_by([(name, "ascending") for name in table.key])
    pq.write_table(content, folder / f"{table.name}.parquet", compression="zstd")
    return TableFile(content.num_rows, _sha256(folder, table.name))


def _sha256(folder: Path, name: str) -> str:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest(files: dict[str, TableFile], taken_on: date, invented: bool) -> Manifest:
    return Manifest(
        id=f"{taken_on}-{_digest(file.sha256 for file in files.values())}",
        taken_on=taken_on,
        invented=invented,
        format_version=FORMAT_VERSION,
        samsyn_version=version("samsyn"),
        code_lists={name: code_list(name).version for name in code_list_names()},
        rules={name: str(rule(name).values[-1].first_day) for name in rule_names()},
        tables=files,
    )


def _digest(hashes: Iterable[str]) -> str:
    return hashlib.sha256("".join(hashes).encode()).hexdigest()[:8]
