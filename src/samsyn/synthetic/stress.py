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
from numpy.typing import NDArray

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
FOUR_DIGITS = np.frombuffer("".join(f"{n:04x}" for n in range(2**16)).encode(), np.uint32)
DIGITS = 32
THREADS = 2
TOGETHER = 4  # copies written as one group of rows
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
    """Some copies at a time to all files at once; how many rows each has."""
    files = [_File(table, source, partial) for table in snapshot_tables()]
    files.sort(key=lambda file: -file.size)
    with ThreadPoolExecutor(THREADS) as pool:
        for first in range(0, source.times, TOGETHER):
            copies = range(first, min(first + TOGETHER, source.times))
            made = pool.map(source.pseudonyms(copies), source.keys)
            keys = dict(zip(source.keys, made, strict=True))
            list(pool.map(lambda file, known=keys, some=copies: file.write(known, some), files))
            tell(copies.stop)
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

    def pseudonyms(self, copies: range) -> Callable[[str], list[pa.Array]]:
        """For a field as many as there are keys, for each copy: rising from copy to copy."""

        def of_copy(name: str, copy: int) -> pa.Array:
            rng, number = stream(self.seed, f"{name} {copy}"), len(self.keys[name])
            step = 2**63 // (self.times * max(number, 1))
            words = rng.integers(0, step, (number, 2), dtype=np.uint64)
            words[:, 0] += np.uint64(step) * np.arange(
                copy * number, (copy + 1) * number, dtype=np.uint64
            )
            words[:, 1] = rng.integers(0, 2**63, number, dtype=np.uint64)
            return _hexadecimal(words)

        return lambda name: [of_copy(name, copy) for copy in copies]


def _holders() -> dict[str, str]:
    """The table whose key each pseudonymised field is."""
    return {
        table.key[0]: table.name
        for table in TABLES.values()
        if len(table.key) == 1 and table.field(table.key[0]).in_snapshot is InSnapshot.PSEUDONYM
    }


def _hexadecimal(words: NDArray[np.uint64]) -> pa.Array:
    """Two words a row as 32 digits of text."""
    pairs = words.astype(">u8").view(">u2").astype(np.uint16)
    digits = FOUR_DIGITS[pairs]
    offsets = np.arange(0, (len(words) + 1) * DIGITS, DIGITS, dtype=np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(digits))]
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

    def write(self, keys: Mapping[str, list[pa.Array]], copies: range) -> None:
        """Add the rows of some copies; of the first only where the table stands but once."""
        if not self.size or (copies.start and self.once):
            return
        wanted = copies[:1] if self.once else copies
        rows = pa.table({name: self._columns(name, keys, wanted) for name in self.content})
        if self.writer is None:
            self.writer = self._opened(rows.schema)
        self.writer.write_table(rows)
        self.rows += rows.num_rows

    def _opened(self, schema: pa.Schema) -> pq.ParquetWriter:
        """What repeats is packed; what does not (keys of one row, days) is quicker as it is."""
        days = {name for name in self.content if pa.types.is_date(schema.field(name).type)}
        repeated = self.secret & {*self.table.key} if len(self.table.key) > 1 else set()
        packed = {*self.content} - days - (self.secret - repeated)
        return pq.ParquetWriter(
            self.path,
            schema,
            compression={name: "zstd" if name in packed else "none" for name in self.content},
            compression_level=dict.fromkeys(sorted(packed), FAST),
            use_dictionary=sorted({*self.content} - self.secret - days),
            write_statistics=False,
            store_schema=False,
        )

    def close(self) -> None:
        """Finish the file; a table without rows gets one that says its columns."""
        if self.writer is not None:
            self.writer.close()
        else:
            pq.write_table(arrow_schema(self.table).empty_table(), self.path, compression="zstd")

    def _columns(
        self, name: str, keys: Mapping[str, list[pa.Array]], copies: range
    ) -> pa.ChunkedArray:
        column = self.content[name]
        if name in self.secret:
            return pa.chunked_array([each.take(column) for each in keys[name][: len(copies)]])
        numbered = name in OWN or (name == "activity_code" and name == self.table.key[0])
        if not numbered:
            return pa.chunked_array([column] * len(copies))
        return pa.chunked_array([_numbered(column, copy) for copy in copies])


def _numbered(column: pa.DictionaryArray, copy: int) -> pa.DictionaryArray:
    """Codes of a copy: above those of the copies before it."""
    codes = [f"{copy:05}-{code}" if copy else code for code in column.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(column.indices, pa.array(codes, pa.string()))


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
