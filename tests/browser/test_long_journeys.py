"""Journeys over many days and hands: a case from request to day 90, and data out and in again."""

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect
from pyrage import decrypt, x25519
from tests.browser.conftest import SignInAs
from tests.browser.test_journeys import REGISTRAR, enter
from tests.unit.register.small_register import identity_number

from samsyn.register.clock import today
from samsyn.vocabulary.codelist import code_list


def ago(days: int) -> str:
    """The day so many days ago, as a field wants it."""
    return str(today() - timedelta(days=days))


def says(list_name: str, code: str) -> str:
    return code_list(list_name).label(code)


def take(page: Page, address: str, event: str, on: str, **more: str) -> None:
    """Register a step of the case; ``more`` are choices by label."""
    page.goto(address)
    page.get_by_role("radio", name=says("cooperation_event", event), exact=True).check()
    page.get_by_label("Dag", exact=True).fill(on)
    for field, choice in more.items():
        label = {"reason": "Orsak till avslutet", "status": "Personens status vid avslutet"}[field]
        page.get_by_label(label).select_option(label=choice)
    page.get_by_role("button", name="Registrera steget").click()
    expect(page.get_by_text(f"är registrerat den {date.fromisoformat(on)}")).to_be_visible()


def is_not_offered(page: Page, address: str, event: str) -> None:
    """The step is the other authority's to take."""
    page.goto(address)
    expect(page.get_by_role("heading", name="Vad som har hänt")).to_be_visible()
    step = page.get_by_role("radio", name=says("cooperation_event", event), exact=True)
    expect(step).to_have_count(0)


