"""Reading and writing the study tables: CSV or Parquet, faults with file, line and field."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from samsyn.errors import SamsynError, did_you_mean, nearest
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.study_tables import STUDY_TABLES, study_table
from samsyn.vocabulary.tables import Field, Kind, Table

TYPES: Mapping[Kind, pl.DataType | type[pl.DataType]] = {
    Kind.DATE: pl.Date, Kind.COUNT: pl.Int64, Kind.DECIMAL: pl.Float64, Kind.PERCENT: pl.Int64,
    Kind.BOOLEAN: pl.Boolean,
}  # fmt: skip
EXPECTED = {
    Kind.DATE: "a date, as 2015-03-01", Kind.COUNT: "a whole number, 0 or more",
    Kind.DECIMAL: "a number, 0 or more, with a point", Kind.PERCENT: "a whole number",
    Kind.BOOLEAN: "true or false",
}  # fmt: skip
SHOWN = 10

Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class TableFault:
    """Something to correct in a table; ``line`` counts from 1, the header."""

    file: str
    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file} line {self.line}, {self.field}: {self.problem}"


class InvalidStudyTable(SamsynError):
    """A table with faults; the message lists the first of them, ``faults`` all."""

    def __init__(self, faults: tuple[TableFault, ...]) -> None:
        self.faults = faults
        listed = "".join(f"\n  {fault}" for fault in faults[:SHOWN])
        more = f"\n  and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        super().__init__(f"The study's tables have {len(faults)} faults to correct:{listed}{more}")


def read_tables(folder: Path, *, without: Collection[str] = ()) -> Frames:
    """Every study table in ``folder``, typed, rows by key; those without a file are empty.

    ``without``: tables that are not opened and come out empty, where no one should see them.
    """
    frames, faults = {}, list[TableFault]()
    for table in STUDY_TABLES.values():
        unseen = table.name in without
        frames[table.name] = empty(table.name) if unseen else _read(folder, table, faults)
    if not faults:
        _check_references(frames, faults)
    if faults:
        raise InvalidStudyTable(tuple(faults))
    return frames


def empty(name: str) -> pl.DataFrame:
    """The table without rows."""
    return pl.DataFrame(schema=_schema(study_table(name)))


def complete(frames: Frames) -> Frames:
    """The tables typed and in order as they would be read, with those left out empty."""
    return {
        name: _in_order(table, frames[name]) if name in frames else empty(name)
        for name, table in STUDY_TABLES.items()
    }


def write_table(folder: Path, name: str, frame: pl.DataFrame) -> Path:
    """Write a table as CSV by the package's rules: all columns, rows by key; whole or not."""
    table = study_table(name)
    folder.mkdir(exist_ok=True)
    path, partial = folder / f"{name}.csv", folder / f".{name}.partial"
    text = _in_order(table, frame).with_columns(
        pl.col(field.name).cast(pl.String) for field in table.fields if field.kind is Kind.BOOLEAN
    )
    text.write_csv(partial, line_terminator="\n")
    partial.replace(path)
    return path


def table_hashes(frames: Frames) -> dict[str, tuple[int, str]]:
    """Rows and SHA-256 of each table as it would be written, whichever form it was read from."""
    return {
        name: (
            frame.height,
            hashlib.sha256(_in_order(study_table(name), frame).write_csv().encode()).hexdigest(),
        )
        for name, frame in sorted(frames.items())
    }


def snapshot_id(data_cut: date, hashes: Mapping[str, tuple[int, str]]) -> str:
    """The data cut and the first eight hexadecimal digits of the hash of all tables' hashes."""
    whole = hashlib.sha256("".join(digest for _, digest in hashes.values()).encode())
    return f"{data_cut}-{whole.hexdigest()[:8]}"


def _schema(table: Table) -> dict[str, pl.DataType | type[pl.DataType]]:
    return {field.name: TYPES.get(field.kind, pl.String) for field in table.fields}


def _in_order(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    schema = _schema(table)
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in schema.items()
               if name not in frame.columns]  # fmt: skip
    full = frame.with_columns(missing).select(
        pl.col(name).cast(kind) for name, kind in schema.items()
    )
    return full.sort(table.key, nulls_last=False)


