"""Where one's roles hold is said by name."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.clock import today
from samsyn.register.models import Assignment, RoleHolding, User
from samsyn.register.roles import Role


def add_role(user: User, role: Role, kind: str, place: str) -> None:
    holding = RoleHolding.objects.create(user=user, role=role, first_day=today(), last_day=today())
    Assignment.objects.create(
        holding=holding, place_kind=kind, place=place, first_day=today(), last_day=today()
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len([each for each in asked if 'FROM "organisation"' in each["sql"]])


def test_ones_assignments_have_names(make_user: MakeUser, sign_in: SignIn) -> None:
    """The name with the code after; an office that has no name says that it is one."""
    user = make_user(Role.REGISTRAR)
    add_role(user, Role.CASEWORKER, "office", "FK-01")
    add_role(user, Role.DATA_PROTECTION_OFFICER, "controller", "K1")
    page = sign_in(user).get("/mitt-konto/").content.decode()
    for told in ("(I1)", "kontor FK-01", "Kommunen (K1)"):
        assert told in page, told
    administrator = sign_in(make_user(Role.SYSTEM_ADMINISTRATOR))
    assert "Kommunen (K1)" in administrator.get(f"/system/anvandare/{user.pk}/").content.decode()


def test_roles_to_choose_among_are_named(make_user: MakeUser, sign_in: SignIn) -> None:
    """By the organisation's name, asked for once; nothing is asked for whoever has one role."""
    user = make_user(Role.REGISTRAR)
    one = sign_in(user)
    assert queries(one, "/rapporter/") == 0
    add_role(user, Role.DATA_PROTECTION_OFFICER, "controller", "K1")
    page = one.get("/rapporter/").content.decode()
    assert ">Deltagaransvarig, Försäkringskassan</option>" in page
    assert "Kommunen</option>" in page
    assert queries(one, "/rapporter/") == 0
