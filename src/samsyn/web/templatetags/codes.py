"""Codes in words: `{{ value|code:"exit_reason" }}`, `{{ value|municipality }}`."""

from functools import cache

from django import template
from django.apps import apps
from django.utils.translation import get_language

from samsyn.errors import UnknownCode
from samsyn.register.code_labels import act_label, code_list, table_title
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.tables import TABLES

register = template.Library()


@register.filter
def code(value: str | None, name: str) -> str:
    """The label of a code, or of several joined by `;`."""
    labels = code_list(name)
    try:
        return ", ".join(labels.label(each) for each in (value or "").split(";") if each)
    except UnknownCode:
        return value or ""


@register.filter
def municipality(value: str | None) -> str:
    """The name of a municipality."""
    found = municipalities().get(value or "")
    return found.name if found else ""


@register.filter
def act(value: str) -> str:
    """What an entry of the log says was done."""
    return act_label(value)


@register.filter
def table(value: str) -> str:
    """What a table is called, also one that is the register's own and in no package."""
    if value in TABLES:
        return table_title(TABLES[value])
    return _own_tables().get(value, value) if get_language() == "sv" else value.replace("_", " ")


@cache
def _own_tables() -> dict[str, str]:
    models = apps.get_app_config("register").get_models()
    return {model._meta.db_table: str(model._meta.verbose_name) for model in models}
