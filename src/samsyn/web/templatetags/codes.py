"""Codes in words: `{{ value|code:"exit_reason" }}`, `{{ value|municipality }}`."""

from django import template
from django.utils.translation import get_language

from samsyn.errors import UnknownCode
from samsyn.register.code_labels import code_list
from samsyn.register.held import ACTS
from samsyn.vocabulary.area import municipalities

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
    if get_language() == "sv":
        return ACTS.get(value, value)
    return value.removeprefix("study_").replace("_", " ")
