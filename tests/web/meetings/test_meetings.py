"""Transition meetings: registered, listed by office, corrected, and without a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.clock import today
from samsyn.register.models import Assignment, AuditEntry, Organisation, TransitionMeeting
from samsyn.register.roles import Role

HELD = today() - timedelta(days=3)
HERE = "/omstallningsmoten/"


@pytest.fixture
def caseworker(make_user: MakeUser, sign_in: SignIn) -> Client:
    """At FK-01."""
    return sign_in(make_user(Role.CASEWORKER))


def meeting(**other: object) -> dict[str, object]:
    return {
        "held_on": HELD,
        "sex": "woman",
        "reason": "sickness_benefit_ending",
        "municipality_code": "0180",
        **other,
    }


def registered(client: Client, **other: object) -> TransitionMeeting:
    answer = client.post(HERE, meeting(**other))
    assert answer.status_code == 302, answer.content.decode()
    latest = TransitionMeeting.objects.order_by("-registered_at").first()
    assert latest is not None
    return latest


def test_a_meeting_is_registered_and_listed(caseworker: Client) -> None:
    """The day, the sex, why and where; in the office's list and in the log, and about nobody."""
    found = registered(caseworker)
    assert (found.held_on, found.sex, found.reason, found.municipality_code) == (
        HELD, "woman", "sickness_benefit_ending", "0180",
    )  # fmt: skip
    page = caseworker.get(HERE).content.decode()
    assert f'<th scope="row">{HELD}</th><td>Kvinna</td><td>Sjukpenning upphör</td>' in page
    entry = AuditEntry.objects.get(action="register_meeting")
    assert (entry.key, entry.subject) == (found.pk, "")


def test_another_office_finds_no_meeting(
    caseworker: Client, make_user: MakeUser, sign_in: SignIn
) -> None:
    """Not another office's, not the other authority's of the same name, not an imported one."""
    found = registered(caseworker)
    imported = TransitionMeeting.objects.create(
        meeting_id="M1", held_on=HELD, sex="man", reason="sickness_benefit_ending"
    )
    Organisation.objects.create(
        organisation_code="AF", party="public_employment_service", name="AF"
    )
    others = [
        sign_in(make_user(Role.CASEWORKER, "FK-02")),
        sign_in(make_user(Role.CASEWORKER, "FK-01", organisation="AF")),
    ]
    for client in others:
        assert "Inga möten än" in client.get(HERE).content.decode()
        for end in ("", "ta-bort/"):
            assert client.get(f"{HERE}{found.pk}/{end}").status_code == 404
            assert client.post(f"{HERE}{found.pk}/{end}", {"why": "x"}).status_code == 404
    assert caseworker.get(f"{HERE}{imported.pk}/").status_code == 404
    assert TransitionMeeting.objects.count() == 2


def test_a_meeting_is_corrected_and_taken_away_with_what_stood_kept(caseworker: Client) -> None:
    """A correction needs its reason; what was there stays in the log."""
    found = registered(caseworker)
    without = caseworker.post(f"{HERE}{found.pk}/", meeting(sex="man"))
    assert without.status_code == 200
    corrected = caseworker.post(f"{HERE}{found.pk}/", meeting(sex="man", why="Skrev fel"))
    assert corrected.status_code == 302
    found.refresh_from_db()
    assert found.sex == "man"
    assert '"sex": "woman"' in AuditEntry.objects.get(action="replace").payload
    assert AuditEntry.objects.get(action="correct_meeting").reason == "Skrev fel"
    assert caseworker.post(f"{HERE}{found.pk}/ta-bort/", {"why": "Dubbelt"}).status_code == 302
    assert not TransitionMeeting.objects.exists()
    assert '"sex": "man"' in AuditEntry.objects.get(action="remove").payload


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": today() + timedelta(days=1)},
        {"held_on": "igår"},
        {"sex": ""},
        {"reason": "other"},
        {"municipality_code": "9999"},
    ],
)
def test_a_wrong_meeting_is_refused_with_the_reason(
    caseworker: Client, wrong: dict[str, object]
) -> None:
    """A day to come (R04), no day, no sex, codes that are in no list (R01): nothing is taken."""
    answer = caseworker.post(HERE, meeting(**wrong))
    assert answer.status_code == 200
    assert "Något behöver rättas" in answer.content.decode()
    assert not TransitionMeeting.objects.exists()


def test_someone_with_two_offices_says_which(make_user: MakeUser, sign_in: SignIn) -> None:
    """The office is asked for where there are several, and is one of one's own."""
    user = make_user(Role.CASEWORKER)
    first = Assignment.objects.get(holding__user=user)
    Assignment.objects.create(
        holding=first.holding, place_kind="office", place="FK-03", first_day=first.first_day
    )
    client = sign_in(user)
    assert client.post(HERE, meeting()).status_code == 200
    assert client.post(HERE, meeting(office="FK-09")).status_code == 200
    assert registered(client, office="FK-03").held_by.office == "FK-03"


def test_the_list_asks_the_database_as_often_however_long(caseworker: Client) -> None:
    """One meeting or fifty-two: the same number of queries, and fifty a page."""

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            caseworker.get(HERE)
        return len(captured)

    registered(caseworker)
    caseworker.get(HERE)
    few = queries()
    for _ in range(51):
        registered(caseworker)
    caseworker.get(HERE)  # a minute may have gone, and the session is then marked as awake
    assert queries() == few
    assert caseworker.get(HERE).content.decode().count("Rätta<span") == 50
    assert caseworker.get(f"{HERE}?sida=2").content.decode().count("Rätta<span") == 2
