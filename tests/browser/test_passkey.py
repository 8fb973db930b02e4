"""A passkey: added as the second factor, then enough by itself to sign in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect
from tests.browser.conftest import serving
from tests.browser.fill import PASSWORD

ADDRESS = "anna.analys@demo.invalid"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that is no demo."""
    with serving(tmp_path_factory.mktemp("service"), "", demo=False) as address:
        yield address


@pytest.fixture
def page(service: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=service)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


def with_authenticator(page: Page) -> CDPSession:
    """Chromium's own authenticator, in the place of a thumb on a phone."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def test_a_passkey_is_added_and_signs_in(page: Page) -> None:
    """Under the security policy of the pages, without a line of script in them."""
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    with_authenticator(page)
    page.goto("/konto/login/")
    page.locator("input[name=login]").fill(ADDRESS)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.goto("/konto/2fa/webauthn/add/")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page).not_to_have_url(re.compile("webauthn/add"))
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej Anna")
    page.get_by_role("button", name="Logga ut").click()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej Anna")
    assert refused == []
