"""The measures taken, as a table: who, for which need group, what, and how far."""

from samsyn.reports.context import Context
from samsyn.reports.document import Column, Label, Row, Table

_COLUMNS = ("Behovsgrupp", "Åtgärd", "Status")


def measures_table(ctx: Context) -> tuple[Table, ...]:
    """The measures of the report's settings; nothing where none is given."""
    if not ctx.settings.measures:
        return ()
    rows = tuple(
        Row(each.actor, (Label(each.group), Label(each.what), Label(each.status)))
        for each in ctx.settings.measures
    )
    columns = tuple(Column(name, numeric=False) for name in _COLUMNS)
    return (Table(f"Vidtagna åtgärder {ctx.year}", columns, rows, stub="Aktör", own=True),)
