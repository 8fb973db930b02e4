"""A registrar's day: in, out, follow-up, corrections, and everything that goes wrong."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.unit.register.small_register import ANNA, BO, identity_number
from tests.web.conftest import MakeUser, SignIn

from samsyn.register import audit
from samsyn.register.clock import today
from samsyn.register.models import (
    AuditEntry,
    Draft,
    HeadCount,
    Income,
    Measurement,
    Participation,
    Person,
    Responsibility,
)
from samsyn.register.names import shown
from samsyn.register.roles import Role

CILLA = identity_number("19900515", "984")
YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def registrar(make_user: MakeUser, sign_in: SignIn) -> Client:
    """A client signed in as a registrar of I1 at FK."""
    return sign_in(make_user(Role.REGISTRAR))


def entry(number: str = CILLA, **other: object) -> dict[str, object]:
    """A usual registration as the page sends it."""
    return {
        "consent": "on",
        "consented_on": YESTERDAY,
        "number": f"{number[:8]}-{number[8:]}",
        "name": "Cilla Påhittad",
        "entered_on": YESTERDAY,
        "education": "upper_secondary",
        "works": "true",
        "work_kind": "subsidised",
        "work_percent": "50",
        "studies": "false",
        "seeks_work": "true",
        "sources": ["sickness_benefit"],
        "percent_sickness_benefit": "50",
        "referred_by": "region",
        **other,
    }


def entered(client: Client, **other: object) -> Participation:
    answer = client.post("/deltagare/in/I1/", entry(**other))  # type: ignore[arg-type]
    assert answer.status_code == 302, answer.content.decode()
    return Participation.objects.get(pk=answer["Location"].strip("/").split("/")[-1])


def test_someone_is_registered_in_and_out(registrar: Client) -> None:
    """Person, consent, participation, measurement and income; then the exit with its reason."""
    participation = entered(registrar)
    person = participation.person
    assert (person.sex, person.birth_year, person.controller_id) == ("woman", 1990, "FK")
    assert CILLA not in (person.personal_identity_number or "")
    measured = Measurement.objects.get(participation=participation, point="entry")
    assert (measured.measured_on, measured.works, measured.work_percent) == (YESTERDAY, True, 50)
    assert Income.objects.get(participation=participation).percent == 50
    answer = registrar.post(
        f"/deltagare/{participation.pk}/ut/",
        {"exited_on": today(), "exit_reason": "work", "works": "true", "work_percent": "75",
         "work_kind": "unsubsidised", "studies": "false", "sources": ["no_public_income"]},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    participation.refresh_from_db()
    assert (participation.exited_on, participation.exit_reason) == (today(), "work")
    acts = list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))
    assert acts.count("register_in") == acts.count("register_out") == 1
    assert audit.first_broken_entry() is None


def test_the_exit_begins_with_what_the_entry_said(registrar: Client) -> None:
    """Nothing is typed twice."""
    participation = entered(registrar)
    page = registrar.get(f"/deltagare/{participation.pk}/ut/").content.decode()
    assert 'name="percent_sickness_benefit" value="50"' in page
    assert 'value="50"' in page.split('name="work_percent"')[1][:40]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": CILLA[:11] + str((int(CILLA[11]) + 1) % 10)}, "kontrollsiffran"),
        ({"number": "hej"}, "Det går inte att läsa"),
        ({"consent": ""}, "måste"),
        ({"entered_on": date(2001, 1, 1)}, "Insatsen"),
        ({"entered_on": today() + timedelta(days=3)}, "dagen har inte varit än"),
        ({"sources": ["no_public_income", "student_aid"]}, "Ingen offentlig"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(
    registrar: Client, wrong: dict[str, object], said: str
) -> None:
    """The rules of a package hold in the page: the message says what, and nothing is saved."""
    before = (Person.objects.count(), Participation.objects.count())
    answer = registrar.post("/deltagare/in/I1/", entry(**wrong))  # type: ignore[arg-type]
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said.lower() in page.lower(), page
    assert (Person.objects.count(), Participation.objects.count()) == before


def test_the_same_number_is_the_same_person(registrar: Client) -> None:
    """A second participation hangs on the person that is there; another controller's is another."""
    first, second = entered(registrar), entered(registrar, name="", again="on")
    assert first.person_id == second.person_id
    other = entered(registrar, number=BO)
    assert other.person_id != "P2"
    assert Person.objects.filter(birth_year=1975).count() == 2


