"""The log: append-only, chained by hash, in the same transaction as what it tells of."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

import polars as pl
from django.db import transaction

from samsyn.register.access import Acting
from samsyn.register.clock import now
from samsyn.register.models import AuditEntry, RegisterMark
from samsyn.register.rows import insert_rows

CHUNK = 20_000
BEFORE_THE_FIRST = ""


@dataclass(frozen=True)
class Event:
    """Something to log: what was done, to which row (``table``, ``key``), whose (``subject``).

    ``payload`` is the part that can be erased; a personal identity number is in it only sealed.
    """

    action: str
    reason: str = ""
    table: str = ""
    key: str = ""
    subject: str = ""
    payload: Mapping[str, object] = field(default_factory=dict)


def last_sequence() -> int:
    """The number of the latest entry, 0 before the first: it moves with every change."""
    latest = AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return latest or 0


@transaction.atomic
def append(
    events: Iterable[Event], *, by: str, at: datetime, role: str = "", controller: str = ""
) -> None:
    """Log ``events`` in order. One writer at a time: the chain has one end.

    ``by`` is who (``os:anna``, ``user:7``, ``system:8:3`` by its token 3), ``role`` what they
    acted as and ``controller`` for which authority, "" at the command line. Call it last in a
    transaction: whoever logs waits for it to end.
    """
    RegisterMark.objects.select_for_update().first()
    latest = AuditEntry.objects.order_by("-sequence").first()
    sequence = latest.sequence if latest else 0
    previous = latest.entry_hash if latest else BEFORE_THE_FIRST
    remaining = iter(events)
    who = {"by": by, "role": role, "controller": controller}
    while chunk := list(islice(remaining, CHUNK)):
        rows = list(_chained(chunk, sequence, previous, who, at))
        insert_rows("audit_entry", pl.DataFrame(rows, infer_schema_length=None))
        sequence, previous = sequence + len(rows), str(rows[-1]["entry_hash"])


def tell(events: Iterable[Event], *, by: Acting) -> None:
    """Log ``events`` now, as done by someone acting in a role."""
    append(events, by=by.by, role=by.role, controller=by.organisation, at=now())


def first_broken_entry() -> int | None:
    """The sequence number where the chain stops holding: None where it holds to its end."""
    previous, expected = BEFORE_THE_FIRST, 1
    for entry in AuditEntry.objects.order_by("sequence").iterator():
        if (
            entry.sequence != expected
            or not _payload_holds(entry)
            or entry.entry_hash != _hash(previous, _told(entry))
        ):
            return expected
        previous, expected = entry.entry_hash, expected + 1
    return None


def _chained(
    events: list[Event], sequence: int, previous: str, who: Mapping[str, str], at: datetime
) -> Iterator[dict[str, object]]:
    for number, event in enumerate(events, start=sequence + 1):
        salt = secrets.token_hex(8)
        payload = (
            json.dumps(event.payload, ensure_ascii=False, default=str) if event.payload else ""
        )
        told = {
            "sequence": number,
            "at": _moment(at),
            **who,
            "action": event.action,
            "reason": event.reason,
            "table": event.table,
            "key": event.key,
            "subject": event.subject,
            "payload_hash": _payload_hash(salt, payload),
        }
        previous = _hash(previous, told)
        yield {**told, "payload": payload, "salt": salt, "entry_hash": previous}


def _told(entry: AuditEntry) -> dict[str, object]:
    return {
        "sequence": entry.sequence,
        "at": _moment(entry.at),
        "by": entry.by,
        "role": entry.role,
        "controller": entry.controller,
        "action": entry.action,
        "reason": entry.reason,
        "table": entry.table,
        "key": entry.key,
        "subject": entry.subject,
        "payload_hash": entry.payload_hash,
    }


def _payload_holds(entry: AuditEntry) -> bool:
    """Whether the payload is as it was written, or erased with its salt and all."""
    if not entry.salt:
        return not entry.payload
    return entry.payload_hash == _payload_hash(entry.salt, entry.payload)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(sep=" ", timespec="microseconds").removesuffix("+00:00")


def _payload_hash(salt: str, payload: str) -> str:
    return hashlib.sha256(f"{salt}\0{payload}".encode()).hexdigest()


def _hash(previous: str, told: Mapping[str, object]) -> str:
    content = json.dumps([previous, *told.values()], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
