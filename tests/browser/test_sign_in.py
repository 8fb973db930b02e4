"""Signing in for real: password, a second factor set up and asked for, and no way around it."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import serving
from tests.browser.fill import PASSWORD

ADDRESS = "anna.analys@demo.invalid"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server that is no demo: nobody gets in with one click."""
    database = ""
    if request.param == "postgresql":
        database = request.getfixturevalue("site_database")
    with serving(tmp_path_factory.mktemp("service"), database, demo=False) as address:
        yield address


@pytest.fixture
def page(service: str, browser: Browser) -> Iterator[Page]:
    """A new browser."""
    context = browser.new_context(base_url=service)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


def code_of(secret: str, at: float | None = None) -> str:
    """The six digits of an authenticator app: RFC 6238, by its own text."""
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, counter, "sha1")
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def test_the_app_of_the_standard_shows_its_own_digits() -> None:
    """RFC 6238, appendix B: at 59 seconds the eight digits end in 287082."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_of(secret, 59) == "287082"


def sign_in(page: Page, password: str = PASSWORD, *, address: str = ADDRESS) -> None:
    page.goto("/konto/login/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Logga in", exact=True).click()


def test_a_second_factor_is_set_up_and_then_asked_for(page: Page, browser: Browser) -> None:
    """Without one there is nothing to see; with one its digits are asked for at each sign-in."""
    expect_no_click_in(page)
    sign_in(page, "fel lösenord helt")
    expect(page.locator(".wrong, .summary").first).to_be_visible()
    sign_in(page)
    page.goto("/")
    assert page.url.endswith("/konto/2fa/")
    page.goto("/konto/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret, input[readonly]").first.input_value()
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("main form button").first.click()
    expect(page).not_to_have_url(re.compile("activate"))
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej Anna")
    again = browser.new_context(base_url=page.url.rsplit("/", 1)[0]).new_page()
    again.set_default_timeout(15_000)
    sign_in(again)
    assert "/konto/2fa/authenticate/" in again.url
    again.goto("/kvalitet/")
    assert "/konto/" in again.url
    again.goto("/konto/2fa/authenticate/")
    time.sleep(max(0.0, 31 - time.time() % 30))  # the digits of a step are taken once
    again.locator("input[name=code]").first.fill(code_of(secret))
    again.get_by_role("button").filter(has_text="ogga in").first.click()
    expect(again.get_by_role("heading", level=1)).to_contain_text("Hej Anna")
    again.context.close()


def expect_no_click_in(page: Page) -> None:
    page.goto("/konto/login/")
    expect(page.get_by_text("Prova Samsyn")).to_have_count(0)


def with_authenticator(page: Page) -> None:
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


def test_a_passkey_is_added_and_signs_in(page: Page) -> None:
    """Under the security policy of the pages, without a line of script in them."""
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    with_authenticator(page)
    sign_in(page, address="doris.dataskydd@demo.invalid")
    page.goto("/konto/2fa/webauthn/add/")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page).not_to_have_url(re.compile("webauthn/add"))
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej Doris")
    page.get_by_role("button", name="Logga ut").click()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej Doris")
    assert refused == []
