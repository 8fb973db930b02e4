"""The database that an address names: PostgreSQL, or else one SQLite file."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from samsyn.errors import WrongUse

KEPT_SECONDS = 600
"""A thread keeps its connection so long: opening one costs more than most pages."""
SQLITE_OPTIONS = {
    "timeout": 30,
    "transaction_mode": "IMMEDIATE",  # a transaction that reads first must not fail to write later
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(address: str, *, folder: Path) -> dict[str, Any]:
    """Django's description of the database at ``address``, by default a file in ``folder``.

    >>> database("", folder=Path("/data"))["NAME"]
    PosixPath('/data/register.sqlite3')
    >>> database("postgres://anna:p%40ss@db:5433/samsyn?sslmode=require", folder=Path())["HOST"]
    'db'
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "CONN_MAX_AGE": KEPT_SECONDS,
            "NAME": folder / "register.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise WrongUse(
            "DATABASE_URL är ingen adress till PostgreSQL. Skriv "
            "postgres://användare:lösenord@värd:5432/namn, eller ta bort den för en fil."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
