"""Take a package in: all rows that are not refused, with a receipt, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit, refused
from samsyn.register.access import Acting
from samsyn.register.changes import Subjects, replaced_rows, touched_since
from samsyn.register.clock import now
from samsyn.register.incoming import PERSON, Incoming, tables_in
from samsyn.register.models import ImportReceipt, RegisterMark
from samsyn.register.persons import NUMBER, SEALED, opened, sealed
from samsyn.register.rows import (
    Progress,
    check_references,
    insert_rows,
    nobody_watches,
    storable,
    update_rows,
)
from samsyn.vocabulary.tables import Table


class NotStored(SamsynError):
    """The database did not take a package: full, locked, or a value it cannot hold."""

    def __init__(self, reason: Exception) -> None:
        first = str(reason).strip().splitlines()[:1]  # what follows may quote a row
        super().__init__(
            _(
                "Databasen tog inte emot paketet: %(first)s. Inget är ändrat. Kontrollera att "
                "disken har plats och att ingen annan håller databasen låst, och försök igen."
            )
            % {"first": " ".join(first)}
        )


class RegisterMoved(SamsynError):
    """The register changed between looking at a package and taking it in."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Någon annan ändrade registret medan paketet kontrollerades, så kontrollen gäller "
                "inte längre. Inget är ändrat. Kör importen igen."
            )
        )


@dataclass(frozen=True)
class Imported:
    """What came of an import: its receipt (none where nothing was new), and refused rows."""

    receipt_id: str
    refused_rows: Path | None


def import_package(
    *,
    incoming: Incoming,
    by: str,
    acting: Acting | None = None,
    progress: Progress = nobody_watches,
) -> Imported:
    """Take in what ``look_at`` found, in one transaction, and keep its refused rows.

    ``acting`` is who does it in the pages: then the log tells of each person in the package.

    A kill at any moment leaves either all of it, refused rows included, or nothing. Raises
    ``RegisterMoved`` where the register is no longer as it was looked at, ``NotStored`` where
    the database fails.
    """
    at = now()
    with refused.importing_alone():
        name = refused.new_name(at) if incoming.has_refused else ""
        if name:
            _hide_refused(incoming, name, at)
        try:
            with refused.settled_on_failure():
                receipt = _store(incoming, by, acting, at, name, progress)
        except DatabaseError as error:
            raise NotStored(error) from error
        return Imported(receipt, refused.reveal(name) if name else None)


def keep_refused(*, incoming: Incoming) -> Path:
    """Keep the refused rows of a package that is not taken in (``--strict``)."""
    at = now()
    with refused.importing_alone():
        name = refused.new_name(at)
        _hide_refused(incoming, name, at)
        return refused.reveal(name)


def _hide_refused(incoming: Incoming, name: str, at: datetime) -> None:
    refused.write_hidden(
        incoming.checked.refused,
        name=name,
        of=incoming.name,
        created=at,
        invented=incoming.invented,
    )


@transaction.atomic
def _store(
    incoming: Incoming,
    by: str,
    acting: Acting | None,
    at: datetime,
    name: str,
    progress: Progress,
) -> str:
    """Write rows, log and receipt; the receipt's id, "" where there was nothing to write.

    The rows come first and the log last, since whoever logs waits for the log's one end: people
    go on working while a large package is written. Whoever changed something did so in the log,
    so once its end is ours we see whether anyone touched what the package is about.
    """
    if incoming.nothing_new:
        return ""
    try:
        with transaction.atomic():
            for table in tables_in(incoming):
                write_table(table, incoming, at, progress)
            check_references()
    except IntegrityError:
        raise RegisterMoved from None
    mark = RegisterMark.objects.select_for_update().get()
    if touched_since(incoming):
        raise RegisterMoved
    if incoming.invented and not mark.invented:
        mark.invented = True
        mark.save(update_fields=["invented"])
    receipt = _receipt(incoming, by, at, name)
    events = [*_events(incoming, receipt), *(_of_persons(incoming, receipt) if acting else ())]
    role, controller = (acting.role, acting.organisation) if acting else ("", "")
    audit.append(events, by=by, at=at, role=role, controller=controller)
    return receipt.receipt_id


def write_table(
    table: Table, incoming: Incoming, at: datetime, progress: Progress = nobody_watches
) -> None:
    """Write what is new and what is changed of one table; within a transaction of the caller."""
    found = incoming.differences[table.name]
    new, changed = found.new, found.changed
    if table == PERSON:
        _release_numbers(incoming)
        new, changed = _sealed_new(new), _sealed_changed(incoming)
    if new.height:
        registered = pl.lit(at.strftime("%Y-%m-%d %H:%M:%S.%f")).alias("registered_at")
        insert_rows(table.name, storable(table, new).with_columns(registered), progress=progress)
    update_rows(table, storable(table, changed), progress=progress)


def _sealed_new(persons: pl.DataFrame) -> pl.DataFrame:
    lacking = [pl.lit(None, pl.String).alias(n) for n in SEALED if n not in persons.columns]
    return sealed(persons.with_columns(lacking))


def _sealed_changed(incoming: Incoming) -> pl.DataFrame:
    """Changed persons, sealed anew; number and name as before where the package lacks them,
    since a person may have come to a controller with another key."""
    changed = incoming.differences[PERSON.name].changed
    lacking = [name for name in SEALED if name not in changed.columns]
    if changed.is_empty():
        return changed
    before = opened(incoming.persons_before).select("person_id", *lacking)
    return sealed(changed.join(before, on="person_id", how="left") if lacking else changed)


def _release_numbers(incoming: Incoming) -> None:
    """Take away numbers that change hands within the package, so that none is held twice."""
    changed = incoming.differences[PERSON.name].changed
    if NUMBER in changed.columns and changed.height:
        nothing = (pl.lit(None, pl.String).alias(n) for n in (NUMBER, "identity_lookup"))
        update_rows(PERSON, changed.select("person_id", *nothing))


def _receipt(incoming: Incoming, by: str, at: datetime, name: str) -> ImportReceipt:
    problems = incoming.checked.problems.group_by("rule").len().sort("rule")
    return ImportReceipt.objects.create(
        receipt_id=f"{at:%Y%m%dT%H%M%S%f}",
        package_name=incoming.name,
        package_hash=incoming.package_hash,
        imported_at=at,
        by=by,
        counts=incoming.counts(),
        problems=dict(problems.rows()),
        refused_folder=name,
    )


def _events(incoming: Incoming, receipt: ImportReceipt) -> Iterator[audit.Event]:
    about = {
        "package": incoming.name,
        "hash": incoming.package_hash,
        "repeated": incoming.checked.repeated,
        "problems": receipt.problems,
    }
    yield audit.Event("import", key=receipt.receipt_id, payload=about)
    subjects = Subjects(incoming)
    for table in tables_in(incoming):
        counts = receipt.counts[table.name]
        yield audit.Event("import", table=table.name, key=receipt.receipt_id, payload=counts)
        yield from replaced_rows(table, incoming, subjects)


def _of_persons(incoming: Incoming, receipt: ImportReceipt) -> Iterator[audit.Event]:
    """One event for each person that rows were taken in of."""
    whose = Subjects(incoming)
    found = {
        subject
        for table in tables_in(incoming)
        for diff in (incoming.differences[table.name],)
        for rows in (diff.new, diff.changed)
        for subject in whose.of(table, rows)
    }
    for subject in sorted(found - {""}):
        yield audit.Event("import", table=PERSON.name, key=receipt.receipt_id, subject=subject)
