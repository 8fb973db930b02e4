"""Opening the register: Django set up, the database and the keys in place. First, always."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from samsyn.errors import SamsynError
from samsyn.home import home
from samsyn.register.keys import KeyLost, key_file_exists, load_keys

SETTINGS = "samsyn.web.settings"


def open_register() -> None:
    """Make the register of ``SAMSYN_HOME`` ready for use; an empty folder is prepared in silence.

    Quick where nothing is to be done. Raises ``KeyLost`` where the register was begun with a
    key file that is no longer there. Models can be imported after this, not before.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with _reached():
        home()
        django.setup()
        from samsyn.register.refused import settle_if_left
        from samsyn.register.sealed_package import sweep_leftovers

        if not _is_migrated():
            _migrate()
        _check_mark()
        settle_if_left()
        sweep_leftovers()


class Unreachable(SamsynError):
    """A data folder or a database that cannot be used."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(
            f"Registret går inte att nå: {str(reason).strip()}. Kontrollera att SAMSYN_HOME är "
            "en mapp som går att skriva i, och att en databas som DATABASE_URL nämner är igång."
        )


@contextmanager
def _reached() -> Iterator[None]:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        yield
    except (DatabaseError, ImproperlyConfigured, OSError) as error:
        raise Unreachable(error) from error


def _is_migrated() -> bool:
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    _make_file_private()
    applied = MigrationRecorder(connection).applied_migrations()
    needed = {
        (app.label, path.stem)
        for app in apps.get_app_configs()
        for path in Path(app.path, "migrations").glob("[0-9]*.py")
    }
    return needed <= set(applied)


def _make_file_private() -> None:
    from django.db import connection

    if connection.vendor == "sqlite" and isinstance(connection.settings_dict["NAME"], Path):
        connection.settings_dict["NAME"].touch(mode=0o600, exist_ok=True)


def _migrate() -> None:
    from django.core.management import call_command

    with (home() / ".migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("migrate", verbosity=0, interactive=False)


def _check_mark() -> None:
    """Begin the register with this installation's keys, or see that they are its keys."""
    from samsyn.register.clock import now
    from samsyn.register.models import RegisterMark

    mark = RegisterMark.objects.first()
    if mark is None:
        key_id = load_keys().snapshot_key_id
        mark, _ = RegisterMark.objects.get_or_create(
            defaults={"snapshot_key_id": key_id, "begun_at": now()}
        )
    if not key_file_exists() or load_keys().snapshot_key_id != mark.snapshot_key_id:
        raise KeyLost(mark.snapshot_key_id, "det här registret")
