"""Looking a value up in a template: `{{ names|at:key }}`, and the name of a role."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samsyn.exchange.rule_texts import RULES, title
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
def rule(value: str) -> str:
    """A rule by its id and its title in the page's language."""
    return f"{value} {title(value, get_language() or 'sv')}" if value in RULES else value


@register.filter
def percent(share: float | None) -> str:
    """A share in percent, a dash for none."""
    return "–" if share is None else f"{100 * share:.0f} %"


@register.filter
def measure(what: str) -> str:
    """A measure of quality in words: `entry.education` is what of which point."""
    place, _dot, name = what.partition(".")
    if what == "hits":
        return _("träffar på alla regler")
    if place == "rule":
        return rule(name)
    if not _is_swedish():
        return f"{name} ({place})".replace("_", " ")
    places = {"participation": "deltagandet", "entry": "inregistrering", "exit": "utregistrering",
              "soon": "inom 30 dagar"}  # fmt: skip
    fields = words_of("field")
    own = {"measurement": "mätning", "income": "försörjning", "entry": "inregistrering",
           "exit": "utregistrering"}  # fmt: skip
    word = fields[name].sv if name in fields else own.get(name, name)
    return f"{word} ({places.get(place, place)})"


def _is_swedish() -> bool:
    return get_language() == "sv"
