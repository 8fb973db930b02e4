"""A manager keeps interventions: what they are, their groups, money, staff and activities."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.clock import today
from samsyn.register.models import (
    AuditEntry,
    Intervention,
    InterventionCost,
    InterventionGroup,
    InterventionStaff,
    StructuralActivity,
)
from samsyn.register.roles import Role

NEW = {
    "name": "Ny väg",
    "description": "Rad ett\r\nrad två",
    "goal": "Fler i arbete",
    "orientation": "individual",
    "follow_up": "persons",
    "focus": ["treatment", "assessment"],
    "first_day": "2026-01-01",
}
YEAR = today().year


@pytest.fixture
def client(make_user: MakeUser, sign_in: SignIn) -> Client:
    """A manager of association A1."""
    return sign_in(make_user(Role.INTERVENTION_MANAGER))


def make(client: Client, **other: object) -> Intervention:
    """A new intervention, made through the page."""
    answer = client.post("/insatser/ny/A1/", {**NEW, **other})
    assert answer.status_code == 302, answer.content.decode()
    return Intervention.objects.get(pk=answer["Location"].strip("/").split("/")[-1])


def facts(intervention: Intervention, **other: object) -> dict[str, object]:
    """What the page of facts sends for an intervention that is there."""
    names = ("name", "orientation", "follow_up", "first_day")
    return {**{name: getattr(intervention, name) for name in names}, **other}


def test_an_intervention_is_made_with_what_was_said(client: Client) -> None:
    """Every field is kept as it was written, codes in the register's own form."""
    made = make(client, esf="on", own_insurance="true", last_day="2027-12-31")
    assert made.association_id == "A1"
    assert (made.name, made.goal) == ("Ny väg", "Fler i arbete")
    assert (made.description or "").splitlines() == ["Rad ett", "rad två"]
    assert made.focus == "assessment;treatment"
    assert (made.orientation, made.follow_up) == ("individual", "persons")
    assert (made.esf, made.own_insurance) == (True, True)
    assert (made.first_day, made.last_day) == (date(2026, 1, 1), date(2027, 12, 31))


def test_days_outside_the_associations_are_refused_at_the_field(client: Client) -> None:
    """R05: the association began in 2010; the page says so where the day was written."""
    answer = client.post("/insatser/ny/A1/", {**NEW, "first_day": "2009-12-31"})
    assert answer.status_code == 422
    assert "first_day" in answer.context["form"].errors
    assert not Intervention.objects.filter(name="Ny väg").exists()


def test_a_structural_one_is_not_followed_by_persons(client: Client) -> None:
    """R08."""
    answer = client.post("/insatser/ny/A1/", {**NEW, "orientation": "structural"})
    assert answer.status_code == 422


def test_how_it_is_followed_lies_fast_once_anything_is_registered(client: Client) -> None:
    """R11: what a forged form says of it is not heard; the rest is changed."""
    held = Intervention.objects.get(pk="I1")
    said = facts(held, follow_up="counts", esf="on", name="Nytt namn")
    assert client.post("/insatser/I1/uppgifter/", said).status_code == 302
    held.refresh_from_db()
    assert (held.name, held.follow_up, held.esf) == ("Nytt namn", "persons", False)


def test_how_it_is_followed_can_change_before(client: Client) -> None:
    """Nothing is registered on it: it may become followed by counts."""
    made = make(client)
    said = facts(made, follow_up="counts")
    assert client.post(f"/insatser/{made.pk}/uppgifter/", said).status_code == 302
    made.refresh_from_db()
    assert made.follow_up == "counts"


def test_what_was_never_said_stays_unsaid(client: Client) -> None:
    """An imported intervention that is silent on ESF and insurance stays so through a change."""
    Intervention.objects.filter(pk="I1").update(esf=None, own_insurance=None)
    held = Intervention.objects.get(pk="I1")
    answer = client.post("/insatser/I1/uppgifter/", facts(held, name="Nytt namn"))
    assert answer.status_code == 302
    held.refresh_from_db()
    assert (held.name, held.esf, held.own_insurance) == ("Nytt namn", None, None)


def test_a_change_keeps_what_was_there_in_the_log(client: Client) -> None:
    """The log's payload has the row as it was."""
    client.post("/insatser/I1/uppgifter/", facts(Intervention.objects.get(pk="I1"), name="Nytt"))
    before = [
        json.loads(entry.payload)["before"]["name"]
        for entry in AuditEntry.objects.filter(table="intervention")
        if "before" in entry.payload
    ]
    assert before == ["Insats Ett"]


