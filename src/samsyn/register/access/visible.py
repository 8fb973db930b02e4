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
)
from samsyn.register.roles import PlaceKind, Role

NATIONAL = frozenset({Role.NATIONAL_ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.EVALUATOR})


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
    ).exclude(_oneself(acting, "person__"))


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

    The consent to reinforced cooperation lifts secrecy between the case's two offices, and while
    it holds both see the case; afterwards only those of the controller who took it.
    """
    if acting.role is not Role.CASEWORKER:
        return CooperationCase.objects.none()
    offices = acting.codes(PlaceKind.OFFICE)
    at_office = Q(employment_office__in=offices) | Q(insurance_office__in=offices)
    shared = Q(consent_withdrawn_on__isnull=True) | Q(person__controller_id=acting.organisation)
    return CooperationCase.objects.filter(at_office, shared).exclude(_oneself(acting, "person__"))


def _oneself(acting: Acting, path: str) -> Q:
    """The actor's own rows, at whichever controller; no row where their number is not known."""
    own = Q(pk__in=())
    for controller, lookup in acting.own_lookups:
        own |= Q(**{f"{path}controller_id": controller, f"{path}identity_lookup": lookup})
    return own
