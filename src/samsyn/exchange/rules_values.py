"""R01 for values: what each kind of field takes, and rows read into typed columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from samsyn.exchange.code_validity import Days, entries, holds, near_codes
from samsyn.exchange.column_types import column_type
from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.problems import Hits
from samsyn.vocabulary.codelist import Code
from samsyn.vocabulary.tables import Field, Kind, Table

YEARS = (1990, 2100)
BIRTH_YEARS = (1850, 2100)
_MOST_SUGGESTED = 50  # what is near is sought for so many values; looking for more takes long
_BAD = "_bad_"

_FORMULA = r"^[=+\-@\t\r]"
_NOT_IDENTIFIER = r"^[=+\-@]|^\s|\s$|[\x00-\x1f\x7f]"
_FORMS = {
    Kind.DATE: r"^(?:1[89]|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$",
    Kind.YEAR: r"^[0-9]{4}$",
    Kind.HALF: r"^[12]$",
    Kind.COUNT: r"^[0-9]{1,9}$",
    Kind.MONEY: r"^-?[0-9]{1,15}$",
    Kind.PERCENT: r"^0*(?:[1-9][0-9]?|100)$",
    Kind.DECIMAL: r"^[0-9]{1,9}(?:\.[0-9]{1,4})?$",
    Kind.IDENTITY_NUMBER: r"^[0-9]{12}$",
}
_MESSAGE_OF = {Kind.CODE: "unknown_code", Kind.CODES: "unknown_code"}


@dataclass(frozen=True)
class TypedRows:
    """Rows of one table: ``rows`` typed, with ``_line``; a value of the wrong form is null.

    ``hits`` are the R01 (and, for a missing consent, R06) of the rows.
    """

    rows: pl.DataFrame
    hits: tuple[Hits, ...]


def typed_rows(
    table: Table, text: pl.DataFrame, ragged: pl.DataFrame | None, *, today: date
) -> TypedRows:
    """``text`` (of a file whose header is right) read into the types of the declaration."""
    fields = tuple(field for field in table.fields if field.name in text.columns)
    whole = text if ragged is None else text.join(ragged, on=LINE, how="anti")
    both = whole.lazy().select(_typed_and_bad(table, fields, today)).collect()
    hits = [
        each
        for field in fields
        if both[_BAD + field.name].any()
        for each in _told(table, field, whole.filter(both[_BAD + field.name]), today)
    ]
    rows = both.select(LINE, *(field.name for field in fields))
    return TypedRows(rows, (*_ragged(table, text, ragged), *hits))


@lru_cache(maxsize=256)  # a registration has the same few columns as the one before
def _typed_and_bad(table: Table, fields: tuple[Field, ...], today: date) -> tuple[pl.Expr, ...]:
    """The line, each field typed, and whether each refuses its row."""
    days = _days(table, today)
    typed = [_typed(field).alias(field.name) for field in fields]
    bad = [_refused(field, days).alias(_BAD + field.name) for field in fields]
    return (pl.col(LINE), *typed, *bad)


def _refused(field: Field, days: Days) -> pl.Expr:
    """Whether the field refuses its row: a value it does not take, or none where it needs one."""
    return _is_bad(field, days).fill_null(field.filled)


def _ragged(table: Table, text: pl.DataFrame, ragged: pl.DataFrame | None) -> Iterator[Hits]:
    if ragged is not None and ragged.height:
        columns = text.width - 1
        rows = text.join(ragged, on=LINE).with_columns(pl.lit(columns).alias("expected"))
        yield Hits("ragged", table.name, "", rows)


def _told(table: Table, field: Field, bad: pl.DataFrame, today: date) -> Iterator[Hits]:
    """The hits of one field, by what is the matter with each value."""
    value = bad[field.name]
    is_missing = value.is_null()
    is_formula = value.str.contains(_FORMULA).fill_null(False)
    if field.kind is Kind.TEXT:
        is_formula = is_formula & False
    message = "consent_missing" if field.name == "consented_on" else "missing"
    other = bad.filter(~is_missing & ~is_formula)
    if field.kind in (Kind.CODE, Kind.CODES):
        other = _with_near(field, other, _days(table, today))
    for name, rows in (
        (message, bad.filter(is_missing)),
        ("formula", bad.filter(is_formula)),
        (_MESSAGE_OF.get(field.kind, field.kind.value), other),
    ):
        if rows.height:
            yield Hits(name, table.name, field.name, rows)


def _with_near(field: Field, bad: pl.DataFrame, days: Days) -> pl.DataFrame:
    """The rows with ``code_list``, ``on`` and ``near``: what may have been meant."""
    among = entries(field.code_list)
    a_year = pl.when(days.first < days.last).then(days.first.dt.year().cast(pl.String))
    dated = bad.with_columns(
        days.first.alias("_from"),
        days.last.alias("_until"),
        pl.coalesce("år " + a_year, "den " + days.first.cast(pl.String)).alias("when"),
        pl.lit(field.code_list).alias("code_list"),
    )
    asked = dated.select(field.name, "_from", "_until").unique(maintain_order=True)
    asked = asked.head(_MOST_SUGGESTED)
    near = [_near(value, among, first, last) for value, first, last in asked.rows()]
    answers = asked.with_columns(pl.Series("near", near, dtype=pl.String))
    return dated.join(
        answers, on=[field.name, "_from", "_until"], how="left", maintain_order="left"
    )


def _near(value: str, among: tuple[Code, ...], first: date, last: date) -> str:
    holding = {each.code for each in among if each.holds(first, last)}
    unknown = [part for part in value.split(";") if part not in holding]
    which = f" Okänd: {unknown[0]}." if unknown and unknown[0] != value else ""
    return which + near_codes(unknown[0] if unknown else value, among, first, last)


def _days(table: Table, today: date) -> Days:
    """The row's own day (any day of its year), where it has one; else the day of import."""
    if not table.dated_by:
        return Days(pl.lit(today), pl.lit(today))
    column = pl.col(table.dated_by)
    if table.field(table.dated_by).kind is not Kind.YEAR:
        day = _date(column).fill_null(today)
        return Days(day, day)
    number = column.cast(pl.Int32, strict=False)
    year = pl.when(number.is_between(*YEARS)).then(number)
    return Days(pl.date(year, 1, 1).fill_null(today), pl.date(year, 12, 31).fill_null(today))