def test_a_manager_of_one_intervention_makes_no_others(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """An assignment in an intervention reaches no other in its association."""
    user = make_user(Role.INTERVENTION_MANAGER, "I1", kind="intervention")
    client = sign_in(user)
    assert client.get("/insatser/I1/").status_code == 200
    assert client.get("/insatser/ny/A1/").status_code == 404
    assert client.post("/insatser/ny/A1/", NEW).status_code == 404


def test_those_that_go_on_come_first(client: Client) -> None:
    """Open ones, then those that end last, whichever database sorts."""
    make(client, name="Slutar sent", last_day="2028-01-01")
    make(client, name="Slut", last_day="2026-02-01")
    shown = [each.name for each in client.get("/insatser/").context["page"]]
    assert shown == ["Insats Ett", "Slutar sent", "Slut"]


def test_a_target_group_is_tagged_and_ended(client: Client) -> None:
    """The row is found again by its first day, and its last day is set."""
    said = {"target_group": "long_term_sick", "first_day": "2016-01-01"}
    page = "/insatser/I1/malgrupper/"
    assert client.post(page, said).status_code == 302
    assert client.post(page, {**said, "last_day": "2016-12-31"}).status_code == 302
    (tag,) = InterventionGroup.objects.filter(intervention="I1")
    assert tag.last_day == date(2016, 12, 31)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1250000", 1250000),
        ("1 250 000", 1250000),
        ("1\N{NO-BREAK SPACE}250\N{NARROW NO-BREAK SPACE}000 kr", 1250000),
        ("1.250.000", 1250000),
        ("0", 0),
        ("", None),
    ],
)
def test_money_is_read_as_people_write_it(client: Client, written: str, kept: int | None) -> None:
    """Pasted from a spreadsheet or a decision, with spaces, points or kronor."""
    said = {"planned_participants": "25", "budget_intervention": written}
    assert client.post(f"/insatser/I1/pengar/{YEAR}/", said).status_code == 302
    (cost,) = InterventionCost.objects.filter(intervention="I1", year=YEAR)
    assert (cost.planned_participants, cost.budget_sek) == (25, kept)


@pytest.mark.parametrize("written", ["12,50", "tolv", "1e6", "1 25", "99999999999999"])
def test_money_that_cannot_be_read_is_asked_for_again(client: Client, written: str) -> None:
    """Never a guess: what was written stands in the field, with what to do."""
    answer = client.post(f"/insatser/I1/pengar/{YEAR}/", {"budget_intervention": written})
    assert answer.status_code == 422
    assert "budget_intervention" in answer.context["form"].errors
    assert f'value="{written}"' in answer.content.decode()
    assert not InterventionCost.objects.filter(year=YEAR).exists()


@pytest.mark.parametrize("written", ["-500", "\N{MINUS SIGN}5 000:-"])
@pytest.mark.parametrize("field", ["budget_intervention", "outturn_intervention"])
def test_money_below_nothing_is_not_budgeted_or_spent(
    client: Client, field: str, written: str
) -> None:
    """Refused where it was written, with what to write instead."""
    answer = client.post(f"/insatser/I1/pengar/{YEAR}/", {field: written})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors[field]
    assert "mindre än noll. Skriv 0" in said
    assert said in answer.content.decode()
    assert not InterventionCost.objects.filter(year=YEAR).exists()


@pytest.mark.parametrize("field", ["full_time_equivalents", "in_kind_sek"])
def test_staff_below_nothing_is_not_lent(client: Client, field: str) -> None:
    """Neither time nor its value."""
    said = {"organisation_code": "FK", "full_time_equivalents": "1", field: "-1"}
    answer = client.post(f"/insatser/I1/bemanning/{YEAR}/", said)
    assert answer.status_code == 422
    assert "noll" in " ".join(answer.context["form"].errors[field])
    assert not InterventionStaff.objects.filter(intervention="I1", year=YEAR).exists()


def test_fewer_than_no_participants_are_not_planned(client: Client) -> None:
    """Refused at the field, in words."""
    answer = client.post(f"/insatser/I1/pengar/{YEAR}/", {"planned_participants": "-3"})
    assert answer.status_code == 422
    assert "noll" in " ".join(answer.context["form"].errors["planned_participants"])


def test_money_is_shown_with_spaces(client: Client) -> None:
    """A million has its thousands apart, on the page and in the field."""
    client.post(f"/insatser/I1/pengar/{YEAR}/", {"outturn_intervention": "1250000"})
    for page in ("/insatser/I1/", f"/insatser/I1/pengar/{YEAR}/"):
        assert "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}000" in client.get(page).content.decode()


def test_a_cleared_amount_is_cleared(client: Client) -> None:
    """An emptied cell is unknown again, not what it was."""
    page = f"/insatser/I1/pengar/{YEAR}/"
    client.post(page, {"budget_intervention": "100", "outturn_intervention": "90"})
    client.post(page, {"budget_intervention": "100", "outturn_intervention": ""})
    (cost,) = InterventionCost.objects.filter(intervention="I1", year=YEAR)
    assert (cost.budget_sek, cost.outturn_sek) == (100, None)


