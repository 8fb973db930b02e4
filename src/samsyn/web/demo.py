"""Whether this is the demo: a folder made by ``samsyn demo``, whose register is invented."""

from functools import cache
from pathlib import Path

from samsyn.home import location

MARK = "samsyn-demo"


@cache
def _is_marked(folder: Path) -> bool:
    return (folder / MARK).is_file()


def is_demo() -> bool:
    """Whether one may sign in with one click: only where ``samsyn demo`` made the folder."""
    return _is_marked(location())
