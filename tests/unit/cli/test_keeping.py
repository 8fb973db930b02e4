"""`samsyn retain`, `log verify`, `remind` and `user`: what whoever runs the register meets."""

from datetime import date, timedelta

import pytest
from django.core import mail
from tests.unit.cli.running import ran
from tests.unit.register.conftest import Import
from tests.unit.register.small_register import BASE, changed

from samsyn.register import keys
from samsyn.register.clock import today
from samsyn.register.counted import counted_on
from samsyn.register.models import (
    Assignment,
    AuditEntry,
    Participation,
    Person,
    RoleHolding,
    User,
)
from samsyn.register.roles import PlaceKind, Role


def test_retain_says_first_and_does_when_told(take_in: Import) -> None:
    """The dry run changes nothing; carrying it out takes who someone is, and says how many."""
    take_in()
    said = ran("retain")
    assert (said.status, Person.objects.filter(key_id__isnull=False).count()) == (0, 2)
    assert "FK: 1 personer (24 månader)" in said.out
    assert "Inget är ändrat" in said.out
    said = ran("retain", "--carry-out")
    assert "gallrade: 1" in said.out
    assert not Person.objects.filter(key_id__isnull=False).exists()
    assert Participation.objects.count() == 2
    assert AuditEntry.objects.filter(action="pseudonymise", subject="P1").exists()
    assert "Ingen är att gallra i dag." in ran("retain", "--carry-out").out


def test_retain_destroys_keys_past_their_years(
    take_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key made eleven years ago that nothing needs is named in the dry run, then gone."""
    long_ago = date(today().year - 11, 1, 1)
    monkeypatch.setattr(keys, "today", lambda: long_ago)
    take_in()
    ran("retain", "--carry-out")
    said = ran("retain")
    assert "FK: 1 nycklar som inget längre behöver" in said.out
    before = {pair.key_id for pair in keys.load_keys().pairs}
    ran("retain", "--carry-out")
    after = {pair.key_id for pair in keys.load_keys().pairs}
    assert len(before - after) == 2  # FK's and K1's
    assert AuditEntry.objects.filter(action="destroy_key").count() == 2


def test_log_verify_proves_the_log_or_says_where_it_breaks(
    take_in: Import, transactional_db: None
) -> None:
    """Status 0 and how many; status 1 and the first entry that does not hold."""
    take_in()
    said = ran("log", "verify")
    assert said.status == 0
    assert f"{AuditEntry.objects.count()} poster" in said.out
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if "audit" in name:
                cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("UPDATE audit_entry SET by = 'os:other' WHERE sequence = 2")
    said = ran("log", "verify")
    assert said.status == 1
    assert "från post 2" in said.err


def registrar() -> User:
    user = User.objects.create_user("asa@test.invalid", name="Åsa Påhittad", organisation_id="FK")
    holding = RoleHolding.objects.create(
        user=user, role=Role.REGISTRAR, first_day=today() - timedelta(days=9),
        last_day=today() + timedelta(days=9),
    )  # fmt: skip
    Assignment.objects.create(
        holding=holding, place_kind=PlaceKind.INTERVENTION, place="I1", first_day=holding.first_day
    )
    return user


def test_remind_writes_how_many_and_nothing_of_anyone(take_in: Import) -> None:
    """Someone past six months without a follow-up: a letter with a number and an address."""
    left = today() - timedelta(days=200)
    take_in()
    take_in(changed("participation", "D1", exited_on=str(left)))
    registrar()
    said = ran("remind", "--dry-run")
    assert "asa@test.invalid: " in said.out
    assert "1 brev att skicka." in said.out
    assert mail.outbox == []
    said = ran("remind", "--address", "https://samsyn.example")
    assert "1 brev skickade." in said.out
    (letter,) = mail.outbox
    assert letter.to == ["asa@test.invalid"]
    assert "https://samsyn.example/" in letter.body
    for word in ("Anna", "Påhittad", "1980", "Insats Ett", "P1", "D1"):
        assert word not in f"{letter.subject} {letter.body}"


def test_the_quality_is_counted_daily_and_when_asked(take_in: Import) -> None:
    """`remind` counts before it writes, a dry run does not; `quality` counts and says so."""
    take_in()
    ran("remind", "--dry-run")
    assert counted_on() is None
    assert "Kvaliteten är räknad: 0 träffar, 0 nya." in ran("remind").out
    assert counted_on() == today()
    twin = {**BASE["participation"][0], "participation_id": "D9"}
    take_in({"participation": [twin]})
    assert "Kvaliteten är räknad: 1 träffar, 1 nya." in ran("quality").out


def test_the_first_administrator_gets_a_link_once(register: None) -> None:
    """The account has no password until the link is used; the same address twice is refused."""
    said = ran("user", "add-administrator", "sten@test.invalid", "Sten Påhittad")
    assert said.status == 0
    assert "http://localhost:8000/konto/" in said.out
    user = User.objects.get(email="sten@test.invalid")
    assert not user.has_usable_password()
    assert user.holdings.get().role == Role.SYSTEM_ADMINISTRATOR
    assert AuditEntry.objects.filter(by__startswith="os:").exists()
    assert ran("user", "add-administrator", "sten@test.invalid", "Sten Igen").status != 0
    assert User.objects.count() == 1
