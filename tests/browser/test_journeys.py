"""Journeys of the people who work in the register, in a real browser, on either database."""

import time
import zipfile
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.conftest import SignInAs
from tests.unit.register.small_register import identity_number

from samsyn.register.clock import today

REGISTRAR = "Åsa Registersson"
CODE = "F001-N1"


def test_a_wrong_number_is_told_at_once(sign_in_as: SignInAs) -> None:
    """Before anything is sent, and no longer once it is right; the warning before a session ends
    comes on the page too."""
    page = sign_in_as("Bengt Inskrivare")
    page.clock.install()
    page.goto(f"/deltagare/in/{CODE}/")
    field = page.get_by_label("Personnummer eller samordningsnummer")
    right = identity_number("19860405", "987")
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    field.fill(wrong)
    field.press("Tab")
    told = page.get_by_role("alert").filter(has_text="rätt kontrollsiffra")
    expect(told).to_be_visible()
    field.fill(right)
    field.press("Tab")
    expect(told).to_have_count(0)
    page.clock.fast_forward("26:00")
    expect(page.get_by_role("heading", name="Är du kvar?")).to_be_visible()


def enter(page: Page, number: str, name: str, *, instead_of_head: bool = False) -> None:
    """A usual registration in, by keyboard alone where a keyboard does."""
    page.goto(f"/deltagare/in/{CODE}/")
    page.get_by_label("Personen har läst om och skrivit under samtycket").press("Space")
    page.get_by_label("Personnummer eller samordningsnummer").fill(number)
    page.get_by_label("Namn").fill(name)
    page.get_by_label("Hemkommun").select_option(label="Jönköping")
    page.get_by_label("Vem föreslog insatsen?").select_option(label="Region")
    if instead_of_head:
        counted = page.get_by_role("group", name="Personen är redan räknad som anonym")
        counted.get_by_label(str(today().year)).press("Space")
    page.get_by_label("Högsta avslutade utbildning").select_option(index=2)
    page.get_by_role("group", name="Arbetar personen?").get_by_label("Nej").press("Space")
    page.get_by_role("group", name="Studerar personen?").get_by_label("Nej").press("Space")
    page.get_by_label("Sjukpenning", exact=True).press("Space")
    page.get_by_role("button", name="Registrera in").press("Enter")
    expect(page.get_by_text("Personen är inregistrerad.")).to_be_visible()


def test_register_in_and_out(sign_in_as: SignInAs) -> None:
    """Found by nobody, registered in, found, registered out with what was said filled in."""
    page = sign_in_as(REGISTRAR)
    number = identity_number("19850304", "986")
    began = time.monotonic()
    enter(page, number, "Berit Påhittad")
    assert time.monotonic() - began < 120
    page.goto("/deltagare/")
    page.get_by_label("Personnummer eller samordningsnummer").fill(number)
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_role("heading", name="Berit Påhittad")).to_be_visible()
    assert number not in page.url
    page.get_by_role("link", name="Registrera ut").click()
    page.get_by_label("Varför avslutas deltagandet?").select_option(label="Arbete")
    expect(page.get_by_label("Sjukpenning", exact=True)).to_be_checked()
    page.get_by_label("Sjukpenning", exact=True).uncheck()
    page.get_by_label("Ingen offentlig försörjning").check()
    page.get_by_role("group", name="Arbetar personen?").get_by_label("Ja").check()
    page.get_by_label("Arbetets omfattning i procent").fill("75")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Utregistrerad.")).to_be_visible()
    expect(page.get_by_text("75 %")).to_be_visible()


def test_what_is_wrong_is_said_where_it_is(sign_in_as: SignInAs) -> None:
    """The summary has focus and leads to the field; what was typed is still there."""
    page = sign_in_as(REGISTRAR)
    page.goto(f"/deltagare/in/{CODE}/")
    page.get_by_label("Namn").fill("Doris Påhittad")
    page.get_by_label("Personnummer eller samordningsnummer").fill("19850304-9999")
    page.get_by_label("Personen har läst om och skrivit under samtycket").check()
    page.get_by_role("button", name="Registrera in").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("kontrollsiffran")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Personnummer eller samordningsnummer")).to_be_focused()
    expect(page.get_by_label("Namn")).to_have_value("Doris Påhittad")


def test_a_draft_is_there_after_a_lost_session(sign_in_as: SignInAs) -> None:
    """Typed, saved by itself, and there when the session is gone and one signs in again."""
    page = sign_in_as("Bengt Inskrivare")
    page.goto(f"/deltagare/in/{CODE}/")
    page.get_by_label("Namn").fill("Edit Påhittad")
    expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()
    page.context.clear_cookies()
    again = sign_in_as("Bengt Inskrivare")
    again.goto(f"/deltagare/in/{CODE}/")
    expect(again.get_by_label("Namn")).to_have_value("Edit Påhittad")


def test_an_anonymous_head_becomes_a_person(sign_in_as: SignInAs) -> None:
    """Entered as a number, then with consent: one fewer head, never counted twice."""
    page = sign_in_as(REGISTRAR)
    page.goto(f"/deltagare/antal/{CODE}/")
    page.get_by_label("Kvinnor").fill("5")
    page.get_by_label("Män").fill("3")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Antalet är sparat.")).to_be_visible()
    enter(page, identity_number("19860405", "986"), "Frida Påhittad", instead_of_head=True)
    page.goto(f"/deltagare/antal/{CODE}/")
    row = page.get_by_role("row").filter(has_text="Kvinna").first
    expect(row).to_contain_text("4")


