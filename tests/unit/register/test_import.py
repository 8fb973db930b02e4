"""Importing: what replaces, what leaves, what clears; what is kept of before; all or nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from tests.unit.register.conftest import TODAY, Import
from tests.unit.register.small_register import (
    ANNA,
    BASE,
    BO,
    changed,
    columns,
    identity_number,
    write,
)

from samsyn.register import audit
from samsyn.register.actions import import_package as action
from samsyn.register.actions.import_package import NotStored, RegisterMoved, import_package
from samsyn.register.incoming import look_at
from samsyn.register.keys import KeyLost
from samsyn.register.models import (
    AuditEntry,
    HeadCount,
    ImportReceipt,
    Intervention,
    Measurement,
    Participation,
    Person,
    RegisterMark,
)
from samsyn.register.persons import opened, sealed_persons


def persons_in_clear() -> dict[str, tuple[str | None, str | None]]:
    frame = opened(sealed_persons()).select("person_id", "personal_identity_number", "name")
    return {person: (number, name) for person, number, name in frame.rows()}


def test_every_row_comes_in(take_in: Import) -> None:
    """Every table of a package is in the register, with the values and the unknowns it had."""
    take_in()
    for table, rows in BASE.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            assert cursor.fetchone()[0] == len(rows), table
    first = Participation.objects.get(pk="D1")
    assert (first.exited_on, first.exit_reason) == (date(2017, 2, 1), "work")
    assert Participation.objects.get(pk="D2").municipality_code is None
    entry = Measurement.objects.get(participation="D1", point="entry")
    assert (entry.works, entry.work_percent, entry.studies) == (True, 50, False)
    leaving = Measurement.objects.get(participation="D1", point="exit")
    assert (leaving.works, leaving.education) == (None, None)
    assert Intervention.objects.get().description == 'Citat ", komma och\nrad'
    assert sorted(HeadCount.objects.values_list("half", flat=True)) == [0, 1]


def test_numbers_and_names_lie_sealed(take_in: Import) -> None:
    """Neither number nor name is in the database; with the keys both can be had."""
    take_in()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM person")
        lying = str(cursor.fetchall())
    assert not any(secret in lying for secret in (ANNA, ANNA[2:], BO, "Påhittad"))
    assert persons_in_clear() == {"P1": (ANNA, "Anna Påhittad"), "P2": (BO, "Bo Påhittad")}


def test_each_controller_has_its_own_key(take_in: Import) -> None:
    """One controller's key does not open another's people."""
    take_in()
    assert len(set(Person.objects.values_list("key_id", flat=True))) == 2


def test_the_same_package_again_changes_nothing(take_in: Import) -> None:
    """No row, no ciphertext, no log entry and no receipt differ after the second time."""
    take_in()
    before = list(Person.objects.order_by("pk").values()), AuditEntry.objects.count()
    assert take_in().receipt_id == ""
    assert (list(Person.objects.order_by("pk").values()), AuditEntry.objects.count()) == before
    assert ImportReceipt.objects.count() == 1


def test_a_known_key_replaces_and_the_rest_stays(take_in: Import) -> None:
    """The row with the known key has the new values; rows not in the package are as they were."""
    take_in()
    stays = Participation.objects.filter(pk="D2").values().get()
    take_in(changed("participation", "D1", exited_on="2017-03-01", exit_reason="studies"))
    replaced = Participation.objects.get(pk="D1")
    assert (replaced.exited_on, replaced.exit_reason) == (date(2017, 3, 1), "studies")
    assert Participation.objects.filter(pk="D2").values().get() == stays


def test_a_left_out_column_leaves_what_is_there(take_in: Import) -> None:
    """Only the columns of the file are written: the municipality and the exit stay."""
    take_in()
    names = ("participation_id", "person_id", "intervention_code", "entered_on", "consented_on")
    package = columns("participation", "D1", *names)
    package["participation"][0]["consented_on"] = "2016-03-02"
    take_in(package)
    row = Participation.objects.get(pk="D1")
    assert row.consented_on == date(2016, 3, 2)
    assert (row.municipality_code, row.exit_reason, row.referred_by) == ("0180", "work", "region")


def test_an_empty_field_clears(take_in: Import) -> None:
    """An empty field is unknown, also where something was known before."""
    take_in()
    take_in(changed("participation", "D1", municipality_code="", exited_on="", exit_reason=""))
    row = Participation.objects.get(pk="D1")
    assert (row.municipality_code, row.exited_on, row.exit_reason) == (None, None, None)


def test_a_number_left_out_stays_and_an_empty_one_is_cleared(take_in: Import) -> None:
    """A file of persons without numbers keeps them; one with empty numbers takes them away."""
    take_in()
    without = columns("person", "P1", "person_id", "controller", "sex", "birth_year")
    without["person"][0]["birth_date"] = ""
    take_in(without)
    assert persons_in_clear()["P1"] == (ANNA, "Anna Påhittad")
    take_in(changed("person", "P1", personal_identity_number=""))
    assert persons_in_clear()["P1"] == (None, "Anna Påhittad")
    assert Person.objects.get(pk="P1").identity_lookup is None


def test_a_person_who_changes_controller_is_sealed_anew(take_in: Import) -> None:
    """Number and name follow to the new controller's key, also where the file lacks them."""
    take_in()
    names = ("person_id", "controller", "sex", "birth_year")
    package = columns("person", "P1", *names)
    package["person"][0]["controller"] = "K1"
    take_in(package)
    assert persons_in_clear()["P1"] == (ANNA, "Anna Påhittad")
    assert len(set(Person.objects.values_list("key_id", flat=True))) == 1


