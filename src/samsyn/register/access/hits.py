"""Which hits of rules, and measures of quality, someone may know of."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from samsyn.register.access.acting import Acting
from samsyn.register.access.visible import oneself, visible_associations
from samsyn.register.models import HitState, Participation, QualityMeasure, RuleHit
from samsyn.register.roles import PlaceKind, Role


def visible_hits(acting: Acting) -> QuerySet[RuleHit]:
    """All for an analyst; an association's facts for its administrator; a registrar's own people.

    An administrator sees no row that is about one person, and nobody one about themselves.
    """
    rows = RuleHit.objects.filter(is_current=True).exclude(_about_oneself(acting))
    if acting.role is Role.NATIONAL_ANALYST:
        return rows
    if acting.role is Role.ASSOCIATION_ADMINISTRATOR:
        own = visible_associations(acting).values("pk")
        return rows.filter(association__in=own, controller="")
    if acting.role is Role.REGISTRAR:
        places = acting.codes(PlaceKind.INTERVENTION)
        return rows.filter(intervention_code__in=places, controller=acting.organisation)
    return rows.none()


@dataclass(frozen=True)
class HitsOnPeople:
    """How many open hits of a rule there are on people of a controller in an intervention."""

    rule: str
    intervention_code: str
    controller: str
    count: int


def hits_on_people(acting: Acting) -> list[HitsOnPeople]:
    """The open hits that an administrator waits for others to answer: numbers alone, no row."""
    if acting.role is not Role.ASSOCIATION_ADMINISTRATOR:
        return []
    rows = RuleHit.objects.filter(
        is_current=True,
        state=HitState.OPEN,
        association__in=visible_associations(acting).values("pk"),
    ).exclude(controller="")
    by = ("rule", "intervention_code", "controller")
    counted = rows.order_by(*by).values(*by).annotate(count=Count("pk"))
    return [HitsOnPeople(*each) for each in counted.values_list(*by, "count")]


def visible_measures(acting: Acting) -> QuerySet[QualityMeasure]:
    """All for an analyst, their own associations' for an administrator."""
    rows = QualityMeasure.objects.all()
    if acting.role is Role.NATIONAL_ANALYST:
        return rows
    if acting.role is Role.ASSOCIATION_ADMINISTRATOR:
        return rows.filter(association__in=visible_associations(acting).values("pk"))
    return rows.none()


def _about_oneself(acting: Acting) -> Q:
    """Hits on the actor's own participations: their keys begin with the participation's."""
    found = Q(pk__in=())
    if not acting.own_lookups:
        return found
    own = Participation.objects.filter(oneself(acting, "person__"))
    for participation_id in own.values_list("pk", flat=True):
        key = f"participation_id={participation_id}"
        found |= Q(row_key=key) | Q(row_key__startswith=f"{key}; ")
    return found
