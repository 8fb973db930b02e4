"""Ordering a report."""

from tests.web.conftest import MakeUser, SignIn

from samsyn.register.roles import Role


def test_what_is_to_be_mended_is_ordered_with_the_same_words(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """After an error the button still makes the report; nothing is saved."""
    client = sign_in(make_user(Role.NATIONAL_ANALYST))
    page = client.post("/rapporter/ny/", {"name": "priority-groups", "year": ""})
    assert page.status_code == 422
    assert "Gör rapporten</button>" in page.content.decode()