def _typed(field: Field) -> pl.Expr:
    column = pl.col(field.name)
    if field.kind is Kind.DATE:
        return _date(column)
    if field.kind is Kind.BOOLEAN:
        return pl.when(column == "true").then(True).when(column == "false").then(False)
    if field.kind in (Kind.TEXT, Kind.IDENTIFIER, Kind.CODE, Kind.CODES, Kind.IDENTITY_NUMBER):
        return column
    return column.cast(column_type(field), strict=False)


def _date(column: pl.Expr) -> pl.Expr:
    """The day, null for none; a year of five digits parses, but no calendar here has it."""
    day = column.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.dt.year().is_between(*BIRTH_YEARS)).then(day)


def _is_bad(field: Field, days: Days) -> pl.Expr:
    """Whether the value is not one the field takes; null where there is none."""
    column = pl.col(field.name)
    if field.kind is Kind.TEXT:
        return column.str.contains("\x00", literal=True)
    if field.kind is Kind.IDENTIFIER:
        return column.str.contains(_NOT_IDENTIFIER) | (column.str.len_chars() > 255)
    if field.kind is Kind.CODE:
        return ~holds(column, entries(field.code_list), days)
    if field.kind is Kind.CODES:
        return _bad_codes(field, days)
    if field.kind is Kind.BOOLEAN:
        return ~column.is_in(["true", "false"])
    return ~column.str.contains(_FORMS[field.kind]) | _is_impossible(field)


def _bad_codes(field: Field, days: Days) -> pl.Expr:
    """Whether any of the codes joined by ';' does not hold."""
    among = entries(field.code_list)
    parts = pl.col(field.name).str.split(";")
    bad = ~parts.list.eval(pl.element().is_in([each.code for each in among])).list.all()
    for code in {each.code for each in among if each.valid_from or each.valid_to}:
        same = [each for each in among if each.code == code]
        bad = bad | (parts.list.contains(code) & ~holds(pl.lit(code), same, days))
    return bad


def _is_impossible(field: Field) -> pl.Expr:
    """A date that is in no calendar, a year out of range."""
    column = pl.col(field.name)
    if field.kind is Kind.DATE:
        return _date(column).is_null() & column.is_not_null()
    if field.kind is Kind.YEAR:
        years = BIRTH_YEARS if field.name == "birth_year" else YEARS
        return ~column.cast(pl.Int32, strict=False).is_between(*years)
    return pl.lit(False)
