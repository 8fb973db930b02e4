"""The forms of the system administrator."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.register.access import Place
from samsyn.register.case_steps import PARTIES
from samsyn.register.code_labels import role_name
from samsyn.register.models import Association, Organisation, User
from samsyn.register.offices import known_offices
from samsyn.register.places import names_of_places
from samsyn.register.roles import PLACES, PlaceKind, Role
from samsyn.web.fields import CodeField, DateField
from samsyn.web.registrar.forms import NumberField

PLACE_NAMES = {
    PlaceKind.ASSOCIATION: _("Förbund"),
    PlaceKind.INTERVENTION: _("Insats"),
    PlaceKind.OFFICE: _("Kontor"),
    PlaceKind.CONTROLLER: _("Personuppgiftsansvarig"),
    PlaceKind.NATION: _("Hela landet"),
}


NO_PARTIES = ("own_initiative", "other")
"""Codes of the list of parties that say who suggested something, and are no organisation."""


class UserForm(forms.Form):
    """A new account."""

    name = forms.CharField(label=_("Namn"), max_length=200)
    email = forms.EmailField(label=_("E-postadress"))
    is_system = forms.BooleanField(
        label=_("Kontot är för ett system, inte för en människa"), required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        organisations = Organisation.objects.order_by("name")
        associations = Association.objects.filter(last_day__isnull=True).order_by("name")
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Arbetsgivare: myndighet, region eller kommun"),
            required=False,
            choices=[("", _("Ingen")), *((each.pk, each.name) for each in organisations)],
        )
        self.fields["employed_by"] = forms.ChoiceField(
            label=_("Arbetsgivare: samordningsförbund"),
            required=False,
            choices=[("", _("Inget")), *((each.pk, each.name) for each in associations)],
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("organisation") and given.get("employed_by"):
            self.add_error("employed_by", _("Välj en arbetsgivare, inte två."))
        return given


class RoleForm(forms.Form):
    """A role somewhere, until a day: at a place that is there, and fits the user's employer."""

    def __init__(
        self, *args: Any, user: User, roles: Iterable[Role], last_day: date, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["role"] = forms.ChoiceField(
            label=_("Roll"), choices=[(role.value, role_name(role)) for role in roles]
        )
        self.fields["place"] = forms.ChoiceField(
            label=_("Plats"),
            required=False,
            choices=[("", _("Hela landet")), *places_for(user)],
            help_text=_("En handläggare har ett kontor, en samverkansadministratör ett förbund och "
                        "ett dataskyddsombud en personuppgiftsansvarig. Övriga: hela landet."),
        )  # fmt: skip
        if _party(user) in PARTIES:
            self.fields["new_office"] = forms.CharField(
                label=_("Nytt kontor"),
                required=False,
                max_length=60,
                help_text=_("Kontorets kod, bara om kontoret är nytt och saknas i listan."),
            )
        self.fields["last_day"] = DateField(label=_("Till och med"), initial=last_day)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        kind, _colon, code = (given.get("place") or PlaceKind.NATION).partition(":")
        new = (given.get("new_office") or "").strip()
        if new and code:
            self.add_error("new_office", _("Välj ett kontor, eller fyll i ett nytt, inte båda."))
        given["at"] = Place(PlaceKind.OFFICE, new) if new else Place(PlaceKind(kind), code)
        given["is_new"] = bool(new)
        if {"role", "place"} <= set(given) and given["at"].kind not in PLACES[Role(given["role"])]:
            self.add_error("place", _wanted(Role(given["role"])))
        return given


def places_for(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """The places that there are for ``user``, by kind: offices are those of the own authority."""
    party = _party(user)
    offices = known_offices()[party] if party in PARTIES else frozenset()
    associations = Association.objects.filter(last_day__isnull=True).values_list("pk", flat=True)
    controllers = Organisation.objects.values_list("pk", flat=True)
    codes: dict[PlaceKind, frozenset[str]] = {
        PlaceKind.OFFICE: offices,
        PlaceKind.ASSOCIATION: frozenset(associations),
        PlaceKind.CONTROLLER: frozenset(controllers),
    }
    named = names_of_places(Place(kind, code) for kind, all_ in codes.items() for code in all_)
    return [
        (
            str(PLACE_NAMES[kind]),
            sorted(
                ((f"{kind}:{place.code}", name) for place, name in named.items()
                 if place.kind is kind),
                key=lambda each: each[1],
            ),
        )
        for kind in codes
        if codes[kind]
    ]  # fmt: skip


def _party(user: User) -> str:
    return user.organisation.party if user.organisation else ""


def _wanted(role: Role) -> str:
    """What kind of place the role has."""
    kinds = " / ".join(str(PLACE_NAMES[kind]).lower() for kind in sorted(PLACES[role]))
    return _("Rollen %(role)s har som plats: %(kinds)s.") % {
        "role": role_name(role),
        "kinds": kinds,
    }


class OwnNumberForm(forms.Form):
    """A user's own number, so that nobody opens their own record."""

    number = NumberField()


class OrganisationForm(forms.Form):
    """An authority, region or municipality."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organisation_code"] = forms.CharField(label=_("Kod"), max_length=30)
        self.fields["party"] = CodeField("party", on=on, label=_("Part"), leave_out=NO_PARTIES)
        self.fields["name"] = forms.CharField(label=_("Namn"), max_length=200)
        self.fields["organisation_number"] = forms.CharField(
            label=_("Organisationsnummer"), required=False, max_length=20
        )
        self.fields["is_change"] = forms.BooleanField(
            label=_("Organisationen finns redan, och det här är en ändring av den"), required=False
        )

    def clean(self) -> dict[str, Any]:
        """A code that is there is changed only when one means it, and its party never."""
        given: dict[str, Any] = super().clean() or {}
        there = Organisation.objects.filter(pk=given.get("organisation_code", "")).first()
        if there and not given.get("is_change"):
            said = _("Koden är %(name)s. Kryssa i om det är den du vill ändra.")
            self.add_error("is_change", said % {"name": there.name})
        elif there and given.get("party") not in (None, "", there.party):
            self.add_error("party", _("Parten ändras inte. Lägg upp en ny organisation i stället."))
        return given


class TokenForm(forms.Form):
    """A key for a system."""

    def __init__(self, *args: Any, systems: Iterable[User], last_day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["user"] = forms.TypedChoiceField(
            label=_("System"), coerce=int, choices=[(each.pk, each.name) for each in systems]
        )
        self.fields["last_day"] = DateField(
            label=_("Till och med"), initial=last_day, help_text=_("Högst ett år.")
        )
