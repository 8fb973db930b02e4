"""The places where roles hold: which there are, what each is called, and whom each fits."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from samsyn.register.access import Place
from samsyn.register.case_steps import PARTIES
from samsyn.register.code_labels import code_list
from samsyn.register.models import Assignment, Association, Intervention, Organisation, User
from samsyn.register.offices import known_offices
from samsyn.register.roles import PlaceKind, Role

MODELS: dict[PlaceKind, type[Model]] = {
    PlaceKind.ASSOCIATION: Association,
    PlaceKind.INTERVENTION: Intervention,
    PlaceKind.CONTROLLER: Organisation,
    PlaceKind.OFFICE: Organisation,
}
"""Where the name of each kind of place stands; an office may have none."""


def place_of(assignment: Assignment) -> Place:
    """Where an assignment is."""
    return Place(PlaceKind(assignment.place_kind), assignment.place)


def names_of_places(places: Iterable[Place]) -> dict[Place, str]:
    """What each place is called, with its code after: a query a kind at most."""
    wanted = set(places)
    names: dict[Place, str] = {}
    for kind, model in MODELS.items():
        codes = {each.code for each in wanted if each.kind is kind}
        found = model._default_manager.filter(pk__in=codes).values_list("pk", "name")
        names |= {Place(kind, code): f"{name} ({code})" for code, name in found}
    return {each: names.get(each) or _nameless(each) for each in wanted}


def why_not(user: User, role: Role, place: Place, *, is_new: bool) -> str:
    """Why ``place`` is none for ``user`` in ``role``, and what to choose; "" where it fits.

    ``is_new`` says that an office nobody has heard of is meant.
    """
    if role is Role.CASEWORKER:
        return _why_not_office(user, place.code, is_new)
    model = MODELS.get(place.kind)
    if model and not model._default_manager.filter(pk=place.code).exists():
        return _("Platsen %(code)s finns inte. Välj en i listan.") % {"code": place.code}
    return ""


def _why_not_office(user: User, office: str, is_new: bool) -> str:
    employer = user.organisation
    told = {"name": user.name, "office": office, "employer": employer.name if employer else ""}
    if employer is None or employer.party not in PARTIES:
        return _(
            "%(name)s är anställd hos %(employer)s. Handläggare finns bara hos Försäkringskassan "
            "och Arbetsförmedlingen. Välj en annan roll, eller rätta arbetsgivaren."
        ) % told  # fmt: skip
    known = known_offices()
    if office in known[employer.party]:
        return ""
    for party in PARTIES - {employer.party}:
        if office in known[party]:
            whose = code_list("party").label(party)
            return _(
                "Kontoret %(office)s hör till %(whose)s, och %(name)s är anställd hos "
                "%(employer)s. Välj ett av deras kontor."
            ) % {**told, "whose": whose}  # fmt: skip
    if is_new:
        return ""
    return _(
        "Kontoret %(office)s finns inte hos %(employer)s. Välj ett i listan, eller fyll i det som "
        "nytt kontor."
    ) % told  # fmt: skip


def _nameless(place: Place) -> str:
    if place.kind is PlaceKind.NATION:
        return _("hela landet")
    if place.kind is PlaceKind.OFFICE:
        return _("kontor %(code)s") % {"code": place.code}
    return place.code