def gone(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404


def test_a_case_from_request_to_day_90_with_a_move(sign_in_as: SignInAs) -> None:
    """Each authority takes its own steps; the case moves to two new offices on the way, and the
    old ones lose sight of it; status is taken at the end and 90 days later."""
    insurance, employment = sign_in_as("Karin Kassberg"), sign_in_as("Arne Förmedlare")
    insurance.goto("/arenden/nytt/")
    insurance.get_by_label("Personnummer").fill(identity_number("19880607", "984"))
    insurance.get_by_label("Namn").fill("Hanna Påhittad")
    insurance.get_by_label("Personen samtyckte den").fill(ago(401))
    insurance.get_by_label("Gemensam kartläggning begärd den").fill(ago(400))
    insurance.get_by_label("Ersättning", exact=True).select_option(
        label=says("case_benefit", "sickness_benefit")
    )
    insurance.get_by_label("Kontor hos Försäkringskassan").select_option("FK-06")
    insurance.get_by_label("Kontor hos Arbetsförmedlingen").select_option("AF-061")
    insurance.get_by_role("button", name="Lägg upp ärendet").click()
    expect(insurance.get_by_text("Ärendet är upplagt.")).to_be_visible()
    address = re.sub(r"^https?://[^/]+", "", insurance.url)

    take(insurance, address, "assessment_first", ago(390))
    take(insurance, address, "assessment_last", ago(380))
    take(employment, address, "vocational_planned", ago(370))
    is_not_offered(insurance, address, "vocational_started")
    take(employment, address, "vocational_started", ago(360))

    employment.goto(address)
    employment.get_by_role("link", name="Flytta ärendet till andra kontor").click()
    employment.get_by_label("Kontor hos Försäkringskassan").select_option("FK-05")
    employment.get_by_label("Kontor hos Arbetsförmedlingen").select_option("AF-051")
    employment.get_by_label("Varför ärendet flyttas").fill("Personen har flyttat.")
    employment.get_by_role("button", name="Flytta ärendet").click()
    expect(employment.get_by_text("De nya kontoren ser det från och med nu.")).to_be_visible()
    gone(insurance, address)
    gone(employment, address)

    insurance, employment = sign_in_as("Kerstin Kassander"), sign_in_as("Aida Förmedlin")
    is_not_offered(insurance, address, "preparatory_started")
    take(employment, address, "preparatory_started", ago(350))
    ending = {
        "reason": says("end_reason", "to_association"),
        "status": says("case_status", "work_subsidised"),
    }
    take(employment, address, "ended", ago(130), **ending)
    employment.goto("/arenden/?lista=dag-90")
    row = employment.get_by_role("row").filter(has_text="Hanna Påhittad")
    expect(row).to_contain_text("försenat")
    row.get_by_role("link").click()
    status = employment.get_by_role("region", name="Status efter samarbetet")
    status.get_by_role("link", name="Skriv in").click()
    employment.get_by_role(
        "radio", name=says("case_status", "work_unsubsidised"), exact=True
    ).check()
    employment.get_by_label("Uppgiften gäller den").fill(ago(30))
    employment.get_by_role("button", name="Spara status").click()
    expect(employment.get_by_text("Status är inskriven.")).to_be_visible()
    expect(status).to_contain_text(f"{says('case_status', 'work_unsubsidised')}, {ago(30)}")
    employment.goto("/arenden/?lista=dag-90")
    expect(employment.get_by_text("Hanna Påhittad")).to_have_count(0)


def fetched(page: Page, to: Path) -> Path:
    """What the background work left, when it is done."""
    expect(page.get_by_role("link", name="Hämta filen")).to_be_visible(timeout=60_000)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Hämta filen").click()
    waiting.value.save_as(to)
    return to


def test_out_erased_and_in_again(sign_in_as: SignInAs, tmp_path: Path) -> None:
    """A registrar exports with identity numbers to her own key; the officer erases a person with
    proof; what was exported brings the person back, and nothing else changes."""
    key = x25519.Identity.generate()
    number = identity_number("19890708", "984")
    page = sign_in_as(REGISTRAR)
    enter(page, number, "Irma Påhittad")
    page.goto("/import-export/")
    page.get_by_label("Med personnummer och namn").check()
    page.get_by_label("Mottagarens nyckel").fill(str(key.to_public()))
    page.get_by_label("Varför?").fill("Prov av säkerhetskopia.")
    page.get_by_role("button", name="Exportera").click()
    sealed = fetched(page, tmp_path / "ut.zip.age")
    assert number.encode() not in sealed.read_bytes()
    package = tmp_path / "ut.zip"
    package.write_bytes(decrypt(sealed.read_bytes(), [key]))

    officer = sign_in_as("Doris Dataskyddsson")
    officer.goto("/dataskydd/radera/")
    officer.get_by_label("Personnummer").fill(number)
    officer.get_by_label("Varför?").fill("Prov av återläsning.")
    officer.get_by_label("Jag har kontrollerat").check()
    officer.get_by_role("button", name="Radera").click()
    expect(officer.get_by_role("heading", name="Personens uppgifter är raderade")).to_be_visible()
    assert not found(page, number)

    page.goto("/import-export/")
    form = page.get_by_role("region", name="Paket")
    form.get_by_label("Paket").set_input_files(package)
    form.get_by_role("button", name="Granska").click()
    expect(page.get_by_role("button", name="Ta in")).to_be_visible(timeout=60_000)
    for table in ("Person", "Deltagande"):
        row = page.get_by_role("row", name=re.compile(f"^{table} "))
        expect(row.get_by_role("cell").nth(0)).to_have_text("1")
        expect(row.get_by_role("cell").nth(1)).to_have_text("0")
    page.get_by_role("button", name="Ta in").click()
    expect(page.get_by_role("button", name="Ta in")).to_have_count(0, timeout=60_000)
    expect(page.get_by_text("Klart.")).to_be_visible(timeout=60_000)
    assert found(page, number)
    expect(page.get_by_role("heading", name="Irma Påhittad")).to_be_visible()


def found(page: Page, number: str) -> bool:
    """Whether a search finds the person among one's own."""
    page.goto("/deltagare/")
    page.get_by_label("Personnummer eller samordningsnummer").fill(number)
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("heading", level=1).wait_for()
    return page.get_by_text("finns inte i någon av dina insatser").count() == 0


def test_a_page_in_english_and_back(sign_in_as: SignInAs) -> None:
    """One click, on the page one is on, for this browser; and the way back stands in Swedish."""
    page = sign_in_as(REGISTRAR)
    page.goto("/deltagare/in/F001-N1/")
    page.get_by_role("button", name="In English").click()
    expect(page.get_by_role("heading", name="Register in Vägen vidare nu")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_label("Sickness benefit", exact=True)).to_be_visible()
    page.get_by_role("button", name="På svenska").press("Enter")
    expect(page.get_by_role("heading", name="Registrera in i Vägen vidare nu")).to_be_visible()
