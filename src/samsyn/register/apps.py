"""The register as Django knows it."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The app ``register``: all tables, one label."""

    name = "samsyn.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
