"""What a package may say of people who are there already: no more than the pages let one do."""

from pathlib import Path

import pytest
from tests.unit.register.small_register import ANNA, BASE, identity_number
from tests.web.conftest import MakeUser
from tests.web.transfer.test_transfer import CILLA, PARTICIPATION, PERSON, acting, job_of

from samsyn.register.actions.keep_user import set_own_number
from samsyn.register.identity_number import read_number
from samsyn.register.models import AuditEntry, Intervention, Job, Participation, Person, User
from samsyn.register.names import shown
from samsyn.register.roles import Role

IN_I2 = {**PARTICIPATION, "person_id": "P1", "intervention_code": "I2"}


@pytest.fixture
def elsewhere(make_user: MakeUser) -> User:
    """A registrar of I2 at FK, where nobody takes part yet."""
    found = Intervention.objects.get(pk="I1")
    found.pk = "I2"
    found.save(force_insert=True)
    return make_user(Role.REGISTRAR, "I2")


def refused(job: Job) -> bool:
    return job.state == "failed" and "inte hör till dina uppdrag" in job.message


def test_an_id_alone_brings_nobody_in(elsewhere: User, tmp_path: Path) -> None:
    """P1 takes part in I1: whoever guesses the id does not get to see who that is."""
    assert refused(job_of(elsewhere, {"participation": [IN_I2]}, tmp_path, take_in=True))
    assert not Participation.objects.filter(intervention="I2").exists()


def test_someone_elses_person_is_not_renamed(elsewhere: User, tmp_path: Path) -> None:
    """Neither name nor number, of someone in another intervention."""
    other = {**BASE["person"][0], "name": "Någon", "personal_identity_number": CILLA}
    assert refused(job_of(elsewhere, {"person": [other]}, tmp_path, take_in=True))
    assert shown([Person.objects.get(pk="P1")])["P1"].name == "Anna Påhittad"


def test_whoever_has_the_number_may_enter_the_person(elsewhere: User, tmp_path: Path) -> None:
    """As in the pages: the number is what the person gives."""
    tables = {"person": [BASE["person"][0]], "participation": [IN_I2]}
    job = job_of(elsewhere, tables, tmp_path, take_in=True)
    assert (job.state, job.message) == ("done", "")
    assert Participation.objects.get(intervention="I2").person_id == "P1"


@pytest.mark.parametrize("person_id", ["P1", "P9"])
def test_nobody_brings_themselves_in(make_user: MakeUser, tmp_path: Path, person_id: str) -> None:
    """Neither as the person one is already, nor as a new one."""
    user = make_user(Role.REGISTRAR)
    administrator = acting(make_user(Role.SYSTEM_ADMINISTRATOR))
    set_own_number(by=administrator, user=user, number=read_number(ANNA))
    user.refresh_from_db()
    oneself = {**BASE["person"][0], "person_id": person_id, "name": "Jag"}
    tables = {"person": [oneself], "participation": [{**PARTICIPATION, "person_id": person_id}]}
    assert refused(job_of(user, tables, tmp_path, take_in=True))


def test_the_log_tells_whom_a_package_was_about(make_user: MakeUser, tmp_path: Path) -> None:
    """By whom, in which role, at which controller, and of each person."""
    user = make_user(Role.REGISTRAR)
    number = identity_number("19900516", "986")
    other = {**PERSON, "person_id": "P8", "personal_identity_number": number}
    tables = {
        "person": [PERSON, other],
        "participation": [
            PARTICIPATION,
            {**PARTICIPATION, "participation_id": "D8", "person_id": "P8"},
        ],
    }
    assert job_of(user, tables, tmp_path, take_in=True).state == "done"
    told = AuditEntry.objects.filter(action="import", by=f"user:{user.pk}")
    assert set(told.values_list("role", "controller")) == {("registrar", "FK")}
    assert set(told.exclude(subject="").values_list("subject", flat=True)) == {"P8", "P9"}
