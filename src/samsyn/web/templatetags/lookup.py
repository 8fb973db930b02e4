"""Looking a value up in a template: `{{ names|at:key }}`, and the name of a role."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from samsyn.register.code_labels import role_name
from samsyn.vocabulary.glossary import words_of

register = template.Library()


@register.filter
def at(values: Mapping[str, object], key: str) -> object:
    """What ``values`` has at ``key``, "" for nothing."""
    return values.get(key, "")


@register.filter
def role(value: str) -> str:
    """The role's name in the page's language."""
    return role_name(value)


@register.filter
def measure(what: str) -> str:
    """A measure of quality in words: `entry.education` is what of which point."""
    place, _, name = what.partition(".")
    if not _is_swedish():
        return f"{name} ({place})".replace("_", " ")
    places = {"participation": "deltagandet", "entry": "inregistrering", "exit": "utregistrering",
              "soon": "inom 30 dagar", "rule": "regel"}  # fmt: skip
    fields = words_of("field")
    own = {"measurement": "mätning", "income": "försörjning", "entry": "inregistrering",
           "exit": "utregistrering"}  # fmt: skip
    word = fields[name].sv if name in fields else own.get(name, name)
    return f"{word} ({places.get(place, place)})"


def _is_swedish() -> bool:
    return get_language() == "sv"
