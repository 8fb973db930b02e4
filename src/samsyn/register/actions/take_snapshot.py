"""Write the register as a pseudonymised snapshot, which is what everything that counts reads."""

from datetime import date

from django.db import transaction

from samsyn.exchange.snapshot_files import Manifest, write_snapshot
from samsyn.home import snapshots_folder
from samsyn.register import audit
from samsyn.register.clock import now
from samsyn.register.models import RegisterMark
from samsyn.register.reading import one_moment
from samsyn.register.snapshot import pseudonymised_tables


def take_snapshot(*, by: str, on: date) -> Manifest:
    """Write a snapshot of the register below ``snapshots_folder()`` and return its manifest.

    The same register on the same day gives the same snapshot. Raises ``KeyLost``.
    """
    with one_moment():
        tables = pseudonymised_tables()
        invented = RegisterMark.objects.get().invented
    manifest = write_snapshot(tables, into=snapshots_folder(), taken_on=on, invented=invented)
    _log(by=by, manifest=manifest)
    return manifest


@transaction.atomic
def _log(*, by: str, manifest: Manifest) -> None:
    counts = {name: file.rows for name, file in manifest.tables.items() if file.rows}
    event = audit.Event("snapshot", key=manifest.id, payload=counts)
    audit.append([event], by=by, at=now())
