"""Django's settings: everything an installation chooses comes from a few environment variables.

``SAMSYN_HOME`` is where data and keys lie; ``DATABASE_URL`` is a PostgreSQL server, where the
register is not to lie in a file of its own; ``SAMSYN_HOSTS`` are the names the pages answer to,
``SAMSYN_PROXIES`` is how many proxies stand before them, ``SAMSYN_EMAIL``
(smtp://user:password@host:587) sends reminders, else they are put in a folder.
Importing this writes nothing.
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.functional import lazy

from samsyn.home import home, location
from samsyn.register.private_file import read_private, write_private
from samsyn.web.databases import database
from samsyn.web.outgoing_email import email_settings
from samsyn.web.proxies import proxies

HERE = Path(__file__).parent


def _secret_key() -> str:
    """The installation's own secret, made at first use and kept beside the keys."""
    path = home() / "secret_key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(50).encode())
    return read_private(path).decode()


SECRET_KEY = lazy(_secret_key, str)()
DEBUG = False
HOSTS = [name for name in os.environ.get("SAMSYN_HOSTS", "").split(",") if name]
ALLOWED_HOSTS = [*HOSTS, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in HOSTS]

INSTALLED_APPS = [
    "samsyn.register",
    "samsyn.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_q",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "samsyn.web.language.ChosenLanguage",
    "samsyn.web.gate.Gate",
    "samsyn.web.errors.ComeBetween",
]
ROOT_URLCONF = "samsyn.web.urls"
FORM_RENDERER = "samsyn.web.fields.Renderer"
WSGI_APPLICATION = "samsyn.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samsyn.web.surroundings.surroundings",
            ],
        },
    }
]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), folder=location())}
CACHES = {
    # Attempts to sign in are counted here, by all processes. It holds more than anyone counts in
    # the five minutes that a count lasts, short of a thousand addresses that try at once.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_limit",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "files": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": location() / "cache",
    },
}

AUTH_USER_MODEL = "register.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     # a long phrase shares most of its letters with any name: only what nearly is one is too like
     "OPTIONS": {"user_attributes": ("email", "name"), "max_similarity": 0.85}},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
MFA_ADAPTER = "samsyn.web.second_secrets.SealedSecrets"
ACCOUNT_ADAPTER = "samsyn.web.sign_in.NoSelfRegistration"
ALLAUTH_TRUSTED_PROXY_COUNT = proxies(os.environ.get("SAMSYN_PROXIES", ""))
ACCOUNT_FORMS = {"user_token": "samsyn.web.sign_in.PersonsLink"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator enters the address; nobody signs up
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samsyn"
USERSESSIONS_TRACK_ACTIVITY = False

IDLE_SECONDS = 30 * 60
"""A session without a page for so long has ended; the page warns five minutes before."""
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# Cookies and redirects insist on https wherever the pages have a name of their own.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(HOSTS)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOSTS else None
SECURE_HSTS_SECONDS = 31_536_000 if HOSTS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "samsyn.web.errors.form_is_old"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [HERE.parent / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = bool(HOSTS)
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MAX_UPLOAD = 200 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_PERMISSIONS = 0o600

Q_CLUSTER = {
    "name": "samsyn",
    "orm": "default",
    "cache": "files",
    "workers": 1,
    "poll": 1,
    "timeout": 6 * 3600,
    "retry": 7 * 3600,
    "max_attempts": 1,
    "catch_up": False,
    "label": "Samsyn",
}

vars().update(email_settings(os.environ.get("SAMSYN_EMAIL", ""), folder=location() / "outbox"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
