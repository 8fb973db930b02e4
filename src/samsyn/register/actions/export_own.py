"""Write what someone may see as a package: their own interventions, their own people."""

from collections.abc import Collection
from pathlib import Path

import polars as pl
from django.db import transaction

from samsyn.exchange.column_types import table_schema
from samsyn.exchange.writing import write_package
from samsyn.register import audit
from samsyn.register.access import (
    Acting,
    visible_associations,
    visible_interventions,
    visible_participations,
)
from samsyn.register.access.scope import tables_of
from samsyn.register.clock import now
from samsyn.register.models import RegisterMark
from samsyn.register.persons import check_keys_are_here, opened, sealed_persons_of
from samsyn.register.reading import one_moment
from samsyn.register.roles import PlaceKind, Role
from samsyn.register.rows import read_rows_where
from samsyn.vocabulary.tables import TABLES

CHUNK = 500


def export_own(
    *, by: Acting, to: Path, identity_numbers: bool = False, reason: str = ""
) -> dict[str, int]:
    """Write the actor's own rows to ``to`` (a .zip) and return the rows of each table.

    Every person in it is in the log before the package is there, with the reason.
    """
    with one_moment():
        frames = _frames(by, identity_numbers)
        invented = RegisterMark.objects.get().invented
    counts = {name: frame.height for name, frame in frames.items() if frame.height}
    _log(by, frames.get("person"), counts, identity_numbers, reason)
    write_package(frames, to=to, name="samsyn-utdrag", created=now(), invented=invented)
    return counts


def _frames(by: Acting, identity_numbers: bool) -> dict[str, pl.DataFrame]:
    interventions = list(visible_interventions(by).values_list("pk", flat=True))
    associations = list(visible_associations(by).values_list("pk", flat=True))
    own = [code for code in associations if code in by.codes(PlaceKind.ASSOCIATION)]
    people: dict[str, list[str]] = {"participation_id": [], "person_id": []}
    if by.role is Role.REGISTRAR:
        rows = list(visible_participations(by).values_list("pk", "person_id"))
        people["participation_id"] = [pk for pk, _ in rows]
        people["person_id"] = sorted({person for _, person in rows})
    frames = {}
    for name in tables_of(by):
        where, among = _where(name, interventions, own, people)
        frames[name] = _read(name, where, among, identity_numbers)
    return frames


def _where(
    name: str, interventions: list[str], associations: list[str], people: dict[str, list[str]]
) -> tuple[str, list[str]]:
    if name == "person":
        return "person_id", people["person_id"]
    if "participation_id" in TABLES[name].names:
        return "participation_id", people["participation_id"]
    if name.startswith("association_"):
        return "association_code", associations
    return "intervention_code", interventions


def _read(name: str, where: str, among: Collection[str], identity_numbers: bool) -> pl.DataFrame:
    table, values = TABLES[name], sorted(among)
    chunks = [values[at : at + CHUNK] for at in range(0, max(len(values), 1), CHUNK)]
    if name == "person" and identity_numbers:
        sealed = pl.concat([sealed_persons_of(chunk) for chunk in chunks])
        check_keys_are_here(sealed)
        return opened(sealed)
    columns = table_schema(table, secrets=False).names()
    return pl.concat(
        [read_rows_where(table, columns, where=where, among=chunk) for chunk in chunks]
    )


@transaction.atomic
def _log(
    by: Acting,
    persons: pl.DataFrame | None,
    counts: dict[str, int],
    identity_numbers: bool,
    reason: str,
) -> None:
    action = "export_with_identity_numbers" if identity_numbers else "export"
    whose = [] if persons is None else persons["person_id"].to_list()
    events = [audit.Event(action, reason=reason, payload=counts)]
    events += [audit.Event("export", reason=reason, table="person", subject=p) for p in whose]
    audit.tell(events, by=by)