def test_a_consent_is_withdrawn(sign_in_as: SignInAs) -> None:
    """The participation ends that day, and nothing more can be registered."""
    page = sign_in_as(REGISTRAR)
    page.goto("/deltagare/?visa=nu")
    page.get_by_role("row").nth(3).get_by_role("link").click()
    page.get_by_role("link", name="Återkalla samtycket").click()
    page.get_by_role("button", name="Återkalla samtycket").click()
    expect(page.get_by_text("Samtycket är återkallat och deltagandet avslutat.")).to_be_visible()
    expect(page.get_by_role("link", name="Registrera ut")).to_have_count(0)


def test_an_identity_becomes_protected(sign_in_as: SignInAs) -> None:
    """The person is gone at once, from lists and from search."""
    page = sign_in_as(REGISTRAR)
    number = identity_number("19870506", "986")
    enter(page, number, "Greta Påhittad")
    page.get_by_role("link", name="Personen har fått skyddade personuppgifter").click()
    page.get_by_label("Jag har sett efter att det är rätt person").check()
    page.get_by_role("button", name="Ta bort uppgifterna").click()
    expect(page.get_by_text("Bara antal finns kvar.")).to_be_visible()
    page.goto("/deltagare/")
    expect(page.get_by_text("Greta Påhittad")).to_have_count(0)
    page.get_by_label("Personnummer eller samordningsnummer").fill(number)
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_text("finns inte i någon av dina insatser")).to_be_visible()


def test_a_case_is_opened_and_taken_on_by_both_authorities(sign_in_as: SignInAs) -> None:
    """Each authority sees the case at its own office, and only its own steps."""
    insurance, employment = sign_in_as("Karin Kassberg"), sign_in_as("Arne Förmedlare")
    insurance.goto("/arenden/")
    row = insurance.locator("a[href^='/arenden/NC']").first
    address = row.get_attribute("href") or ""
    insurance.goto(address)
    expect(insurance.get_by_role("heading", level=1)).to_be_visible()
    employment.goto(address)
    expect(employment.get_by_role("heading", level=1)).to_be_visible()
    stranger = sign_in_as(REGISTRAR)
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 404


def test_budgets_are_entered_and_the_year_is_watched(sign_in_as: SignInAs) -> None:
    """The manager enters outturn; the administrator sees what is left of the year."""
    page = sign_in_as("Ingela Insatsberg")
    year = today().year
    page.goto(f"/insatser/{CODE}/pengar/{year}/")
    page.get_by_label("Insatskostnad, budget", exact=True).fill("1250000")
    page.get_by_label("Insatskostnad, utfall", exact=True).fill("1200500")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("cell", name="1\u00a0200\u00a0500")).to_be_visible()
    administrator = sign_in_as("Frida Förbundsdotter")
    administrator.goto(f"/forbund/F001/arsslut/{year}/")
    expect(administrator.get_by_text("Medel är angivna: kvar")).to_be_visible()
    administrator.goto(f"/forbund/F001/pengar/{year}/")
    for source, amount in (("Staten", 100), ("Region", 50), ("Kommun", 50)):
        administrator.get_by_label(source, exact=False).first.fill(str(amount * 10_000))
    administrator.get_by_role("button", name="Spara").click()
    administrator.goto(f"/forbund/F001/arsslut/{year}/")
    expect(administrator.get_by_text("Medel är angivna: klart")).to_be_visible()


def test_a_hit_is_contested_and_its_reason_listed(sign_in_as: SignInAs) -> None:
    """The registrar says why the row is right; the analyst reads the reason."""
    page = sign_in_as(REGISTRAR)
    page.goto("/kvalitet/")
    page.locator("a[href^='/kvalitet/traff/']").first.click()
    page.get_by_label("Uppgiften stämmer, träffen bestrids").check()
    page.get_by_label("Varför?").fill("Personen fyllde år samma månad.")
    page.get_by_role("button", name="Svara").click()
    expect(page.get_by_text("Svaret är sparat.")).to_be_visible()
    analyst = sign_in_as("Anna Analysén")
    analyst.goto("/kvalitet/bestridda/")
    expect(analyst.get_by_text("Personen fyllde år samma månad.")).to_be_visible()


def test_what_one_sees_is_exported_in_the_background(sign_in_as: SignInAs, tmp_path: Path) -> None:
    """A package of one's own interventions, without identity numbers, fetched when it is done."""
    page = sign_in_as(REGISTRAR)
    page.goto("/import-export/")
    page.get_by_role("button", name="Exportera").click()
    expect(page.get_by_role("link", name="Hämta filen")).to_be_visible(timeout=60_000)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Hämta filen").click()
    waiting.value.save_as(tmp_path / "out.zip")
    with zipfile.ZipFile(BytesIO((tmp_path / "out.zip").read_bytes())) as package:
        people = package.read("person.csv").decode()
        assert "participation.csv" in package.namelist()
    assert "personal_identity_number" not in people
    assert "K0680" in people
    assert ",FK," not in people
