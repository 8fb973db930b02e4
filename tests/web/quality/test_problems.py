"""Reporting a problem: with a rule that one recognises, and back to where one was."""

import pytest
from django.test import Client
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.models import ReportedProblem
from samsyn.register.roles import Role

SAID = {"page": "/deltagare/", "rule": "R15", "text": "Regeln träffar fast åldern är rätt."}
DONE = "Tack. Problemet är anmält."


@pytest.fixture
def client(make_user: MakeUser, sign_in: SignIn) -> Client:
    """Signed in as a registrar."""
    return sign_in(make_user(Role.REGISTRAR))


def test_rules_are_named_by_their_title(client: Client) -> None:
    """In the language of the page: nobody knows a rule by its number alone."""
    page = client.get("/kvalitet/problem/").content.decode()
    assert '<option value="R15">R15 Aktivitetsersättning utanför åldersgränserna</option>' in page
    client.cookies["django_language"] = "en"
    page = client.get("/kvalitet/problem/").content.decode()
    assert "utanför" not in page
    assert '<option value="R15">R15 ' in page


def test_one_comes_back_to_the_page_one_left(client: Client) -> None:
    """With a word of thanks; what is kept of the page names nobody."""
    left = {"referer": "http://testserver/deltagare/?visa=avslutade"}
    form = client.get("/kvalitet/problem/", headers=left).context["form"]
    back = form["back"].value()
    assert (form["page"].value(), back) == ("/deltagare/", "/deltagare/?visa=avslutade")
    answer = client.post("/kvalitet/problem/", {**SAID, "back": back}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert DONE in answer.content.decode()
    (kept,) = ReportedProblem.objects.all()
    assert (kept.page, kept.rule, kept.text) == tuple(SAID.values())


@pytest.mark.parametrize(
    "back",
    [
        "", "https://example.invalid/", "//example.invalid/deltagare/", "/\\example.invalid/",
        "/finns-inte/", "/kvalitet/problem/", "/deltagare/sok/", "javascript:alert(1)",
        "/deltagare/\r\nX: y",
    ],
)  # fmt: skip
def test_one_is_led_nowhere_else(client: Client, back: str) -> None:
    """What is no page of ours, or cannot be opened again, leads to the first page."""
    answer = client.post("/kvalitet/problem/", {**SAID, "back": back}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert DONE in answer.content.decode()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/deltagare/D1/", "/deltagare/…/"),
        ("/kvalitet/?regel=R15", "/kvalitet/"),
        ("/insatser/I1/pengar/2025/", "/insatser/…/pengar/…/"),
        ("sidan om 3f9a1c2b77", "sidan om …"),
    ],
)
def test_what_is_kept_of_the_page_names_the_page_and_no_row(
    client: Client, written: str, kept: str
) -> None:
    """However short an id is, and however long the page's own words."""
    client.post("/kvalitet/problem/", {**SAID, "page": written})
    assert ReportedProblem.objects.get().page == kept
