"""Files that only their owner may read: keys and secrets. Written whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path

from samsyn.errors import SamsynError

OWNER_ALONE = 0o600


class TooOpen(SamsynError):
    """A file of secrets that others than its owner can reach."""

    def __init__(self, path: Path, mode: int) -> None:
        super().__init__(
            f"{path} kan läsas eller ändras av andra (rättigheter {mode:o}), så nycklarna kan vara "
            f"kända. Har ingen annan läst filen: stäng den med `chmod 600 {path}` och försök igen."
        )


def read_private(path: Path) -> bytes:
    """The content of ``path``; raises ``TooOpen`` where group or others can reach it."""
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise TooOpen(path, mode)
        return file.read()


def write_private(path: Path, content: bytes) -> None:
    """Put ``content`` in ``path``, mode 600, on disk when this returns; a crash leaves the old."""
    descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, OWNER_ALONE)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """See to it that names put in ``folder`` are on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
