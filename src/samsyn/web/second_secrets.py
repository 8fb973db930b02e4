"""The secrets of second factors lie sealed: whoever copies the database cannot make the codes."""

import os
from base64 import b32encode, b64decode, b64encode
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12
BOUND = b"samsyn second factor"
MARK = "sealed:"


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals with a key made of the installation's own, which lies beside the database's data."""

    def encrypt(self, text: str) -> str:
        """AES-256-GCM, the nonce before it, as base64 after a mark."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), BOUND)
        return MARK + b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What ``encrypt`` was given; a secret from before they were sealed stands as it is.

        What another key sealed opens nothing: it is answered by a secret that nobody has, so that
        no code fits and an administrator sets up a new factor.
        """
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        sealed = b64decode(encrypted_text.removeprefix(MARK))
        nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return _cipher(settings.SECRET_KEY).decrypt(nonce, content, BOUND).decode()
        except InvalidTag:
            return b32encode(os.urandom(20)).decode()


@cache
def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=BOUND).derive(secret.encode()))
