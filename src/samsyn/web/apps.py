"""The pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """No tables of its own: templates, tags and static files."""

    name = "samsyn.web"
    label = "web"

    def ready(self) -> None:
        """Let a second factor that is set up be noted in its session."""
        from allauth.mfa.signals import authenticator_added, authenticator_reset

        from samsyn.web.second_factor import note_set_up

        for signal in (authenticator_added, authenticator_reset):
            signal.connect(note_set_up)
