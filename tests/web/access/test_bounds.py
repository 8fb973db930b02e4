"""What the table of roles and addresses cannot tell: whose people, whose work, in which role."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.unit.register.small_register import ANNA
from tests.web.cases.conftest import Desk, OpenCase, desks, new_case, open_case  # noqa: F401 - fixtures
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.clock import today
from samsyn.register.models import (
    Assignment,
    AuditEntry,
    ControllerTerms,
    Job,
    LogReview,
    Participation,
    Person,
    RoleHolding,
    User,
)
from samsyn.register.roles import PlaceKind, Role
from samsyn.web import jobs


@pytest.mark.usefixtures("desks")
def test_only_the_controller_takes_a_protected_person_away(
    desks: dict[str, Desk],  # noqa: F811
    open_case: OpenCase,  # noqa: F811
) -> None:
    """AF sees the shared case; that does not let it erase FK's person and their participation."""
    case = open_case(ANNA)
    address = f"/arenden/{case.pk}/skydd/"
    answer = desks["AF-01"].client.post(address, {"sure": "on"})
    assert answer.status_code == 422
    assert "Personen hör till Försäkringskassan." in answer.content.decode()
    assert Participation.objects.filter(pk="D1").exists()
    assert desks["FK-01"].client.post(address, {"sure": "on"}).status_code == 302
    assert not Person.objects.filter(pk="P1").exists()
    assert AuditEntry.objects.get(action="protect_identity").controller == "FK"


def test_ones_own_work_is_not_joined_with_anothers(make_user: MakeUser, sign_in: SignIn) -> None:
    """Two who order an export at the same time get one each; the same one twice is one."""
    ours, theirs = make_user(Role.REGISTRAR), make_user(Role.REGISTRAR, organisation="K1")
    for user in (ours, ours, theirs):
        client = sign_in(user)
        answer = client.post("/import-export/ut/", {})
        assert client.get(answer["Location"]).status_code == 200
    assert sorted(Job.objects.values_list("user", flat=True)) == sorted([ours.pk, theirs.pk])


def test_retention_runs_for_each_controller(make_user: MakeUser, sign_in: SignIn) -> None:
    """Two officers who press on the same day each dispose of their own controller's."""
    for code in ("FK", "K1"):
        sign_in(make_user(Role.DATA_PROTECTION_OFFICER, code)).post("/dataskydd/gallring/gallra/")
    for job in Job.objects.all():
        jobs.carry_out(job.pk)
    assert not Person.objects.filter(key_id__isnull=False).exists()


def test_shared_work_is_seen_by_whoever_joined_it(make_user: MakeUser, sign_in: SignIn) -> None:
    """The results are the same for all: the second who waits sees how far they have come."""
    analysts = [make_user(Role.NATIONAL_ANALYST) for _ in range(2)]
    for user in analysts:
        (acting,) = actor_of(user, on=today()).roles
        job = jobs.start("quality", by=acting)
        assert sign_in(user).get(f"/arbete/{job.pk}/").status_code == 200
    assert Job.objects.count() == 1


@pytest.fixture
def officer(make_user: MakeUser) -> User:
    """A data protection officer of FK and K1 both, employed by neither."""
    user = make_user(Role.DATA_PROTECTION_OFFICER, "FK", organisation=None)
    Assignment.objects.create(
        holding=RoleHolding.objects.get(user=user),
        place_kind=PlaceKind.CONTROLLER,
        place="K1",
        first_day=today() - timedelta(days=1),
    )
    return user


def looked_at(client: Client) -> str:
    return client.get("/dataskydd/villkor/").content.decode()


def test_an_officer_of_two_acts_for_one_at_a_time(
    officer: User, make_user: MakeUser, sign_in: SignIn
) -> None:
    """Each log tells its own; nobody goes on in a role they do not have."""
    sign_in(make_user(Role.REGISTRAR)).get("/deltagare/D1/")
    client = sign_in(officer)
    assert "Försäkringskassan" in looked_at(client)
    asked = {"number": f"{ANNA[:8]}-{ANNA[8:]}", "reason": "Begäran 12"}
    assert "Anna Påhittad" in client.post("/dataskydd/person/", asked).content.decode()
    assert AuditEntry.objects.get(action="extract").controller == "FK"
    client.post("/roll/", {"acting": "data_protection_officer:K1"})
    assert "Kommunen" in looked_at(client)
    assert "Anna" not in client.post("/dataskydd/person/", asked).content.decode()
    client.post("/dataskydd/granskning/")
    assert not LogReview.objects.exclude(controller="K1").exists()
    client.post("/roll/", {"acting": "system_administrator:"})
    assert "Kommunen" in looked_at(client)
    assert client.get("/system/").status_code == 404


def test_a_form_of_one_controller_is_not_sent_for_another(officer: User, sign_in: SignIn) -> None:
    """Opened for FK, and K1 chosen in another window: nothing is done, and it is said why."""
    client = sign_in(officer)
    page = client.get("/dataskydd/villkor/").content.decode()
    assert 'name="acting_as" value="data_protection_officer:FK"' in page
    client.post("/roll/", {"acting": "data_protection_officer:K1"})
    answer = client.post(
        "/dataskydd/villkor/",
        {"acting_as": "data_protection_officer:FK", "pseudonymised_after_months": 1},
    )
    assert answer.status_code == 409
    assert "Du har bytt roll" in answer.content.decode()
    assert not ControllerTerms.objects.exists()


def test_work_of_the_register_as_it_is_does_not_join_what_has_begun(make_user: MakeUser) -> None:
    """What was changed since is not in it; and what a stop broke off is joined by nobody."""
    (acting,) = actor_of(make_user(Role.NATIONAL_ANALYST), on=today()).roles
    begun = jobs.start("quality", by=acting)
    assert jobs.start("quality", by=acting) == begun
    Job.objects.update(state="working")
    assert jobs.start("quality", by=acting) != begun
    jobs.fail_broken()
    begun.refresh_from_db()
    assert begun.state == "failed"
    assert "Beställ det igen" in begun.message


def test_a_role_is_chosen_where_there_are_several(officer: User, sign_in: SignIn) -> None:
    """The choice is on every page, and only where there is one."""
    page = sign_in(officer).get("/").content.decode()
    assert page.count("<option value=") == 2
    assert 'value="data_protection_officer:FK" selected' in page


def test_what_a_refusal_tells_of_someone_is_logged(
    desks: dict[str, Desk],  # noqa: F811
    open_case: OpenCase,  # noqa: F811
) -> None:
    """A case that goes on elsewhere is learnt by trying to open another: that is a search."""
    case = open_case(ANNA)
    client = desks["FK-02"].client
    answer = client.post("/arenden/nytt/", new_case(ANNA, insurance_office="FK-02"))
    assert "pågår, men inte hos ditt kontor" in answer.content.decode()
    told = AuditEntry.objects.get(action="search", by=f"user:{desks['FK-02'].user.pk}")
    assert told.subject == case.person_id
