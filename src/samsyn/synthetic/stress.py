"""The invented national register many times over, written straight as a snapshot.

For benchmarks: the same people and organisations again and again under other keys. Copies
follow each other in the files, each with keys above the one before, so that rows stand by key
without sorting.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from samsyn.exchange.snapshot_files import (
    Manifest,
    arrow_schema,
    seal_snapshot,
    snapshot_tables,
)
from samsyn.synthetic.chance import stream
from samsyn.vocabulary.tables import TABLES, InSnapshot, Table, snapshot_fields

OWN = ("association_code", "intervention_code", "merged_into", "note_code")
"""Keys that are not pseudonyms and differ from copy to copy; parties and offices are the same."""

ADDED_UP = ("benefit_population", "benefit_ended", "survey_count", "survey_invited")
"""Counts of the whole country: they stand once, multiplied."""

ONCE = ("organisation", "survey")
HEX = np.frombuffer(b"0123456789abcdef", np.uint8)
DIGITS = 32
THREADS = 2
FAST = -5  # of zstd: these files are for one benchmark


def write_stress(
    frames: Mapping[str, pl.DataFrame],
    times: int,
    *,
    into: Path,
    seed: int,
    taken_on: date,
    tell: Callable[[int], None] = lambda _: None,
) -> Manifest:
    """``frames`` (an invented register) ``times`` over as a snapshot below ``into``.

    ``tell`` is called with the number of copies written so far.
    """
    partial = into / f".partial-stress-{taken_on}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    rows = _written(_Source(frames, times, seed), partial, tell)
    return seal_snapshot(partial, rows, into=into, taken_on=taken_on, invented=True)


def _written(source: _Source, partial: Path, tell: Callable[[int], None]) -> dict[str, int]:
    """Copy after copy to all files at once; how many rows each has."""
    files = [_File(table, source, partial) for table in snapshot_tables()]
    files.sort(key=lambda file: -file.size)
    with ThreadPoolExecutor(THREADS) as pool:
        for copy in range(source.times):
            keys = dict(
                zip(source.keys, pool.map(source.pseudonyms(copy), source.keys), strict=True)
            )
            list(pool.map(lambda file, known=keys, at=copy: file.write(known, at), files))
            tell(copy + 1)
    for file in files:
        file.close()
    return {file.table.name: file.rows for file in files}


class _Source:
    """One copy's columns, ready to be written again with other keys."""

    def __init__(self, frames: Mapping[str, pl.DataFrame], times: int, seed: int) -> None:
        self.times, self.seed = times, seed
        self.keys = {
            name: frames[table].get_column(name).sort()
            for name, table in _holders().items()
            if table in frames
        }
        self.frames = {
            name: self._prepared(TABLES[name], frame, frames) for name, frame in frames.items()
        }

    def _prepared(
        self, table: Table, frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame]
    ) -> pl.DataFrame:
        """Snapshot columns of one copy; pseudonyms still as places among their keys."""
        frame = frame.with_columns(
            pl.lit(None).alias(f.name) for f in table.fields if f.name not in frame.columns
        )
        if table.name == "participation":
            frame = _with_age(frame, frames["person"])
        for field in snapshot_fields(table):
            if field.in_snapshot is InSnapshot.PSEUDONYM:
                places = pl.DataFrame({field.name: self.keys[field.name]}).with_row_index("place")
                frame = frame.join(places, on=field.name, how="left", maintain_order="left")
                frame = frame.drop(field.name).rename({"place": field.name})
        if table.name in ADDED_UP:
            counts = [
                f.name for f in table.fields if f.name in ("persons", "respondents", "invited")
            ]
            frame = frame.with_columns(pl.col(name) * self.times for name in counts)
        names = [field.name for field in snapshot_fields(table)]
        return frame.sort([name for name in table.key if name in names]).select(names)

    def pseudonyms(self, copy: int) -> Callable[[str], pa.Array]:
        """For each field as many as there are keys, rising, all above those of the copy before."""

        def made(name: str) -> pa.Array:
            rng, number = stream(self.seed, f"{name} {copy}"), len(self.keys[name])
            words = rng.integers(0, 2**63, (number, 2), dtype=np.uint64)
            words[:, 0] = np.sort(words[:, 0]) // np.uint64(self.times)
            words[:, 0] += np.uint64(copy * (2**63 // self.times))
            return _hexadecimal(words)

        return made


def _holders() -> dict[str, str]:
    """The table whose key each pseudonymised field is."""
    return {
        table.key[0]: table.name
        for table in TABLES.values()
        if len(table.key) == 1 and table.field(table.key[0]).in_snapshot is InSnapshot.PSEUDONYM
    }


def _hexadecimal(words: np.ndarray[tuple[int, int], np.dtype[np.uint64]]) -> pa.Array:
    """Two words a row as 32 digits of text."""
    octets = words.astype(">u8").view(np.uint8)
    digits = np.empty((len(words), DIGITS), np.uint8)
    digits[:, 0::2] = HEX[octets >> 4]
    digits[:, 1::2] = HEX[octets & 15]
    offsets = np.arange(0, (len(words) + 1) * DIGITS, DIGITS, dtype=np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(digits)]
    return pa.Array.from_buffers(pa.string(), len(words), buffers)


def _with_age(frame: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    born = persons.select("person_id", "birth_date")
    joined = frame.join(born, on="person_id", how="left", maintain_order="left")
    entered, birth = pl.col("entered_on"), pl.col("birth_date")
    early = (entered.dt.month() * 100 + entered.dt.day()) < (
        birth.dt.month().cast(pl.Int32) * 100 + birth.dt.day()
    )
    age = entered.dt.year() - birth.dt.year() - early.cast(pl.Int32)
    return joined.with_columns(age.alias("age_at_entry")).drop("birth_date")


class _File:
    """One table's file, written copy by copy."""

    def __init__(self, table: Table, source: _Source, folder: Path) -> None:
        self.table, self.path, self.rows = table, folder / f"{table.name}.parquet", 0
        self.once = table.name in (*ONCE, *ADDED_UP)
        frame = source.frames.get(table.name)
        self.size = 0 if frame is None else frame.height
        self.content = {} if frame is None else _encoded(table, frame)
        self.secret = {
            field.name
            for field in snapshot_fields(table)
            if field.in_snapshot is InSnapshot.PSEUDONYM
        }
        self.writer: pq.ParquetWriter | None = None

    def write(self, keys: Mapping[str, pa.Array], copy: int) -> None:
        """Add a copy's rows; nothing where the table stands but once."""
        if not self.size or (copy and self.once):
            return
        rows = pa.table({name: self._column(name, keys, copy) for name in self.content})
        if self.writer is None:
            plain = [name for name in self.content if name not in self.secret]
            self.writer = pq.ParquetWriter(
                self.path,
                rows.schema,
                compression="zstd",
                compression_level=FAST,
                use_dictionary=plain,
                write_statistics=plain,
                store_schema=False,
            )
        self.writer.write_table(rows)
        self.rows += rows.num_rows

    def close(self) -> None:
        """Finish the file; a table without rows gets one that says its columns."""
        if self.writer is not None:
            self.writer.close()
        else:
            pq.write_table(arrow_schema(self.table).empty_table(), self.path, compression="zstd")

    def _column(self, name: str, keys: Mapping[str, pa.Array], copy: int) -> pa.Array:
        column = self.content[name]
        if name in self.secret:
            return keys[name].take(column)
        if copy and (name in OWN or (name == "activity_code" and name == self.table.key[0])):
            codes = [f"{copy:05}-{code}" for code in column.dictionary.to_pylist()]
            return pa.DictionaryArray.from_arrays(column.indices, pa.array(codes, pa.string()))
        return column


def _encoded(table: Table, frame: pl.DataFrame) -> dict[str, pa.Array]:
    """The columns of one copy, text as a dictionary, so that each code is written once."""
    schema, columns = arrow_schema(table), {}
    for field in snapshot_fields(table):
        column = frame[field.name].to_arrow()
        if field.in_snapshot is InSnapshot.PSEUDONYM:
            columns[field.name] = column
        elif pa.types.is_string(schema.field(field.name).type):
            columns[field.name] = column.cast(pa.string()).dictionary_encode()
        else:
            columns[field.name] = column.cast(schema.field(field.name).type)
    return columns


__all__ = ("write_stress",)
