"""What the register already holds, as the checking of a package asks for it."""

from typing import Protocol

import polars as pl

from samsyn.exchange.column_types import table_schema
from samsyn.vocabulary.tables import table


class Known(Protocol):
    """The register seen from the exchange floor: rows by table, and who holds a number."""

    def frame(self, table: str) -> pl.DataFrame:
        """All rows of ``table``, with the columns of ``table_schema(table, secrets=False)``."""

    def identity_holder(self, numbers: pl.DataFrame) -> pl.DataFrame:
        """Who holds each number already.

        ``numbers`` has controller and personal_identity_number, each pair once; the answer has
        these and person_id, one row for each pair that is held, and no row for the others.
        """


class _NothingKnown:
    def frame(self, table_name: str, /) -> pl.DataFrame:
        return table_schema(table(table_name), secrets=False).to_frame()

    def identity_holder(self, numbers: pl.DataFrame) -> pl.DataFrame:
        return numbers.clear().with_columns(pl.lit(None, pl.String).alias("person_id"))


NOTHING_KNOWN: Known = _NothingKnown()
"""A register that holds nothing: what a package is checked against on its own."""
