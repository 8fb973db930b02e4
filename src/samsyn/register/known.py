"""What the register holds already, as the checking of a package asks for it."""

from functools import cache

import polars as pl

from samsyn.exchange.column_types import table_schema
from samsyn.register.persons import with_lookups
from samsyn.register.rows import read_rows
from samsyn.vocabulary.tables import TABLES

PERSON = TABLES["person"]
_HOLDERS = ("controller", "identity_lookup", "person_id")


class KnownRegister:
    """The register's rows, each table read once, when first asked for."""

    def __init__(self) -> None:
        self.frame = cache(self._frame)

    def _frame(self, table: str) -> pl.DataFrame:
        of = TABLES[table]
        return read_rows(of, table_schema(of, secrets=False).names())

    def identity_holder(self, numbers: pl.DataFrame) -> pl.DataFrame:
        """The person who holds each number at its controller, found by the keyed hash."""
        holders = read_rows(PERSON, _HOLDERS).drop_nulls("identity_lookup")
        asked = with_lookups(numbers)
        found = asked.join(holders, on=["controller", "identity_lookup"], how="inner")
        return found.select(*numbers.columns, "person_id")
