"""Pages to try: a small register, users by role, and clients that are signed in as them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import Client
from tests.unit.register.small_register import BASE, write

from samsyn.register.actions.import_package import import_package
from samsyn.register.clock import today
from samsyn.register.incoming import look_at
from samsyn.register.models import Assignment, RoleHolding, User
from samsyn.register.opening import open_register
from samsyn.register.roles import PlaceKind, Role

MakeUser = Callable[..., User]
SignIn = Callable[[User], Client]

DEFAULT_PLACES = {
    Role.REGISTRAR: (PlaceKind.INTERVENTION, "I1"),
    Role.INTERVENTION_MANAGER: (PlaceKind.ASSOCIATION, "A1"),
    Role.ASSOCIATION_ADMINISTRATOR: (PlaceKind.ASSOCIATION, "A1"),
    Role.CASEWORKER: (PlaceKind.OFFICE, "FK-01"),
    Role.NATIONAL_ANALYST: (PlaceKind.NATION, ""),
    Role.EVALUATOR: (PlaceKind.NATION, ""),
    Role.DATA_PROTECTION_OFFICER: (PlaceKind.CONTROLLER, "FK"),
    Role.SYSTEM_ADMINISTRATOR: (PlaceKind.NATION, ""),
}


@pytest.fixture
def small_register(db: None, samsyn_home: Path, tmp_path: Path) -> None:
    """The register of ``small_register.BASE``: controllers FK and K1, intervention I1 of A1."""
    open_register()
    path = write(tmp_path / "base", BASE)
    import_package(incoming=look_at(path, today=date(2026, 11, 22)), by="os:test")


@pytest.fixture
def make_user(small_register: None) -> MakeUser:
    """Makes a user with one role at one place, by default where the small register has rows."""
    numbers = iter(range(1000))

    def make(
        role: Role,
        place: str | None = None,
        *,
        kind: PlaceKind | None = None,
        organisation: str | None = "FK",
        ended: bool = False,
        **fields: object,
    ) -> User:
        default_kind, default_place = DEFAULT_PLACES[role]
        number = next(numbers)
        if role is Role.ASSOCIATION_ADMINISTRATOR and organisation == "FK":
            organisation = None
        user = User.objects.create_user(
            f"{role}{number}@test.invalid",
            name=f"Test {role} {number}",
            organisation_id=organisation,
            **fields,
        )
        holding = RoleHolding.objects.create(
            user=user,
            role=role,
            first_day=today() - timedelta(days=300),
            last_day=today() + timedelta(days=300),
        )
        Assignment.objects.create(
            holding=holding,
            place_kind=kind or default_kind,
            place=default_place if place is None else place,
            first_day=holding.first_day,
            last_day=today() - timedelta(days=1) if ended else None,
        )
        return user

    return make


@pytest.fixture
def sign_in() -> SignIn:
    """A client signed in, with a second factor given as allauth notes it."""

    def signed(user: User) -> Client:
        from allauth.account.internal.flows.login import record_authentication
        from allauth.mfa.models import Authenticator

        client = Client()
        client.force_login(user)
        request = HttpRequest()
        request.session = client.session
        factor, _made = Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
        )
        record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
        request.session.save()
        return client

    return signed
