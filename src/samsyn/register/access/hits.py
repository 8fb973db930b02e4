"""Which hits of rules someone may know of."""

from django.db.models import QuerySet

from samsyn.register.access.acting import Acting
from samsyn.register.access.visible import visible_associations
from samsyn.register.models import RuleHit
from samsyn.register.roles import PlaceKind, Role


def visible_hits(acting: Acting) -> QuerySet[RuleHit]:
    """All for an analyst; an association's facts for its administrator; a registrar's own people.

    An administrator sees no row that is about one person.
    """
    rows = RuleHit.objects.filter(is_current=True)
    if acting.role is Role.NATIONAL_ANALYST:
        return rows
    if acting.role is Role.ASSOCIATION_ADMINISTRATOR:
        own = visible_associations(acting).values("pk")
        return rows.filter(association__in=own, controller="")
    if acting.role is Role.REGISTRAR:
        places = acting.codes(PlaceKind.INTERVENTION)
        return rows.filter(intervention_code__in=places, controller=acting.organisation)
    return rows.none()
