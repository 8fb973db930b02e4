"""In and out in bulk: looked at first, one's own alone, marked where it is wrong."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyrage import decrypt, x25519
from tests.unit.register.small_register import ANNA, BASE, identity_number, write
from tests.web.conftest import MakeUser, SignIn

from samsyn.exchange.writing import write_package
from samsyn.register.access import Acting, actor_of
from samsyn.register.access.scope import outside
from samsyn.register.clock import now, today
from samsyn.register.kept_files import exports, uploads
from samsyn.register.models import Assignment, AuditEntry, Job, Participation, RoleHolding, User
from samsyn.register.roles import Role
from samsyn.web import jobs

CILLA = identity_number("19900515", "984")
PERSON = {
    "person_id": "P9", "controller": "FK", "personal_identity_number": CILLA, "sex": "woman",
    "birth_year": "1990",
}  # fmt: skip
PARTICIPATION = {
    "participation_id": "D9", "person_id": "P9", "intervention_code": "I1",
    "entered_on": "2026-03-01", "consented_on": "2026-03-01",
}  # fmt: skip


@pytest.fixture
def registrar(make_user: MakeUser) -> User:
    return make_user(Role.REGISTRAR)


def acting(user: User) -> Acting:
    return actor_of(user, on=today()).roles[0]


def job_of(user: User, tables: dict, tmp_path: Path, **more: object) -> Job:
    """The job of an uploaded package, carried out."""
    from samsyn.exchange.package import read_package

    package = read_package(write(tmp_path / f"p{Job.objects.count()}", tables))
    name = f"u{Job.objects.count()}.zip"
    frames = {table: frame.drop("_line") for table, frame in package.frames.items()}
    write_package(frames, to=uploads() / name, name="u", created=now(), invented=False)
    job = jobs.start("import", by=acting(user), file=name, **more)
    jobs.carry_out(job.job_id)
    job.refresh_from_db()
    return job


def test_a_package_is_looked_at_and_then_taken_in(registrar: User, tmp_path: Path) -> None:
    """The look changes nothing and says what would come; taking in does it, by its user."""
    tables = {"person": [PERSON], "participation": [PARTICIPATION]}
    looked = job_of(registrar, tables, tmp_path)
    assert (looked.state, looked.message) == ("done", "")
    assert ["person", 1, 0, 0, 0] in looked.result["preview"]
    assert not Participation.objects.filter(pk="D9").exists()
    taken = job_of(registrar, tables, tmp_path, take_in=True)
    assert (taken.state, taken.message) == ("done", "")
    assert Participation.objects.get(pk="D9").person_id == "P9"
    assert AuditEntry.objects.filter(action="import", by=f"user:{registrar.pk}").exists()


def test_a_file_that_is_no_package_is_told_without_where_it_lies(registrar: User) -> None:
    """The user's own file is what is wrong, not a place on the server."""
    (uploads() / "u.zip").write_text("inget paket")
    job = jobs.start("import", by=acting(registrar), file="u.zip")
    jobs.carry_out(job.job_id)
    job.refresh_from_db()
    assert job.message.startswith("Filen ")
    assert str(uploads()) not in job.message


@pytest.mark.parametrize(
    "tables",
    [
        {"person": [{**PERSON, "controller": "K1"}]},
        {"person": [{**PERSON, "person_id": "P2"}]},
        {"participation": [{**PARTICIPATION, "person_id": "P1", "intervention_code": "I2"}]},
        {"participation": [{**PARTICIPATION, "person_id": "P2"}]},
        {"participation": [{**PARTICIPATION, "participation_id": "D2", "person_id": "P1"}]},
        {"measurement": [{"participation_id": "D2", "point": "exit", "measured_on": "2017-03-01"}]},
        {"association": BASE["association"]},
        {"head_count": [{**BASE["head_count"][0], "intervention_code": "I2"}]},
    ],
)
def test_what_is_not_ones_own_is_not_brought_in(
    registrar: User, tmp_path: Path, tables: dict
) -> None:
    """Another controller's person, another intervention, facts: the whole package is refused."""
    job = job_of(registrar, tables, tmp_path, take_in=True)
    assert job.state == "failed"
    assert "inte hör till dina uppdrag" in job.message


def test_ones_own_is_within_scope(registrar: User, tmp_path: Path) -> None:
    """The check refuses nothing that the pages would let through."""
    from samsyn.exchange.package import read_package

    tables = {
        "participation": [{**PARTICIPATION, "person_id": "P1"}],
        "measurement": [{"participation_id": "D9", "point": "entry", "measured_on": "2026-03-01"}],
    }
    package = read_package(write(tmp_path / "own", tables))
    assert outside(package.frames, acting(registrar)) == []


def test_numbers_leave_only_encrypted_and_with_a_reason(registrar: User, sign_in: SignIn) -> None:
    """Without a key or a reason nothing; with both, only the key's owner reads it; logged."""
    client = sign_in(registrar)
    own = x25519.Identity.generate()
    wanted = {"identity_numbers": "on", "recipient": str(own.to_public())}
    assert client.post("/import-export/ut/", {"identity_numbers": "on"}).status_code == 422
    assert client.post("/import-export/ut/", wanted).status_code == 422
    assert client.post("/import-export/ut/", {**wanted, "reason": "Flytt"}).status_code == 302
    job = Job.objects.get(kind="export")
    jobs.carry_out(job.job_id)
    job.refresh_from_db()
    sealed = (exports() / job.result["file"]).read_bytes()
    assert ANNA.encode() not in sealed
    assert b"person.csv" in decrypt(sealed, [own])
    told = AuditEntry.objects.get(action="export_with_identity_numbers")
    assert told.reason == "Flytt"
    assert AuditEntry.objects.filter(action="export", subject="P1").exists()
    assert not AuditEntry.objects.filter(action="export", subject="P2").exists()


