"""The forms of a study: the next step, what was given, what broke the arms, the end."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.register.code_labels import code_list
from samsyn.web.fields import CodeField, DateField

STOP = "stop"
AMOUNTS = {
    "staff_hours": _("Timmar av personal"),
    "personal_contacts": _("Personliga kontakter"),
    "workplace_visits": _("Besök på arbetsplatser"),
    "help_outside_work": _("Hjälp med annat än arbete, antal gånger"),
}


class SuggestForm(forms.Form):
    """Who suggested the person, and when."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["suggested_by"] = CodeField("study_pool", on=on, label=_("Förslaget kom från"))
        self.fields["on"] = DateField(label=_("Personen föreslogs den"), initial=on)


class NextStepForm(forms.Form):
    """The next step, or why the person goes no further."""

    use_required_attribute = False

    def __init__(self, *args: Any, step: str, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(STOP, str(_("Går inte vidare")))]
        if step:
            choices.insert(0, (step, code_list("study_step").label(step)))
        self.fields["step"] = forms.ChoiceField(
            label=_("Vad har hänt?"), choices=choices, widget=forms.RadioSelect
        )
        self.fields["on"] = DateField(label=_("Dag"), initial=on)
        self.fields["reason"] = CodeField(
            "study_stop_reason",
            on=on,
            label=_("Varför personen inte går vidare"),
            required=not self.is_bound or self.data.get("step") == STOP,
            error_messages={"required": _("Välj varför personen inte går vidare.")},
        )

    def parts(self) -> list[tuple[forms.BoundField, str]]:
        """The fields with the answer they are shown for ("" for always)."""
        return [(field, f"step={STOP}" if field.name == "reason" else "") for field in self]


class GivenForm(forms.Form):
    """What the person was given in a month since the draw."""

    month = forms.IntegerField(
        label=_("Månad sedan lottningen"), min_value=1, max_value=120,
        help_text=_("1 är den första månaden."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, text in AMOUNTS.items():
            kind = forms.FloatField if name == "staff_hours" else forms.IntegerField
            self.fields[name] = kind(label=text, min_value=0, max_value=1000, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.get(name) for name in AMOUNTS):
            self.add_error(None, _("Skriv minst en mängd av det stöd som gavs."))
        return told


class BreachForm(forms.Form):
    """What broke that which keeps the arms apart."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["breach"] = CodeField(
            "study_breach", on=on, label=_("Vad som hände"), widget=forms.RadioSelect
        )
        self.fields["on"] = DateField(label=_("Dag"), initial=on)


class EndForm(forms.Form):
    """When the person's support ended, and whether it was broken off."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"] = DateField(label=_("Stödet slutade den"), initial=on)
        self.fields["broke_off"] = forms.BooleanField(
            label=_("Stödet avbröts innan det var klart"), required=False
        )