def test_the_log_keeps_what_was_there_before(take_in: Import) -> None:
    """A replaced row is logged with its key, whose it is, and only the fields that changed."""
    take_in()
    take_in(changed("participation", "D1", exit_reason="illness", municipality_code=""))
    entry = AuditEntry.objects.get(action="replace")
    assert (entry.table, json.loads(entry.key), entry.subject, entry.by) == (
        "participation",
        ["D1"],
        "P1",
        "os:test",
    )
    assert json.loads(entry.payload) == {
        "before": {"exit_reason": "work", "municipality_code": "0180"}
    }


def test_the_log_says_whose_a_measurement_was(take_in: Import) -> None:
    """What hangs on a participation is its person's."""
    take_in()
    take_in({"measurement": [{**BASE["measurement"][0], "work_percent": "75"}]})
    entry = AuditEntry.objects.get(action="replace")
    assert (entry.subject, json.loads(entry.payload)) == ("P1", {"before": {"work_percent": 50}})


def test_the_log_keeps_a_number_only_sealed(take_in: Import) -> None:
    """What was there before is kept in its ciphertext, with the id of the key that opens it."""
    take_in()
    number = identity_number("19800101", "984")
    before = Person.objects.get(pk="P1")
    take_in(changed("person", "P1", personal_identity_number=number, name="Anna Ny"))
    payload = AuditEntry.objects.get(action="replace").payload
    assert json.loads(payload)["before"] == {
        "personal_identity_number": before.personal_identity_number,
        "name": before.name,
        "key_id": before.key_id,
    }
    log = "".join(AuditEntry.objects.values_list("payload", flat=True))
    assert not any(secret in log for secret in (ANNA, number, "Påhittad", "Anna"))


def test_the_log_counts_what_came_in(take_in: Import) -> None:
    """New rows are logged by table and number, under the receipt that their moment belongs to."""
    imported = take_in()
    counts = {
        e.table: json.loads(e.payload) for e in AuditEntry.objects.filter(key=imported.receipt_id)
    }
    assert counts["participation"] == {"new": 2, "changed": 0, "same": 0, "refused": 0}
    receipt = ImportReceipt.objects.get()
    assert receipt.counts["measurement"]["new"] == 2
    assert {receipt.imported_at} == set(Person.objects.values_list("registered_at", flat=True))
    assert audit.first_broken_entry() is None


def test_when_a_row_first_came_in_is_kept(take_in: Import) -> None:
    """Replacing a row does not change the moment it was registered."""
    take_in()
    first = Participation.objects.get(pk="D1").registered_at
    take_in(changed("participation", "D1", exit_reason="illness"))
    assert Participation.objects.get(pk="D1").registered_at == first