def test_a_workbook_comes_back_with_its_errors_marked(
    registrar: User, sign_in: SignIn, tmp_path: Path
) -> None:
    """The template has lists; a wrong cell is told of in a comment and beside the row."""
    client = sign_in(registrar)
    book = openpyxl.load_workbook(BytesIO(client.get("/import-export/mall.xlsx").content))
    sheet = book["Deltagande"]
    headings = [cell.value for cell in sheet[1]]
    assert sheet.data_validations.dataValidation
    for name, value in {**PARTICIPATION, "person_id": "P1", "exit_reason": "arbete"}.items():
        sheet.cell(2, headings.index(name) + 1, value)
    filled = BytesIO()
    book.save(filled)
    answer = client.post(
        "/import-export/arbetsbok/", {"file": SimpleUploadedFile("b.xlsx", filled.getvalue())}
    )
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    job = Job.objects.get()
    jobs.carry_out(job.job_id)
    job.refresh_from_db()
    assert job.state == "done", job.message
    marked = openpyxl.load_workbook(exports() / job.result["file"])["Deltagande"]
    headings = [cell.value for cell in marked[1]]
    wrong = marked.cell(2, headings.index("exit_reason") + 1)
    assert wrong.comment is not None
    assert "arbete" in str(wrong.value)
    assert "R01" in str(marked.cell(2, headings.index("Att göra") + 1).value)


def test_a_file_that_is_something_else_is_said_to_be(registrar: User, sign_in: SignIn) -> None:
    """No workbook, no package: what it is not, and what to do."""
    client: Client = sign_in(registrar)
    junk = SimpleUploadedFile("b.xlsx", b"hej")
    page = client.post("/import-export/arbetsbok/", {"file": junk})
    assert (page.status_code, "Hämta mallen igen" in page.content.decode()) == (422, True)
    client.post("/import-export/paket/", {"file": SimpleUploadedFile("p.zip", b"hej")})
    job = Job.objects.get()
    jobs.carry_out(job.job_id)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.message


def exported(registrar: User) -> tuple[str, Path]:
    """The address and the path of an export that the registrar ordered."""
    job = jobs.start("export", by=acting(registrar), recipient="", reason="")
    jobs.carry_out(job.job_id)
    job.refresh_from_db()
    return f"/import-export/hamta/{job.job_id}/", exports() / job.result["file"]


def test_a_file_is_there_a_week(registrar: User, sign_in: SignIn) -> None:
    """Six days old it is fetched; eight days old it is not there, disposed of or not."""
    client = sign_in(registrar)
    address, path = exported(registrar)
    for days, status in ((6, 200), (8, 404)):
        then = (now() - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
        assert client.get(address).status_code == status
    exported(registrar)
    assert not path.exists()


def test_a_file_is_there_while_the_assignment_lasts(registrar: User, sign_in: SignIn) -> None:
    """More places are no hindrance; without the one it was made for it is not there."""
    client = sign_in(registrar)
    address, _path = exported(registrar)
    holding = RoleHolding.objects.get(user=registrar)
    Assignment.objects.create(
        holding=holding, place_kind="intervention", place="I2", first_day=today()
    )
    assert client.get(address).status_code == 200
    Assignment.objects.filter(place="I1").update(last_day=today() - timedelta(days=1))
    assert client.get("/import-export/").status_code == 200
    assert client.get(address).status_code == 404


def test_a_file_stays_with_the_organisation(registrar: User, sign_in: SignIn) -> None:
    """Whoever comes to another controller does not bring the first one's people along."""
    client = sign_in(registrar)
    address, _path = exported(registrar)
    registrar.organisation_id = "K1"
    registrar.save()
    assert client.get(address).status_code == 404


def test_a_file_stays_with_the_role(registrar: User, sign_in: SignIn) -> None:
    """A manager of the same intervention does not fetch what they had as registrar."""
    client = sign_in(registrar)
    address, _path = exported(registrar)
    Job.objects.update(acting_as=f"{Role.INTERVENTION_MANAGER}:FK")
    assert client.get(address).status_code == 404


def test_marked_and_refused_rows_are_fetched_by_who_sent_them(
    registrar: User, sign_in: SignIn, tmp_path: Path
) -> None:
    """What came back to be corrected is there for its own sender."""
    client = sign_in(registrar)
    wrong = {"participation": [{**BASE["participation"][0], "exit_reason": "nonsense"}]}
    for more in ({"workbook": True}, {"take_in": True}):
        job = job_of(registrar, wrong, tmp_path, **more)
        assert client.get(f"/import-export/hamta/{job.pk}/").status_code == 200


def test_the_quality_is_counted_after_what_was_taken_in(registrar: User, tmp_path: Path) -> None:
    """Not after a look, and not where nothing came in."""
    tables = {"person": [PERSON], "participation": [PARTICIPATION]}
    job_of(registrar, tables, tmp_path)
    assert not Job.objects.filter(kind="quality").exists()
    job_of(registrar, tables, tmp_path, take_in=True)
    (counting,) = Job.objects.filter(kind="quality")
    jobs.carry_out(counting.job_id)
    job_of(registrar, {"person": [PERSON]}, tmp_path, take_in=True)
    assert Job.objects.filter(kind="quality").count() == 1
