"""What the log keeps of a replaced row: what was there before, and whose it was."""

import json
from collections.abc import Iterator

import polars as pl

from samsyn.register.audit import Event
from samsyn.register.incoming import PERSON, Incoming
from samsyn.register.models import AuditEntry
from samsyn.register.persons import SEALED
from samsyn.vocabulary.tables import TABLES, Table

_LEADS_TO_PERSON = {"participation_id": "participation", "case_id": "cooperation_case"}


class Subjects:
    """Whose a row is: the person_id of its person, through its participation or case."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming

    def of(self, table: Table, rows: pl.DataFrame) -> list[str]:
        """The person_id of each row, "" for rows that are nobody's."""
        if "person_id" in rows.columns:
            return rows["person_id"].to_list()
        for column, through in _LEADS_TO_PERSON.items():
            if column in table.key:
                return self._through(rows, column, through)
        return [""] * rows.height

    def _through(self, rows: pl.DataFrame, column: str, through: str) -> list[str]:
        pairs = [self._incoming.known.frame(through).select(column, "person_id")]
        if (accepted := self._incoming.checked.accepted.get(through)) is not None:
            pairs.insert(0, accepted.select(column, "person_id"))
        owners = pl.concat(pairs).unique(column, keep="first", maintain_order=True)
        found = rows.select(column).join(owners, on=column, how="left", maintain_order="left")
        return found["person_id"].fill_null("").to_list()


READING = ("read", "list", "search", "extract", "read_log", "export", "snapshot")
"""What leaves the register as it is."""


def changed_since(sequence: int) -> set[str]:
    """The subjects of all that was changed after an entry of the log; "" for facts."""
    later = AuditEntry.objects.filter(sequence__gt=sequence).exclude(action__in=READING)
    return set(later.values_list("subject", flat=True).distinct())


def touched_since(incoming: Incoming, *, besides: str = "") -> bool:
    """Whether anyone changed what the package is about since it was looked at.

    That is the same person (``besides`` those of the rows: whose the act is), or facts of any
    kind, since those may bear on the rules.
    """
    subjects = changed_since(incoming.sequence)
    if not subjects:
        return False
    whose = Subjects(incoming)
    ours = {
        subject
        for name, found in incoming.differences.items()
        for rows in (found.new, found.changed)
        for subject in whose.of(TABLES[name], rows)
    }
    return bool(subjects & {*ours, besides, ""})


def replaced_rows(table: Table, incoming: Incoming, subjects: Subjects) -> Iterator[Event]:
    """An event for each changed row of ``table``: the fields that changed, as they were.

    Of a person's number and name the log keeps the sealed form, with the id of its key.
    """
    found = incoming.differences[table.name]
    if found.changed.is_empty():
        return
    kept = incoming.persons_before if table == PERSON else found.before
    old, new = found.before.iter_rows(named=True), found.changed.iter_rows(named=True)
    whose = subjects.of(table, found.changed)
    for was, becomes, lay, subject in zip(old, new, kept.iter_rows(named=True), whose, strict=True):
        key = json.dumps([becomes[name] for name in table.key], ensure_ascii=False, default=str)
        before = {name: lay[name] for name in becomes if was[name] != becomes[name]}
        if any(name in before for name in SEALED) and table == PERSON:
            before["key_id"] = lay["key_id"]
        yield Event(
            "replace", table=table.name, key=key, subject=subject, payload={"before": before}
        )
