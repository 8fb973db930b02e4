"""Personal identity numbers are never in a log, an address or a page that says what went wrong."""

import logging
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client
from tests.unit.register.small_register import ANNA, BO, identity_number
from tests.web.conftest import MakeUser, SignIn
from tests.web.registrar.test_registering import entry

from samsyn.register import audit
from samsyn.register.actions import register_rows
from samsyn.register.models import AuditEntry
from samsyn.register.roles import Role

CILLA = identity_number("19900515", "984")
WRONG = CILLA[:11] + str((int(CILLA[11]) + 1) % 10)
NUMBERS = (ANNA, BO, CILLA, WRONG)
ADDRESS = re.compile(r'(?:href|action|src)="([^"]*)"')


def written(number: str) -> tuple[str, ...]:
    """The ways in which people and systems write a number."""
    return (number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}")


def astray(text: str) -> list[str]:
    return [form for number in NUMBERS for form in written(number) if form in text]


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What the console shows in service, tracebacks too: Django's own loggers as they are set."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for each in loggers:
        each.addHandler(handler)
    yield said
    for each in loggers:
        each.removeHandler(handler)


@pytest.fixture
def registrar(make_user: MakeUser, sign_in: SignIn) -> Client:
    client = sign_in(make_user(Role.REGISTRAR))
    client.raise_request_exception = False
    return client


def test_what_looks_for_numbers_finds_them() -> None:
    """In each way of writing; and not in what only looks alike."""
    for form in written(CILLA):
        assert astray(f"x{form}y")
    assert astray("19900515 984") == []


@pytest.mark.parametrize("form", range(4))
def test_nothing_astray_when_all_goes_well(registrar: Client, logged: StringIO, form: int) -> None:
    """Registering, searching and reading: no address of any page, no redirect and no log line."""
    number = written(CILLA)[form]
    pages = [
        registrar.post("/deltagare/in/I1/", entry(number=number), follow=True)
        if form == 0
        else registrar.get("/deltagare/"),
        registrar.post("/deltagare/sok/", {"number": number}, follow=True),
        registrar.post("/deltagare/sok/", {"number": written(ANNA)[form]}, follow=True),
        registrar.get("/deltagare/?visa=avslutade"),
        registrar.get("/deltagare/att-gora/"),
    ]
    for page in pages:
        assert page.status_code == 200
        addresses = [*ADDRESS.findall(page.content.decode())]
        addresses += [address for address, _status in getattr(page, "redirect_chain", [])]
        assert addresses
        assert astray(" ".join(addresses)) == []
    assert astray(logged.getvalue()) == []


def test_nothing_astray_when_a_number_is_in_the_address(
    registrar: Client, logged: StringIO
) -> None:
    """Someone who types a number into the address is told that the page is not there, no more."""
    for number in NUMBERS:
        for form in written(number):
            for address in (f"/deltagare/{form}/", f"/{form}", f"/arenden/{form}/"):
                page = registrar.get(address)
                assert page.status_code == 404
                assert astray(page.content.decode()) == []
    assert astray(logged.getvalue()) == []


def test_nothing_astray_when_a_form_is_refused(registrar: Client, logged: StringIO) -> None:
    """What was typed stands in its own field; what went wrong is said without it."""
    page = registrar.post("/deltagare/in/I1/", entry(number=WRONG))
    assert page.status_code == 422
    told = re.sub(r'value="[^"]*"', "", page.content.decode())
    assert "kontrollsiffran" in told
    assert astray(told) == []
    page = registrar.post("/deltagare/in/I1/", entry(name=f"Cilla {CILLA}"))
    assert page.status_code in (302, 422)
    assert astray(logged.getvalue()) == []


def test_nothing_astray_when_the_system_breaks(
    registrar: Client, logged: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the middle of a registration: neither the page nor the traceback has it."""

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(register_rows, "looked_at", breaks)
        page = registrar.post("/deltagare/in/I1/", entry(number=CILLA))
    assert page.status_code == 500
    assert astray(page.content.decode()) == []
    assert "broken on purpose" in logged.getvalue()
    assert astray(logged.getvalue()) == []


def test_nothing_astray_in_the_registers_own_log(registrar: Client) -> None:
    """Its keys, reasons and payloads hold the number sealed or not at all."""
    registrar.post("/deltagare/in/I1/", entry(number=CILLA))
    registrar.post("/deltagare/sok/", {"number": WRONG})
    registrar.post("/deltagare/in/I1/", entry(number=CILLA, name="Annat Påhittad"))
    said = " ".join(
        f"{each.by} {each.key} {each.reason} {each.payload} {each.subject}"
        for each in AuditEntry.objects.all()
    )
    assert "register_in" in {each.action for each in AuditEntry.objects.all()}
    assert astray(said) == []
    assert audit.first_broken_entry() is None
