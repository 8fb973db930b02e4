"""The pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """No tables of its own: templates, tags and static files."""

    name = "samsyn.web"
    label = "web"
