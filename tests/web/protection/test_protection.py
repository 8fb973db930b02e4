"""What a data protection officer can do: review, retain, erase with proof, stop everything."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from tests.unit.register.small_register import ANNA, BO
from tests.web.conftest import MakeUser, SignIn

from samsyn.register import audit
from samsyn.register.access import Acting, actor_of
from samsyn.register.actions.end_access import Access, access_now
from samsyn.register.actions.erase_person import NotErased, erase_person
from samsyn.register.actions.keep_user import set_own_number
from samsyn.register.actions.make_token import end_token, make_token
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.retain import due_by_controller, pseudonymise_due
from samsyn.register.actions.review_log import draw_reviews, judge
from samsyn.register.clock import now, today
from samsyn.register.erasing import Traces, proof_of, subject_hash
from samsyn.register.identity_number import read_number
from samsyn.register.models import (
    ApiToken,
    AuditEntry,
    ControllerTerms,
    Draft,
    Erasure,
    LogReview,
    Participation,
    Person,
    RuleHit,
    User,
)
from samsyn.register.policies import NotNow
from samsyn.register.roles import Role
from samsyn.web.protection import persons
from samsyn.web.registrar import consent


@pytest.fixture
def officer(make_user: MakeUser) -> Acting:
    """FK's officer."""
    user = make_user(Role.DATA_PROTECTION_OFFICER)
    return actor_of(user, on=today()).roles[0]


def test_an_erased_person_is_nowhere(officer: Acting, samsyn_home: Path) -> None:
    """Not in any table, the log's payload or a kept file; the proof says where it was searched."""
    folder = samsyn_home / "refused" / "2026-01-01T00-00-00"
    folder.mkdir(parents=True)
    (folder / "person.csv").write_text("person_id,sex\nP1,woman\nP2,man\n", encoding="utf-8")
    traces = Traces.of("P1")
    assert any(each["found"] for each in proof_of(traces))
    erasure = erase_person(by=officer, person=Person.objects.get(pk="P1"), why="begäran")
    assert not any(each["found"] for each in erasure.proof)
    assert (folder / "person.csv").read_text(encoding="utf-8") == "person_id,sex\nP2,man\n"
    assert not Participation.objects.filter(person_id="P1").exists()
    assert Person.objects.filter(pk="P2").exists()
    assert Erasure.objects.get().subject_hash == subject_hash("P1")
    assert AuditEntry.objects.filter(subject="P1", action="erase_person").exists()
    assert audit.first_broken_entry() is None


def test_what_only_looks_alike_stays(officer: Acting) -> None:
    """Erasing P1 with D1 takes their drafts and hits, and leaves D10's with its answer."""
    for form in ("D1/ut", "D10/ut"):
        Draft.objects.create(
            user_id=officer.user_id, form=form, sealed="x", key_id="k", saved_at=now()
        )
    keys = ("D1", "participation_id=D1; point=exit", "D10", "participation_id=D10; point=exit")
    for key in keys:
        RuleHit.objects.create(
            rule="R14", table="measurement", row_key=key, row_hash="h", problem="p",
            what_to_do="w", first_seen=today(), state="contested", reason="Det stämmer.",
        )  # fmt: skip
    erase_person(by=officer, person=Person.objects.get(pk="P1"), why="begäran")
    assert list(Draft.objects.values_list("form", flat=True)) == ["D10/ut"]
    assert list(RuleHit.objects.values_list("row_key", flat=True)) == list(keys[2:])


def test_retention_goes_by_the_controllers_own_terms(officer: Acting) -> None:
    """Anna's last measurement is of 2017: past two years, not past thirty; statistics stay."""
    ControllerTerms.objects.create(organisation_id="FK", pseudonymised_after_months=360)
    assert [due.controller for due in due_by_controller(today())] == ["K1"]
    ControllerTerms.objects.update(pseudonymised_after_months=24)
    assert {due.controller: due.persons for due in due_by_controller(today())} == {"FK": 1, "K1": 1}
    assert pseudonymise_due(controller="FK", by="os:test", on=today()) == 1
    anna = Person.objects.get(pk="P1")
    assert (anna.personal_identity_number, anna.name, anna.birth_date, anna.identity_lookup) == (
        None, None, None, None,
    )  # fmt: skip
    assert (anna.sex, anna.birth_year) == ("woman", 1980)
    assert Participation.objects.filter(person=anna).exists()
    assert Person.objects.get(pk="P2").key_id is not None
    assert pseudonymise_due(controller="FK", by="os:test", on=today()) == 0


