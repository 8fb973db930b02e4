"""A new account is said to be made, in words that say so."""

from tests.web.conftest import MakeUser, SignIn

from samsyn.register.roles import Role


def test_a_new_account_is_said_to_be_created(make_user: MakeUser, sign_in: SignIn) -> None:
    """Not that it is there, which it could have been before."""
    client = sign_in(make_user(Role.SYSTEM_ADMINISTRATOR))
    said = {"name": "Ny Person", "email": "ny@test.invalid", "organisation": "FK"}
    answer = client.post("/system/anvandare/ny/", said, follow=True)
    assert "Kontot är skapat." in answer.content.decode()
