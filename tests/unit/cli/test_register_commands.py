"""`samsyn import`, `export`, `snapshot` and `check`, as whoever types them meets them."""

from pathlib import Path

import pytest
from pyrage import x25519
from tests.unit.cli.running import Run, ran
from tests.unit.register.small_register import ANNA, BASE, Row, changed, write

from samsyn.register.models import AuditEntry, ImportReceipt, Participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> Run:
    return ran


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path / "package")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A package with two incomes that cannot be taken: an unknown source, no participation."""
    first = BASE["income"][0]
    rows = [*BASE["income"], {**first, "source": "lottery"}, {**first, "participation_id": "D9"}]
    return write(tmp_path / "broken", {**BASE, "income": rows})


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A package in which an association's heads fall from 100 to 10 (R19)."""
    return write(tmp_path / "many", {**BASE, "head_count": [*heads(2018, 100), *heads(2019, 10)]})


def heads(year: int, persons: int) -> list[Row]:
    row = {**BASE["head_count"][0], "year": str(year), "persons": str(persons)}
    return [row]


def test_an_empty_home_is_prepared_without_a_word(
    run: Run, package: Path, samsyn_home: Path
) -> None:
    """The first command makes keys, mode 600, and says nothing of it."""
    said = run("import", package)
    assert said.status == 0
    assert said.err == ""
    assert (samsyn_home / "keys.json").stat().st_mode & 0o777 == 0o600
    assert "key" not in said.out.lower().replace("nyckel", "")


def test_an_import_says_what_came_in(run: Run, package: Path) -> None:
    """Each table with its number of rows, and the receipt."""
    said = run("import", package)
    assert "participation: 2 nya" in said.out
    assert ImportReceipt.objects.get().receipt_id in said.out


def test_the_same_package_again_is_nothing_new(run: Run, package: Path) -> None:
    """Status 0, and the words "nothing new"."""
    run("import", package)
    said = run("import", package)
    assert said.status == 0
    assert "nothing new" in said.out
    assert run("import", package, "--json").told["outcome"] == "nothing_new"


def test_refused_rows_give_status_3_and_a_package(run: Run, broken: Path) -> None:
    """Each rule hit is named with its count and first row, and the path of the refused rows."""
    said = run("import", broken)
    assert said.status == 3
    assert "R01 ej intagna: 1. Första: R01 income.csv rad 3" in said.out
    assert "R03 ej intagna: 1. Första: R03 income.csv rad 4" in said.out
    kept = Path(said.out.strip().rsplit(" ", 1)[1])
    assert (kept / "income.csv").read_text().count("\n") == 3
    assert Participation.objects.count() == 2


def test_refused_rows_can_be_corrected_and_imported(run: Run, broken: Path) -> None:
    """The package of refused rows, corrected in place, comes in as it is."""
    kept = Path(str(run("import", broken, "--json").told["refused_rows"]))
    income = kept / "income.csv"
    lines = income.read_text().replace("lottery", "student_aid").replace("D9", "D2")
    income.write_text(lines)
    said = run("import", kept)
    assert (said.status, "income: 2 nya" in said.out) == (0, True)


def test_strict_takes_nothing_if_a_row_is_refused(run: Run, broken: Path) -> None:
    """Status 1, nothing changed, and where the refused rows are."""
    said = run("import", broken, "--strict")
    assert said.status == 1
    assert "oförändrat" in said.err
    assert not Participation.objects.exists()
    assert not AuditEntry.objects.exists()
    assert (Path(said.out.strip().rsplit(" ", 1)[1]) / "income.csv").exists()


def test_a_file_that_is_missing_is_something_refused(run: Run, package: Path) -> None:
    """Status 3, or 1 with ``--strict``, though there are no rows to give back."""
    (package / "measurement.csv").unlink()
    assert run("import", package, "--strict").status == 1
    assert not Participation.objects.exists()
    said = run("import", package)
    assert (said.status, "R01" in said.out) == (3, True)
    assert Participation.objects.exists()


def test_a_dry_run_changes_nothing(run: Run, broken: Path, samsyn_home: Path) -> None:
    """Status 0; counts and rules are shown, and neither rows nor folders are written."""
    said = run("import", broken, "--dry-run", "--strict")
    assert said.status == 0
    assert "R01" in said.out
    assert not Participation.objects.exists()
    assert not (samsyn_home / "refused").exists()
    assert run("import", broken, "--dry-run", "--json").told["outcome"] == "dry_run"


def test_an_odd_volume_stops_where_nobody_can_be_asked(run: Run, many: Path) -> None:
    """R19 without a terminal: status 1, nothing changed, and what to do."""
    said = run("import", many)
    assert said.status == 1
    assert "--accept-volume" in said.err
    assert "R19" in said.out
    assert not Participation.objects.exists()
    assert run("import", many, "--accept-volume").status == 0
    assert run("import", many).status == 0  # nothing new: nothing to ask about


