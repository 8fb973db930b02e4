"""The pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, tags and static files; no table but the one that counts attempts to sign in."""

    name = "samsyn.web"
    label = "web"

    def ready(self) -> None:
        """Let a second factor that is set up be noted in its session."""
        from allauth.mfa.signals import authenticator_added, authenticator_reset

        from samsyn.web.second_factor import note_set_up

        for signal in (authenticator_added, authenticator_reset):
            signal.connect(note_set_up)
