"""The forms of an intervention: what it is, its groups, money, staff, activities."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.register.identity_number import IdentityNumber
from samsyn.register.models import Association, Intervention, Organisation, User
from samsyn.web.fields import CodeField, CodesField, DateField, MoneyField
from samsyn.web.own_employer import ITSELF
from samsyn.web.registrar.forms import NumberField

NOT_BELOW_NOTHING = {"min_value": _("Antalet kan inte vara mindre än noll.")}
FIXED = ("orientation", "follow_up", "esf")
"""What lies fast once anything is registered (R11)."""


def amount(label: Any, *, may_be_negative: bool = False) -> MoneyField:
    """Whole SEK, which may be unknown."""
    return MoneyField(label=label, required=False, may_be_negative=may_be_negative)


class InterventionForm(forms.Form):
    """What an intervention is; how it is followed is fixed once anything is registered."""

    def __init__(self, *args: Any, on: date, fixed: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fixed = fixed
        area = forms.Textarea(attrs={"rows": 3})
        self.fields["name"] = forms.CharField(label=_("Namn"), max_length=200)
        self.fields["description"] = forms.CharField(
            label=_("Beskrivning"), required=False, max_length=5000, widget=area
        )
        self.fields["goal"] = forms.CharField(
            label=_("Mål"), required=False, max_length=2000, widget=area
        )
        self.fields["orientation"] = CodeField("orientation", on=on, label=_("Inriktning"))
        self.fields["follow_up"] = CodeField("follow_up", on=on, label=_("Hur den följs upp"))
        self.fields["esf"] = forms.BooleanField(label=_("Får ESF-medel"), required=False)
        for name in FIXED:
            self.fields[name].disabled = fixed
        if fixed:
            self.fields["orientation"].help_text = _(
                "Inriktning, uppföljning och ESF ligger fast när något är registrerat."
            )
        self.fields["focus"] = CodesField("focus", on=on, label=_("Innehåll"), required=False)
        self.fields["method"] = CodesField("method", on=on, label=_("Metod"), required=False)
        self.fields["own_insurance"] = forms.BooleanField(
            label=_("Har en egen försäkring för deltagarna"), required=False
        )
        self.fields["first_day"] = DateField(label=_("Första dag"), initial=on)
        self.fields["last_day"] = DateField(
            label=_("Sista dag"),
            required=False,
            help_text=_("En insats som det är registrerat på tas inte bort, utan avslutas."),
        )

    def row(self, intervention_code: str, association_code: str) -> dict[str, Any]:
        """The row of the table ``intervention``; what lies fast or was never said stays so."""
        said = dict(self.cleaned_data)
        if self.fixed:
            said |= {name: self.initial[name] for name in FIXED}
        for name in ("esf", "own_insurance"):
            if not said[name] and self.initial.get(name, False) is None:
                said[name] = None
        return {
            "intervention_code": intervention_code,
            "association_code": association_code,
            **said,
        }


def initial_of(intervention: Intervention) -> dict[str, Any]:
    """What the form begins with for an intervention that is there."""
    names = (
        "name", "description", "goal", "orientation", "follow_up", "esf", "own_insurance",
        "first_day", "last_day",
    )  # fmt: skip
    start = {name: getattr(intervention, name) for name in names}
    for name in ("focus", "method"):
        start[name] = [each for each in (getattr(intervention, name) or "").split(";") if each]
    return start


class GroupForm(forms.Form):
    """A target group the intervention is tagged with, from a day."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["target_group"] = CodeField("target_group", on=on, label=_("Målgrupp"))
        self.fields["first_day"] = DateField(label=_("Från"), initial=on)
        self.fields["last_day"] = DateField(label=_("Till"), required=False)


class CostsForm(forms.Form):
    """A year's budget and outturn, one row a kind."""

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.kinds = list(kinds)
        self.fields["planned_participants"] = forms.IntegerField(
            label=_("Planerade deltagare"),
            required=False,
            min_value=0,
            max_value=1_000_000,
            error_messages=NOT_BELOW_NOTHING,
        )
        for kind, _label in self.kinds:
            self.fields[f"budget_{kind}"] = amount(_("Budget"))
            self.fields[f"outturn_{kind}"] = amount(_("Utfall"))

    @property
    def lines(self) -> list[tuple[str, Any, Any]]:
        """Each kind's label with its two fields."""
        return [
            (label, self[f"budget_{kind}"], self[f"outturn_{kind}"]) for kind, label in self.kinds
        ]

    def money(self, kind: str) -> dict[str, Any]:
        """Budget and outturn of one kind."""
        given = self.cleaned_data
        return {"budget_sek": given[f"budget_{kind}"], "outturn_sek": given[f"outturn_{kind}"]}


class StaffForm(forms.Form):
    """Staff that an organisation lends in a year."""

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organisation_code"] = forms.ChoiceField(
            label=_("Organisation"),
            choices=[
                ("", _("Välj")),
                *((each.organisation_code, each.name) for each in organisations),
            ],
        )
        self.fields["full_time_equivalents"] = forms.DecimalField(
            label=_("Heltidstjänster"), min_value=0, max_value=10_000, decimal_places=2,
            localize=True, error_messages=NOT_BELOW_NOTHING,
        )  # fmt: skip
        self.fields["in_kind_sek"] = amount(_("Värde utan ersättning, kronor"))


class ActivityForm(forms.Form):
    """An activity of a structural intervention."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["held_on"] = DateField(label=_("Dag"), initial=on)
        self.fields["kind"] = CodeField("activity_kind", on=on, label=_("Slag"), required=False)
        self.fields["format"] = CodeField("activity_format", on=on, label=_("Form"), required=False)
        self.fields["persons"] = forms.IntegerField(
            label=_("Antal personer"), min_value=0, max_value=1_000_000
        )


class AppointedNumberField(NumberField):
    """The own number of whoever is appointed; empty where it is noted already."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Personens eget personnummer, om det inte är noterat"),
            help_text=_(
                "Så att personen inte kan öppna uppgifter om sig själv. Numret sparas inte. Tolv "
                "siffror: ÅÅÅÅMMDD-NNNN."
            ),
            required=False,
        )

    def clean(self, value: str) -> IdentityNumber | None:  # type: ignore[override]
        """The number, or None where none is written."""
        return super().clean(value) if value else None


class AppointForm(forms.Form):
    """Who gets the role, until when: someone with an account, or someone new.

    With ``association`` its own employees can be named too: they keep no people's data.
    ``meets_people`` is for a role that needs the person's own number.
    """

    def __init__(
        self,
        *args: Any,
        users: Iterable[User],
        organisations: Iterable[Organisation],
        last_day: date,
        association: Association | None = None,
        meets_people: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["user"] = forms.TypedChoiceField(
            label=_("Någon som har konto"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[
                ("", _("Ny person, se nedan")),
                *((u.pk, f"{u.name}, {u.email}") for u in users),
            ],
        )
        self.fields["name"] = forms.CharField(label=_("Namn"), required=False, max_length=200)
        self.fields["email"] = forms.EmailField(label=_("E-postadress"), required=False)
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Arbetsgivare"),
            required=False,
            choices=[
                ("", _("Välj")),
                *([(ITSELF, association.name)] if association else []),
                *((o.organisation_code, o.name) for o in organisations),
            ],
        )
        if meets_people:
            self.fields["number"] = AppointedNumberField()
        self.fields["last_day"] = DateField(
            label=_("Till och med"), initial=last_day, help_text=_("Högst två år.")
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("user"):
            for name in ("name", "email", "organisation"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Fyll i för en ny person, eller välj någon i listan."))
        return given