def test_an_anonymous_head_is_taken_back_when_the_person_consents(registrar: Client) -> None:
    """Nobody is counted twice in a year, whichever way they were first registered."""
    registrar.post("/deltagare/antal/I1/", {"year": today().year, "woman": 2, "man": 0})
    entered(registrar, entered_on=today(), consented_on=today(), instead_of_heads=[today().year])
    left = HeadCount.objects.get(year=today().year, sex="woman")
    assert left.persons == 1
    man = identity_number("19900515", "985")
    answer = registrar.post(
        "/deltagare/in/I1/",
        entry(man, entered_on=today(), consented_on=today(), instead_of_heads=[today().year]),
    )
    assert "ingen anonym man" in answer.content.decode()
    assert not Person.objects.filter(birth_year=1990, sex="man").exists()


def test_a_correction_keeps_what_stood_before(registrar: Client) -> None:
    """The measurement says the new, the log the old, and a correction needs its reason."""
    participation = entered(registrar)
    address = f"/deltagare/{participation.pk}/ratta/entry/"
    said = {"measured_on": YESTERDAY, "works": "false", "studies": "false", "sources": []}
    assert registrar.post(address, said).status_code == 422
    answer = registrar.post(address, {**said, "reason": "Fel ruta."})
    assert answer.status_code == 302, answer.content.decode()
    assert Measurement.objects.get(participation=participation).works is False
    assert not Income.objects.filter(participation=participation).exists()
    kept = AuditEntry.objects.filter(subject=participation.person_id)
    assert any('"works": true' in each.payload for each in kept.filter(action="replace"))
    assert any("sickness_benefit" in each.payload for each in kept.filter(action="remove"))


def test_a_wrong_registration_ends_as_an_error_and_counts_nowhere(registrar: Client) -> None:
    """It stays, with its reason in the log; nothing more can be registered on it."""
    participation = entered(registrar)
    assert registrar.post(f"/deltagare/{participation.pk}/fel/", {"reason": " "}).status_code == 422
    registrar.post(f"/deltagare/{participation.pk}/fel/", {"reason": "Fel person."})
    participation.refresh_from_db()
    assert participation.exit_reason == "registered_in_error"
    assert AuditEntry.objects.get(action="register_error").reason == "Fel person."


def test_a_withdrawn_consent_ends_the_participation_for_good(registrar: Client) -> None:
    """It ends that day, nothing more is registered, and no anonymous head comes instead."""
    heads = list(HeadCount.objects.values_list("pk", "persons"))
    participation = entered(registrar)
    registrar.post(f"/deltagare/{participation.pk}/aterkalla/", {"on": today()})
    participation.refresh_from_db()
    assert participation.consent_withdrawn_on == participation.exited_on == today()
    assert participation.exit_reason == "consent_withdrawn"
    assert list(HeadCount.objects.values_list("pk", "persons")) == heads
    answer = registrar.post(
        f"/deltagare/{participation.pk}/uppfoljning/month_6/", {"measured_on": today()}
    )
    assert "Inget mer kan registreras" in answer.content.decode()


def test_a_person_is_found_by_number_only_at_ones_own(registrar: Client) -> None:
    """Anna is FK's and found; Bo is K1's and answered as a number nobody has."""
    found = registrar.post("/deltagare/sok/", {"number": ANNA})
    assert (found.status_code, found["Location"]) == (302, "/deltagare/D1/")
    others = registrar.post("/deltagare/sok/", {"number": BO}).content.decode()
    nobody = registrar.post("/deltagare/sok/", {"number": CILLA}).content.decode()
    nobody = nobody.replace(CILLA, BO)  # the number asked for goes along to the form
    assert "finns inte i någon av dina insatser" in others
    token = 'name="csrfmiddlewaretoken" value="'
    assert [part[64:] for part in others.split(token)] == [
        part[64:] for part in nobody.split(token)
    ]
    searches = AuditEntry.objects.filter(action="search").order_by("sequence")
    assert [each.subject for each in searches] == ["P1", "", ""]


