"""The secrets of second factors lie sealed: whoever copies the database cannot make the codes."""

import os
from base64 import b64decode, b64encode
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12
BOUND = b"samsyn second factor"


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals with a key made of the installation's own, which lies beside the database's data."""

    def encrypt(self, text: str) -> str:
        """AES-256-GCM, the nonce before it, as base64."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), BOUND)
        return b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What ``encrypt`` was given."""
        sealed = b64decode(encrypted_text)
        nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return _cipher(settings.SECRET_KEY).decrypt(nonce, content, BOUND).decode()


@cache
def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=BOUND).derive(secret.encode()))
