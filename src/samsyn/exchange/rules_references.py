"""R03: every reference leads to a row of the package or the register that stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.merged import KnownOnce
from samsyn.exchange.problems import Hits
from samsyn.vocabulary.tables import TABLES, Field, Table

Rows = dict[str, pl.DataFrame]

FEW = 100
"""So many rows are looked up sooner in a set than in a column."""


def settled(
    sound: Rows, given: Mapping[str, pl.DataFrame], known: KnownOnce
) -> tuple[Rows, list[Hits]]:
    """The rows all of whose references lead somewhere, and the hits of the others.

    ``given`` are all rows of the package as text: a row that is there and not in ``sound`` was
    refused, and refuses those that refer to it, and so on down. Tables refer only to tables
    declared before them, or to themselves.
    """
    sound, hits, targets = dict(sound), list[Hits](), dict[str, _Target]()
    for table in (each for each in TABLES.values() if each.name in sound):
        while found := list(_dangling(table, sound, given, known, targets)):
            hits += found
            gone = pl.concat([each.rows.select(LINE) for each in found])
            sound[table.name] = sound[table.name].join(gone, on=LINE, how="anti")
            targets.pop(table.name, None)
    return sound, hits


@dataclass(frozen=True)
class _Target:
    """The keys of a table that a reference may lead to, and those that were refused."""

    standing: pl.Series
    refused: pl.Series

    @classmethod
    def of(
        cls, name: str, sound: Rows, given: Mapping[str, pl.DataFrame], known: KnownOnce
    ) -> "_Target":
        key = TABLES[name].key[0]
        taken = _keys(sound.get(name), key)
        refused = _without(_keys(given.get(name), key), taken)
        return cls(pl.concat([taken, _without(known.frame(name)[key], refused)]), refused)


def _dangling(
    table: Table,
    sound: Rows,
    given: Mapping[str, pl.DataFrame],
    known: KnownOnce,
    targets: dict[str, _Target],
) -> Iterator[Hits]:
    rows = sound[table.name]
    for field in table.fields:
        if field.refers_to and field.name in rows.columns:
            name = field.refers_to
            if _all_stand(rows, field, sound, given, known):
                continue
            if name not in targets:
                targets[name] = _Target.of(name, sound, given, known)
            yield from _lost(table, field, rows, targets[name])


def _all_stand(
    rows: pl.DataFrame,
    field: Field,
    sound: Rows,
    given: Mapping[str, pl.DataFrame],
    known: KnownOnce,
) -> bool:
    """Whether a few rows all lead somewhere, looked up in sets; False also where there are many."""
    name, key = field.refers_to, TABLES[field.refers_to].key[0]
    held = known.frame(name)
    near = [rows, held, *(each[name] for each in (sound, given) if name in each)]
    if max(each.height for each in near) > FEW:
        return False
    taken = set(sound[name][key]) if name in sound else set()
    refused = set(given[name][key]) if name in given and key in given[name].columns else set()
    return set(rows[field.name]) - {None} <= taken | (set(held[key]) - (refused - taken))


def _lost(table: Table, field: Field, rows: pl.DataFrame, target: _Target) -> Iterator[Hits]:
    value = pl.col(field.name)
    lost = rows.filter(value.is_not_null() & ~value.is_in(target.standing.implode()))
    if lost.is_empty():
        return
    told = lost.with_columns(pl.lit(field.refers_to).alias("to_table"))
    is_refused = told[field.name].is_in(target.refused.implode())
    for message, those in (
        ("reference_refused", told.filter(is_refused)),
        ("reference_missing", told.filter(~is_refused)),
    ):
        if those.height:
            yield Hits(message, table.name, field.name, those)


def _keys(rows: pl.DataFrame | None, key: str) -> pl.Series:
    if rows is None or key not in rows.columns:
        return pl.Series(key, [], dtype=pl.String)
    return rows[key].drop_nulls().unique()


def _without(keys: pl.Series, others: pl.Series) -> pl.Series:
    return keys if others.is_empty() else keys.filter(~keys.is_in(others.implode()))