def test_someone_who_takes_part_is_kept(officer: Acting) -> None:
    """An open participation, or one measured lately, is not past its day."""
    Participation.objects.filter(pk="D1").update(exited_on=None, exit_reason=None)
    assert "FK" not in {due.controller for due in due_by_controller(today())}


def test_reviews_are_drawn_once_a_month_and_judged_with_a_reason(
    officer: Acting, make_user: MakeUser, sign_in: SignIn
) -> None:
    """Only the own controller's readings, never one's own, at most twenty; late ones are shown."""
    registrar = sign_in(make_user(Role.REGISTRAR))
    for _ in range(25):
        registrar.get("/deltagare/D1/")
    municipal = sign_in(make_user(Role.REGISTRAR, organisation="K1"))
    municipal.get("/deltagare/D2/")
    assert draw_reviews(by=officer, month=today()) == 20
    drawn = AuditEntry.objects.filter(sequence__in=LogReview.objects.values("sequence"))
    assert {each.controller for each in drawn} == {"FK"}
    with pytest.raises(NotNow, match="redan dragen"):
        draw_reviews(by=officer, month=today())
    review = LogReview.objects.first()
    assert review is not None
    with pytest.raises(NotNow):
        judge(by=officer, review=review, judgement="justified", reason=" ")
    judge(by=officer, review=review, judgement="justified", reason="Bokat möte samma dag.")
    assert LogReview.objects.filter(judgement="").count() == 19


