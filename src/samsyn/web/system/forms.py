"""The forms of the system administrator."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.register.code_labels import role_name
from samsyn.register.models import Association, Organisation, User
from samsyn.register.roles import PlaceKind, Role
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
    """A role somewhere, until a day."""

    def __init__(self, *args: Any, roles: Iterable[Role], last_day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"] = forms.ChoiceField(
            label=_("Roll"), choices=[(role.value, role_name(role)) for role in roles]
        )
        self.fields["place_kind"] = forms.ChoiceField(
            label=_("Slags plats"), choices=[(kind.value, PLACE_NAMES[kind]) for kind in PlaceKind]
        )
        self.fields["place"] = forms.CharField(
            label=_("Plats"),
            required=False,
            max_length=60,
            help_text=_("Förbundets, kontorets eller organisationens kod. Tomt för hela landet."),
        )
        self.fields["last_day"] = DateField(label=_("Till och med"), initial=last_day)


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
