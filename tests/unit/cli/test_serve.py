"""`samsyn serve` begins its processes with nothing of its own that they could share."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
from samsyn.cli import samsyn, serve

def answer(*_):
    from django.db import connection
    print("open" if connection.connection else "closed")

class Background:
    def terminate(self): pass
    def wait(self, timeout): pass

serve._answer = answer
serve.subprocess.Popen = lambda *_: Background()
samsyn.main(["serve"], standalone_mode=False)
"""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_connection_is_open_when_the_processes_begin(
    database: str, request: pytest.FixtureRequest
) -> None:
    """They are forked: with one connection between them each could get the others' answers."""
    address = request.getfixturevalue("postgresql") if database == "postgresql" else ""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "closed"