def test_the_officer_looks_up_only_with_a_reason_and_at_the_own_controller(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """Anna is FK's and shown, in the log with the reason; Bo is K1's and answered as nobody."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    assert client.post("/dataskydd/person/", {"number": ANNA}).status_code == 422
    page = client.post("/dataskydd/person/", {"number": ANNA, "reason": "Begäran 12"})
    assert "Anna Påhittad" in page.content.decode()
    entry = AuditEntry.objects.get(action="extract", subject="P1")
    assert (entry.reason, entry.role) == ("Begäran 12", "data_protection_officer")
    other = client.post("/dataskydd/person/", {"number": BO, "reason": "Begäran"}, follow=True)
    assert "Ingenting finns om personen." in other.content.decode()


def test_an_officer_does_not_look_themselves_up(make_user: MakeUser, sign_in: SignIn) -> None:
    """Nobody opens their own record: their number is answered as one that nobody has."""
    user = make_user(Role.DATA_PROTECTION_OFFICER)
    administrator = actor_of(make_user(Role.SYSTEM_ADMINISTRATOR), on=today()).roles[0]
    set_own_number(by=administrator, user=user, number=read_number(ANNA))
    client = sign_in(user)
    for address in ("/dataskydd/person/", "/dataskydd/radera/"):
        given = {"number": ANNA, "reason": "Begäran 12", "sure": "on"}
        page = client.post(address, given, follow=True).content.decode()
        assert "Ingenting finns om personen." in page
    assert Person.objects.filter(pk="P1").exists()


def test_one_act_ends_all_access_of_the_authority(make_user: MakeUser, sign_in: SignIn) -> None:
    """Everyone at FK is out at once, but for the officer; K1 works on."""
    officer = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    ours = sign_in(make_user(Role.REGISTRAR))
    theirs = sign_in(make_user(Role.REGISTRAR, organisation="K1"))
    assert Session.objects.count() == 3
    page = officer.get("/dataskydd/handelse/").content.decode()
    assert 'action="/dataskydd/handelse/avsluta-allt/"' not in page
    page = officer.get("/dataskydd/handelse/avsluta-allt/").content.decode()
    assert "Det gäller Försäkringskassan. Inloggade personer och system: 1. Sessioner: 1." in page
    assert ours.get("/deltagare/").status_code == 200
    officer.post("/dataskydd/handelse/avsluta-allt/")
    assert ours.get("/deltagare/").status_code == 302
    assert theirs.get("/deltagare/").status_code == 200
    assert officer.get("/dataskydd/").status_code == 200


def test_one_act_ends_all_access_of_everyone(make_user: MakeUser, sign_in: SignIn) -> None:
    """Of every authority, and the administrator's own other sessions; the one at hand stays."""
    administrator = make_user(Role.SYSTEM_ADMINISTRATOR)
    here, elsewhere = sign_in(administrator), sign_in(administrator)
    ours = sign_in(make_user(Role.REGISTRAR))
    theirs = sign_in(make_user(Role.REGISTRAR, organisation="K1"))
    page = here.get("/system/avsluta-allt/").content.decode()
    assert "Inloggade personer och system: 3. Sessioner: 3." in page
    assert ours.get("/").status_code == 200
    here.post("/system/avsluta-allt/")
    assert [each.get("/").status_code for each in (ours, theirs, elsewhere)] == [302] * 3
    assert here.get("/system/").status_code == 200
    assert AuditEntry.objects.get(action="end_all_access").payload == (
        '{"organisation": "", "sessions": 3}'
    )


def test_it_is_said_how_much_would_end(make_user: MakeUser, sign_in: SignIn) -> None:
    """Who is signed in, in how many sessions, and the tokens that work; not what is over."""
    system = make_user(Role.REGISTRAR, is_system=True)
    administrator = actor_of(make_user(Role.SYSTEM_ADMINISTRATOR), on=today()).roles[0]
    for _ in range(3):
        make_token(by=administrator, user=system, last_day=today() + timedelta(days=9))
    first, second, _third = ApiToken.objects.order_by("pk")
    end_token(by=administrator, token=first)
    ApiToken.objects.filter(pk=second.pk).update(last_day=today() - timedelta(days=1))
    registrar = make_user(Role.REGISTRAR)
    clients = [sign_in(registrar) for _ in range(3)]
    here = clients[0].session.session_key or ""
    sign_in(make_user(Role.REGISTRAR, organisation="K1"))
    assert access_now(but="", organisation="FK") == Access(sessions=3, users=1, tokens=1)
    assert access_now(but=here, organisation="FK") == Access(sessions=2, users=1, tokens=1)
    Session.objects.filter(pk=here).update(expire_date=now() - timedelta(days=1))
    assert access_now(but="", organisation="FK") == Access(sessions=2, users=1, tokens=1)
    assert access_now(but="").users == 2


def test_an_incident_says_who_saw_whom(make_user: MakeUser, sign_in: SignIn) -> None:
    """By user and act, with how many people, and their pseudonyms as a file."""
    registrar = make_user(Role.REGISTRAR)
    sign_in(registrar).get("/deltagare/D1/")
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    days = {
        "since": f"{today() - timedelta(days=1)}T00:00",
        "until": f"{today() + timedelta(days=1)}T00:00",
        "by": f"user:{registrar.pk}",
    }
    page = client.get("/dataskydd/handelse/", days).content.decode()
    assert registrar.name in page
    assert "1 person berörs" in page
    assert client.get("/dataskydd/handelse/lista.csv", days).content == b"person_id\nP1\n"


def test_the_log_of_another_controller_is_not_seen(make_user: MakeUser, sign_in: SignIn) -> None:
    """FK's officer reads FK's entries, and none of K1's."""
    sign_in(make_user(Role.REGISTRAR, organisation="K1")).get("/deltagare/D2/")
    sign_in(make_user(Role.REGISTRAR)).get("/deltagare/D1/")
    page = sign_in(make_user(Role.DATA_PROTECTION_OFFICER)).get("/dataskydd/logg/")
    assert ">P1<" in page.content.decode()
    assert ">P2<" not in page.content.decode()


def test_an_incident_covers_ones_people_whoever_read_them(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """K1's reader of FK's person is told to FK, also when the person is gone from the register.

    What K1 did with its own people stays K1's.
    """
    stranger = actor_of(make_user(Role.REGISTRAR, organisation="K1"), on=today()).roles[0]
    note_reading(by=stranger, persons=["P1"])
    note_reading(by=stranger, persons=["P2"])
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    days = {"since": f"{today() - timedelta(days=1)}T00:00",
            "until": f"{today() + timedelta(days=1)}T00:00"}  # fmt: skip
    assert client.get("/dataskydd/handelse/lista.csv", days).content == b"person_id\nP1\n"
    officer = actor_of(make_user(Role.DATA_PROTECTION_OFFICER), on=today()).roles[0]
    erase_person(by=officer, person=Person.objects.get(pk="P1"), why="begäran")
    only = {**days, "by": stranger.by}
    assert client.get("/dataskydd/handelse/lista.csv", only).content == b"person_id\nP1\n"


@pytest.mark.parametrize("given", ["åsa", "Åsa Registersson", "asa@test.invalid", "user"])
def test_whoever_acted_is_found_by_name(make_user: MakeUser, sign_in: SignIn, given: str) -> None:
    """By a part of the name, whatever its case, by e-mail, or as the log writes it; the act too."""
    user = make_user(Role.REGISTRAR)
    User.objects.filter(pk=user.pk).update(name="Åsa Registersson", email="asa@test.invalid")
    sign_in(user).get("/deltagare/D1/")
    sign_in(make_user(Role.REGISTRAR)).get("/deltagare/D1/")
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    by = f"user:{user.pk}" if given == "user" else given
    days = {"since": f"{today() - timedelta(days=1)}T00:00",
            "until": f"{today() + timedelta(days=1)}T00:00"}  # fmt: skip
    for address, more in (
        ("/dataskydd/handelse/", days),
        ("/dataskydd/logg/", {}),
        ("/dataskydd/logg/", {"action": "read"}),
    ):
        page = client.get(address, {"by": by, **more}).content.decode()
        assert "<td>Åsa Registersson" in page or ">Åsa Registersson <" in page
        assert "Test registrar" not in page
    page = client.get("/dataskydd/logg/", {"by": by, "action": "export"}).content.decode()
    assert "Inget här." in page


@pytest.mark.parametrize("address", ["/dataskydd/logg/", "/dataskydd/handelse/"])
def test_a_name_that_nobody_has_is_said(make_user: MakeUser, sign_in: SignIn, address: str) -> None:
    """Nobody of that name is another answer than nothing done."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    given = {"since": "2026-01-01T00:00", "until": "2026-02-01T00:00", "by": "Nissen"}
    if "logg" in address:
        given = {"by": "Nissen"}
    page = client.get(address, given).content.decode()
    assert "Ingen användare och inget system heter ”Nissen”." in page
    assert "personer berörs" not in page


def test_the_log_is_searched_by_the_words_that_it_shows(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """Each kind of act that the code logs has its words, and is in the list."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    page = client.get("/dataskydd/logg/").content.decode()
    assert '<option value="read">läst</option>' in page
    assert client.get("/dataskydd/logg/", {"action": "read"}).content.decode().count("läst") >= 1


def test_reviews_show_what_to_begin_with(make_user: MakeUser, sign_in: SignIn) -> None:
    """Who read whom when in which role stands in the list; and that it was looked at is logged."""
    registrar = make_user(Role.REGISTRAR)
    sign_in(registrar).get("/deltagare/D1/")
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    client.post("/dataskydd/granskning/")
    before = AuditEntry.objects.filter(action="read_log", table="log_review").count()
    page = client.get("/dataskydd/granskning/").content.decode()
    for told in (registrar.name, "deltagaransvarig", "läst", "P1", f"{today():%Y-%m-%d}"):
        assert told in page
    assert AuditEntry.objects.filter(action="read_log", table="log_review").count() == before + 1


def test_the_register_of_processing_is_in_words(make_user: MakeUser, sign_in: SignIn) -> None:
    """What is encrypted or left out is named as people name it, not as the code does."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    page = client.get("/dataskydd/behandlingar/").content.decode()
    assert "personnummer, namn, födelsedag" in page
    client.post("/sprak/", {"language": "en"})
    page = client.get("/dataskydd/behandlingar/").content.decode()
    assert "personal identity number, name, day of birth" in page


@pytest.mark.parametrize("address", ["/dataskydd/logg/", "/dataskydd/handelse/"])
def test_a_day_that_nobody_means_is_told(
    make_user: MakeUser, sign_in: SignIn, address: str
) -> None:
    """The first day there is would be before it in another time zone."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    for day in ("0001-01-01", "0001-01-01T00:00", "1849-12-31T23:59"):
        assert client.get(address, {"since": day, "until": "2026-01-01T00:00"}).status_code == 200


def test_what_could_not_be_erased_is_told_on_the_page(
    make_user: MakeUser, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the officer's page and by the registrar's, and the person is still there."""

    def refuses(**_given: object) -> None:
        raise NotErased(["participation"])

    monkeypatch.setattr(persons, "erase_person", refuses)
    monkeypatch.setattr(consent, "protect_identity", refuses)
    officer = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    given = {"number": ANNA, "reason": "Begäran 12", "sure": "on"}
    registrar = sign_in(make_user(Role.REGISTRAR))
    for answer in (
        officer.post("/dataskydd/radera/", given),
        registrar.post("/deltagare/person/P1/skydd/", given),
    ):
        assert answer.status_code == 422
        assert "participation" in answer.content.decode()


def test_fewer_months_are_asked_about(make_user: MakeUser, sign_in: SignIn) -> None:
    """How many would be disposed of is said before it is decided."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    given = {"pseudonymised_after_months": 1, "key_destroyed_after_years": 10}
    answer = client.post("/dataskydd/villkor/", given)
    assert answer.status_code == 422
    assert "Då ska 1 person gallras." in answer.content.decode()
    assert not ControllerTerms.objects.exists()
    assert client.post("/dataskydd/villkor/", {**given, "sure": "on"}).status_code == 302
    assert ControllerTerms.objects.get().pseudonymised_after_months == 1