def _read(folder: Path, table: Table, faults: list[TableFault]) -> pl.DataFrame:
    csv, parquet = folder / f"{table.name}.csv", folder / f"{table.name}.parquet"
    if csv.is_file():
        raw, name = _read_csv(csv), csv
    elif parquet.is_file():
        raw, name = pl.read_parquet(parquet), parquet
        raw = raw.with_columns(pl.all().cast(pl.String))
    else:
        return empty(table.name)
    found = len(faults)
    _check_header(table, raw, name.name, faults)
    if len(faults) > found:
        return empty(table.name)
    typed = [_typed(field, raw, name.name, faults) for field in table.fields]
    frame = pl.DataFrame(typed)
    _check_keys(table, frame, name.name, faults)
    return _in_order(table, frame)


def _read_csv(path: Path) -> pl.DataFrame:
    try:
        return pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        why = str(error).splitlines()[0]
        raise InvalidStudyTable((TableFault(path.name, 1, "the file", why),)) from None


def _check_header(table: Table, raw: pl.DataFrame, file: str, faults: list[TableFault]) -> None:
    for column in raw.columns:
        if column not in table.names:
            hint = did_you_mean(nearest(column, table.names))
            faults.append(TableFault(file, 1, column, f"is no field of {table.name}.{hint}"))
    for field in table.fields:
        if field.filled and field.name not in raw.columns:
            faults.append(TableFault(file, 1, field.name, "is missing."))


def _typed(field: Field, raw: pl.DataFrame, file: str, faults: list[TableFault]) -> pl.Series:
    kind = TYPES.get(field.kind, pl.String)
    if field.name not in raw.columns:
        return pl.Series(field.name, [None] * raw.height, dtype=kind)
    text = raw[field.name]
    values = _cast(text, field.kind)
    wrong = text.is_not_null() & values.is_null()
    if field.kind in (Kind.COUNT, Kind.DECIMAL):
        wrong |= (values < 0).fill_null(False)
    for place in wrong.arg_true():
        problem = f"should be {EXPECTED[field.kind]}, not {text[place]!r}."
        faults.append(TableFault(file, place + 2, field.name, problem))
    if field.filled:
        for place in text.is_null().arg_true():
            faults.append(TableFault(file, place + 2, field.name, "is empty."))
    if field.code_list:
        _check_codes(field, text, file, faults)
    return values.alias(field.name)


def _cast(text: pl.Series, kind: Kind) -> pl.Series:
    if kind is Kind.DATE:
        return text.str.to_date("%Y-%m-%d", strict=False)
    if kind is Kind.BOOLEAN:
        return text.replace_strict({"true": True, "false": False}, default=None,
                                   return_dtype=pl.Boolean)  # fmt: skip
    return text.cast(TYPES.get(kind, pl.String), strict=False)


def _check_codes(field: Field, text: pl.Series, file: str, faults: list[TableFault]) -> None:
    known = (
        tuple(municipalities())
        if field.code_list == "municipality"
        else code_list(field.code_list).codes
    )
    wrong = text.is_not_null() & ~text.is_in(known)
    for place in wrong.arg_true():
        hint = did_you_mean(nearest(text[place], known))
        problem = f"{text[place]!r} is no code in {field.code_list}.{hint}"
        faults.append(TableFault(file, place + 2, field.name, problem))


def _check_keys(table: Table, frame: pl.DataFrame, file: str, faults: list[TableFault]) -> None:
    again = ~frame.select(pl.struct(table.key).is_first_distinct()).to_series()
    for place in again.arg_true():
        faults.append(TableFault(file, place + 2, ", ".join(table.key), "stands more than once."))


def _check_references(frames: Frames, faults: list[TableFault]) -> None:
    people = set(frames["study_person"]["person_id"])
    for table in STUDY_TABLES.values():
        if any(field.refers_to == "study_person" for field in table.fields):
            strange = set(frames[table.name]["person_id"]) - people
            if strange:
                problem = (
                    f"{len(strange)} people are not in study_person, the first {min(strange)}."
                )
                faults.append(TableFault(table.name, 1, "person_id", problem))
