"""Code lists whose labels are in the language of the page."""

from datetime import date
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samsyn.vocabulary import codelist
from samsyn.vocabulary.glossary import words_of


class CodeLabels(codelist.CodeList):
    """A code list as a page shows it."""

    def label(self, code: str, on: date | None = None, language: str = "") -> str:
        """The label of ``code`` on a day (default: the latest), in the page's language."""
        return super().label(code, on, language or get_language() or "sv")


@cache
def code_list(name: str) -> CodeLabels:
    """The code list ``name``; raises ``UnknownName`` where there is none."""
    return CodeLabels(**vars(codelist.code_list(name)))


def role_name(role: str) -> str:
    """What a role is called in the page's language."""
    words = words_of("role")
    return words[role].sv if get_language() == "sv" and role in words else role.replace("_", " ")


def step_label(step: str) -> str:
    """The name of a step of a case; "" is the one before the first."""
    return code_list("cooperation_event").label(step) if step else _("ännu inte begärt")
