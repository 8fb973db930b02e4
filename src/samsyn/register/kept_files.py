"""Files with people in them that lie below ``SAMSYN_HOME`` for a while: where, and how long."""

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from samsyn.home import home
from samsyn.register.clock import now

KEPT = timedelta(days=7)


def uploads() -> Path:
    """Where uploaded packages wait."""
    return _folder("uploads")


def exports() -> Path:
    """Where exports lie until they are fetched, a week at most."""
    return _folder("exports")


def is_old(path: Path) -> bool:
    """Whether a file or folder has lain there for a week."""
    return path.stat().st_mtime < (now() - KEPT).timestamp()


def dispose_of_old_files() -> None:
    """Remove uploads and exports that are a week old, and what a killed process left of them."""
    for folder in (uploads(), exports()):
        for path in folder.iterdir():
            with suppress(FileNotFoundError):  # a job was before us
                if is_old(path):
                    _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _folder(name: str) -> Path:
    folder = home() / name
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder
