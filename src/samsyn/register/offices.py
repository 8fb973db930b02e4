"""The offices of the two authorities, as far as the register knows them: where someone works.

A case must not be sent where nobody opens it, so an office is one that a caseworker of that
authority has as an assignment today.
"""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.case_steps import EMPLOYMENT, INSURANCE
from samsyn.register.clock import today
from samsyn.register.models import (
    Assignment,
    CooperationCase,
    MeetingOffice,
    Organisation,
    User,
)
from samsyn.register.roles import PlaceKind, Role


class NoSuchOffice(SamsynError):
    """An office where no caseworker of that authority works today."""

    def __init__(self, office: str) -> None:
        super().__init__(
            _(
                "Ingen handläggare har kontoret %(office)s som uppdrag i dag, så ingen skulle se "
                "ärendet där. Välj ett annat kontor, eller be systemadministratören lägga upp det."
            )
            % {"office": office}
        )


def offices() -> Mapping[str, tuple[str, ...]]:
    """The offices with a caseworker today, by party: one query."""
    on = today()
    found = Assignment.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=on),
        place_kind=PlaceKind.OFFICE,
        first_day__lte=on,
        holding__role=Role.CASEWORKER,
        holding__first_day__lte=on,
        holding__last_day__gte=on,
        holding__user__is_active=True,
        holding__user__organisation__party__in=(INSURANCE, EMPLOYMENT),
    ).values_list("holding__user__organisation__party", "place")
    known = sorted(set(found))
    return {
        party: tuple(office for of, office in known if of == party)
        for party in (INSURANCE, EMPLOYMENT)
    }


def known_offices() -> Mapping[str, frozenset[str]]:
    """Every office that the register has heard of, by party: of cases, meetings and assignments.

    An office that is an organisation of its own is one too, where nobody is employed by it.
    """
    employers = User.objects.filter(organisation__isnull=False).values("organisation")
    return {
        party: frozenset(
            {
                *CooperationCase.objects.values_list(column, flat=True).distinct().order_by(),
                *Assignment.objects.filter(
                    place_kind=PlaceKind.OFFICE,
                    holding__role=Role.CASEWORKER,
                    holding__user__organisation__party=party,
                ).values_list("place", flat=True),
                *MeetingOffice.objects.filter(organisation__party=party).values_list(
                    "office", flat=True
                ),
                *Organisation.objects.filter(party=party)
                .exclude(pk__in=employers)
                .values_list("pk", flat=True),
            }
            - {None, ""}
        )
        for party, column in ((INSURANCE, "insurance_office"), (EMPLOYMENT, "employment_office"))
    }


def check_office(insurance_office: str, employment_office: str) -> None:
    """Raise ``NoSuchOffice`` where nobody of that authority works at either."""
    known = offices()
    for party, office in ((INSURANCE, insurance_office), (EMPLOYMENT, employment_office)):
        if office not in known[party]:
            raise NoSuchOffice(office)
