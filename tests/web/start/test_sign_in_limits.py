"""Attempts to sign in are counted by account and by address, and no count can be pushed out."""

import runpy
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.conftest import MakeUser

import samsyn.web.settings
from samsyn.errors import WrongUse
from samsyn.register.models import User
from samsyn.register.roles import Role
from samsyn.web.proxies import proxies

PASSWORD = "korrekt häst batteri"
AN_ACCOUNT = 5
"""Wrong passwords that one account takes in five minutes."""
AN_ADDRESS = 10
"""Wrong passwords that one address may send in a minute."""


@pytest.fixture
def anna(make_user: MakeUser) -> User:
    """Someone with a password."""
    return make_user(Role.NATIONAL_ANALYST, password=PASSWORD)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing takes its time, which no test here needs."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def gets_in(email: str, password: str, address: str = "10.0.0.1", came_by: str = "") -> bool:
    """Whether the password is taken: then a second factor is to be set up."""
    client = Client(REMOTE_ADDR=address)
    more = {"X-Forwarded-For": came_by} if came_by else {}
    answer = client.post("/konto/login/", {"login": email, "password": password}, headers=more)
    return answer.status_code == 302


def test_an_account_is_closed_to_guesses_whatever_else_is_counted(anna: User) -> None:
    """After five wrong passwords the right one waits, though thousands are counted after."""
    for number in range(AN_ACCOUNT):
        assert not gets_in(anna.email, "fel", f"10.0.1.{number}")
    for number in range(2000):
        cache.set(f"filler-{number}", [0.0], 300)
    assert not gets_in(anna.email, PASSWORD, "10.0.2.1")


def test_an_address_behind_a_proxy_does_not_close_the_others_out(anna: User, settings: Any) -> None:
    """The proxy says who asks; so one who guesses stops only themselves."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(AN_ADDRESS):
        gets_in(f"ingen{number}@test.invalid", "fel", came_by="203.0.113.9")
    assert not gets_in(anna.email, PASSWORD, came_by="203.0.113.9")
    assert not gets_in(anna.email, PASSWORD, came_by="198.51.100.7, 203.0.113.9")
    assert gets_in(anna.email, PASSWORD, came_by="198.51.100.7")


def test_without_a_proxy_nobody_says_who_asks(anna: User) -> None:
    """Then the header is anyone's to write, and is not read."""
    for number in range(AN_ADDRESS):
        gets_in(f"ingen{number}@test.invalid", "fel", came_by=f"203.0.113.{number}")
    assert not gets_in(anna.email, PASSWORD, came_by="198.51.100.7")


def test_the_environment_says_how_many_proxies_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """None unless it says so; what is no number stops the start, and says what to write."""
    for said, count in (("", 0), ("0", 0), ("2", 2)):
        monkeypatch.setenv("SAMSYN_PROXIES", said)
        read = runpy.run_path(samsyn.web.settings.__file__)
        assert read["ALLAUTH_TRUSTED_PROXY_COUNT"] == count
    for said in ("ja", "-1", "²", "9" * 5000):
        with pytest.raises(WrongUse, match="SAMSYN_PROXIES"):
            proxies(said)
