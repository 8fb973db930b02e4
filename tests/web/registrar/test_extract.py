"""What a person may read about themselves: all of it, in words, and whom the consent lets give."""

import re
from datetime import date

import pytest
from django.test import Client
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.clock import now
from samsyn.register.models import (
    AssociationMember,
    CooperationCase,
    Organisation,
    Participation,
)
from samsyn.register.roles import Role

EXTRACT = "/deltagare/person/P1/utdrag/"


@pytest.fixture
def registrar(make_user: MakeUser, sign_in: SignIn) -> Client:
    """A client signed in as a registrar of I1 at FK."""
    return sign_in(make_user(Role.REGISTRAR))


def words(client: Client, address: str = EXTRACT) -> str:
    """The page without its marks, in one line."""
    text = re.sub(r"<[^>]+>", " ", client.get(address).content.decode())
    return re.sub(r"\s+", " ", text)


def test_codes_are_in_words_and_ids_are_left_out(registrar: Client) -> None:
    """The intervention and the municipality by name; no id of the register's own."""
    page = words(registrar)
    for told in ("Kvinna", "Insats Ett", "Stockholm", "Sjukpenning", "Arbete"):
        assert told in page
    for raw in (" I1 ", "0180", "sickness_benefit", " D1 ", " P1 "):
        assert raw not in page


def test_what_stood_before_a_correction_is_told(registrar: Client) -> None:
    """The old answer and the income that was removed, as the person once gave them."""
    correction = {"measured_on": "2016-03-01", "works": "false", "reason": "Fel."}
    assert registrar.post("/deltagare/D1/ratta/entry/", correction).status_code == 302
    page = words(registrar)
    earlier = page[page.index("Så stod det före ändringar") :]
    assert re.search(r"arbetar ja", earlier, re.I)
    assert "Sjukpenning" in earlier


def test_a_wish_and_its_answer_are_told(registrar: Client) -> None:
    """What the person asked for, and what they were answered."""
    address = registrar.post("/deltagare/person/P1/rattelse/", {"wish": "Jag arbetade inte."})
    assert "Jag arbetade inte." in words(registrar)
    answer = {"granted": "false", "answer": "Arbetsgivaren bekräftar."}
    registrar.post(address["Location"], answer)
    assert "Arbetsgivaren bekräftar." in words(registrar)


@pytest.mark.parametrize(
    ("party", "is_told"), [("social_insurance_agency", True), ("public_employment_service", False)]
)
def test_a_diagnosis_is_told_by_the_insurance_agency_alone(
    registrar: Client, party: str, is_told: bool
) -> None:
    """It is the agency's own, and shown to nobody else."""
    CooperationCase.objects.create(
        case_id="C1", person_id="P1", benefit="sickness_benefit",
        diagnosis_group="F30_39", consented_on=date(2016, 3, 1), registered_at=now(),
    )  # fmt: skip
    Organisation.objects.filter(pk="FK").update(party=party)
    assert ("Förstämningssyndrom" in words(registrar)) is is_told


def test_the_consent_lets_the_members_of_its_day_give(registrar: Client) -> None:
    """Those of the day it was given: not one that left before, nor one that came after."""
    for code, first, last in (
        ("R9", date(2010, 1, 1), date(2016, 2, 29)),
        ("R8", date(2016, 3, 2), None),
        ("R7", date(2010, 1, 1), date(2016, 3, 1)),
    ):
        Organisation.objects.create(
            organisation_code=code, party="region", name=f"Region {code}", registered_at=now()
        )
        AssociationMember.objects.create(
            association_id="A1", organisation_id=code, first_day=first, last_day=last,
            registered_at=now(),
        )  # fmt: skip
    assert Participation.objects.get(pk="D1").consented_on == date(2016, 3, 1)
    told = "Samtycket häver sekretessen så att Kommunen; Region R7 får lämna uppgifterna till"
    assert f"{told} Försäkringskassan." in words(registrar)
    assert f"{told} Försäkringskassan." in words(registrar, "/deltagare/D1/kvitto/")
    assert "Får lämna uppgifterna till oss Kommunen; Region R7" in words(
        registrar, "/deltagare/D1/"
    )
    sheet = words(registrar, "/deltagare/blankett/I1/")
    assert "Kommunen; Region R8 får lämna de här uppgifterna till Försäkringskassan." in sheet
