"""Code lists whose labels are in the language of the page."""

from datetime import date
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samsyn.register.acts import ACTS
from samsyn.vocabulary import codelist
from samsyn.vocabulary.glossary import words_of
from samsyn.vocabulary.tables import Table


class CodeLabels(codelist.CodeList):
    """A code list as a page shows it."""

    def label(self, code: str, on: date | None = None, language: str = "") -> str:
        """The label of ``code`` on a day (default: the latest), in the page's language."""
        return super().label(code, on, language or get_language() or "sv")

    @property
    def title(self) -> str:
        """What the list is called."""
        return _called("code list", self.name, self.title_sv)


@cache
def code_list(name: str) -> CodeLabels:
    """The code list ``name``; raises ``UnknownName`` where there is none."""
    return CodeLabels(**vars(codelist.code_list(name)))


def table_title(table: Table) -> str:
    """What a table is called in the page's language."""
    return _called("table", table.name, table.title_sv)


def field_name(name: str) -> str:
    """What a field is called in the page's language."""
    words = words_of("field")
    if name not in words:
        return name.replace("_", " ")
    return words[name].sv if get_language() == "sv" else words[name].en


def indicator_title(indicator: str, swedish: str) -> str:
    """What an indicator is called in the page's language, ``swedish`` being its own title."""
    return _called("indicator", indicator, swedish)


def role_name(role: str) -> str:
    """What a role is called in the page's language."""
    words = words_of("role")
    return words[role].sv if get_language() == "sv" and role in words else role.replace("_", " ")


def act_label(action: str) -> str:
    """What an entry of the log says was done, in the page's language."""
    return _(ACTS[action]) if action in ACTS else action


def step_label(step: str) -> str:
    """The name of a step of a case; "" is the one before the first."""
    return code_list("cooperation_event").label(step) if step else _("ännu inte begärt")


def _called(kind: str, term: str, swedish: str) -> str:
    if get_language() == "sv":
        return swedish
    english = words_of(kind)[term].en
    return english[:1].upper() + english[1:]