def test_every_reading_is_in_the_log(registrar: Client) -> None:
    """Who, in which role, whose: the list, the page, and the extract with its reason."""
    registrar.get("/deltagare/?visa=avslutade")
    registrar.get("/deltagare/D1/")
    registrar.get("/deltagare/person/P1/utdrag/")
    told = AuditEntry.objects.filter(subject="P1", by__startswith="user:").order_by("sequence")
    assert [(each.action, each.role, each.controller) for each in told] == [
        ("list", "registrar", "FK"),
        ("read", "registrar", "FK"),
        ("extract", "registrar", "FK"),
    ]
    assert told[2].reason


def test_unsent_input_survives_a_lost_session(
    registrar: Client, make_user: MakeUser, sign_in: SignIn
) -> None:
    """What was typed is kept sealed, is there after signing in again, and goes when it is sent."""
    fields = {"name": "Cilla Påhittad", "number": CILLA, "sources": ["student_aid"]}
    assert registrar.post("/deltagare/utkast/in/I1/", fields).status_code == 204
    draft = Draft.objects.get()
    assert CILLA not in draft.sealed
    assert "Cilla" not in draft.sealed
    registrar.logout()
    assert registrar.get("/deltagare/in/I1/").status_code == 302
    again = sign_in(draft.user)
    page = again.get("/deltagare/in/I1/").content.decode()
    assert "Cilla Påhittad" in page
    assert 'value="student_aid" checked' in page
    colleague = sign_in(make_user(Role.REGISTRAR))
    assert "Cilla" not in colleague.get("/deltagare/in/I1/").content.decode()
    entered(again)
    assert not Draft.objects.exists()


def test_a_list_is_handed_over_in_one_act(registrar: Client, make_user: MakeUser) -> None:
    """Everything one follows goes to a colleague of the same intervention, and to nobody else."""
    participation = entered(registrar)
    giver = Responsibility.objects.get(participation=participation).user
    outside = make_user(Role.REGISTRAR, "I2")
    refused = registrar.post(
        "/deltagare/overlamna/", {"giver": giver.pk, "receiver": outside.pk}, follow=True
    )
    assert "inte deltagaransvarig i alla insatser" in refused.content.decode()
    receiver = make_user(Role.REGISTRAR)
    registrar.post("/deltagare/overlamna/", {"giver": giver.pk, "receiver": receiver.pk})
    assert Responsibility.objects.get(participation=participation).user == receiver


def test_a_protected_identity_leaves_only_counts(registrar: Client) -> None:
    """The person's rows go at once, a head of the year comes, and what the log told is erased."""
    participation = entered(registrar)
    person_id = participation.person_id
    registrar.post(
        f"/deltagare/{participation.pk}/ratta/entry/",
        {"measured_on": YESTERDAY, "works": "false", "reason": "Fel."},
    )
    heads = sum(HeadCount.objects.filter(year=YESTERDAY.year).values_list("persons", flat=True))
    answer = registrar.post(f"/deltagare/person/{person_id}/skydd/", {"sure": "on"})
    assert answer.status_code == 302
    assert not Person.objects.filter(pk=person_id).exists()
    assert not Participation.objects.filter(pk=participation.pk).exists()
    after = sum(HeadCount.objects.filter(year=YESTERDAY.year).values_list("persons", flat=True))
    assert after == heads + 1
    assert not AuditEntry.objects.filter(subject=person_id).exclude(payload="").exists()
    assert audit.first_broken_entry() is None
    assert registrar.get(f"/deltagare/{participation.pk}/").status_code == 404
    found = registrar.post("/deltagare/sok/", {"number": CILLA}).content.decode()
    assert "finns inte i någon av dina insatser" in found


