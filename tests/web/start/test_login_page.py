"""The page where one signs in."""

import pytest
from django.test import Client


@pytest.mark.usefixtures("small_register")
def test_each_thing_is_said_once() -> None:
    """One way to a forgotten password, one label a field, and no placeholder that says it again."""
    page = Client().get("/konto/login/").content.decode()
    assert page.count('href="/konto/password/reset/"') == 1
    assert page.count("E-postadress") == 1
    assert "placeholder" not in page
    assert "placeholder" not in Client().get("/konto/password/reset/").content.decode()
