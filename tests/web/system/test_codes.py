"""Code lists as the system administrator reads them."""

from datetime import date, timedelta

import pytest
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.code_labels import CodeLabels
from samsyn.register.roles import Role
from samsyn.vocabulary.codelist import Code
from samsyn.web.system import codes
from samsyn.web.system.codes import changes_of

ON = date(2026, 11, 28)
DATED = CodeLabels(
    "focus",
    "Lista",
    "källa",
    "1",
    (
        Code("open", "Öppen", "Open"),
        Code("begins", "Börjar", "Begins", ON + timedelta(days=30)),
        Code("ends", "Slutar", "Ends", None, ON + timedelta(days=365)),
        Code("later", "Senare", "Later", None, ON + timedelta(days=366)),
        Code("ended", "Slut", "Ended", None, ON - timedelta(days=1)),
    ),
)


def test_what_begins_or_ends_within_a_year_is_told() -> None:
    """Neither what has ended already nor what is further off."""
    told = [(each.code.code, each.begins) for each in changes_of(DATED, ON)]
    assert told == [("begins", True), ("ends", False)]


def test_an_administrator_reads_how_codes_change(
    make_user: MakeUser, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whom to ask, what is coming, and until further notice where there is no day."""
    client = sign_in(make_user(Role.SYSTEM_ADMINISTRATOR))
    assert "tills vidare" in client.get("/system/kodlistor/sex/").content.decode()
    page = client.get("/system/kodlistor/").content.decode()
    assert "Be den som förvaltar Samsyn hos er om ändringen" in page
    assert "Ingen kod börjar eller upphör." in page
    monkeypatch.setattr(codes, "code_list", lambda _name: DATED)
    monkeypatch.setattr(codes, "today", lambda: ON)
    page = client.get("/system/kodlistor/sex/").content.decode()
    assert "börjar gälla 2026-12-28" in page
    assert "upphör efter 2027-11-28" in page
    assert "från 2026-12-28" in page
