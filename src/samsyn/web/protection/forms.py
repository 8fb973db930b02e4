"""The forms of data protection."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from pyrage import x25519

from samsyn.register.clock import SWEDEN, now
from samsyn.register.models import Judgement
from samsyn.web.fields import DateField
from samsyn.web.registrar.forms import NumberField


class LogForm(forms.Form):
    """What to look for in the log."""

    since = DateField(label=_("Från"), required=False)
    until = DateField(label=_("Till"), required=False)
    by = forms.CharField(
        label=_("Vem"), required=False, max_length=60, help_text=_("Till exempel user:7.")
    )
    action = forms.CharField(label=_("Vad"), required=False, max_length=60)
    subject = forms.CharField(label=_("Pseudonym"), required=False, max_length=64)


class JudgeForm(forms.Form):
    """What a reviewer found."""

    judgement = forms.ChoiceField(
        label=_("Bedömning"),
        choices=[each for each in Judgement.choices if each[0]],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Vad bedömningen bygger på"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TermsForm(forms.Form):
    """What the controller has decided."""

    legal_ground = forms.CharField(
        label=_("Rättslig grund"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Samtycket häver sekretessen. Den rättsliga grunden anger ni här."),
    )
    contact = forms.CharField(label=_("Kontakt"), required=False, max_length=500)
    pseudonymised_after_months = forms.IntegerField(
        label=_("Månader efter sista uppgiften då namn och nummer tas bort"),
        min_value=1,
        max_value=600,
    )
    key_destroyed_after_years = forms.IntegerField(
        label=_("År tills nyckeln förstörs"), min_value=1, max_value=100
    )
    recipient_key = forms.CharField(
        label=_("Mottagarens nyckel för export med personnummer"),
        required=False,
        max_length=200,
        help_text=_("En publik nyckel till age; den börjar med age1."),
    )

    def clean_recipient_key(self) -> str:
        text: str = self.cleaned_data["recipient_key"].strip()
        if text:
            try:
                x25519.Recipient.from_str(text)
            except Exception:
                raise forms.ValidationError(
                    _("Det är ingen nyckel till age. Skapa en med age-keygen och klistra in den "
                      "rad som börjar med age1.")
                ) from None  # fmt: skip
        return text


class LookUpForm(forms.Form):
    """Finding what is held on a person, for the person's own request."""

    number = NumberField()
    reason = forms.CharField(label=_("Varför?"), max_length=500)


class EraseForm(LookUpForm):
    """Erasing a person."""

    sure = forms.BooleanField(label=_("Jag har kontrollerat att personens uppgifter ska raderas"))


class IncidentForm(forms.Form):
    """From when to when, and whom."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        self.fields["since"] = forms.DateTimeField(
            label=_("Från"), widget=moment, input_formats=formats
        )
        self.fields["until"] = forms.DateTimeField(
            label=_("Till"), widget=moment, input_formats=formats
        )
        self.fields["by"] = forms.CharField(
            label=_("Användare eller system"),
            required=False,
            max_length=60,
            help_text=_("user:7 eller system:8. Tomt: alla."),
        )


def last_day() -> dict[str, datetime]:
    """What an incident's form begins with: the last day and night."""
    until = now().astimezone(SWEDEN)
    return {"since": until - timedelta(days=1), "until": until}
