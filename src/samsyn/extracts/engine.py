"""The one module that connects to an engine: DuckDB in this process, or another by address.

Ibis writes the questions; which engine answers is an address. Ibis takes most of a second to
import, so nothing here does until a connection is asked for.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

if TYPE_CHECKING:
    import polars as pl
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table

EMBEDDED = "duckdb://"

MANY_ROWS = 5_000_000
"""From here on DuckDB gains by sharing work between cores; below, it only makes more of it."""


def connect(address: str = EMBEDDED) -> "Engine":
    """An engine by address: ``duckdb://`` (in memory) or ``postgres://user@host/database``."""
    import ibis

    return Engine(ibis.connect(address))


class Engine:
    """A connection that reads tables, keeps what is used again, and answers questions."""

    def __init__(self, backend: "BaseBackend") -> None:
        self._backend = backend

    @property
    def embedded(self) -> bool:
        """Whether the engine reads Parquet files where they lie."""
        return bool(self._backend.name == "duckdb")

    def expect(self, rows: int) -> None:
        """Be told how many rows there are in all, before any is read."""
        if self.embedded and rows < MANY_ROWS:
            self._backend.raw_sql("SET threads = 1")

    def read(self, name: str, path: Path) -> "Table":
        """The Parquet file at ``path`` as a table; another engine is given a copy of its own."""
        if self.embedded:
            return self._backend.read_parquet(str(path), table_name=name)
        return self._backend.create_table(name, obj=pq.read_table(path), temp=True)

    def keep(self, name: str, table: "Table") -> "Table":
        """``table`` worked out once and kept, under ``name``, for as long as the connection.

        DuckDB fills a new table faster than it inserts into one, which is what Ibis would do.
        """
        if not self.embedded:
            return self._backend.create_table(name, obj=table, temp=True)
        self._backend.raw_sql(f"CREATE TEMPORARY TABLE {name} AS {self._backend.compile(table)}")
        return self._backend.table(name, database="temp.main")

    def small(self, columns: Mapping[str, list[Any]]) -> "Table":
        """A table of a few rows given here, one list a column, none of them empty.

        Written into the question itself: a memtable would import every data frame library.
        """
        import ibis

        one = ibis.literal(1).name("one").as_table()
        return one.select(**{name: ibis.array(each).unnest() for name, each in columns.items()})

    def answer(self, table: "Table") -> "pl.DataFrame":
        """The rows of ``table``, fetched.

        DuckDB hands over Arrow itself; through Ibis, pandas would be imported on the way.
        """
        import polars as pl
        from polars import selectors

        if self.embedded:
            found = self._backend.raw_sql(self._backend.compile(table)).to_arrow_table()
        else:
            found = self._backend.to_pyarrow(table)
        frame = pl.from_arrow(found)
        assert isinstance(frame, pl.DataFrame)
        return frame.with_columns(selectors.decimal().cast(pl.Int64))  # DuckDB's wide sums

    def close(self) -> None:
        self._backend.disconnect()
