"""An administrator keeps what an association is, its money, its people and its questions."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.clock import today
from samsyn.register.models import (
    Assignment,
    AssociationArea,
    AssociationCost,
    AssociationFunds,
    AssociationMember,
    ComplementaryQuestion,
    Organisation,
    User,
)
from samsyn.register.roles import Role
from samsyn.vocabulary.alphabet import swedish_order
from samsyn.vocabulary.area import municipalities

YEAR = today().year
MONEY = f"/forbund/A1/pengar/{YEAR}/"
HALF = {"funds_state": "2 000 000", "funds_region": "1 000 000", "funds_municipality": "1000000"}


@pytest.fixture
def user(make_user: MakeUser) -> User:
    """The administrator of A1."""
    return make_user(Role.ASSOCIATION_ADMINISTRATOR, employed_by_id="A1")


@pytest.fixture
def client(user: User, sign_in: SignIn) -> Client:
    """Signed in as the administrator."""
    return sign_in(user)


def text(client: Client, page: str) -> str:
    """What a page says, after where it leads."""
    return client.get(page, follow=True).content.decode()


def test_a_municipality_joins_and_leaves(client: Client) -> None:
    """One row, with its days."""
    said = {"municipality_code": "0180", "first_day": "2016-01-01"}
    assert client.post("/forbund/A1/omrade/", said).status_code == 302
    assert "Stockholm" in text(client, "/forbund/A1/")
    ended = {**said, "last_day": "2020-12-31"}
    assert client.post("/forbund/A1/omrade/", ended).status_code == 302
    (area,) = AssociationArea.objects.filter(association="A1")
    assert (area.first_day, area.last_day) == (date(2016, 1, 1), date(2020, 12, 31))


def test_days_in_the_wrong_order_are_refused_at_the_field(client: Client) -> None:
    """R04, where it was written."""
    said = {"municipality_code": "0180", "first_day": "2016-01-01", "last_day": "2015-01-01"}
    answer = client.post("/forbund/A1/omrade/", said)
    assert answer.status_code == 422
    assert "last_day" in answer.context["form"].errors


def test_a_row_leads_to_a_form_that_begins_with_it(client: Client) -> None:
    """To end a member one writes a day, and looks nothing up."""
    address = "/forbund/A1/medlemmar/?organisation_code=FK&amp;first_day=2010-01-01"
    assert address in text(client, "/forbund/A1/")
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert form["organisation_code"].value() == "FK"
    assert form["first_day"].value() == "2010-01-01"


def test_who_is_missing_among_the_members_is_said(client: Client) -> None:
    """The law asks for a region and a municipality; the small register has no region."""
    page = text(client, "/forbund/A1/")
    assert "Ingen region är medlem" in page
    assert "Ingen kommun är medlem" not in page
    assert "färre än två" not in page
    Organisation.objects.create(organisation_code="R1", party="region", name="Regionen")
    said = {"organisation_code": "R1", "first_day": "2016-01-01"}
    assert client.post("/forbund/A1/medlemmar/", said).status_code == 302
    assert "Ingen region är medlem" not in text(client, "/forbund/A1/")


def test_a_single_party_is_said_from_the_day_after_the_other_left(client: Client) -> None:
    """R17 as it stands today: a member counts on its last day, not after."""
    kept = AssociationMember.objects.filter(association="A1", organisation="K1")
    kept.update(last_day=today())
    assert "färre än två" not in text(client, "/forbund/A1/")
    kept.update(last_day=today() - timedelta(days=1))
    assert "färre än två" in text(client, "/forbund/A1/")


def test_funds_and_costs_of_a_year_are_kept_together(client: Client) -> None:
    """One form; what is emptied is gone or unknown again."""
    said = {**HALF, "budget_personnel": "900 000", "outturn_personnel": "850 000"}
    assert client.post(MONEY, said).status_code == 302
    funds = AssociationFunds.objects.filter(association="A1", year=YEAR)
    assert dict(funds.values_list("source", "amount_sek")) == {
        "state": 2_000_000,
        "region": 1_000_000,
        "municipality": 1_000_000,
    }
    (cost,) = AssociationCost.objects.filter(association="A1", year=YEAR)
    assert (cost.kind, cost.budget_sek, cost.outturn_sek) == ("personnel", 900_000, 850_000)
    assert client.post(MONEY, {"funds_state": "2000000"}).status_code == 302
    assert dict(funds.values_list("source", "amount_sek")) == {"state": 2_000_000}
    cost.refresh_from_db()
    assert (cost.budget_sek, cost.outturn_sek) == (None, None)


@pytest.mark.parametrize(
    ("state", "region", "municipality", "fits"),
    [
        (2_000_000, 1_000_000, 1_000_000, True),
        (2_020_000, 990_000, 990_000, True),
        (2_050_000, 975_000, 975_000, False),
        (1_000_000, 1_000_000, 1_000_000, False),
    ],
)
def test_funds_off_from_the_law_are_taken_and_said(
    client: Client, state: int, region: int, municipality: int, fits: bool
) -> None:
    """R13: more than a percentage point off ½, ¼, ¼; said when saved and when opened."""
    said = {"funds_state": state, "funds_region": region, "funds_municipality": municipality}
    answer = client.post(MONEY, said, follow=True)
    assert ("lagen säger 50, 25, 25" in answer.content.decode()) is not fits
    assert ("lagen säger 50, 25, 25" in text(client, MONEY)) is not fits
    assert AssociationFunds.objects.filter(association="A1", year=YEAR).count() == 3


@pytest.mark.parametrize("field", ["budget_personnel", "outturn_personnel"])
def test_an_association_spends_no_less_than_nothing(client: Client, field: str) -> None:
    """A cost below nothing is a slip; funds that were paid back are not."""
    answer = client.post(MONEY, {**HALF, field: "-500"})
    assert answer.status_code == 422
    assert "mindre än noll. Skriv 0" in " ".join(answer.context["form"].errors[field])
    assert client.post(MONEY, {"funds_state": "\N{MINUS SIGN}5 000:-"}).status_code == 302
    (funds,) = AssociationFunds.objects.filter(association="A1", year=YEAR)
    assert funds.amount_sek == -5000


def test_a_manager_is_appointed_and_ended(client: Client) -> None:
    """Someone new, employed by the association itself, is invited."""
    said = {
        "name": "Ny Person", "email": "ny@forbund.invalid", "organisation": "=",
        "last_day": today() + timedelta(days=30),
    }  # fmt: skip
    assert client.post("/forbund/A1/insatsansvariga/", said).status_code == 302
    made = User.objects.get(email="ny@forbund.invalid")
    assert (made.employed_by_id, made.organisation_id) == ("A1", None)
    assert [each.role for each in actor_of(made, on=today()).roles] == [Role.INTERVENTION_MANAGER]
    assert len(mail.outbox) == 1
    assignment = Assignment.objects.get(holding__user=made)
    assert client.post(f"/forbund/uppdrag/{assignment.pk}/avsluta/").status_code == 302
    assert actor_of(made, on=today()).roles == ()


def test_an_administrator_is_appointed_by_another(client: Client, user: User) -> None:
    """A colleague who administers beside oneself; one's own assignment is not one's to end."""
    said = {
        "name": "Ny Person", "email": "ny@forbund.invalid", "organisation": "=",
        "last_day": today() + timedelta(days=30),
    }  # fmt: skip
    assert client.post("/forbund/A1/administratorer/", said).status_code == 302
    made = User.objects.get(email="ny@forbund.invalid")
    assert [each.role for each in actor_of(made, on=today()).roles] == [
        Role.ASSOCIATION_ADMINISTRATOR
    ]
    own = Assignment.objects.get(holding__user=user)
    client.post(f"/forbund/uppdrag/{own.pk}/avsluta/")
    assert actor_of(user, on=today()).roles
    other = Assignment.objects.get(holding__user=made)
    answer = client.post(f"/forbund/uppdrag/{other.pk}/avsluta/")
    assert answer["Location"] == "/forbund/A1/administratorer/"
    assert actor_of(made, on=today()).roles == ()


def test_a_registrar_is_not_made_administrator(client: Client, make_user: MakeUser) -> None:
    """The exclusion is said, and what to do."""
    registrar = make_user(Role.REGISTRAR)
    said = {"user": registrar.pk, "last_day": today() + timedelta(days=30)}
    answer = client.post("/forbund/A1/administratorer/", said)
    assert answer.status_code == 422
    assert "avsluta den andra rollen" in answer.content.decode()


def test_a_question_is_asked_and_ended(client: Client) -> None:
    """What was asked stays; it is asked for the last time today."""
    said = {
        "text_sv": "Har du en egen plan?", "choices": "Ja\r\nNej\r\n", "at_entry": "on",
        "first_day": "2026-01-01",
    }  # fmt: skip
    assert client.post("/forbund/A1/fragor/", said).status_code == 302
    (question,) = ComplementaryQuestion.objects.filter(association="A1")
    assert question.choices == ["Ja", "Nej"]
    ended = client.post("/forbund/A1/fragor/", {"avsluta": question.question_code})
    assert ended.status_code == 302
    question.refresh_from_db()
    assert question.last_day == today()


def test_anothers_question_is_not_ended_here(client: Client) -> None:
    """404, as for what is not there."""
    assert client.post("/forbund/A1/fragor/", {"avsluta": "nope"}).status_code == 404


def test_pages_ask_as_much_for_many_rows(client: Client) -> None:
    """Forty municipalities, members and managers cost as many queries as two."""

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    pages = ("/forbund/A1/", "/forbund/A1/insatsansvariga/", MONEY, f"/forbund/A1/arsslut/{YEAR}/")
    asked("/")
    few = {page: asked(page) for page in pages}
    for number in range(40):
        code = f"X{number}"
        Organisation.objects.create(organisation_code=code, party="municipality", name=code)
        AssociationMember.objects.create(
            association_id="A1", organisation_id=code, first_day=date(2016, 1, 1)
        )
        AssociationArea.objects.create(
            association_id="A1",
            municipality_code=f"{100 + number:04}",
            first_day=date(2016, 1, 1),
        )
        User.objects.create_user(f"{code}@x.invalid", name=code, organisation_id=code)
    assert {page: asked(page) for page in pages} == few


WHEN = [
    ({"at_entry": "on", "at_exit": "on"}, "vid inregistrering och utregistrering"),
    ({"at_entry": "on"}, "vid inregistrering"),
    ({"at_exit": "on"}, "vid utregistrering"),
]


@pytest.mark.parametrize(("chosen", "said"), WHEN)
def test_the_list_says_when_a_question_is_asked(
    client: Client, chosen: dict[str, str], said: str
) -> None:
    """At entry, at exit or both: it decides who meets the question."""
    form = {"text_sv": "Har du en egen plan?", "first_day": "2026-01-01", **chosen}
    assert client.post("/forbund/A1/fragor/", form).status_code == 302
    assert f"<td>{said}</td>" in text(client, "/forbund/A1/fragor/")


def test_a_question_that_is_never_asked_is_refused_at_the_boxes(client: Client) -> None:
    """Neither at entry nor at exit: the page says it where the boxes are, and keeps nothing."""
    form = {"text_sv": "Har du en egen plan?", "first_day": "2026-01-01"}
    answer = client.post("/forbund/A1/fragor/", form)
    assert answer.status_code == 422
    assert "vid inregistrering, vid utregistrering eller båda" in answer.content.decode()
    assert "at_entry" in answer.context["form"].errors
    assert not ComplementaryQuestion.objects.filter(association="A1").exists()


def test_all_years_with_money_can_be_opened_and_the_next(client: Client) -> None:
    """From the first year that has any, with the gaps between, to the next."""
    AssociationFunds.objects.create(association_id="A1", year=2015, source="state", amount_sek=815)
    AssociationCost.objects.create(
        association_id="A1", year=2017, kind="personnel", budget_sek=None, outturn_sek=917
    )
    page = text(client, "/forbund/A1/")
    assert {"815", "917"} <= set(re.findall(r'<td class="number">(\d+)</td>', page))
    found = [int(year) for year in re.findall(r"/forbund/A1/pengar/(\d+)/", page)]
    assert found == list(range(YEAR + 1, 2014, -1))
    assert client.get("/forbund/A1/pengar/2015/").status_code == 200


def test_municipalities_stand_in_swedish_order(client: Client) -> None:
    """Those that belong today first; å, ä and ö last, whatever their codes."""
    names = ("Örebro", "Åre", "Ängelholm", "Alvesta", "Östersund", "Malmö")
    codes = {each.name: code for code, each in municipalities().items()}
    for name in names:
        AssociationArea.objects.create(
            association_id="A1",
            municipality_code=codes[name],
            first_day=date(2016, 1, 1),
            last_day=date(2017, 1, 1) if name == "Malmö" else None,
        )
    page = text(client, "/forbund/A1/")
    here = [each for each in re.findall(r'<th scope="row">([^<]+)</th>', page) if each in names]
    assert here == ["Alvesta", "Åre", "Ängelholm", "Örebro", "Östersund", "Malmö"]
    offered = re.findall(
        r"<option value=\"\d{4}\">([^<]+)</option>", text(client, "/forbund/A1/omrade/")
    )
    assert offered == sorted(offered, key=swedish_order)
    assert offered.index("Åre") < offered.index("Älvdalen")
