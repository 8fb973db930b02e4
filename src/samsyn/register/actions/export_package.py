"""Write all of the register as a package; identity numbers and names only when asked for."""

from pathlib import Path

import polars as pl
from django.db import transaction

from samsyn.exchange.column_types import table_schema
from samsyn.exchange.writing import OutputExists, write_package
from samsyn.register import audit
from samsyn.register.clock import now
from samsyn.register.models import RegisterMark
from samsyn.register.persons import PERSON, check_keys_are_here, opened, sealed_persons
from samsyn.register.reading import one_moment
from samsyn.register.rows import read_rows
from samsyn.register.sealed_package import seal_package
from samsyn.vocabulary.tables import TABLES

NAME = "samsyn-register"


def export_package(*, to: Path, by: str, identity_numbers: bool = False) -> dict[str, int]:
    """Write the register to ``to`` (a folder, or a .zip) and return the rows of each table.

    The export is in the log before the package is there. Raises ``OutputExists``, ``KeyLost``.
    """
    if to.exists() or to.is_symlink():
        raise OutputExists(to)
    with one_moment():
        frames = _frames(identity_numbers)
        invented = RegisterMark.objects.get().invented
    counts = {name: frame.height for name, frame in frames.items() if frame.height}
    _log(by, identity_numbers, counts, frames[PERSON.name])
    write_package(frames, to=to, name=NAME, created=now(), invented=invented)
    return counts


def export_sealed(*, to: Path, by: str, recipient: str) -> dict[str, int]:
    """The whole register with identity numbers and names, encrypted to ``recipient`` (age).

    Raises ``WrongKey``, ``OutputExists``, ``KeyLost``.
    """
    counts: dict[str, int] = {}

    def write(clear: Path) -> None:
        counts.update(export_package(to=clear, by=by, identity_numbers=True))

    seal_package(write, to=to, recipient=recipient)
    return counts


def _frames(identity_numbers: bool) -> dict[str, pl.DataFrame]:
    frames = {
        name: read_rows(table, table_schema(table, secrets=False).names())
        for name, table in TABLES.items()
    }
    if identity_numbers:
        persons = sealed_persons()
        check_keys_are_here(persons)
        frames[PERSON.name] = opened(persons)
    return frames


@transaction.atomic
def _log(by: str, identity_numbers: bool, counts: dict[str, int], persons: pl.DataFrame) -> None:
    """What was taken out, and for each controller of each of its people."""
    action = "export_with_identity_numbers" if identity_numbers else "export"
    audit.append([audit.Event(action, payload=counts)], by=by, at=now())
    for (controller,), people in persons.sort("controller", "person_id").group_by(
        "controller", maintain_order=True
    ):
        events = (audit.Event("export", table=PERSON.name, subject=p) for p in people["person_id"])
        audit.append(events, by=by, at=now(), controller=str(controller))
