"""The log: in order, chained, not rewritten; a payload can be erased and the chain still holds."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from samsyn.register.audit import Event, append, first_broken_entry, last_sequence
from samsyn.register.models import AuditEntry

AT = datetime(2026, 11, 22, 13, 30, 15, 123456, tzinfo=UTC)


def log(*events: Event) -> None:
    append(events, by="os:test", at=AT)


@pytest.fixture
def three(register: None) -> None:
    log(Event("import", key="1"))
    log(Event("replace", subject="P1", payload={"before": "å"}), Event("export"))


def force(statement: str) -> None:
    """Change the log as someone with the database file could: without the trigger."""
    on_table = " ON audit_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_entry_is_not_rewritten{on_table}")
        cursor.execute(statement)


def test_entries_are_numbered_in_order(three: None) -> None:
    """Every entry has the number after the one before, whoever writes and however many at once."""
    assert list(AuditEntry.objects.order_by("sequence").values_list("sequence", "action")) == [
        (1, "import"),
        (2, "replace"),
        (3, "export"),
    ]
    assert last_sequence() == 3
    assert set(AuditEntry.objects.values_list("at", flat=True)) == {AT}
    assert first_broken_entry() is None


def test_nothing_is_logged_where_nothing_happened(register: None) -> None:
    """No events, no entries; an empty log holds."""
    log()
    assert last_sequence() == 0
    assert first_broken_entry() is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_entry SET by = 'os:other' WHERE sequence = 2", 2),
        ("UPDATE audit_entry SET payload = '{}' WHERE sequence = 2", 2),
        ("UPDATE audit_entry SET at = '2026-11-22 13:30:15.123457' WHERE sequence = 1", 1),
        ("UPDATE audit_entry SET payload = '', salt = '' WHERE sequence = 2", None),
        ("UPDATE audit_entry SET salt = '' WHERE sequence = 2", 2),
        ("UPDATE audit_entry SET payload = '{\"x\": 1}', salt = '' WHERE sequence = 2", 2),
        ("DELETE FROM audit_entry WHERE sequence = 2", 2),
        ("DELETE FROM audit_entry WHERE sequence = 1", 1),
    ],
)
def test_a_changed_log_is_found(three: None, statement: str, broken: int | None) -> None:
    """The check names the first entry that is not as it was written."""
    force(statement)
    assert first_broken_entry() == broken


def test_a_changed_entry_with_its_own_hash_made_new_is_found(three: None) -> None:
    """Making the changed entry's hash fit breaks the entry after it."""
    force("UPDATE audit_entry SET entry_hash = 'x' WHERE sequence = 2")
    assert first_broken_entry() == 2


@pytest.mark.parametrize(
    "change",
    [{"by": "os:other"}, {"payload": "{}"}, {"sequence": 9}, {"subject": ""}, {"entry_hash": "x"}],
)
def test_the_database_refuses_to_rewrite_the_log(three: None, change: dict[str, object]) -> None:
    """Not even our own code can change an entry."""
    with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
        AuditEntry.objects.filter(sequence=2).update(**change)


def test_a_payload_can_be_erased(three: None) -> None:
    """Erasure reaches what was logged of a person, and what remains can still be proved."""
    AuditEntry.objects.filter(subject="P1").update(payload="", salt="")
    assert first_broken_entry() is None