def test_a_request_for_correction_gets_its_answer(registrar: Client) -> None:
    """It is kept sealed, has a last day, is answered once with a reason, and awaits until then."""
    answer = registrar.post("/deltagare/person/P1/rattelse/", {"wish": "Jag arbetade inte."})
    address = answer["Location"]
    assert "begäran om rättelse" in registrar.get("/").content.decode()
    assert "Jag arbetade inte." in registrar.get(address).content.decode()
    registrar.post(address, {"granted": "false", "answer": "Arbetsgivaren bekräftar."})
    assert "Arbetsgivaren bekräftar." in registrar.get(address).content.decode()
    assert "begäran om rättelse att besvara" not in registrar.get("/").content.decode()


def test_a_follow_up_is_due_until_it_is_answered(registrar: Client) -> None:
    """Half a year after the exit it is on the list; measured, or known from a spell, it is not."""
    Participation.objects.filter(pk="D1").update(exited_on=today() - timedelta(days=190))
    assert "Anna Påhittad" in registrar.get("/deltagare/att-gora/").content.decode()
    answer = registrar.post(
        "/deltagare/D1/uppfoljning/month_6/",
        {"measured_on": today(), "works": "true", "work_percent": "100", "studies": "false",
         "work_kind": "unsubsidised"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    assert "Anna Påhittad" not in registrar.get("/deltagare/att-gora/").content.decode()


def test_pages_ask_a_constant_number_of_questions(
    registrar: Client, django_assert_max_num_queries
) -> None:
    """Ten more participants cost not one query more."""

    def asked(address: str) -> int:
        with django_assert_max_num_queries(60) as counted:
            assert registrar.get(address).status_code == 200
        return len(counted)

    entered(registrar)
    registrar.get("/deltagare/")
    few = asked("/deltagare/")
    for month in range(1, 11):
        entered(registrar, number=identity_number(f"1991{month:02d}15", "984"))
    assert asked("/deltagare/") == few


def test_whoever_takes_part_already_is_not_entered_twice_by_mistake(registrar: Client) -> None:
    """The page asks; ticked, it is a second participation, under the name that was known."""
    first = entered(registrar)
    given = entry(name="Någon Annan")
    page = registrar.post("/deltagare/in/I1/", given)
    assert page.status_code == 422
    assert f"deltar redan i insatsen sedan {YESTERDAY}" in page.content.decode()
    assert 'name="again"' in page.content.decode()
    assert Participation.objects.filter(person=first.person).count() == 1
    entered(registrar, name="Någon Annan", again="on")
    assert Participation.objects.filter(person=first.person).count() == 2
    assert shown([first.person])[first.person_id].name == "Cilla Påhittad"


def test_a_name_is_corrected_on_its_own_page(registrar: Client) -> None:
    """It is sealed as before, and so is the one that the log keeps."""
    assert "Anna Påhittad" in registrar.get("/deltagare/person/P1/namn/").content.decode()
    assert registrar.post("/deltagare/person/P1/namn/", {"name": " "}).status_code == 422
    answer = registrar.post("/deltagare/person/P1/namn/", {"name": "Anna Omdöpt"})
    assert answer.status_code == 302
    person = Person.objects.get(pk="P1")
    assert shown([person])["P1"].name == "Anna Omdöpt"
    assert shown([person])["P1"].number == f"{ANNA[:8]}-{ANNA[8:]}"
    payloads = AuditEntry.objects.filter(subject="P1").values_list("payload", flat=True)
    assert not [each for each in payloads if "Anna" in each]


def test_a_measurement_is_of_the_first_and_the_last_day(registrar: Client) -> None:
    """Unless another day is given: the form begins with none."""
    form = registrar.get("/deltagare/in/I1/").content.decode()
    assert re.search(r'name="measured_on"(?![^>]*value=)', form)
    week_ago = today() - timedelta(days=7)
    participation = entered(registrar, entered_on=week_ago, consented_on=week_ago)
    leaving = {
        "exited_on": YESTERDAY, "exit_reason": "work", "works": "true", "studies": "false",
    }  # fmt: skip
    assert registrar.post(f"/deltagare/{participation.pk}/ut/", leaving).status_code == 302
    days = dict(participation.measurements.values_list("point", "measured_on"))
    assert days == {"entry": week_ago, "exit": YESTERDAY}


def test_heads_of_several_years_are_taken_back(registrar: Client) -> None:
    """Entered as anonymous last year and again this year: one person, none left of either."""
    last = today().year - 1
    for year in (last, today().year):
        registrar.post("/deltagare/antal/I1/", {"year": year, "woman": 1, "man": 0})
    form = registrar.get("/deltagare/in/I1/").content.decode()
    assert form.count('name="instead_of_heads"') == 2
    first_day = date(last, 12, 1)
    both = {"consented_on": first_day, "instead_of_heads": [last, today().year]}
    answer = registrar.post("/deltagare/in/I1/", entry(entered_on=today(), **both))
    assert "Personen räknas från sin första dag." in answer.content.decode()
    entered(registrar, entered_on=first_day, **both)
    heads = HeadCount.objects.filter(year__in=(last, today().year), kind="anonymous", sex="woman")
    assert set(heads.values_list("persons", flat=True)) == {0}


def test_the_number_that_was_searched_for_follows_to_the_form(registrar: Client) -> None:
    """In the body of the request, never in an address."""
    found = registrar.post("/deltagare/sok/", {"number": CILLA}).content.decode()
    assert f'name="number" value="{CILLA}"' in found
    form = registrar.post("/deltagare/in/I1/", {"number": CILLA, "begin": "1"})
    assert form.status_code == 200
    assert f'value="{CILLA}"' in form.content.decode()
    assert 'class="wrong"' not in form.content.decode()


def test_a_consent_withdrawn_earlier_than_the_exit(registrar: Client) -> None:
    """The participation ends that day, and what was measured after it is gone."""
    answer = registrar.post("/deltagare/D1/aterkalla/", {"on": "2016-06-01"})
    assert answer.status_code == 302
    ended = Participation.objects.get(pk="D1")
    assert (ended.exited_on, ended.exit_reason) == (date(2016, 6, 1), "consent_withdrawn")
    assert list(ended.measurements.values_list("point", flat=True)) == ["entry"]


def test_a_consent_that_never_held_leaves_no_measurement(registrar: Client) -> None:
    """Withdrawn on the day of entry: an error, which counts nowhere, and nothing measured."""
    assert registrar.post("/deltagare/D1/aterkalla/", {"on": "2016-02-29"}).status_code == 422
    assert registrar.post("/deltagare/D1/aterkalla/", {"on": "2016-03-01"}).status_code == 302
    ended = Participation.objects.get(pk="D1")
    assert ended.exit_reason == "registered_in_error"
    assert not ended.measurements.exists()
    assert not Income.objects.filter(participation=ended).exists()


def test_a_withdrawal_of_everything_is_all_or_nothing(registrar: Client) -> None:
    """One refused keeps all: here a participation that began after the day the page had."""
    participation = entered(registrar, number=ANNA)
    given = {"on": today() + timedelta(days=1), "everything": "on"}
    assert registrar.post("/deltagare/D1/aterkalla/", given).status_code == 422
    given["on"] = today()
    assert registrar.post("/deltagare/D1/aterkalla/", given).status_code == 302
    for each in (participation, Participation.objects.get(pk="D1")):
        each.refresh_from_db()
        assert each.consent_withdrawn_on == today()
    told = AuditEntry.objects.filter(action="withdraw_consent").values_list("key", flat=True)
    assert set(told) == {"D1", participation.pk}


def test_whoever_withdrew_does_not_become_a_head(registrar: Client) -> None:
    """A protected identity leaves heads of those who consented, and says so in the log."""
    registrar.post("/deltagare/D1/aterkalla/", {"on": "2016-06-01"})
    entered(registrar, number=ANNA)
    heads = {each.year: each.persons for each in HeadCount.objects.filter(half=0, sex="woman")}
    registrar.post("/deltagare/person/P1/skydd/", {"sure": "on"})
    after = {each.year: each.persons for each in HeadCount.objects.filter(half=0, sex="woman")}
    assert after == {**heads, YESTERDAY.year: heads.get(YESTERDAY.year, 0) + 1}
    told = AuditEntry.objects.filter(action="enter_heads", table="head_count", subject="")
    assert told.get().key == f"I1 {YESTERDAY.year}"


def test_a_page_that_cannot_be_undone_says_whose_it_is(registrar: Client) -> None:
    """Name and intervention; and it takes a tick beside the button."""
    for address in ("/deltagare/D1/aterkalla/", "/deltagare/D1/fel/"):
        page = registrar.get(address).content.decode()
        assert "Anna Påhittad" in page
        assert "Insats Ett" in page
    assert "Anna Påhittad" in registrar.get("/deltagare/person/P1/skydd/").content.decode()
    assert registrar.post("/deltagare/person/P1/skydd/").status_code == 422
    assert Person.objects.filter(pk="P1").exists()


def test_a_follow_up_is_of_a_day_after_the_last(registrar: Client) -> None:
    """The exit's own day is told by the exit."""
    given = {"measured_on": "2017-02-01", "works": "true", "studies": "false"}
    answer = registrar.post("/deltagare/D1/uppfoljning/month_6/", given)
    assert answer.status_code == 422
    assert "en dag efter den sista i insatsen, 2017-02-01" in answer.content.decode()
    given["measured_on"] = "2017-08-01"
    assert registrar.post("/deltagare/D1/uppfoljning/month_6/", given).status_code == 302


def test_a_day_that_is_wrong_is_told_once(registrar: Client) -> None:
    """The day of the measurement is that of the entry: only the one that was written is told."""
    tomorrow = today() + timedelta(days=1)
    page = registrar.post("/deltagare/in/I1/", entry(entered_on=tomorrow)).content.decode()
    assert page.count("Dagen har inte varit än.") == 2  # above the form, and at the field
    assert "Dag för mätningen: " not in page


def test_a_list_is_handed_to_someone_else(registrar: Client, make_user: MakeUser) -> None:
    """Nobody is chosen beforehand, and nobody hands over to themselves."""
    other = make_user(Role.REGISTRAR)
    page = registrar.get("/deltagare/overlamna/").content.decode()
    assert "selected" not in page
    same = {"giver": other.pk, "receiver": other.pk}
    answer = registrar.post("/deltagare/overlamna/", same)
    assert "Välj vem som lämnar över" in answer.content.decode()


def test_days_of_the_participation_are_corrected_with_its_points(registrar: Client) -> None:
    """The first day with the entry, the last with the exit; what was not sent stays."""
    page = registrar.get("/deltagare/D1/ratta/entry/").content.decode()
    assert 'name="entered_on" value="2016-03-01"' in page
    assert '<option value="0180" selected>' in page
    entry_day = {
        "entered_on": "2016-03-08", "consented_on": "2016-03-07", "municipality_code": "",
        "measured_on": "2016-03-08", "works": "true", "reason": "Fel vecka.",
    }  # fmt: skip
    assert registrar.post("/deltagare/D1/ratta/entry/", entry_day).status_code == 302
    exit_day = {
        "exited_on": "2017-02-08", "exit_reason": "studies", "measured_on": "2017-02-08",
        "works": "false", "reason": "Fel vecka.",
    }  # fmt: skip
    assert registrar.post("/deltagare/D1/ratta/exit/", exit_day).status_code == 302
    mended = Participation.objects.get(pk="D1")
    assert (mended.entered_on, mended.exited_on) == (date(2016, 3, 8), date(2017, 2, 8))
    assert (mended.municipality_code, mended.exit_reason) == (None, "studies")
    assert mended.referred_by == "region"
    kept = AuditEntry.objects.filter(subject="P1", action="replace", table="participation")
    assert any("2016-03-01" in each.payload for each in kept)
    outside = {**entry_day, "entered_on": "2010-01-01", "consented_on": "2010-01-01"}
    answer = registrar.post("/deltagare/D1/ratta/entry/", outside)
    assert answer.status_code == 422
    assert "utanför insatsens dagar" in answer.content.decode()
