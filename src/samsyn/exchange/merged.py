"""Package and register together: what would stand if the rows still judged sound were taken."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from samsyn.exchange.column_types import table_schema
from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.known import Known
from samsyn.vocabulary.tables import table


class KnownOnce:
    """A register whose tables are asked for once, and brought to the declared columns;
    those it lacks are unknown."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._frames: dict[str, pl.DataFrame] = {}

    def frame(self, name: str) -> pl.DataFrame:
        if name not in self._frames:
            schema = table_schema(table(name), secrets=False)
            held = self._known.frame(name)
            if held.schema == schema or held.is_empty():
                self._frames[name] = held if held.height else schema.to_frame()
                return self._frames[name]
            unknown = [pl.lit(None).alias(each) for each in schema if each not in held.columns]
            self._frames[name] = held.with_columns(unknown).select(schema.names()).cast(schema)
        return self._frames[name]

    def identity_holder(self, numbers: pl.DataFrame) -> pl.DataFrame:
        return self._known.identity_holder(numbers)


class Merged:
    """The rows of package and register as one; ``_line`` is null for rows of the register.

    ``sound`` are the package's typed rows that no rule has refused so far, by table.
    """

    def __init__(self, sound: Mapping[str, pl.DataFrame], known: KnownOnce, today: date) -> None:
        self.sound, self.known, self.today = sound, known, today
        self._rows: dict[str, pl.DataFrame] = {}
        self._ours: dict[str, pl.DataFrame] = {}

    def rows(self, name: str) -> pl.DataFrame:
        """The table with all declared columns but the secret ones; a package row stands for the
        register's with its key, and takes from it the columns that the file left out."""
        if name not in self._rows:
            self._rows[name] = self._merge(name)
        return self._rows[name]

    def package_rows(self, name: str) -> pl.DataFrame:
        """The package's rows of the table, as they would stand."""
        if name not in self._ours:
            ours = pl.col(LINE).is_not_null() if name in self.sound else pl.lit(False)
            self._ours[name] = self.rows(name).filter(ours)
        return self._ours[name]

    def touches(self, *names: str) -> bool:
        """Whether the package has rows of any of the tables."""
        return any(name in self.sound and self.sound[name].height for name in names)

    def _merge(self, name: str) -> pl.DataFrame:
        held = self.known.frame(name).with_columns(pl.lit(None, pl.Int64).alias(LINE))
        if name not in self.sound:
            return held
        key = list(table(name).key)
        given = self.sound[name]
        left_out = [column for column in held.columns if column not in given.columns]
        if held.is_empty():
            nothing = [pl.lit(None, held.schema[column]).alias(column) for column in left_out]
            return given.with_columns(nothing).select(held.columns)
        kept = held.select(*key, *left_out)
        whole = given.join(kept, on=key, how="left", nulls_equal=True, maintain_order="left")
        rest = held.join(given.select(key), on=key, how="anti", nulls_equal=True)
        return pl.concat([whole.select(held.columns), rest])
