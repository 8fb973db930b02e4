"""Refused rows, kept as a package to correct: there if and only if their import is.

The folder is written under a hidden name, with everything on disk, before the import commits;
the receipt names it; then it gets its name. Whoever comes next after a crash looks at the
receipts: a hidden folder with a receipt gets its name, one without is thrown away. After a month
it goes.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from django.db import DatabaseError

from samsyn.exchange.writing import write_package
from samsyn.home import home
from samsyn.register.clock import SWEDEN, now
from samsyn.register.models import ImportReceipt
from samsyn.register.private_file import sync_folder

HIDDEN = ".import-"
NAME = "%Y-%m-%dT%H-%M-%S"
KEPT = timedelta(days=30)
"""How long there is to correct refused rows: names and numbers lie in them in clear."""


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
    name = at.astimezone(SWEDEN).strftime(NAME)
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


def dispose_of_old_refused() -> None:
    """Remove refused rows that were kept for a month."""
    for path in refused_folder().iterdir():
        if path.is_dir() and not path.name.startswith(".") and _made_at(path) < now() - KEPT:
            shutil.rmtree(path)


def _made_at(path: Path) -> datetime:
    """When the rows were refused, which the folder's name says (see ``new_name``)."""
    try:
        return datetime.strptime(path.name[:19], NAME).replace(tzinfo=SWEDEN)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=SWEDEN)


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
