"""Take a few rows in by the rules of a package: what every registration in a page comes to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import get_language

from samsyn.errors import SamsynError
from samsyn.exchange.column_types import table_schema
from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.package import Package
from samsyn.exchange.problems import no_problems
from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import ChangedMeanwhile, looked_since
from samsyn.register.actions.import_package import write_table
from samsyn.register.changes import Subjects, replaced_rows, touched_since
from samsyn.register.clock import now, today
from samsyn.register.incoming import Incoming, looked_at, tables_in
from samsyn.register.models import RegisterMark
from samsyn.register.neighbourhood import Neighbourhood
from samsyn.vocabulary.tables import TABLES, Kind, Table

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

REFERENCE = "R03"
DEADLOCK = "40P01"
"""What PostgreSQL calls it when two wait for each other."""


@dataclass(frozen=True)
class Problem:
    """One rule that a row broke: where, what and what to do, in words for a person."""

    rule: str
    table: str
    field: str
    message: str
    what_to_do: str


class Refused(SamsynError):
    """Rows that a rule refuses; nothing is taken. ``problems`` says which and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(f"{each.message} {each.what_to_do}" for each in problems))


def register_rows(
    *,
    rows: Rows,
    by: Acting,
    event: audit.Event,
    remove: Rows | None = None,
    besides: Iterable[audit.Event] = (),
    then: Callable[[], object] | None = None,
) -> tuple[Problem, ...]:
    """Add or replace ``rows`` (by table), remove those of ``remove`` (whole keys); log it all.

    Values are typed (dates, booleans, numbers) or text; a column left out leaves what is there.
    ``event`` tells what was done; what was replaced or removed is logged as it was, and
    ``besides`` follows. ``then`` is done in the same transaction. Returns the warnings. Raises
    ``Refused``, and ``ChangedMeanwhile`` where someone was before; then nothing is changed.
    """
    since = looked_since()
    given = {name: _text(TABLES[name], list(each)) for name, each in rows.items() if each}
    gone = {name: _keys(TABLES[name], list(each)) for name, each in (remove or {}).items() if each}
    incoming = _looked_at(given, gone, since)
    refused = tuple(_problems(incoming, "refused"))
    if refused:
        raise Refused(refused)
    warned = tuple(_problems(incoming, "warned"))
    try:
        with transaction.atomic():
            told = _replaced_or_gone(incoming, gone, event)
            RegisterMark.objects.select_for_update().first()
            if touched_since(incoming, besides=event.subject):
                raise ChangedMeanwhile
            if then:
                then()
            audit.tell([event, *told, *besides], by=by)
    except (IntegrityError, OperationalError) as error:
        if isinstance(error, IntegrityError) or _is_deadlock(error):
            raise ChangedMeanwhile from None
        raise
    return warned


def _is_deadlock(error: OperationalError) -> bool:
    """Whether the act and another each waited for what the other held, on PostgreSQL."""
    return getattr(error.__cause__, "sqlstate", "") == DEADLOCK


def _replaced_or_gone(
    incoming: Incoming, gone: Mapping[str, pl.DataFrame], event: audit.Event
) -> list[audit.Event]:
    """Remove and write; what is to be told of each row that was removed or replaced."""
    at = now()
    removed = [each for name in reversed(TABLES) for each in _removed(name, gone, event.subject)]
    for table in tables_in(incoming):
        write_table(table, incoming, at)
    subjects = Subjects(incoming)
    replaced = [
        each for table in tables_in(incoming) for each in replaced_rows(table, incoming, subjects)
    ]
    return [*removed, *replaced]


def warnings_of(rows: Rows) -> tuple[Problem, ...]:
    """What the warning rules say of rows as they stand in the register. Nothing is written."""
    given = {name: _text(TABLES[name], list(each)) for name, each in rows.items() if each}
    incoming = _looked_at(given)
    return tuple(_problems(incoming, "warned"))


def _looked_at(
    given: Mapping[str, pl.DataFrame],
    gone: Mapping[str, pl.DataFrame] | None = None,
    sequence: int = 0,
) -> Incoming:
    """The rows judged, in the language of whoever waits for the answer."""
    return looked_at(
        _package(given),
        known=Neighbourhood(given, gone),
        today=today(),
        sequence=sequence,
        few=True,
        language="en" if get_language() == "en" else "sv",
    )


def _text(table: Table, rows: list[Row]) -> pl.DataFrame:
    """The rows as a package's file has them: all text, empty as null, numbered from 1."""
    said = {name for row in rows for name in row}
    if unknown := said - set(table.names):
        raise KeyError(f"{table.name} has no {', '.join(sorted(unknown))}: it would be lost")
    columns = [name for name in table.names if name in said]
    content = [[_written(row.get(name)) for name in columns] + [n] for n, row in enumerate(rows, 1)]
    schema = {**dict.fromkeys(columns, pl.String), LINE: pl.Int64}
    return pl.DataFrame(content, schema=schema, orient="row")


def _written(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(sorted(value)) or None
    return str(value)


def _keys(table: Table, rows: list[Row]) -> pl.DataFrame:
    schema = table_schema(table, secrets=False)
    return pl.DataFrame(
        [{name: row.get(name) for name in table.key} for row in rows],
        schema={name: schema[name] for name in table.key},
    )


def _package(frames: Mapping[str, pl.DataFrame]) -> Package:
    return Package(
        about={},
        frames=frames,
        files=dict.fromkeys(frames),
        ragged={},
        refused_tables=frozenset(),
        file_problems=no_problems(),
    )


def _problems(incoming: Incoming, severity: str) -> Iterator[Problem]:
    """What is said, but for rows that fall with another: it is told where the fault is."""
    said = incoming.checked.problems.filter(pl.col("severity") == severity)
    first_causes = said.filter(pl.col("rule") != REFERENCE)
    told = first_causes if first_causes.height else said
    columns = ("rule", "table", "field", "problem", "what_to_do")
    for rule, table, field, problem, what_to_do in (
        told.select(columns).unique(maintain_order=True).iter_rows()
    ):
        yield Problem(rule, table, field, problem, what_to_do)


def _removed(name: str, gone: Mapping[str, pl.DataFrame], subject: str) -> Iterator[audit.Event]:
    """Remove the rows of one table whose keys are in ``gone``, and tell of each as it was."""
    if name not in gone:
        return
    table = TABLES[name]
    quote = connection.ops.quote_name
    where = " AND ".join(f"{quote(each)} = %s" for each in table.key)
    for key in gone[name].iter_rows(named=True):
        values = [_stored(table, each, key[each]) for each in table.key]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quote(name)} WHERE {where}", values)  # noqa: S608
            columns = [each[0] for each in cursor.description]
            found = cursor.fetchone()
            cursor.execute(f"DELETE FROM {quote(name)} WHERE {where}", values)  # noqa: S608
        if found:
            kept = {n: v for n, v in zip(columns, found, strict=True) if n in table.names}
            told = ", ".join(str(each) for each in key.values())
            yield audit.Event(
                "remove", table=name, key=told, subject=subject, payload={"before": kept}
            )


def _stored(table: Table, name: str, value: Any) -> Any:
    if value is None and table.field(name).may_be_empty:
        return 0 if table.field(name).kind is Kind.HALF else ""
    return value
