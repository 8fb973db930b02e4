"""Refused rows, kept as a package to correct: there if and only if their import is.

The folder is written under a hidden name, with everything on disk, before the import commits;
the receipt names it; then it gets its name. Whoever comes next after a crash looks at the
receipts: a hidden folder with a receipt gets its name, one without is thrown away.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import polars as pl
from django.db import DatabaseError

from samsyn.exchange.writing import write_package
from samsyn.home import home
from samsyn.register.clock import SWEDEN
from samsyn.register.models import ImportReceipt
from samsyn.register.private_file import sync_folder

HIDDEN = ".import-"


@contextmanager
def importing_alone() -> Iterator[None]:
    """One import at a time in this installation; leftovers of a killed one are settled first."""
    with (home() / ".import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _settle()
        yield


def settle_if_left() -> None:
    """Settle what a killed import left, unless an import is running now."""
    if not _left_behind():
        return
    with (home() / ".import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _settle()


def new_name(at: datetime) -> str:
    """The name of a folder of refused rows that is not taken: the time in Sweden."""
    name = at.astimezone(SWEDEN).strftime("%Y-%m-%dT%H-%M-%S")
    taken, number = {path.name for path in refused_folder().iterdir()}, 2
    while (candidate := name) in taken:
        name, number = f"{candidate[:19]}-{number}", number + 1
    return name


def write_hidden(
    rows: Mapping[str, pl.DataFrame], *, name: str, of: str, created: datetime, invented: bool
) -> None:
    """Put refused ``rows`` of the package ``of`` on disk, not yet to be seen."""
    path = write_package(
        rows, to=_hidden(name), name=f"{of}-refused", created=created, invented=invented
    )
    for file in path.iterdir():
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
    sync_folder(path)


def reveal(name: str) -> Path:
    """Give the hidden folder ``name`` its name, and return where it is."""
    path = refused_folder() / name
    _hidden(name).rename(path)
    sync_folder(refused_folder())
    return path


@contextmanager
def settled_on_failure() -> Iterator[None]:
    """Where the import within fails, let the receipts say what becomes of the hidden folder."""
    try:
        yield
    except BaseException:
        with suppress(DatabaseError):  # the next import settles it
            _settle()
        raise


def refused_folder() -> Path:
    """Where refused rows lie, one folder an import."""
    folder = home() / "refused"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _hidden(name: str) -> Path:
    return refused_folder() / f"{HIDDEN}{name}"


def _left_behind() -> list[Path]:
    folder = home() / "refused"
    return sorted(folder.glob(".*")) if folder.exists() else []


def _settle() -> None:
    for path in _left_behind():
        name = path.name.removeprefix(HIDDEN)
        if ImportReceipt.objects.filter(refused_folder=name).exists():
            reveal(name)
        else:
            shutil.rmtree(path)
