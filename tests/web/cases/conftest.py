"""Two authorities with two offices each, and a caseworker at every office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.unit.register.small_register import identity_number
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.clock import today
from samsyn.register.models import CooperationCase, Organisation, User
from samsyn.register.roles import Role

CILLA = identity_number("19900515", "984")


def ago(days: int) -> date:
    """So many days before today."""
    return today() - timedelta(days=days)


@dataclass(frozen=True)
class Desk:
    """A caseworker and the client they work in."""

    user: User
    client: Client


@pytest.fixture
def desks(make_user: MakeUser, sign_in: SignIn) -> dict[str, Desk]:
    """By office: FK-01, FK-02, AF-01, AF-02."""
    Organisation.objects.create(
        organisation_code="AF", party="public_employment_service", name="Arbetsförmedlingen"
    )
    found = {}
    for office in ("FK-01", "FK-02", "AF-01", "AF-02"):
        user = make_user(Role.CASEWORKER, office, organisation=office[:2])
        found[office] = Desk(user, sign_in(user))
    return found


def new_case(number: str = CILLA, **other: object) -> dict[str, object]:
    """A new case as the page sends it."""
    return {
        "number": f"{number[:8]}-{number[8:]}",
        "name": "Cilla Påhittad",
        "consented_on": ago(400),
        "requested_on": ago(400),
        "benefit": "sickness_benefit",
        "benefit_since": ago(700),
        "municipality_code": "0180",
        "initiated_by": "region",
        "insurance_office": "FK-01",
        "employment_office": "AF-01",
        **other,
    }


OpenCase = Callable[..., CooperationCase]


@pytest.fixture
def open_case(desks: dict[str, Desk]) -> OpenCase:
    """Opens a case through the page at FK-01."""

    def opened(number: str = CILLA, **other: object) -> CooperationCase:
        data = new_case(number, **other)
        answer = desks["FK-01"].client.post("/arenden/nytt/", data)
        assert answer.status_code == 302, answer.content.decode()
        return CooperationCase.objects.get(pk=answer["Location"].strip("/").split("/")[-1])

    return opened


def step(client: Client, case: CooperationCase, event: str, day: date, **other: object) -> int:
    """The status of the answer when a step is sent: 302 where it was taken."""
    data = {"event": event, "on": day, **other}
    return int(client.post(f"/arenden/{case.pk}/steg/", data).status_code)
