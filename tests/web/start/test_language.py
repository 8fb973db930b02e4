"""Swedish as it is, English for whoever asks for it, and nothing forgotten in between."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation.template import templatize
from tests.unit.register.small_register import identity_number
from tests.web.conftest import MakeUser, SignIn

import samsyn
from samsyn.register.roles import Role

SOURCE = Path(samsyn.__file__).parent
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
TEXT = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
CALL = re.compile(rf"""\bn?gettext\(u?(?:'''(?:.|\n)*?'''|{TEXT})|\b_\((?:{TEXT})""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def marked(source: str) -> Iterator[str]:
    """The first text of each call that marks a text for translation."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            text = node.args[0]
            if node.func.id in MARKS and isinstance(text, ast.Constant):
                yield text.value


def in_template(path: Path) -> Iterator[str]:
    """The texts of a template: Django writes it as calls, with the rest blotted out."""
    calls = CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path)))
    for call in calls:
        yield ast.literal_eval(call.partition("(")[2])


def english() -> dict[str, str]:
    with (CATALOGUE / "django.mo").open("rb") as file:
        found = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key if isinstance(key, str) else key[0]: text for key, text in found.items()}


def test_every_marked_text_has_its_english() -> None:
    """A text that is marked and not translated would stand in Swedish on an English page."""
    python = [
        text for path in SOURCE.rglob("*.py") if path.parts[-2] != "migrations"
        for text in marked(path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    templates = [text for path in SOURCE.rglob("*.html") for text in in_template(path)]
    assert len(python) > 300
    assert len(templates) > 300
    known = english()
    assert sorted({*python, *templates} - set(known)) == []


def test_a_translation_has_the_placeholders_of_its_text() -> None:
    """A lost or misspelt placeholder would break the page, or lose a day or a name."""
    for swedish, text in english().items():
        assert sorted(PLACEHOLDER.findall(swedish)) == sorted(PLACEHOLDER.findall(text)), swedish


def test_what_is_compiled_is_what_is_written() -> None:
    """The compiled catalogue is of the one that people edit (`make words`)."""
    written = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid ("[^\n]+")\nmsgstr ("[^\n]+")$', written, re.MULTILINE)
    known = english()
    assert len(pairs) > 700
    for swedish, text in pairs:
        assert known[ast.literal_eval(swedish)] == ast.literal_eval(text)


def test_swedish_until_english_is_chosen(make_user: MakeUser, sign_in: SignIn) -> None:
    """Whatever the browser prefers; the choice is kept in the browser, and can be undone."""
    client = sign_in(make_user(Role.REGISTRAR))
    page = client.get("/deltagare/", headers={"accept-language": "en"})
    assert '<html lang="sv">' in page.content.decode()
    assert "Sök" in page.content.decode()
    here = {"referer": "http://testserver/deltagare/?visa=mina"}
    answer = client.post("/sprak/", {"language": "en"}, headers=here)
    assert (answer.status_code, answer["Location"]) == (302, here["referer"])
    page = client.get("/deltagare/")
    assert page["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()
    assert "<h1>Participants</h1>" in page.content.decode()
    assert "Sök" not in page.content.decode()
    form = client.get("/deltagare/in/I1/").content.decode()
    assert "Sickness benefit" in form
    assert "Sjukpenning" not in form
    assert "registrar" in client.get("/").content.decode()
    client.post("/sprak/", {"language": "sv", "next": "/"})
    assert "<h1>Deltagare</h1>" in client.get("/deltagare/").content.decode()


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"language": ""}, {}])
def test_a_language_that_is_none_changes_nothing(
    small_register: None, wrong: dict[str, str]
) -> None:
    """And nobody is led away from the pages."""
    client = Client()
    answer = client.post("/sprak/", {**wrong, "next": "https://example.invalid/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert '<html lang="sv">' in client.get("/tillganglighet/").content.decode()
    assert client.get("/sprak/").status_code == 405


def test_a_persons_own_paper_is_in_swedish(make_user: MakeUser, sign_in: SignIn) -> None:
    """The extract and the receipt are for the person, whatever the registrar reads."""
    client = sign_in(make_user(Role.REGISTRAR))
    client.cookies["django_language"] = "en"
    for address, told in (
        ("/deltagare/person/P1/utdrag/", "Registerutdrag"),
        ("/deltagare/D1/kvitto/", "Kvitto på din registrering"),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert '<html lang="sv">' in page.content.decode()
        assert told in page.content.decode()


def test_a_refusal_is_in_the_language_of_the_page(make_user: MakeUser, sign_in: SignIn) -> None:
    """What a rule says and what an act says, both."""
    client = sign_in(make_user(Role.REGISTRAR))
    early_entry = {
        "consent": "on", "consented_on": "2010-01-01", "entered_on": "2010-01-01",
        "number": identity_number("19900515", "984"), "works": "false", "studies": "false",
        "sources": "sickness_benefit",
    }  # fmt: skip
    correction = {"measured_on": "2016-03-01", "works": "true", "reason": " "}
    said = {}
    for language in ("sv", "en"):
        client.cookies["django_language"] = language
        early = client.post("/deltagare/in/I1/", early_entry)
        reasonless = client.post("/deltagare/D1/ratta/entry/", correction)
        said[language] = early.content.decode(), reasonless.content.decode()
    assert "Inregistreringen ligger utanför insatsens dagar, 2015-01-01" in said["sv"][0]
    assert "The entry is outside the days of the intervention, 2015-01-01" in said["en"][0]
    assert "Skriv varför uppgiften rättas" in said["sv"][1]
    assert "Write why the information is corrected" in said["en"][1]
