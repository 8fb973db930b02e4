"""Packages with people in them, on their way out of or into an installation: encrypted (age).

Only the holder of the recipient's private key reads one. A package in clear exists meanwhile
below ``SAMSYN_HOME`` alone, and goes when it is packed or read; what a killed process left goes
when the register is opened, and when someone packs or reads the next.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _
from pyrage import DecryptError, IdentityError, RecipientError, decrypt_file, encrypt_file, x25519

from samsyn.errors import SamsynError
from samsyn.exchange.writing import OutputExists
from samsyn.home import home

ENDING = ".age"
PREFIX = ".sealing-"
LOCK = ".sealing.lock"
"""Shared by all who seal; whoever has it alone knows that what lies there is nobody's."""


class WrongKey(SamsynError):
    """A key to encrypt to, or to open with, that does not do."""


def recipient_of(text: str) -> x25519.Recipient:
    """The recipient's public key; raises ``WrongKey``."""
    try:
        return x25519.Recipient.from_str(text.strip())
    except RecipientError:
        raise WrongKey(
            _(
                "Mottagarens nyckel är ingen nyckel till age. Den börjar med age1 och skapas med "
                "age-keygen av den som ska ta emot paketet."
            )
        ) from None


def seal_package(write: Callable[[Path], None], *, to: Path, recipient: str) -> None:
    """Let ``write`` make a package (a .zip) and leave it at ``to``, encrypted to ``recipient``."""
    if to.exists() or to.is_symlink():
        raise OutputExists(to)
    key = recipient_of(recipient)
    with _private_folder() as folder:
        clear, sealed = folder / "package.zip", folder / "package.age"
        write(clear)
        encrypt_file(str(clear), str(sealed), [key])
        to.parent.mkdir(parents=True, exist_ok=True)
        sealed.chmod(0o600)
        shutil.move(sealed, to)


@contextmanager
def opened_package(path: Path, *, key_file: Path) -> Iterator[Path]:
    """The package in ``path`` in clear, while it is read; raises ``WrongKey``."""
    lines = key_file.read_text(encoding="utf-8").splitlines()
    text = next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), "")
    with _private_folder() as folder:
        clear = folder / "package.zip"
        try:
            decrypt_file(str(path), str(clear), [x25519.Identity.from_str(text)])
        except (DecryptError, IdentityError):
            raise WrongKey(
                _(
                    "%(path)s går inte att öppna med nyckeln i %(key_file)s. Ange den privata "
                    "nyckel som hör till den nyckel paketet krypterades till."
                )
                % {"path": path, "key_file": key_file}
            ) from None
        yield clear


def sweep_leftovers() -> None:
    """Remove packages in clear that a killed process left, unless someone is sealing now."""
    if not any(home().glob(f"{PREFIX}*")):
        return
    with (home() / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        for path in home().glob(f"{PREFIX}*"):
            shutil.rmtree(path)


@contextmanager
def _private_folder() -> Iterator[Path]:
    sweep_leftovers()
    with (home() / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=home()) as name:
            yield Path(name)
