"""The types of a table's columns once read: what each kind of field is in Polars."""

import polars as pl

from samsyn.vocabulary.tables import Field, Kind, Table

_TYPES: dict[Kind, pl.DataType] = {
    Kind.DATE: pl.Date(),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.YEAR: pl.Int32(),
    Kind.HALF: pl.Int32(),
    Kind.COUNT: pl.Int64(),
    Kind.MONEY: pl.Int64(),
    Kind.PERCENT: pl.Int32(),
    Kind.DECIMAL: pl.Float64(),
}


def column_type(field: Field) -> pl.DataType:
    """The type of one column; codes, keys and text are strings.

    >>> from samsyn.vocabulary.tables import TABLES
    >>> column_type(TABLES["participation"].field("entered_on"))
    Date
    """
    return _TYPES.get(field.kind, pl.String())


def secret(field: Field) -> bool:
    """Whether the field tells who someone is: an identity number, a person's name."""
    return field.kind is Kind.IDENTITY_NUMBER or (
        field.kind is Kind.TEXT and field.in_snapshot.name == "LEFT_OUT"
    )


def table_schema(table: Table, *, secrets: bool = True) -> pl.Schema:
    """The columns of ``table`` in order with their types; ``secrets=False`` leaves out
    the identity number and the name."""
    fields = [field for field in table.fields if secrets or not secret(field)]
    return pl.Schema({field.name: column_type(field) for field in fields})
