"""Looking a value up in a template: `{{ names|at:key }}`, and the name of a role."""

from collections.abc import Mapping

from django import template

from samsyn.vocabulary.glossary import words_of

register = template.Library()


@register.filter
def at(values: Mapping[str, object], key: str) -> object:
    """What ``values`` has at ``key``, "" for nothing."""
    return values.get(key, "")


@register.filter
def role(value: str) -> str:
    """The role's name in Swedish."""
    words = words_of("role")
    return words[value].sv if value in words else value
