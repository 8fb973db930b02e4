"""Rows of the register in bulk: whole tables as Polars frames, in and out, by column.

SQL is made from the declaration (names never come from outside) and values are always
parameters. SQLite reads and writes in chunks; PostgreSQL through COPY. An empty part of a key,
which a primary key cannot hold as NULL, is stored as "" or 0.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import polars as pl
from django.db import connection

from samsyn.exchange.column_types import column_type
from samsyn.vocabulary.tables import Kind, Table

CHUNK = 50_000
_TRUTH = {"1": True, "0": False, "t": True, "f": False, "true": True, "false": False}

Progress = Callable[[int], None]
"""Told, now and then, how many more rows are done."""


def nobody_watches(rows: int) -> None:
    """The progress of work that nobody follows."""


def read_rows(table: Table, columns: Sequence[str] = ()) -> pl.DataFrame:
    """All rows of ``table``: ``columns`` (default: the declaration's) typed, empty as null.

    Columns of the register alone (``registered_at`` and the like) come as text.
    """
    wanted = tuple(columns) or table.names
    text = _copied_out(table, wanted) if _on_postgresql() else _fetched(table, wanted)
    return text.select(_all_typed(table, wanted))


def read_rows_where(
    table: Table, columns: Sequence[str], *, where: str, among: Collection[str]
) -> pl.DataFrame:
    """The rows of ``table`` whose column ``where`` has one of the values ``among``, as
    ``read_rows``: a few rows out of many, by an index."""
    if not among:
        found: Sequence[Any] = ()
    else:
        marks = ", ".join(["%s"] * len(among))
        with connection.cursor() as cursor:
            cursor.execute(
                f"{_selection(table, columns)} WHERE {_quoted(where)} IN ({marks})",
                list(among),
            )
            found = cursor.fetchall()
    if not found:
        return pl.DataFrame(schema={name: _column_type(table, name) for name in columns})
    text = pl.DataFrame(found, schema=dict.fromkeys(columns, pl.String), orient="row")
    return text.select(_all_typed(table, tuple(columns)))


def insert_rows(
    table_name: str, rows: pl.DataFrame, *, progress: Progress = nobody_watches
) -> None:
    """Put new ``rows`` in a table, all columns as they are to be stored (see ``storable``)."""
    if _on_postgresql():
        _copy_in(table_name, rows, progress)
        return
    names = ", ".join(_quoted(name) for name in rows.columns)
    marks = ", ".join(["%s"] * rows.width)
    _execute_many(
        f"INSERT INTO {_quoted(table_name)} ({names}) VALUES ({marks})",  # noqa: S608 - own names
        rows,
        progress,
    )


def update_rows(table: Table, rows: pl.DataFrame, *, progress: Progress = nobody_watches) -> None:
    """Let ``rows`` (stored form, with the whole key) replace what their other columns hold."""
    changing = [name for name in rows.columns if name not in table.key]
    if rows.is_empty() or not changing:
        return
    to = ", ".join(f"{_quoted(name)} = %s" for name in changing)
    where = " AND ".join(f"{_quoted(name)} = %s" for name in table.key)
    _execute_many(
        f"UPDATE {_quoted(table.name)} SET {to} WHERE {where}",  # noqa: S608 - own names
        rows.select([*changing, *table.key]),
        progress,
    )


def check_references() -> None:
    """Look now whether every row leads somewhere, rather than at the end of the transaction,
    when others wait. SQLite has looked at each row as it came."""
    if _on_postgresql():
        connection.check_constraints()


def storable(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Typed ``rows`` in the form that both databases take: days as text, no empty key parts."""
    return rows.with_columns(_stored(table, name) for name in rows.columns if name in table.names)


def _stored(table: Table, name: str) -> pl.Expr:
    field, column = table.field(name), pl.col(name)
    if field.may_be_empty:
        return column.fill_null(0 if field.kind is Kind.HALF else "")
    if field.kind is Kind.DATE:
        return column.cast(pl.String)
    return column


@cache
def _all_typed(table: Table, names: tuple[str, ...]) -> tuple[pl.Expr, ...]:
    return tuple(_typed(table, name) for name in names)


def _typed(table: Table, name: str) -> pl.Expr:
    column = pl.col(name)
    if name not in table.names:
        return column
    field = table.field(name)
    if field.kind is Kind.BOOLEAN:
        return column.replace_strict(_TRUTH, default=None)
    if field.kind is Kind.HALF:
        column = column.replace("0", None)
    if field.kind is Kind.DATE:
        return column.str.to_date("%Y-%m-%d")
    return column.replace("", None).cast(column_type(field))


def _column_type(table: Table, name: str) -> pl.DataType:
    return column_type(table.field(name)) if name in table.names else pl.String()


def _on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _fetched(table: Table, columns: Sequence[str]) -> pl.DataFrame:
    schema = dict.fromkeys(columns, pl.String)
    chunks = [
        pl.DataFrame(rows, schema=schema, orient="row")
        for rows in _chunks(_selection(table, columns))
    ]
    return pl.concat(chunks) if chunks else pl.DataFrame(schema=schema)


def _selection(table: Table, columns: Sequence[str]) -> str:
    # CAST hides the declared type, so that the driver does not build a Python date for each day.
    as_text = (f"CAST({_quoted(name)} AS TEXT)" for name in columns)
    return f"SELECT {', '.join(as_text)} FROM {_quoted(table.name)}"  # noqa: S608 - own names


def _chunks(select: str) -> Iterator[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(select)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def _copied_out(table: Table, columns: Sequence[str]) -> pl.DataFrame:
    content = BytesIO()
    select = f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table.name)}"  # noqa: S608
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv, HEADER)") as copy,
    ):
        for block in copy:
            content.write(block)
    content.seek(0)
    return pl.read_csv(content, schema=dict.fromkeys(columns, pl.String))


def _copy_in(table_name: str, rows: pl.DataFrame, progress: Progress) -> None:
    names = ", ".join(_quoted(name) for name in rows.columns)
    statement = f"COPY {_quoted(table_name)} ({names}) FROM STDIN (FORMAT csv)"
    with (
        connection.wrap_database_errors,  # COPY passes the cursor of Django by
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for chunk in rows.iter_slices(CHUNK):
            # Quoting everything but null keeps "" apart from an unknown value.
            copy.write(chunk.write_csv(include_header=False, quote_style="non_numeric").encode())
            progress(chunk.height)


def _execute_many(statement: str, rows: pl.DataFrame, progress: Progress) -> None:
    with connection.cursor() as cursor:
        for chunk in rows.iter_slices(CHUNK):
            cursor.executemany(statement, chunk.rows())
            progress(chunk.height)