def test_staff_is_lent_by_members(client: Client) -> None:
    """A year's row for an organisation is replaced, not doubled; others' staff is not taken."""
    page = f"/insatser/I1/bemanning/{YEAR}/"
    for part in ("0.5", "1,25"):
        said = {"organisation_code": "FK", "full_time_equivalents": part, "in_kind_sek": "1 000"}
        assert client.post(page, said).status_code == 302
    (row,) = InterventionStaff.objects.filter(intervention="I1", year=YEAR)
    assert (float(row.full_time_equivalents or 0), row.in_kind_sek) == (1.25, 1000)
    answer = client.post(page, {"organisation_code": "K9", "full_time_equivalents": "1"})
    assert answer.status_code == 422


def test_an_activity_is_entered_and_put_right(client: Client) -> None:
    """A miscounted one is corrected in its place."""
    made = make(client, orientation="structural", follow_up="counts")
    page = f"/insatser/{made.pk}/aktiviteter/"
    said = {"held_on": "2026-02-03", "kind": "training", "format": "digital", "persons": "30"}
    assert client.post(page, said).status_code == 302
    (held,) = StructuralActivity.objects.filter(intervention=made)
    right = {**said, "persons": "13"}
    assert client.post(f"{page}?rad={held.pk}", right).status_code == 302
    (held,) = StructuralActivity.objects.filter(intervention=made)
    assert held.persons == 13


def test_anothers_activity_is_not_put_right_here(client: Client) -> None:
    """A code of another intervention's activity is not found."""
    one, two = (make(client, orientation="structural", follow_up="counts") for _ in range(2))
    said = {"held_on": "2026-02-03", "persons": "30"}
    client.post(f"/insatser/{one.pk}/aktiviteter/", said)
    (held,) = StructuralActivity.objects.all()
    answer = client.post(f"/insatser/{two.pk}/aktiviteter/?rad={held.pk}", said)
    assert answer.status_code == 404


def test_an_activity_has_happened(client: Client) -> None:
    """R04: a day to come is refused at its field."""
    made = make(client, orientation="structural", follow_up="counts")
    said = {"held_on": today() + timedelta(days=1), "persons": "30"}
    answer = client.post(f"/insatser/{made.pk}/aktiviteter/", said)
    assert answer.status_code == 422
    assert "held_on" in answer.context["form"].errors


@pytest.mark.parametrize("year", [1994, YEAR + 3])
def test_a_year_that_nobody_budgets_for_is_not_there(client: Client, year: int) -> None:
    """404, not an error."""
    assert client.get(f"/insatser/I1/pengar/{year}/").status_code == 404


def test_pages_ask_as_much_for_many_rows(client: Client) -> None:
    """Forty interventions with money cost as many queries as one."""

    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        return len(found)

    pages = ("/insatser/", "/insatser/I1/", "/insatser/I1/deltagaransvariga/", "/")
    asked("/")  # the first page of a session notes that it began
    few = {page: asked(page) for page in pages}
    for number in range(40):
        Intervention.objects.create(
            intervention_code=f"M{number}", association_id="A1", name=f"Insats {number}",
            orientation="individual", follow_up="persons", first_day=date(2016, 1, 1),
        )  # fmt: skip
        InterventionCost.objects.create(
            intervention_id="I1", year=1996 + number, kind="intervention", budget_sek=1
        )
    assert {page: asked(page) for page in pages} == few


def test_who_came_second_is_told_what_to_do(
    make_user: MakeUser, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others were before one time after time: no fault of the system's, and nothing is changed."""
    from samsyn.register.actions.checked_first import ChangedMeanwhile
    from samsyn.web.interventions import money

    def too_late(**_: object) -> None:
        raise ChangedMeanwhile

    monkeypatch.setattr(money, "keep_facts", too_late)
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    client.raise_request_exception = False
    answer = client.post(f"/insatser/I1/pengar/{today().year}/", {"outturn_intervention": "5"})
    assert answer.status_code == 409
    assert "försök igen" in answer.content.decode()


def test_what_was_not_described_is_not_described(client: Client) -> None:
    """An intervention without a description says nothing there; and that it is made."""
    said = {**NEW, "description": "", "goal": "", "focus": []}
    page = client.post("/insatser/ny/A1/", said, follow=True).content.decode()
    assert "Vad insatsen är" in page
    assert "None" not in page
    assert "Insatsen är skapad." in page


def test_all_years_with_money_can_be_opened_and_the_next(client: Client) -> None:
    """From the first year that has any to the next."""
    InterventionCost.objects.create(
        intervention_id="I1", year=2016, kind="intervention", budget_sek=1
    )
    page = client.get("/insatser/I1/").content.decode()
    found = [int(year) for year in re.findall(r"/insatser/I1/pengar/(\d+)/", page)]
    assert found == list(range(YEAR + 1, 2015, -1))
