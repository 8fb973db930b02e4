"""What the demo's pages have to show: an invented now, and a user for each role."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from samsyn.cli.operator import operator
from samsyn.exchange.writing import write_package
from samsyn.register.roles import PlaceKind, Role
from samsyn.synthetic.identity import numbers_and_birth_dates
from samsyn.synthetic.present import Where, intervention_codes, present_register

if TYPE_CHECKING:
    from samsyn.register.models import User

CITY = "0680"
BORN = 1945
"""When the invented users were born."""
WHERE = Where(
    association="F001",
    municipality=CITY,
    controller=f"K{CITY}",
    employment="AF",
    insurance="FK",
    employment_office="AF-061",
    insurance_office="FK-06",
)


def write_present(to: Path, *, today: date) -> Path:
    """The package of the invented now, at ``to``."""
    frames: dict[str, pl.DataFrame] = present_register(WHERE, today=today)
    return write_package(frames, to=to, name="nutid", created=datetime.now(tz=UTC), invented=True)


def make_users(*, today: date) -> None:
    """Invented users, one a role and a second registrar, whom one signs in as with a click."""
    by_person, _, _ = intervention_codes(WHERE)
    people = (
        ("asa.registrerare", "Åsa Registersson", WHERE.controller, Role.REGISTRAR,
         PlaceKind.INTERVENTION, by_person),
        ("bengt.registrerare", "Bengt Inskrivare", WHERE.controller, Role.REGISTRAR,
         PlaceKind.INTERVENTION, by_person),
        ("ingela.insats", "Ingela Insatsberg", WHERE.controller, Role.INTERVENTION_MANAGER,
         PlaceKind.ASSOCIATION, WHERE.association),
        ("frida.forbund", "Frida Förbundsdotter", "", Role.ASSOCIATION_ADMINISTRATOR,
         PlaceKind.ASSOCIATION, WHERE.association),
        ("karin.kassan", "Karin Kassberg", WHERE.insurance, Role.CASEWORKER,
         PlaceKind.OFFICE, WHERE.insurance_office),
        ("arne.formedling", "Arne Förmedlare", WHERE.employment, Role.CASEWORKER,
         PlaceKind.OFFICE, WHERE.employment_office),
        ("kerstin.kassan", "Kerstin Kassander", WHERE.insurance, Role.CASEWORKER,
         PlaceKind.OFFICE, "FK-05"),
        ("aida.formedling", "Aida Förmedlin", WHERE.employment, Role.CASEWORKER,
         PlaceKind.OFFICE, "AF-051"),
        ("anna.analys", "Anna Analysén", WHERE.insurance, Role.NATIONAL_ANALYST,
         PlaceKind.NATION, ""),
        ("ulf.utvardering", "Ulf Utvärdström", WHERE.insurance, Role.EVALUATOR,
         PlaceKind.NATION, ""),
        ("doris.dataskydd", "Doris Dataskyddsson", WHERE.controller, Role.DATA_PROTECTION_OFFICER,
         PlaceKind.CONTROLLER, WHERE.controller),
        ("sten.system", "Sten Systemgård", WHERE.insurance, Role.SYSTEM_ADMINISTRATOR,
         PlaceKind.NATION, ""),
    )  # fmt: skip
    for number, (address, name, organisation, role, kind, place) in zip(
        _own_numbers(len(people)), people, strict=True
    ):
        user = _user(address, name, organisation, number)
        _appoint(user, role, kind, place, today)


def _own_numbers(count: int) -> list[str]:
    """Invented numbers of people too old to be in the invented register."""
    born = np.full(count, BORN)
    numbers, _ = numbers_and_birth_dates(np.full(count, "woman"), born, {})
    return [str(each) for each in numbers]


def _user(address: str, name: str, organisation: str, number: str) -> "User":
    from samsyn.register.access import Acting
    from samsyn.register.actions.keep_user import set_own_number
    from samsyn.register.identity_number import read_number
    from samsyn.register.models import User

    employed_by = "" if organisation else WHERE.association
    user = User.objects.create_user(
        f"{address}@demo.invalid",
        name=name,
        organisation_id=organisation or None,
        employed_by_id=employed_by or None,
    )
    by = Acting(operator(), Role.SYSTEM_ADMINISTRATOR, 0, frozenset())
    set_own_number(by=by, user=user, number=read_number(number))
    return user


def _appoint(user: "User", role: Role, kind: PlaceKind, place: str, today: date) -> None:
    from samsyn.register.models import Assignment, RoleHolding

    holding = RoleHolding.objects.create(
        user=user,
        role=role,
        first_day=today - timedelta(days=400),
        last_day=today + timedelta(days=300),
    )
    Assignment.objects.create(
        holding=holding, place_kind=kind, place=place, first_day=holding.first_day
    )