def test_numbers_can_change_hands_in_one_package(take_in: Import) -> None:
    """Two rows that had each other's number come in at once, and a new row can take a number
    that another gives up: the database never holds one twice."""
    other = identity_number("19800101", "984")
    p1 = BASE["person"][0]
    p3 = {**p1, "person_id": "P3", "personal_identity_number": other}
    take_in({**BASE, "person": [*BASE["person"], p3]})
    swapped = [{**p1, "personal_identity_number": other}, {**p3, "personal_identity_number": ANNA}]
    assert take_in({"person": swapped}).refused_rows is None
    assert (persons_in_clear()["P1"][0], persons_in_clear()["P3"][0]) == (other, ANNA)
    given_up = [{**p3, "personal_identity_number": ""}, {**p3, "person_id": "P4"}]
    given_up[1]["personal_identity_number"] = ANNA
    assert take_in({"person": given_up}).refused_rows is None
    assert (persons_in_clear()["P3"][0], persons_in_clear()["P4"][0]) == (None, ANNA)


def test_invented_sticks(take_in: Import) -> None:
    """Once anything in the register was made up, real rows do not make it real."""
    take_in(invented=True)
    take_in(changed("participation", "D1", exit_reason="illness"))
    assert RegisterMark.objects.get().invented


def test_refused_rows_come_back_and_the_others_are_in(take_in: Import) -> None:
    """A row that cannot be taken lies in a package of its own, whole, with the reason."""
    broken = {**BASE, "income": [*BASE["income"], {**BASE["income"][0], "source": "lottery"}]}
    imported = take_in(broken)
    assert imported.refused_rows is not None
    assert (imported.refused_rows / "datapackage.json").exists()
    lines = (imported.refused_rows / "income.csv").read_text().splitlines()
    assert len(lines) == 2
    assert "R01" in lines[1]
    assert Participation.objects.count() == 2


def test_a_failure_leaves_nothing(
    take_in: Import, monkeypatch: pytest.MonkeyPatch, samsyn_home: Path
) -> None:
    """Whatever goes wrong before the end, neither rows nor log nor refused rows are there."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(action.audit, "append", fail)
    broken = {**BASE, "income": [{**BASE["income"][0], "source": "lottery"}]}
    with pytest.raises(RuntimeError):
        take_in(broken)
    assert not Person.objects.exists()
    assert not AuditEntry.objects.exists()
    assert list((samsyn_home / "refused").iterdir()) == []


def test_a_register_that_moved_is_not_written_to(take_in: Import, tmp_path: Path) -> None:
    """What was checked against yesterday's rows is not written over today's."""
    looked_at = look_at(write(tmp_path / "late"), today=TODAY)
    take_in()
    with pytest.raises(RegisterMoved, match="Kör importen igen"):
        import_package(incoming=looked_at, by="os:test")


def test_a_lost_key_stops_the_import(take_in: Import, samsyn_home: Path) -> None:
    """Without the key of the people there, nobody can say whether a number is held: no import."""
    take_in()
    path = samsyn_home / "keys.json"
    kept = json.loads(path.read_text())
    path.write_text(json.dumps({**kept, "controllers": []}))
    known = changed("person", "P1", name="Anna Ny")
    new = {"person": [{**BASE["person"][0], "person_id": "P9", "personal_identity_number": ""}]}
    for package in (known, new):
        with pytest.raises(KeyLost, match="säkerhetskopia"):
            take_in(package)


def test_a_database_that_fails_is_said_plainly(
    take_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a locked file is a sentence, and nothing is changed."""

    def full(*_: object, **__: object) -> None:
        raise OperationalError(f"database or disk is full\nDETAIL: {ANNA}")

    monkeypatch.setattr(action, "insert_rows", full)
    with pytest.raises(NotStored, match="disk is full") as caught:
        take_in()
    assert ANNA not in str(caught.value)
    assert not AuditEntry.objects.exists()


def test_what_is_looked_at_does_not_show_itself(register: None, tmp_path: Path) -> None:
    """The open form of persons is in no repr, so in no traceback or log either."""
    incoming = look_at(write(tmp_path / "p"), today=TODAY)
    assert not any(secret in repr(incoming) for secret in (ANNA, "Påhittad"))
