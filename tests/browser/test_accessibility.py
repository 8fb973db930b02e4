"""Every page that each role can walk to: axe finds nothing, and nothing is wider than a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.browser.conftest import SignInAs

PEOPLE = (
    "Åsa Registersson",
    "Ingela Insatsberg",
    "Frida Förbundsdotter",
    "Karin Kassberg",
    "Anna Analysén",
    "Ulf Utvärdström",
    "Doris Dataskyddsson",
    "Sten Systemgård",
)
MOST = 60
LEFT_OUT = re.compile(
    r"\.(csv|xlsx|pdf|svg)$|/hamta/|^/static/|/rapporter/.+|/konto/2fa/.+|/password/"
)
BROKEN_WORDS = """
() => [...document.querySelectorAll("h1")].flatMap(h => [...h.childNodes]).flatMap(node =>
  [...(node.nodeType === 3 ? node.data : "").matchAll(/[^\\s-]+/g)].filter(word => {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map(word => word[0]))
"""
"""The words of the heading that go on in the next line without a hyphen of their own."""


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_every_page_of_a_role_is_accessible(sign_in_as: SignInAs, name: str) -> None:
    """WCAG 2.1 AA as axe checks it, one h1, a title; 320 pixels, with the heading's words whole."""
    page = sign_in_as(name)
    found, seen, waiting = [], set(), ["/"]
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        kind = re.sub(r"[0-9A-Za-z-]*\d[0-9A-Za-z-]*", "#", address.split("?")[0])
        if kind in seen or LEFT_OUT.search(address.split("?")[0]):
            continue
        seen.add(kind)
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            found.append((address, answer and answer.status))
            continue
        found += problems(page, address)
        waiting += links(page, address)
    assert found == []
    assert len(seen) > 4


def problems(page: Page, address: str) -> list[tuple[str, object]]:
    """What is wrong with a page."""
    checked = Axe().run(page).response["violations"]
    found: list[tuple[str, object]] = [
        (address, (each["id"], each["nodes"][0]["html"][:100])) for each in checked
    ]
    if page.locator("h1").count() != 1:
        found.append((address, "not one h1"))
    page.set_viewport_size({"width": 320, "height": 700})
    width = page.evaluate("document.documentElement.scrollWidth")
    found += [(address, f"{word} is broken") for word in page.evaluate(BROKEN_WORDS)]
    page.set_viewport_size({"width": 1200, "height": 900})
    return [*found, (address, f"{width} pixels wide")] if width > 320 else found


def links(page: Page, address: str) -> list[str]:
    """Where a page leads within the site."""
    gather = "els => els.map(e => e.getAttribute('href'))"
    found = page.eval_on_selector_all("a[href]", gather)
    own = [each for each in found if each.startswith("/")]
    return own + [address.split("?")[0] + each for each in found if each.startswith("?")]
