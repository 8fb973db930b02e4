"""Someone who is erased is in no file: not under another id, in a workbook, packed or left over."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from tests.unit.register.small_register import ANNA, BASE, BO, identity_number, write
from tests.web.conftest import MakeUser, SignIn
from tests.web.transfer.test_transfer import PARTICIPATION, PERSON, acting, job_of

from samsyn.evaluation.assignment_log import AssignmentLog
from samsyn.exchange.writing import write_package
from samsyn.register.actions.erase_person import NotErased, erase_person
from samsyn.register.actions.import_package import import_package
from samsyn.register.clock import now, today
from samsyn.register.erasing import Traces, proof_of
from samsyn.register.identity import seal
from samsyn.register.incoming import look_at
from samsyn.register.kept_files import exports, uploads
from samsyn.register.keys import keys_for
from samsyn.register.models import Draft, Erasure, IdempotencyKey, Job, Person, User
from samsyn.register.recognising import Rows, Sought
from samsyn.register.refused import refused_folder
from samsyn.register.roles import Role
from samsyn.web import jobs

ANOTHER = identity_number("19900516", "986")
Erase = Callable[[], Erasure]


@pytest.fixture
def registrar(make_user: MakeUser) -> User:
    """FK's, in I1, where Anna (P1, D1) took part."""
    return make_user(Role.REGISTRAR)


@pytest.fixture
def erase(make_user: MakeUser) -> Erase:
    """Erases Anna."""
    officer = acting(make_user(Role.DATA_PROTECTION_OFFICER))
    return lambda: erase_person(by=officer, person=Person.objects.get(pk="P1"), why="begäran")


def found(proof: list[dict[str, object]], where: str) -> object:
    return next(each["found"] for each in proof if each["where"] == where)


def in_clear(home: Path, number: str = ANNA) -> list[Path]:
    """The files below ``home`` in which the number can be read, packed or not."""
    held = []
    for path in home.rglob("*"):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        else:
            parts = [path.read_bytes()] if path.is_file() else []
        held += [path for part in parts if number.encode() in part][:1]
    return held


def packed(to: Path, tables: dict, tmp_path: Path) -> Path:
    """A package of ``tables`` at ``to``."""
    frames = {name: pl.DataFrame(rows) for name, rows in tables.items()}
    return write_package(frames, to=to, name="u", created=now(), invented=False)


def test_a_marked_workbook_goes(
    registrar: User, erase: Erase, samsyn_home: Path, tmp_path: Path
) -> None:
    """What came back to be corrected holds the number in a cell; so does what was sent in."""
    wrong = {**BASE["participation"][0], "exit_reason": "nonsense"}
    tables = {"person": [BASE["person"][0]], "participation": [wrong]}
    job = job_of(registrar, tables, tmp_path, workbook=True)
    book = exports() / job.result["file"]
    cells = (cell.value for row in openpyxl.load_workbook(book)["Person"] for cell in row)
    assert ANNA in list(cells)
    assert found(proof_of(Traces.of("P1")), "files") == 2
    assert found(erase().proof, "files") == 0
    assert not book.exists()
    assert in_clear(samsyn_home) == []


def test_the_number_under_another_id_goes(
    registrar: User, erase: Erase, samsyn_home: Path, tmp_path: Path
) -> None:
    """A refused row has Anna's number and the id P9: it goes with P9's participation, from the
    folder and from what was packed; a row refused beside it stays, and so does Bo's P2."""
    twin = {**BASE["person"][0], "person_id": "P9", "birth_date": ""}
    other = {**PERSON, "person_id": "P8", "personal_identity_number": ANOTHER, "sex": "x"}
    rows = [PARTICIPATION, {**PARTICIPATION, "participation_id": "D8", "person_id": "P8"}]
    job = job_of(registrar, {"person": [twin, other], "participation": rows}, tmp_path,
                 take_in=True)  # fmt: skip
    assert job.result.get("file"), (job.state, job.message)
    assert len(in_clear(samsyn_home)) == 2
    assert found(erase().proof, "files") == 0
    assert in_clear(samsyn_home) == []
    (folder,) = refused_folder().iterdir()
    assert [line[:2] for line in (folder / "person.csv").read_text().splitlines()[1:]] == ["P8"]
    left = (folder / "participation.csv").read_text().splitlines()[1:]
    assert [line[:2] for line in left] == ["D8"]
    assert not (exports() / job.result["file"]).exists()


