"""Opening a snapshot: its tables as questions, in the engine that shall answer them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samsyn.errors import SamsynError, UnknownName
from samsyn.exchange.snapshot_files import (
    Manifest,
    damaged_tables,
    read_manifest,
    snapshot_tables,
)
from samsyn.extracts.engine import EMBEDDED, Engine, connect
from samsyn.home import snapshots_folder

if TYPE_CHECKING:
    from ibis.expr.types import Table


_DATED = (
    ("head_count", "year"),
    ("participation", "entered_on"),
    ("participation", "exited_on"),
    ("cooperation_event", "occurred_on"),
    ("transition_meeting", "held_on"),
)
"""What tells that there is something to report of a year."""


class Tables:
    """The tables of a snapshot by attribute: ``tables.participation``; read when first used."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._folder = engine, folder
        self._read: dict[str, Table] = {}
        self._names = tuple(table.name for table in snapshot_tables())

    def __getattr__(self, name: str) -> "Table":
        if name not in self._names:
            raise UnknownName(name, "table of a snapshot", known=self._names)
        if name not in self._read:
            self._read[name] = self._engine.read(name, self._folder / f"{name}.parquet")
        return self._read[name]


class Snapshot:
    """A snapshot opened for counting. Close it, or use it as a context manager.

    ``id``, ``taken_on`` (the day it was taken), ``invented`` (whether its data are made up),
    ``manifest`` and ``tables``.
    """

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.manifest: Manifest = read_manifest(folder)
        self.engine = engine
        engine.expect(sum(file.rows for file in self.manifest.tables.values()))
        self.tables = Tables(engine, folder)
        self._kept: dict[str, Table] = {}

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def taken_on(self) -> date:
        return self.manifest.taken_on

    @property
    def invented(self) -> bool:
        return self.manifest.invented

    @property
    def years(self) -> range:
        """The calendar years that anything registered falls in; empty where nothing does."""
        found = [self._span(*where) for where in _DATED]
        known = [year for span in found for year in span if year is not None]
        return range(min(known), max(known) + 1) if known else range(0)

    def _span(self, table: str, column: str) -> tuple[int | None, int | None]:
        rows = getattr(self.tables, table)
        years = rows[column].year() if rows[column].type().is_date() else rows[column]
        span = self.engine.answer(rows.aggregate(first=years.min(), last=years.max()))
        first, last = span.row(0)
        return first, last

    def kept(self, name: str, build: "Callable[[], Table]") -> "Table":
        """What ``build`` gives, worked out the first time ``name`` is asked for."""
        if name not in self._kept:
            table = build()  # which may keep others first
            self._kept[name] = self.engine.keep(f"kept_{len(self._kept)}", table)
        return self._kept[name]

    def close(self) -> None:
        self.engine.close()

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_snapshot(id_or_path: str | Path | None = None, *, address: str = EMBEDDED) -> Snapshot:
    """The snapshot of that id or folder; None is the latest taken.

    Raises ``SamsynError`` where there is none, or where a file of it is not the one that was
    written (its hash differs from the manifest's).
    """
    return Snapshot(whole_snapshot(id_or_path), connect(address))


def whole_snapshot(id_or_path: str | Path | None = None) -> Path:
    """The folder of a snapshot whose files are those that were written; see ``open_snapshot``."""
    folder = latest_snapshot() if id_or_path is None else _folder(id_or_path)
    if damaged := damaged_tables(folder):
        raise SamsynError(
            f"The snapshot {folder.name} is damaged: {', '.join(damaged)} differ from what was "
            "written. Figures from it cannot be trusted. Take a new one with `samsyn snapshot`."
        )
    return folder


def latest_snapshot() -> Path:
    """The folder of the latest snapshot taken; raises ``SamsynError`` where there is none."""
    folders = [path.parent for path in snapshots_folder().glob("[!.]*/manifest.json")]
    if not folders:
        raise SamsynError(
            f"There is no snapshot in {snapshots_folder()}. Take one with `samsyn snapshot`."
        )
    return max(folders, key=lambda folder: (read_manifest(folder).taken_on, folder.stat().st_mtime))


def _folder(id_or_path: str | Path) -> Path:
    named = snapshots_folder() / str(id_or_path)
    return named if named.is_dir() else Path(id_or_path)
