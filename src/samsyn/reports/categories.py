"""The categories of a breakdown as rows, and the table most of them stand in: by sex and year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from samsyn.disclosure import Released
from samsyn.disclosure import key as breakdown_key
from samsyn.reports.context import SEXES_AND_ALL, Context, Key
from samsyn.reports.document import Column, Inline, Label, Row, Table
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.printed import NIL

UNKNOWN = "unknown"
ALL: Mapping[str, Key] = {"Samtliga": {}}


def label_of(ctx: Context, key: str, code: str, listed: str = "") -> str:
    """What a category is called in the report's period: ``16–29 år``, ``Sjukpenning``.

    ``listed`` is the code list of a key that has different ones (``kind``).
    """
    if listed:
        return code_list(listed).label(code, ctx.period.last_day)
    label = breakdown_key(key).label(code, ctx.period.last_day)
    return f"{label} år" if key == "age_group" and label[:1].isdigit() else label


def rows_by(ctx: Context, indicator: str, key: str, listed: str = "") -> dict[str, Key]:
    """A row for each category of ``key``, by its label; none where nobody is in either year.

    A category that is withheld keeps its row. ``listed`` as in ``label_of``.
    """
    return {label_of(ctx, key, code, listed): {key: code} for code in codes(ctx, indicator, key)}


def codes(ctx: Context, indicator: str, key: str) -> tuple[str, ...]:
    """The codes of ``key`` that somebody has this year or the year before, in their order."""
    found: dict[str, bool] = {}
    for period in (ctx.period, ctx.before):
        for row in ctx.release.by(indicator, key, level="nation", period=period, against=""):
            code = row.breakdown.partition("=")[2]
            found[code] = found.get(code, False) or (row.value != 0 and row.status != _MISSING)
    return tuple(code for code, seen in found.items() if seen)


_MISSING = "not_available"


def by_label(ctx: Context, indicator: str, key: str, **rest: Any) -> list[tuple[str, Released]]:
    """Each category's label with its figure of the period; ``rest`` as in ``ctx.get``."""
    rows = rows_by(ctx, indicator, key)
    return [(label, ctx.get(indicator, **row, **rest)) for label, row in rows.items()]


def sex_table(
    ctx: Context,
    title: str,
    *,
    rows: Mapping[str, Key],
    change: str = "percent",
    notes: Sequence[Sequence[Inline]] = (),
    stub: str = "",
    **base: Any,
) -> Table:
    """Women, men and all the year before and this year, and the change for all.

    The row *Samtliga* stands out as the sum. ``base`` is the part of the key all cells share.
    """
    heads = (*_columns(str(ctx.before)), *_columns(str(ctx.period)), _CHANGE[change])
    body = tuple(
        Row(name, tuple(_cells(ctx, {**base, **row}, change)), total=name in ALL)
        for name, row in rows.items()
    )
    return Table(title, heads, body, stub, tuple(tuple(note) for note in notes))


_CHANGE = {
    "percent": Column("Samtliga, procent", "Förändring"),
    "points": Column("Samtliga, procentenheter", "Förändring"),
    "absolute": Column("Samtliga, antal", "Förändring"),
}


def _columns(group: str) -> tuple[Column, ...]:
    return tuple(Column(name, group) for name in SEXES_AND_ALL)


def _cells(ctx: Context, row: Key, change: str) -> Iterator[Inline]:
    for period in (ctx.before, ctx.period):
        for sex in SEXES_AND_ALL.values():
            yield cell(ctx, {**row, **sex, "period": period})
    yield cell(ctx, {**row, "statistic": f"change_{change}"})


def with_shares(ctx: Context, table: Table, shares: Sequence[Key]) -> Table:
    """A table of two years and their change, with shares of both years after.

    ``shares`` is the key of each row's share, empty where it has none (a total).
    """
    counts = tuple(replace(head, group="Antal") for head in table.columns)
    heads = tuple(Column(str(year), "Andel, procent") for year in (ctx.before, ctx.period))
    rows = zip(table.rows, shares, strict=True)
    body = tuple(replace(row, cells=(*row.cells, *_two(ctx, share))) for row, share in rows)
    return replace(table, columns=(*counts, *heads), rows=body)


def _two(ctx: Context, share: Key) -> tuple[Inline, ...]:
    years = (ctx.before, ctx.period)
    return tuple(cell(ctx, {**share, "period": year}) if share else "" for year in years)


def cell(ctx: Context, key: Key) -> Inline:
    """The figure of a cell; a dash where a category of unknowns has nobody that year."""
    if UNKNOWN in key.values() and not _counted(ctx, key):
        return Label(NIL)
    return ctx.cell(key)


def _counted(ctx: Context, key: Key) -> bool:
    keys = {name: value for name, value in key.items() if name not in _NO_BREAKDOWN}
    period = key.get("period", ctx.period)
    rows = ctx.release.by(key["indicator"], *keys, level="nation", period=period)
    wanted = {f"{name}={value}" for name, value in keys.items()}
    statistic = key.get("statistic", "")
    return any(
        set(row.breakdown.split(";")) == wanted and statistic in ("", row.statistic) for row in rows
    )


_NO_BREAKDOWN = ("indicator", "period", "statistic", "of", "against", "level", "area", "form")