def test_a_row_that_lends_the_number_to_another_takes_only_itself(
    registrar: User, erase: Erase
) -> None:
    """Anna's number was written on Bo's row by mistake: that row goes, Bo's other rows stay."""
    folder = refused_folder() / "2026-01-01T00-00-00"
    folder.mkdir()
    (folder / "person.csv").write_text(f"person_id,personal_identity_number\nP2,{ANNA}\nP2,\n")
    (folder / "participation.csv").write_text("participation_id,person_id\nD2,P2\nD7,P2\n")
    erase()
    assert (folder / "person.csv").read_text() == "person_id,personal_identity_number\nP2,\n"
    assert "D7,P2" in (folder / "participation.csv").read_text()


FORMS = (
    ANNA,
    f"{ANNA[:8]}-{ANNA[8:]}",
    f"{ANNA[2:8]}-{ANNA[8:]}",
    ANNA[2:],
    f"{ANNA[2:8]}+{ANNA[8:]}",
    f"{ANNA[:8]} {ANNA[8:]}",
    f"{ANNA[:4]}-{ANNA[4:6]}-{ANNA[6:8]}-{ANNA[8:]}",
    f"{ANNA[2:8]}\N{EN DASH}{ANNA[8:]}",
)


NAMES = ("note.txt", "person.csv", "x.json", "broken.csv")


def test_the_number_is_found_in_every_form_and_kind_of_file(registrar: User, erase: Erase) -> None:
    """With or without century and marks, in text, a table, or what is no table."""
    for at, form in enumerate(FORMS):
        for name in NAMES:
            too_long = "x" * 200_000 if name == "broken.csv" else ""
            path = uploads() / f"{at}-{name}"
            path.write_text(f'a,b\n1,"{form}"\n{too_long}', encoding="utf-8")
    beside = uploads() / "beside.txt"
    beside.write_text("".join(f"9{form} {form}1 {BO} " for form in FORMS), encoding="utf-8")
    erase()
    left = [path for path in uploads().iterdir() if path != beside]
    assert {path.name for path in left} == {f"{at}-person.csv" for at in range(len(FORMS))}
    assert {path.read_text() for path in left} == {"a,b\n"}
    assert beside.exists(), "a longer number, or another's, is not the person's"


def test_a_number_held_before_is_sought_too(registrar: User, erase: Erase, tmp_path: Path) -> None:
    """A coordination number that became a personal one lies in old files as it was."""
    changed = {**BASE["person"][0], "personal_identity_number": identity_number("19800101", "984")}
    path = write(tmp_path / "changed", {"person": [changed]})
    import_package(incoming=look_at(path, today=today()), by="os:test")
    note = uploads() / "note.txt"
    note.write_text(ANNA)
    erase()
    assert not note.exists()


def test_an_id_is_sought_where_ids_stand() -> None:
    """The person whose id is 1 is not every count of 1."""
    one = frozenset({"1"})
    sought = Sought({"person_id": one, "participation_id": one, "case_id": one})
    heads = Rows.of([("year", "persons", "okänd"), ("2016", "1", "2"), ("2016", "2", " 1")])
    assert [row[1] for row in sought.about(heads)] == ["2"]
    people = Rows.of([("person_id", "sex"), ("10", "1"), ("1", "man")])
    assert [row[0] for row in sought.about(people)] == ["1"]


def sealed_export(user: User | None, name: str) -> Path:
    """An export that only its recipient opens, ordered by ``user``, or that no job knows."""
    path = exports() / f"{name}.zip.age"
    path.write_bytes(b"age-encryption.org/v1\n...")
    if user:
        Job.objects.create(
            job_id=name, kind="export", user=user, acting_as=acting(user).key, created_at=now(),
            state="done", result={"file": path.name},
        )  # fmt: skip
    return path


def test_a_sealed_export_goes_where_it_may_hold_the_person(
    registrar: User, make_user: MakeUser, erase: Erase
) -> None:
    """FK's own, and one that nobody answers for; K1's stays, for FK's people are not in it."""
    ours, unknown = sealed_export(registrar, "ours"), sealed_export(None, "unknown")
    theirs = sealed_export(make_user(Role.REGISTRAR, organisation="K1"), "theirs")
    assert found(erase().proof, "files") == 0
    assert [path.exists() for path in (ours, unknown, theirs)] == [False, False, True]


