"""A second factor is asked of each session, however it came to be and whatever others have."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.test import Client
from tests.web.conftest import MakeUser

from samsyn.register.models import User
from samsyn.register.roles import Role
from samsyn.web import second_secrets

PASSWORD = "korrekt häst batteri"
SET_UP = "/konto/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def committed_at_once(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """A test's own transaction never ends: what waits for its end is done at once."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_more: act())


@pytest.fixture
def anna(make_user: MakeUser) -> User:
    """Someone with a password and no second factor."""
    return make_user(Role.NATIONAL_ANALYST, password=PASSWORD)


def with_password(user: User) -> Client:
    client = Client()
    client.post("/konto/login/", {"login": user.email, "password": PASSWORD})
    return client


def digits(secret: str) -> str:
    (counter,) = auth.yield_hotp_counters_from_time()
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def set_up(client: Client) -> str:
    """Set up an app with digits; gives its secret."""
    client.get(SET_UP)
    secret: str = client.session["mfa.totp.secret"]
    answer = client.post(SET_UP, {"code": digits(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_session_that_waited_does_not_get_in_when_the_owner_sets_one_up(anna: User) -> None:
    """A stolen password's session ends as the owner's second factor comes; the owner's goes on."""
    stolen, own = with_password(anna), with_password(anna)
    assert not is_in(stolen)
    set_up(own)
    assert is_in(own)
    assert not is_in(stolen)
    assert "_auth_user_id" not in stolen.session


def test_a_session_without_the_factor_is_no_session(anna: User) -> None:
    """Even one that nobody ended: it neither reads pages nor changes the second factor."""
    waiting = with_password(anna)
    Authenticator.objects.create(user=anna, type=Authenticator.Type.TOTP, data={})
    for address in ("/konto/2fa/", "/konto/2fa/totp/deactivate/", "/konto/2fa/recovery-codes/"):
        client = Client()
        client.cookies = waiting.cookies
        assert client.get(address)["Location"].startswith("/konto/login/"), address
    assert not is_in(waiting)


def test_the_flag_of_old_sessions_opens_nothing(anna: User) -> None:
    """Sessions from before the mend say that the user has a factor: nobody asks them."""
    client = with_password(anna)
    session = client.session
    session["second_factor"] = True
    session.save()
    assert client.get("/")["Location"] == "/konto/2fa/"


def test_a_factor_taken_away_opens_nothing_more(anna: User) -> None:
    """The session in which it was given is asked to set up a new one at its next page."""
    client = with_password(anna)
    set_up(client)
    assert is_in(client)
    Authenticator.objects.filter(user=anna).delete()
    assert client.get("/")["Location"] == "/konto/2fa/"
    Authenticator.objects.create(user=anna, type=Authenticator.Type.TOTP, data={})
    assert not is_in(client)


def test_digits_at_sign_in_let_one_in(anna: User) -> None:
    """Password and digits, as on every day after the first; not the password alone."""
    secret = set_up(with_password(anna))
    client = with_password(anna)
    assert not is_in(client)
    client.post("/konto/2fa/authenticate/", {"code": digits(secret)})
    assert is_in(client)


def test_new_recovery_codes_can_be_read_by_whoever_signed_in_by_an_old_one(anna: User) -> None:
    """The codes are another authenticator after that: the session counts on."""
    set_up(with_password(anna))
    client = with_password(anna)
    codes = Authenticator.objects.get(user=anna, type="recovery_codes").wrap()
    client.post("/konto/2fa/authenticate/", {"code": codes.get_unused_codes()[0]})
    assert is_in(client)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    assert client.post("/konto/2fa/recovery-codes/generate/").status_code == 302
    assert is_in(client)


def test_a_password_of_long_ago_is_asked_for_again_before_the_first_factor(anna: User) -> None:
    """A session left open is not enough to set up a second factor in someone's name."""
    client = with_password(anna)
    assert client.get(SET_UP).status_code == 200
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] -= 16 * 60
    session.save()
    answer = client.get(SET_UP)
    assert answer["Location"].startswith("/konto/reauthenticate/")
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    assert client.get(SET_UP).status_code == 200


def test_the_secret_lies_sealed(anna: User) -> None:
    """A copy of the database does not make the digits; the one who signs in is asked for them."""
    client = with_password(anna)
    secret = set_up(client)
    held = Authenticator.objects.get(user=anna, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in held
    assert get_adapter().decrypt(held) == secret
    assert get_adapter().encrypt(secret) != get_adapter().encrypt(secret)
    client.logout()
    again = with_password(anna)
    answer = again.post("/konto/2fa/authenticate/", {"code": digits(secret)})
    assert answer.status_code == 302
    assert is_in(again)


def test_a_secret_from_before_or_of_another_key_breaks_nothing(
    anna: User,
) -> None:
    """The one goes on as it is; with the other no code fits, and the page says so."""
    secret = set_up(with_password(anna))
    held = Authenticator.objects.get(user=anna, type=Authenticator.Type.TOTP)
    held.data = {"secret": secret}
    held.save()
    again = with_password(anna)
    assert again.post("/konto/2fa/authenticate/", {"code": digits(secret)}).status_code == 302
    held.data = {"secret": get_adapter().encrypt(secret)}
    held.save()
    lost = with_password(anna)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_secrets, "_cipher", lambda _key: AESGCM(bytes(32)))
        answer = lost.post("/konto/2fa/authenticate/", {"code": digits(secret)})
    assert answer.status_code == 200
    assert not is_in(lost)
