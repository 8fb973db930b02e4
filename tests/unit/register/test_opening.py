"""Opening the register: prepared in silence, quick after that, and never with another's keys."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.errors import WrongUse
from samsyn.register.keys import KeyLost, load_keys
from samsyn.register.models import RegisterMark
from samsyn.register.opening import open_register
from samsyn.register.private_file import TooOpen
from samsyn.web.databases import SQLITE_OPTIONS, database


def test_the_register_is_begun_with_the_keys_at_hand(register: None) -> None:
    """The register remembers which key file it belongs to."""
    assert RegisterMark.objects.get().snapshot_key_id == load_keys().snapshot_key_id


def test_opening_again_is_a_few_queries(register: None) -> None:
    """Nothing is migrated or written where nothing is to be done."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        open_register()
    said = [query["sql"].split()[0] for query in queries.captured_queries]
    assert len(said) < 8
    assert set(said) <= {"SELECT", "PRAGMA"}


def test_a_register_without_its_key_file_is_not_opened(register: None, samsyn_home: Path) -> None:
    """New keys are not made for an old register: they would open nothing in it."""
    (samsyn_home / "keys.json").unlink()
    with pytest.raises(KeyLost, match="säkerhetskopia"):
        open_register()
    assert not (samsyn_home / "keys.json").exists()


def test_a_register_with_another_key_file_is_not_opened(register: None, samsyn_home: Path) -> None:
    """Pseudonyms made with another's key would join nothing: the file is refused."""
    path = samsyn_home / "keys.json"
    content = json.loads(path.read_text())
    content["snapshot"]["key_id"] = "0badc0de"
    path.write_text(json.dumps(content))
    with pytest.raises(KeyLost):
        open_register()


def test_a_key_file_open_to_others_stops_everything(register: None, samsyn_home: Path) -> None:
    """No command goes on with keys that others can read."""
    (samsyn_home / "keys.json").chmod(0o644)
    with pytest.raises(TooOpen):
        open_register()


PROGRAM = """
from samsyn.register.opening import open_register
open_register()
from django.conf import settings
from django.db import connection
assert len(settings.SECRET_KEY) > 40
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        print(name, cursor.execute(f"PRAGMA {name}").fetchone()[0])
"""


def test_a_missing_home_is_made_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folder, database, keys and secret are for their owner alone; SQLite is set to be safe."""
    home = tmp_path / "not" / "there"
    monkeypatch.setenv("SAMSYN_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["journal_mode", "wal", "synchronous", "2", "foreign_keys", "1"]
    assert done.stderr == ""
    assert home.stat().st_mode & 0o777 == 0o700
    for name in ("register.sqlite3", "keys.json", "secret_key"):
        assert (home / name).stat().st_mode & 0o777 == 0o600, name
    with sqlite3.connect(home / "register.sqlite3") as register:
        names = {row[0] for row in register.execute("SELECT name FROM django_migrations")}
    assert "0001_first" in names


def test_a_home_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    """A file in the way gives a sentence and status 1."""
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [sys.executable, "-c", "from samsyn.cli import main; main()", "check"],
        env={"SAMSYN_HOME": str(tmp_path / "file"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "SAMSYN_HOME" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


def test_sqlite_waits_for_its_turn() -> None:
    """Transactions take the lock when they begin and wait half a minute for it."""
    assert SQLITE_OPTIONS["transaction_mode"] == "IMMEDIATE"
    assert SQLITE_OPTIONS["timeout"] == 30


def test_the_address_of_a_server_is_taken_apart() -> None:
    """User, password with odd characters, port and options reach Django as they were meant."""
    parts = database(
        "postgresql://anna:p%40ss%2Fw@db.example:5433/sam?sslmode=require", folder=Path()
    )
    assert (parts["USER"], parts["PASSWORD"], parts["HOST"], parts["PORT"], parts["NAME"]) == (
        "anna",
        "p@ss/w",
        "db.example",
        "5433",
        "sam",
    )
    assert parts["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgres://host", "/tmp/file", "postgres"])
def test_an_address_of_something_else_is_wrong_use(address: str) -> None:
    """Status 2, and how an address is written; the address, with its password, is not shown."""
    with pytest.raises(WrongUse, match="DATABASE_URL") as caught:
        database(address, folder=Path())
    assert address not in str(caught.value).replace("postgres://", "")
