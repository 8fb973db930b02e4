"""What a package changes: its rows against those of the register, by column."""

from dataclasses import dataclass

import polars as pl

from samsyn.vocabulary.tables import Table


@dataclass(frozen=True)
class Difference:
    """The rows of one table of a package, by what they mean for the register.

    ``new`` and ``changed`` have the columns of the package's file; ``before`` holds the same
    rows as ``changed``, in the same order and columns, as the register has them; ``same`` counts
    the rows that say nothing new.
    """

    new: pl.DataFrame
    changed: pl.DataFrame
    before: pl.DataFrame
    same: int

    @property
    def nothing_new(self) -> bool:
        """Whether importing the rows leaves the table as it is."""
        return self.new.is_empty() and self.changed.is_empty()


def difference(table: Table, rows: pl.DataFrame, existing: pl.DataFrame) -> Difference:
    """Compare ``rows`` of a package with all ``existing`` rows, by the table's key.

    A column that ``rows`` lacks is not compared: a left-out column leaves what is there. An
    empty field differs from a filled one: it clears. Empty parts of a key equal each other.
    """
    key = list(table.key)
    if existing.is_empty():
        return Difference(rows, rows.clear(), rows.clear(), 0)
    new = rows.join(existing.select(key), on=key, how="anti", nulls_equal=True)
    before = existing.select(rows.columns)
    both = rows.join(before, on=key, how="inner", nulls_equal=True, suffix=" before")
    compared = [name for name in rows.columns if name not in key]
    changed = both.filter(
        pl.any_horizontal(
            pl.lit(False), *(pl.col(n).ne_missing(pl.col(f"{n} before")) for n in compared)
        )
    )
    return Difference(
        new=new,
        changed=changed.select(rows.columns),
        before=changed.select(*key, *(pl.col(f"{n} before").alias(n) for n in compared)).select(
            rows.columns
        ),
        same=both.height - changed.height,
    )
