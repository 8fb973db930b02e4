"""The register on PostgreSQL: the same commands, the same rows, the same files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.register.small_register import ANNA, BASE, changed, write
from tests.unit.register.test_rows import NAUGHTY

from samsyn.vocabulary.tables import TABLES

pytestmark = pytest.mark.postgresql

PROGRAM = """
import json, sys
from samsyn.cli import samsyn
for command in json.loads(sys.argv[1]):
    status = samsyn.main(command, prog_name="samsyn", standalone_mode=False)
    assert not status, (command, status)
from samsyn.register.audit import first_broken_entry
assert first_broken_entry() is None
"""


def run(address: str, *commands: list[object]) -> str:
    """The output of ``commands``, in one process (quicker), on the database at ``address``
    ("": the file in SAMSYN_HOME); the log's chain holds afterwards."""
    told = json.dumps([[str(word) for word in command] for command in commands])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, told],
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The small register, with associations whose names are all a database could trip on."""
    named = [
        {"association_code": f"N{at}", "name": f"x{name}", "first_day": "2010-01-01"}
        for at, name in enumerate(NAUGHTY)
    ]
    return write(tmp_path / "package", {**BASE, "association": [*BASE["association"], *named]})


def test_both_databases_hold_and_give_the_same(
    postgresql: str, package: Path, tmp_path: Path, samsyn_home: Path
) -> None:
    """One package in two databases: nothing new the second time, replaced rows, exports with
    the same bytes, and the same snapshot id."""
    later = write(tmp_path / "later", changed("participation", "D1", exit_reason="illness"))
    said = []
    for number, address in enumerate(("", postgresql)):
        commands: list[list[object]] = [
            ["import", package],
            ["import", package],
            ["import", later],
            ["export", tmp_path / f"export{number}"],
            ["snapshot"],
        ]
        said.append(run(address, *commands))
        assert "nothing new" in said[-1]
        assert "participation: 1 ändrade" in said[-1]
    exports = [files(tmp_path / f"export{number}") for number in (0, 1)]
    assert exports[0] == exports[1]
    assert set(exports[0]) == {f"{name}.csv" for name in BASE}
    assert said[0].splitlines()[-1] == said[1].splitlines()[-1]  # the snapshot's id and path


def test_secrets_and_log_are_kept_on_postgresql(postgresql: str, package: Path) -> None:
    """No number in clear in any table; the server refuses to rewrite the log, whose chain holds
    also when payloads are erased."""
    import psycopg

    run(postgresql, ["import", package])
    with psycopg.connect(postgresql, autocommit=True) as server:
        for table in (*TABLES, "audit_entry", "import_receipt", "register_mark"):
            assert ANNA not in str(server.execute(f"SELECT * FROM {table}").fetchall()), table
        with pytest.raises(psycopg.errors.RaiseException, match="not rewritten"):
            server.execute("UPDATE audit_entry SET by = 'os:other'")
        server.execute("UPDATE audit_entry SET payload = '', salt = ''")
    run(postgresql, ["import", package])


def test_a_server_that_does_not_answer_is_said_plainly(samsyn_home: Path) -> None:
    """Status 1 and a sentence, no traceback."""
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, "-c", "from samsyn.cli import main; main()", "snapshot"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "går inte att nå" in done.stderr
    assert "Traceback" not in done.stderr
