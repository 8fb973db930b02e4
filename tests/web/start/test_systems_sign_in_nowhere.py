"""A system's account is no person's: no page, no password, no letter."""

import re

import pytest
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import mail
from django.test import Client, RequestFactory
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.models import User
from samsyn.register.roles import Role
from samsyn.web.invitation import NotInvited, invitation_path, invite

PASSWORD = "korrekt häst batteri"


@pytest.fixture
def system(make_user: MakeUser) -> User:
    """A system's account, with a password from the time when that could be."""
    return make_user(Role.REGISTRAR, is_system=True, password=PASSWORD)


def test_a_system_does_not_sign_in_with_a_password(system: User) -> None:
    """The right password leads back to the page, which says what a system uses instead."""
    client = Client()
    answer = client.post("/konto/login/", {"login": system.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/")
    assert "nyckel till API:et" in client.get("/konto/login/").content.decode()
    assert "_auth_user_id" not in client.session


def test_no_way_of_signing_in_takes_a_system(system: User) -> None:
    """Where passwords, passkeys and chosen passwords come together, a system is turned away."""
    client = Client()
    client.get("/konto/login/")
    request = RequestFactory().post("/konto/2fa/webauthn/login/")
    request.session, request.user = client.session, AnonymousUser()
    request._messages = FallbackStorage(request)
    assert perform_login(request, Login(user=system))["Location"] == "/konto/login/"
    assert "_auth_user_id" not in request.session


def test_a_system_gets_no_letter_and_chooses_no_password(system: User) -> None:
    """The page answers as ever; a link made before leads to no password."""
    client = Client()
    answer = client.post("/konto/password/reset/", {"email": system.email})
    assert (answer.status_code, answer["Location"]) == (302, "/konto/password/reset/done/")
    assert mail.outbox == []
    page = client.get(invitation_path(system), follow=True)
    assert page.context["token_fail"]
    assert not re.search(r"name=.password1", page.content.decode())


def test_a_system_is_not_invited(
    system: User, make_user: MakeUser, sign_in: SignIn, rf: RequestFactory
) -> None:
    """The administrator is told what a system uses; the page does not offer it."""
    with pytest.raises(NotInvited, match="nyckel"):
        invite(system, rf.get("/"))
    administrator = sign_in(make_user(Role.SYSTEM_ADMINISTRATOR))
    place = f"/system/anvandare/{system.pk}/"
    assert "bjud-in" not in administrator.get(place).content.decode()
    assert "nyckel" in administrator.post(f"{place}bjud-in/", follow=True).content.decode()
    assert mail.outbox == []


def test_a_session_of_a_system_is_none(system: User, sign_in: SignIn) -> None:
    """However it came to be, even with a second factor."""
    client = sign_in(system)
    assert client.get("/deltagare/")["Location"].startswith("/konto/login/")
    assert "_auth_user_id" not in client.session
