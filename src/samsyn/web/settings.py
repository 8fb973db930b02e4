"""Django's settings: everything an installation chooses comes from two environment variables.

``SAMSYN_HOME`` is where data and keys lie; ``DATABASE_URL`` is a PostgreSQL server, where the
register is not to lie in a file of its own. Importing this writes nothing.
"""

import os
import secrets

from django.utils.functional import lazy

from samsyn.home import home, location
from samsyn.register.private_file import read_private, write_private
from samsyn.web.databases import database


def _secret_key() -> str:
    """The installation's own secret, made at first use and kept beside the keys."""
    path = home() / "secret_key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(50).encode())
    return read_private(path).decode()


SECRET_KEY = lazy(_secret_key, str)()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = ["samsyn.register"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), folder=location())}

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
