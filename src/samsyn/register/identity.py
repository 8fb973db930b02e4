"""Identity numbers and names at rest, and the pseudonyms that stand for people elsewhere.

A value is sealed with AES-256-GCM under its controller's key, a fresh random nonce, and bound to
its row and field, so that a ciphertext moved to another row does not open. A number is found
again by HMAC-SHA256 under the controller's look-up key: a plain hash of twelve digits could be
tried through in minutes.
"""

import base64
import hmac
import os
from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from samsyn.errors import SamsynError
from samsyn.register.keys import ControllerKey

NONCE_BYTES = 12
PSEUDONYM_DIGITS = 32


class Unopenable(SamsynError):
    """A sealed value that its key does not open: damaged, moved, or of another register."""

    def __init__(self, field: str, key: ControllerKey) -> None:
        super().__init__(
            f"Ett värde i {field} hos {key.controller} går inte att öppna med nyckeln "
            f"{key.key_id}: raden är skadad eller flyttad, eller nyckelfilen hör till ett annat "
            "register. "
            "Lägg tillbaka båda från samma säkerhetskopia."
        )


def seal(
    values: Sequence[str | None], *, rows: Sequence[str], field: str, key: ControllerKey
) -> list[str | None]:
    """``values`` encrypted, each bound to ``field`` and its row's key; None stays None."""
    cipher, nonces = AESGCM(key.encrypting), os.urandom(NONCE_BYTES * len(values))
    sealed: list[str | None] = []
    for at, (value, row) in enumerate(zip(values, rows, strict=True)):
        nonce = nonces[at * NONCE_BYTES : (at + 1) * NONCE_BYTES]
        sealed.append(None if value is None else _seal(cipher, nonce, value, _bound(field, row)))
    return sealed


def unseal(
    sealed: Sequence[str | None], *, rows: Sequence[str], field: str, key: ControllerKey
) -> list[str | None]:
    """What ``seal`` was given; raises ``Unopenable``."""
    cipher = AESGCM(key.encrypting)
    try:
        return [
            None if value is None else _unseal(cipher, value, _bound(field, row))
            for value, row in zip(sealed, rows, strict=True)
        ]
    except (InvalidTag, ValueError):
        raise Unopenable(field, key) from None


def lookups(numbers: Iterable[str | None], *, key: ControllerKey) -> list[str | None]:
    """The keyed hash of each number, 64 hexadecimal digits; None stays None."""
    return [None if number is None else _hmac(key.lookup, number) for number in numbers]


def pseudonyms(values: Iterable[str], *, of: str, key: bytes) -> list[str]:
    """What stands for each value of the field ``of`` in snapshots: 32 hexadecimal digits.

    The same value of the same field always gives the same pseudonym under one key; a person and
    a participation that happen to share an id do not.
    """
    return [_hmac(key, f"{of}\0{value}")[:PSEUDONYM_DIGITS] for value in values]


def _bound(field: str, row: str) -> bytes:
    return f"{field}\0{row}".encode()


def _seal(cipher: AESGCM, nonce: bytes, value: str, bound: bytes) -> str:
    return base64.b64encode(nonce + cipher.encrypt(nonce, value.encode(), bound)).decode()


def _unseal(cipher: AESGCM, sealed: str, bound: bytes) -> str:
    content = base64.b64decode(sealed, validate=True)
    return cipher.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], bound).decode()


def _hmac(key: bytes, value: str) -> str:
    return hmac.digest(key, value.encode(), "sha256").hex()
