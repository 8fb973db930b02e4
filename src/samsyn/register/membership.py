"""An association's members on a day: those the law asks for, and whom a consent lets give."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samsyn.exchange.rules_associations import FEWEST_PARTIES
from samsyn.register.models import AssociationMember, Intervention, Participation

ASKED_FOR = {
    "region": gettext_noop("Ingen region är medlem. Lagen kräver minst en."),
    "municipality": gettext_noop("Ingen kommun är medlem. Lagen kräver minst en."),
}
"""By party: what is said where it is missing (2003:1210, 1 §)."""


def consent_lifts(participation: Participation) -> list[str]:
    """Who the consent lets give the person's data to the controller: the names of the others that
    were members of the association on the day of the consent.

    A consent lifts secrecy; it is not the legal ground, which the controller states.
    """
    return givers(
        participation.intervention,
        on=participation.consented_on,
        to=participation.person.controller_id,
    )


def givers(intervention: Intervention, *, on: date, to: str) -> list[str]:
    """The names of the association's members on the day ``on``, but for ``to`` (a code)."""
    members = AssociationMember.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=on),
        association=intervention.association_id,
        first_day__lte=on,
    )
    names = members.exclude(organisation=to).order_by("organisation__name")
    return list(names.values_list("organisation__name", flat=True))


def missing_members(members: Iterable[AssociationMember], on: date) -> list[str]:
    """What is missing among ``members`` on the day ``on``, in words; nothing where all is well."""
    parties = {
        each.organisation.party
        for each in members
        if each.first_day <= on and (each.last_day is None or each.last_day >= on)
    }
    said = [_(text) for party, text in ASKED_FOR.items() if party not in parties]
    if len(parties) < FEWEST_PARTIES:
        said.append(_("Förbundet har färre än två olika parter bland sina medlemmar (R17)."))
    return said
