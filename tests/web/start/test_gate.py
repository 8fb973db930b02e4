"""What the gate lets through, and how it says no."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.clock import today
from samsyn.register.models import Assignment, RoleHolding, User
from samsyn.register.roles import PLACES, ROLE_PERMISSIONS, Role


def test_nobody_gets_in_without_signing_in(small_register: None) -> None:
    """A page asks for sign-in and brings one back; what does not exist is not found."""
    answer = Client().get("/?flik=1")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/?next=%2F%3Fflik%3D1")
    assert Client().get("/finns-inte/").status_code == 404


def test_nobody_signs_up(small_register: None) -> None:
    """Accounts are made by an administrator: the pages of signing up do not exist."""
    for address in ("/konto/signup/", "/konto/email/"):
        assert Client().get(address).status_code in (302, 404)
    assert not User.objects.exists()
    assert "signup" not in Client().get("/konto/login/").content.decode()


def test_without_a_second_factor_one_gets_no_further(make_user: MakeUser) -> None:
    """A password alone leads to the page where a second factor is set up."""
    client = Client()
    client.force_login(make_user(Role.NATIONAL_ANALYST))
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/2fa/")


def test_one_click_is_for_the_demo_alone(make_user: MakeUser) -> None:
    """Outside a folder that `samsyn demo` made, signing in with one click does not exist."""
    user = make_user(Role.NATIONAL_ANALYST)
    client = Client()
    assert client.post("/prova/", {"email": user.email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_role_without_an_assignment_gives_nothing(make_user: MakeUser, sign_in: SignIn) -> None:
    """Without somewhere to act, or when the assignment has ended, even the first page is gone."""
    user = make_user(Role.REGISTRAR, ended=True)
    assert actor_of(user, on=today()).roles == ()
    assert sign_in(user).get("/").status_code == 404
    assert actor_of(user, on=today() - timedelta(days=1)).roles != ()


def test_a_role_holds_only_at_its_own_kind_of_place(make_user: MakeUser) -> None:
    """An intervention's registrar is not made one of a whole association by a wrong row."""
    for role, kinds in PLACES.items():
        user = make_user(role)
        for kind in set(type(next(iter(kinds)))) - kinds:
            Assignment.objects.filter(holding__user=user).update(
                place_kind=kind, place="" if kind == "nation" else "A1"
            )
            assert actor_of(user, on=today()).roles == (), (role, kind)


def test_a_sleeping_session_ends(make_user: MakeUser, sign_in: SignIn) -> None:
    """After half an hour without a page one signs in again, and is told why."""
    client = sign_in(make_user(Role.NATIONAL_ANALYST))
    assert client.get("/").status_code == 200
    session = client.session
    session["seen_at"] = int(timezone.now().timestamp()) - 31 * 60
    session.save()
    answer = client.get("/", follow=True)
    assert answer.redirect_chain == [("/konto/login/?next=%2F", 302)]
    assert "Du loggades ut" in answer.content.decode()


def test_every_role_does_something() -> None:
    """Each role has permissions and a kind of place to have them."""
    assert set(ROLE_PERMISSIONS) == set(PLACES) == set(Role)


@pytest.mark.parametrize(
    "other",
    [Role.ASSOCIATION_ADMINISTRATOR, Role.INTERVENTION_MANAGER, Role.SYSTEM_ADMINISTRATOR],
)
@pytest.mark.parametrize("registrar_first", [True, False])
def test_the_database_refuses_roles_that_exclude_each_other(
    make_user: MakeUser, other: Role, registrar_first: bool
) -> None:
    """A registrar neither administers an association nor orders access, on any day."""
    first, second = (Role.REGISTRAR, other) if registrar_first else (other, Role.REGISTRAR)
    user = make_user(first)
    days = {"first_day": today(), "last_day": today() + timedelta(days=10)}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(user=user, role=second, **days)
    later = today() + timedelta(days=301)
    RoleHolding.objects.create(user=user, role=second, first_day=later, last_day=later)
    assert connection.vendor in ("sqlite", "postgresql")


def test_the_database_refuses_an_employee_of_an_association_as_registrar(
    make_user: MakeUser,
) -> None:
    """Whoever an association employs registers nobody, whichever fact comes first."""
    employee = make_user(Role.ASSOCIATION_ADMINISTRATOR, organisation=None, employed_by_id="A1")
    days = {"first_day": today() + timedelta(days=400), "last_day": today() + timedelta(days=410)}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(user=employee, role=Role.REGISTRAR, **days)
    registrar = make_user(Role.REGISTRAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=registrar.pk).update(organisation=None, employed_by="A1")


def test_a_role_ends_within_two_years_and_nobody_appoints_themselves(
    make_user: MakeUser,
) -> None:
    """The database keeps the end day and the giver honest."""
    user = make_user(Role.NATIONAL_ANALYST)
    wrong = (
        {"last_day": today() + timedelta(days=740)},
        {"last_day": today() - timedelta(days=1)},
        {"last_day": today(), "appointed_by": user},
        {"last_day": today(), "role": "owner"},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleHolding.objects.create(
                **{"user": user, "role": Role.EVALUATOR, "first_day": today(), **fields}
            )


def test_a_forgotten_password_is_chosen_anew_by_letter(make_user: MakeUser) -> None:
    """The letter leads to a new password, with the second factor still to come; an address that
    nobody has gets the same answer and no letter."""
    user = make_user(Role.REGISTRAR, password="det gamla lösenordet")
    client = Client()
    assert "/konto/password/reset/" in client.get("/konto/login/").content.decode()
    answers = [
        client.post("/konto/password/reset/", {"email": email})
        for email in (user.email, "ingen@test.invalid")
    ]
    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    (link,) = re.findall(r"http://testserver(/konto/password/reset/key/\S+)", letter.body)
    form = client.get(link, follow=True)
    chosen = {"password1": "korrekt häst batteri", "password2": "korrekt häst batteri"}
    answer = client.post(form.redirect_chain[-1][0], chosen)
    assert answer.status_code == 302, answer.context["form"].errors
    user.refresh_from_db()
    assert user.check_password("korrekt häst batteri")
    assert client.get("/deltagare/").status_code == 302
