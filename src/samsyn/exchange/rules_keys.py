"""R02: a key twice with different content, an identity number that someone else has."""

from collections.abc import Iterator

import polars as pl

from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.merged import Merged
from samsyn.exchange.problems import Hits, key_text
from samsyn.vocabulary.tables import Table

_NUMBER = ["controller", "personal_identity_number"]


def repeated_keys(
    table: Table, text: pl.DataFrame, rows: pl.DataFrame
) -> tuple[pl.Series, list[Hits]]:
    """The lines that repeat an earlier one word for word, and the rows whose key has several.

    ``rows`` are the typed rows of ``text``: 5 and 05 are the same content.
    """
    if rows.height <= 1:  # one row repeats nothing
        return rows[LINE].clear(), []
    needed = [field.name for field in table.fields if field.key and field.filled]
    keyed = rows.filter(pl.all_horizontal(pl.col(needed).is_not_null()))
    twice = keyed.filter(keyed.select(table.key).is_duplicated())
    if twice.is_empty():
        return twice[LINE], []
    content = _content(twice, text).with_columns(
        pl.struct(pl.exclude(LINE)).n_unique().over(table.key).alias("_contents"),
        pl.len().over(table.key).alias("times"),
    )
    same = content.filter(pl.col("_contents") == 1).sort(LINE)
    repeats = same.filter(~pl.struct(table.key).is_first_distinct())[LINE]
    differing = content.filter(pl.col("_contents") > 1)
    told = differing.with_columns(key_text(table.name, table.key).alias("key_text"))
    return repeats, [Hits("key_twice", table.name, table.key[0], told)] if told.height else []


def _content(rows: pl.DataFrame, text: pl.DataFrame) -> pl.DataFrame:
    """The rows as text in one form each; what could not be typed, as it was written."""
    names = [name for name in rows.columns if name != LINE]
    raw = text.select(LINE, pl.col(names).name.suffix(" raw"))
    both = rows.join(raw, on=LINE, how="left", maintain_order="left")
    one = [pl.coalesce(pl.col(n).cast(pl.String), pl.col(f"{n} raw")).alias(n) for n in names]
    return both.select(LINE, *one)


def identity_numbers(merged: Merged) -> Iterator[Hits]:
    """Rows of persons whose number another person_id of the same controller has."""
    persons = merged.sound.get("person")
    if persons is None or "personal_identity_number" not in persons.columns:
        return
    numbered = persons.filter(pl.col("personal_identity_number").is_not_null())
    twice = numbered.filter(numbered.select(_NUMBER).is_duplicated())
    if twice.height:
        yield Hits("identity_twice", "person", "personal_identity_number", twice)
    held = merged.known.identity_holder(numbered.select(_NUMBER).unique(maintain_order=True))
    elsewhere = held.join(persons, on="person_id", how="anti").rename({"person_id": "holder"})
    taken = numbered.join(elsewhere, on=_NUMBER, maintain_order="left")
    if taken.height:
        yield Hits("identity_held", "person", "personal_identity_number", taken)
