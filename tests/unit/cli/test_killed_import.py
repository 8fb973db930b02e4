"""`kill -9` in the middle of an import leaves all of it, refused rows and receipt, or nothing."""

import sqlite3
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest
from tests.unit.register.small_register import write

from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.codelist import code_list

YEARS = range(2014, 2018)
MODULE = ("-c", "from samsyn.cli import main; main()")


@pytest.fixture
def package(tmp_path: Path) -> tuple[Path, int]:
    """Some thirty thousand rows that can be taken, and one that cannot."""
    places = list(municipalities())
    benefits = code_list("income_source").codes
    rows = [
        {
            "year": str(year),
            "benefit": benefit,
            "sex": sex,
            "municipality_code": place,
            "persons": "7",
        }
        for year, benefit, sex, place in product(YEARS, benefits, ("woman", "man"), places)
    ]
    good = len(rows)
    rows.append({**rows[0], "benefit": "lottery"})
    return write(tmp_path / "package", {"benefit_population": rows}), good


def start(*arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, *MODULE, *(str(each) for each in arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_while_writing(package: Path, home: Path, after: float) -> bool:
    """Kill an import ``after`` seconds into its writing; whether it was still running."""
    process = start("import", package)
    while process.poll() is None and not list(home.glob("refused/.import-*")):
        time.sleep(0.002)
    time.sleep(after)
    alive = process.poll() is None
    process.kill()
    process.wait()
    return alive


def counted(home: Path) -> tuple[int, int, int]:
    """Rows, receipts, and log entries of the register in ``home``."""
    with sqlite3.connect(home / "register.sqlite3") as register:
        return tuple(  # type: ignore[return-value]
            register.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in ("benefit_population", "import_receipt", "audit_entry")
        )


def refused(home: Path) -> list[str]:
    return [folder.name for folder in (home / "refused").iterdir()]


def test_a_killed_import_leaves_all_or_nothing(
    package: tuple[Path, int], samsyn_home: Path
) -> None:
    """Killed at three moments from the first byte of writing on: rows, receipt and log are all
    there or none is; and the next import clears up, so that refused rows are there once for
    each receipt (and once for an import that found nothing new)."""
    path, good = package
    interrupted = 0
    for after in (0.0, 0.1, 0.25):
        interrupted += kill_while_writing(path, samsyn_home, after)
        rows, receipts, entries = counted(samsyn_home)
        assert (rows, receipts, entries) in ((0, 0, 0), (good, 1, 2))
        assert len([name for name in refused(samsyn_home) if name[0] != "."]) <= receipts
    assert interrupted
    done_before = counted(samsyn_home)[1]
    assert start("import", path).wait() == 3
    assert counted(samsyn_home) == (good, 1, 2)
    assert len(refused(samsyn_home)) == 1 + done_before
    assert not [name for name in refused(samsyn_home) if name.startswith(".")]
