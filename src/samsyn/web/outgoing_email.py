"""Where e-mail goes: to a server that an address names, or into a folder."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from samsyn.errors import WrongUse


def email_settings(address: str, *, folder: Path) -> dict[str, Any]:
    """Django's settings for e-mail by ``address``; without one, each message is a file.

    >>> email_settings("smtp://anna:p%40ss@mail.example:587", folder=Path())["EMAIL_HOST"]
    'mail.example'
    """
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder),
        }
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongUse(
            "SAMSYN_EMAIL är ingen adress till en e-postserver. Skriv "
            "smtp://användare:lösenord@värd:587, eller ta bort den för filer i en mapp."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
