"""Where this installation keeps its data: one folder, ``SAMSYN_HOME``."""

import os
from pathlib import Path

from platformdirs import user_data_path


def location() -> Path:
    """The path of the data folder, which may not exist yet: ``SAMSYN_HOME``, else the user's."""
    chosen = os.environ.get("SAMSYN_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("samsyn", appauthor=False)


def home() -> Path:
    """The data folder, made if missing: ``SAMSYN_HOME``, else the user's own data directory."""
    folder = location()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def snapshots_folder() -> Path:
    """Where snapshots lie, one folder each, named by their id."""
    folder = home() / "snapshots"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder
