"""Codes in words: `{{ value|code:"exit_reason" }}`, `{{ value|municipality }}`."""

from django import template

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
    """What a table is called, or its name where it is the register's own."""
    return table_title(TABLES[value]) if value in TABLES else value.replace("_", " ")
