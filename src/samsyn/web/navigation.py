"""The way between the areas: each role sees only those where it has something to do."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from samsyn.register.access import Actor
from samsyn.register.roles import Permission


@dataclass(frozen=True)
class Entry:
    """One item of the navigation."""

    label: str
    url: str
    is_here: bool


AREAS = (
    (_("Start"), "start", Permission.READ_REPORTS),
    (_("Deltagare"), "people", Permission.REGISTER_PEOPLE),
    (_("Insatser"), "interventions", Permission.KEEP_INTERVENTIONS),
    (_("Förbund"), "associations", Permission.KEEP_ASSOCIATION),
    (_("Ärenden"), "cases", Permission.WORK_CASES),
    (_("Omställningsmöten"), "transition_meetings", Permission.WORK_CASES),
    (_("Studier"), "studies", Permission.WORK_STUDIES),
    (_("Studier"), "studies", Permission.RUN_STUDIES),
    (_("Kvalitet"), "quality", Permission.SEE_QUALITY),
    (_("Kvalitet"), "quality", Permission.ANSWER_HITS),
    (_("Dataskydd"), "protection", Permission.REVIEW_LOG),
    (_("System"), "system", Permission.KEEP_USERS),
    (_("Import och export"), "transfer", Permission.IMPORT_PEOPLE),
    (_("Import och export"), "transfer", Permission.IMPORT_FACTS),
    (_("Resultat"), "results", Permission.READ_REPORTS),
    (_("Rapporter"), "reports", Permission.READ_REPORTS),
)
"""Label, name of the address, what one must be allowed."""


def entries(actor: Actor, path: str) -> tuple[Entry, ...]:
    """What ``actor`` can go to, each once; ``path`` says where one is."""
    found: dict[str, Entry] = {}
    for label, name, need in AREAS:
        if name in found or not actor.may(need):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        is_here = path == url if name == "start" else path.startswith(url)
        found[name] = Entry(str(label), url, is_here)
    return tuple(found.values())