def test_what_others_have_sent_in_is_left_alone(
    registrar: User, make_user: MakeUser, sign_in: SignIn, tmp_path: Path
) -> None:
    """Protecting Anna takes her from what waits, and K1's upload is taken in as if nothing was."""
    bos = {**PERSON, "controller": "K1", "birth_year": "1990"}
    theirs = packed(
        uploads() / "theirs.zip", {"person": [bos], "participation": [PARTICIPATION]}, tmp_path
    )
    same_number = packed(
        uploads() / "same.zip", {"person": [{**BASE["person"][0], "person_id": "Q1",
                                            "controller": "K1"}]}, tmp_path,
    )  # fmt: skip
    colleague = packed(uploads() / "colleague.zip", {"person": [PERSON]}, tmp_path)
    hers = packed(uploads() / "hers.zip", {"participation": [BASE["participation"][0]]}, tmp_path)
    other = make_user(Role.REGISTRAR, organisation="K1")
    job = jobs.start("import", by=acting(other), file="theirs.zip", take_in=True)
    sign_in(registrar).post("/deltagare/person/P1/skydd/", {"sure": "on"})
    assert not Person.objects.filter(pk="P1").exists()
    assert [path.exists() for path in (theirs, same_number, colleague, hers)] == [
        True, True, True, False,
    ]  # fmt: skip
    jobs.carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "")
    assert Person.objects.filter(pk="P9", controller_id="K1").exists()


def test_what_a_killed_process_left_is_searched(
    registrar: User, erase: Erase, samsyn_home: Path, tmp_path: Path
) -> None:
    """A package in clear that was to be sealed, and one that was half written."""
    for folder in (samsyn_home / ".sealing-x", exports() / ".partial-x" / "package"):
        write(folder, {"person": [BASE["person"][0]]})
    assert len(in_clear(samsyn_home)) == 2
    assert found(proof_of(Traces.of("P1")), "files") == 2
    erase()
    assert in_clear(samsyn_home) == []


def test_what_a_study_keeps_is_said(
    registrar: User, erase: Erase, samsyn_home: Path, sign_in: SignIn, make_user: MakeUser
) -> None:
    """Its tables and its draw stay under the pseudonym, in a line of the proof of its own."""
    tables, draw = (samsyn_home / "studies" / "s" / name for name in ("tables", "draw"))
    tables.mkdir(parents=True)
    draw.mkdir()
    (tables / "study_person.csv").write_text("person_id,site\nP1,0180\nP10,0180\n")
    pl.DataFrame({"person_id": ["P1", "P2"], "month": [1, 1]}).write_parquet(
        tables / "study_delivery.parquet"
    )
    with AssignmentLog(draw / "assignments.sqlite", study="s") as log:
        log._database.execute("INSERT INTO assignment VALUES (1,'P1','0180',1,1,'[]','FS')")
    officer = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    number = f"{ANNA[:8]}-{ANNA[8:]}"
    page = officer.post("/dataskydd/radera/", {"number": number, "reason": "x", "sure": "on"})
    assert "behålls under pseudonym" in page.content.decode()
    told = {"where": "studies", "found": 3, "kept": True}
    assert told in Erasure.objects.get().proof
    assert "P1,0180" in (tables / "study_person.csv").read_text()
    assert "utom 3 rader i studier" in officer.get("/dataskydd/gallring/").content.decode()


def test_an_answer_that_names_the_participation_goes(registrar: User, erase: Erase) -> None:
    """It is counted in the proof; an answer about another's is there."""
    for key in ("D1", "D2"):
        IdempotencyKey.objects.create(
            user=registrar, key=key, request_hash="x", status=200,
            answer={"participation_id": key, "warnings": []},
        )  # fmt: skip
    assert found(proof_of(Traces.of("P1")), "idempotency_key") == 1
    assert found(erase().proof, "idempotency_key") == 0
    assert IdempotencyKey.objects.get().key == "D2"


def test_a_draft_with_the_number_goes(registrar: User, erase: Erase) -> None:
    """Someone had begun to register Anna in again; what was written of another is there."""
    key = keys_for(["FK"]).of_controller("FK")
    assert key is not None
    for form, number in (("in/I1", FORMS[1]), ("in/I2", CILLA_WRITTEN)):
        text = f'{{"number": ["{number}"]}}'
        sealed = seal([text], rows=[f"{registrar.pk}/{form}"], field="draft", key=key)[0] or ""
        Draft.objects.create(
            user=registrar, form=form, sealed=sealed, key_id=key.key_id, saved_at=now()
        )
    assert found(proof_of(Traces.of("P1")), "draft") == 1
    assert found(erase().proof, "draft") == 0
    assert Draft.objects.get().form == "in/I2"


CILLA_WRITTEN = f"{ANOTHER[:8]}-{ANOTHER[8:]}"


def test_no_file_is_touched_where_a_row_is_left(
    registrar: User, erase: Erase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files cannot be taken back, so the register is proved first."""
    note = uploads() / "note.txt"
    note.write_text(ANNA)
    monkeypatch.setattr("samsyn.register.actions.erase_person.erase_rows", lambda traces: None)
    with pytest.raises(NotErased, match="Inget i registret är ändrat"):
        erase()
    assert note.exists()