@pytest.mark.parametrize(("answer", "status", "rows"), [("y", 0, 2), ("n", 1, 0), ("\n", 1, 0)])
def test_an_odd_volume_is_asked_about_at_a_terminal(
    run: Run, many: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int, rows: int
) -> None:
    """Yes goes on; no, or no answer, changes nothing."""
    monkeypatch.setattr("samsyn.cli.import_package.at_a_terminal", lambda: True)
    said = run("import", many, answer=answer)
    assert said.status == status
    assert Participation.objects.count() == rows
    assert said.out.count("R19 ") <= 2


def test_the_outcome_as_json(run: Run, broken: Path) -> None:
    """A program reads tables, rules with their first row, receipt and path."""
    told = run("import", broken, "--json").told
    assert told["outcome"] == "imported"
    assert told["tables"]["income"] == {"new": 1, "changed": 0, "same": 0, "refused": 2}  # type: ignore[index]
    first = next(rule for rule in told["rules"] if rule["rule"] == "R03")  # type: ignore[attr-defined]
    assert (first["count"], first["file"], first["line"]) == (1, "income.csv", 4)
    assert told["receipt"] == ImportReceipt.objects.get().receipt_id


@pytest.mark.parametrize("made", ["missing", "folder", "text"])
def test_what_is_no_package_changes_nothing(run: Run, tmp_path: Path, made: str) -> None:
    """Status 1 with a sentence, never a traceback."""
    path = tmp_path / made
    if made == "folder":
        path.mkdir()
    if made == "text":
        path.write_text("hello")
    said = run("import", path)
    assert said.status == 1
    assert str(path) in said.err


def test_wrong_use_is_status_2(run: Run) -> None:
    """An argument that is missing, an option that is not there."""
    assert run("import").status == 2
    assert run("export", "x", "--numbers").status == 2


def test_no_number_is_ever_said(run: Run, tmp_path: Path) -> None:
    """A number that fails its check is refused without being shown."""
    wrong = ANNA[:-1] + str((int(ANNA[-1]) + 1) % 10)
    path = write(
        tmp_path / "p", {**BASE, **changed("person", "P1", personal_identity_number=wrong)}
    )
    said = run("import", path)
    assert said.status == 3
    assert "R10" in said.out
    assert wrong not in said.out + said.err
    assert wrong[2:] not in said.out + said.err


def test_export_says_what_went_out(run: Run, package: Path, tmp_path: Path) -> None:
    """Rows by table; identity numbers leave only encrypted; an existing output is refused."""
    run("import", package)
    assert "participation: 2" in run("export", tmp_path / "out").out
    again = run("export", tmp_path / "out")
    assert (again.status, str(tmp_path / "out") in again.err) == (1, True)
    clear = run("export", tmp_path / "secret", "--identity-numbers")
    assert (clear.status, "--recipient" in clear.err) == (2, True)
    assert not (tmp_path / "secret").exists()
    own = x25519.Identity.generate()
    sealed = tmp_path / "secret.zip.age"
    said = run("export", sealed, "--identity-numbers", "--recipient", str(own.to_public()))
    assert "krypterat" in said.out
    assert ANNA.encode() not in sealed.read_bytes()
    (tmp_path / "key.txt").write_text(f"# mine\n{own}\n")
    other = x25519.Identity.generate()
    (tmp_path / "other.txt").write_text(str(other))
    assert "går inte att öppna" in run("import", sealed, "--key", tmp_path / "other.txt").err
    again = run("import", sealed, "--key", tmp_path / "key.txt")
    assert (again.status, "nothing new" in again.out or "inget nytt" in again.out.lower()) == (
        0,
        True,
    )
    told = run("export", tmp_path / "third.zip", "--json").told
    assert told["identity_numbers"] is False
    assert (tmp_path / "third.zip").is_file()


def test_snapshots_are_taken_and_listed(run: Run, package: Path) -> None:
    """The id and the path are said; the list has each once."""
    assert "samsyn snapshot" in run("snapshot", "--list").out
    run("import", package)
    id_, path = run("snapshot").out.split()
    assert Path(path).name == id_
    assert run("snapshot").out.split() == [id_, path]
    assert [line.split()[0] for line in run("snapshot", "--list").out.splitlines()] == [id_]
    assert run("snapshot", "--json").told["id"] == id_
    assert run("snapshot", "--list", "--json").told[0]["path"] == path  # type: ignore[index]


def test_check_shows_rules_completeness_and_timeliness(run: Run, package: Path) -> None:
    """The tables are there for a reader, and the figures for a program."""
    run("import", package)
    said = run("check")
    assert said.status == 0
    assert all(title in said.out for title in ("Att se över", "Fullständighet", "Per förbund"))
    told = run("check", "--json", "--association", "A1").told
    rows = {row["what"]: row["share"] for row in told["completeness"]}  # type: ignore[attr-defined]
    assert rows["entry.measurement"] == 0.5
    assert not any(secret in said.out for secret in (ANNA, "Påhittad"))


def test_check_of_an_empty_register_is_no_error(run: Run) -> None:
    """Nothing registered is nothing to complain of."""
    assert run("check").status == 0
    assert run("check", "--json").told == {"rules": [], "completeness": [], "timeliness": []}
