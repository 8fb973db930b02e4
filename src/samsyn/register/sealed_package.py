"""Packages with people in them, on their way out of or into an installation: encrypted (age).

Only the holder of the recipient's private key reads one. A package in clear exists meanwhile
below ``SAMSYN_HOME`` alone, and goes when it is packed or read.
"""

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


@contextmanager
def _private_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".sealing-", dir=home()) as name:
        yield Path(name)
