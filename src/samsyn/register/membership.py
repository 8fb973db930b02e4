"""Whether an association's members are those the law asks for, on a day."""

from collections.abc import Iterable
from datetime import date

from samsyn.exchange.rules_associations import FEWEST_PARTIES
from samsyn.register.models import AssociationMember

ASKED_FOR = {
    "region": "Ingen region är medlem. Lagen kräver minst en.",
    "municipality": "Ingen kommun är medlem. Lagen kräver minst en.",
}
"""By party: what is said where it is missing (2003:1210, 1 §)."""


def missing_members(members: Iterable[AssociationMember], on: date) -> list[str]:
    """What is missing among ``members`` on the day ``on``, in words; nothing where all is well."""
    parties = {
        each.organisation.party
        for each in members
        if each.first_day <= on and (each.last_day is None or each.last_day >= on)
    }
    said = [text for party, text in ASKED_FOR.items() if party not in parties]
    if len(parties) < FEWEST_PARTIES:
        said.append("Förbundet har färre än två olika parter bland sina medlemmar (R17).")
    return said
