"""Which rows someone acting may know of. What is not here is not found, whatever asks for it.

Each function gives a query that ends in no rows unless a rule below lets rows in.
"""

from django.db.models import Q, QuerySet

from samsyn.register.access.acting import Acting
from samsyn.register.models import (
    Association,
    CooperationCase,
    Intervention,
    Participation,
    Person,
    TransitionMeeting,
)
from samsyn.register.roles import PlaceKind, Role

NATIONAL = frozenset({Role.NATIONAL_ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.EVALUATOR})

_OFFICE_OF = {
    "social_insurance_agency": "insurance_office",
    "public_employment_service": "employment_office",
}
"""Where a case names the office of each party."""


def visible_associations(acting: Acting) -> QuerySet[Association]:
    """An administrator's and a manager's own; all for those whose work is the nation's."""
    if acting.role in NATIONAL:
        return Association.objects.all()
    if acting.role not in (Role.ASSOCIATION_ADMINISTRATOR, Role.INTERVENTION_MANAGER):
        return Association.objects.none()
    own = Q(association_code__in=acting.codes(PlaceKind.ASSOCIATION))
    through = Q(interventions__intervention_code__in=acting.codes(PlaceKind.INTERVENTION))
    return Association.objects.filter(own | through).distinct()


def visible_interventions(acting: Acting) -> QuerySet[Intervention]:
    """Those assigned, and all of an association that is assigned."""
    if acting.role in NATIONAL:
        return Intervention.objects.all()
    return Intervention.objects.filter(
        Q(intervention_code__in=acting.codes(PlaceKind.INTERVENTION))
        | Q(association_id__in=acting.codes(PlaceKind.ASSOCIATION))
    )


def visible_participations(acting: Acting) -> QuerySet[Participation]:
    """A registrar's: in their interventions, of their own controller's people, not themselves."""
    if acting.role is not Role.REGISTRAR:
        return Participation.objects.none()
    return Participation.objects.filter(
        intervention_id__in=acting.codes(PlaceKind.INTERVENTION),
        person__controller_id=acting.organisation,
    ).exclude(oneself(acting, "person__"))


def visible_persons(acting: Acting) -> QuerySet[Person]:
    """Whoever is or was in a registrar's interventions, or in a caseworker's cases."""
    if acting.role is Role.REGISTRAR:
        own = visible_participations(acting).values("person_id")
        return Person.objects.filter(person_id__in=own)
    if acting.role is Role.CASEWORKER:
        at_office = visible_cases(acting).values("person_id")
        return Person.objects.filter(person_id__in=at_office)
    return Person.objects.none()


def visible_cases(acting: Acting) -> QuerySet[CooperationCase]:
    """A caseworker's: those that their office has now.

    Försäkringskassan's caseworkers are at a case's insurance office, Arbetsförmedlingen's at its
    employment office; another party's office has no cases, whatever it is called. The person's
    consent lifts secrecy between the two offices, and while it holds both see the case. From the
    day it is withdrawn only the authority that took the consent, and answers for the data, still
    sees it. A case that moves is gone from the old offices in the same moment.
    """
    office = _OFFICE_OF.get(acting.party, "")
    if acting.role is not Role.CASEWORKER or not office:
        return CooperationCase.objects.none()
    at_office = Q(**{f"{office}__in": acting.codes(PlaceKind.OFFICE)})
    shared = Q(consent_withdrawn_on__isnull=True) | Q(person__controller_id=acting.organisation)
    return CooperationCase.objects.filter(at_office, shared).exclude(oneself(acting, "person__"))


def visible_meetings(acting: Acting) -> QuerySet[TransitionMeeting]:
    """A caseworker's: the transition meetings that their own offices have registered here."""
    if acting.role is not Role.CASEWORKER or acting.party not in _OFFICE_OF:
        return TransitionMeeting.objects.none()
    return TransitionMeeting.objects.filter(
        held_by__organisation_id=acting.organisation,
        held_by__office__in=acting.codes(PlaceKind.OFFICE),
    )


def oneself(acting: Acting, path: str) -> Q:
    """The actor's own rows, at whichever controller; no row where their number is not known."""
    own = Q(pk__in=())
    for controller, lookup in acting.own_lookups:
        own |= Q(**{f"{path}controller_id": controller, f"{path}identity_lookup": lookup})
    return own
