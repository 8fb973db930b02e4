"""The forms of data protection."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pyrage import x25519

from samsyn.register.actions.retain import due_persons
from samsyn.register.acts import ACTS
from samsyn.register.clock import SWEDEN, now, today
from samsyn.register.code_labels import act_label
from samsyn.register.models import Judgement
from samsyn.register.retention import kept_months
from samsyn.register.who import written_as
from samsyn.web.fields import DateField, MomentField, ReasonField
from samsyn.web.registrar.forms import NumberField


class WhoField(forms.CharField):
    """Somebody who acted: becomes what the log may have written of them, nothing for everyone."""

    def __init__(self, **more: Any) -> None:
        said = _("Namn, e-postadress, nyckelns början, eller som i loggen: user:7. Tomt: alla.")
        super().__init__(required=False, max_length=200, help_text=said, **more)

    def clean(self, value: Any) -> Collection[str]:
        """What the log writes of whoever it is; refuses a name that nobody has."""
        text = super().clean(value)
        found = written_as(text) if text else frozenset()
        if text and not found:
            raise forms.ValidationError(
                _("Ingen användare och inget system heter ”%(text)s”.") % {"text": text}
            )
        return found


class LogForm(forms.Form):
    """What to look for in the log."""

    since = DateField(label=_("Från"), required=False)
    until = DateField(label=_("Till"), required=False)
    by = WhoField(label=_("Vem"))
    subject = forms.CharField(label=_("Pseudonym"), required=False, max_length=64)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        labelled = sorted(((each, act_label(each)) for each in ACTS), key=lambda each: each[1])
        self.fields["action"] = forms.ChoiceField(
            label=_("Vad"), required=False, choices=[("", _("Allt")), *labelled]
        )
        self.order_fields(["since", "until", "by", "action", "subject"])


class JudgeForm(forms.Form):
    """What a reviewer found."""

    judgement = forms.ChoiceField(
        label=_("Bedömning"),
        choices=[each for each in Judgement.choices if each[0]],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("Vad bedömningen bygger på"), max_length=2000, rows=3)


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
    sure = forms.BooleanField(label=_("Det är meningen att fler ska gallras"), required=False)

    def __init__(self, *args: Any, controller: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._controller = controller

    def clean(self) -> dict[str, Any]:
        """Fewer months dispose of more people at once: how many is said first."""
        given: dict[str, Any] = super().clean() or {}
        months = given.get("pseudonymised_after_months")
        if months and months < kept_months(self._controller) and not given["sure"]:
            count = due_persons(self._controller, today(), months=months).count()
            said = ngettext(
                "Då ska %(count)d person gallras. Kryssa i om det är meningen.",
                "Då ska %(count)d personer gallras. Kryssa i om det är meningen.",
                count,
            )
            self.add_error("sure", said % {"count": count})
        return given

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
    reason = ReasonField(max_length=500)


class EraseForm(LookUpForm):
    """Erasing a person."""

    sure = forms.BooleanField(label=_("Jag har kontrollerat att personens uppgifter ska raderas"))


class IncidentForm(forms.Form):
    """From when to when, and whom."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        self.fields["since"] = MomentField(label=_("Från"), widget=moment, input_formats=formats)
        self.fields["until"] = MomentField(label=_("Till"), widget=moment, input_formats=formats)
        self.fields["by"] = WhoField(label=_("Användare, system eller nyckel"))


def last_day() -> dict[str, datetime]:
    """What an incident's form begins with: the last day and night."""
    until = now().astimezone(SWEDEN)
    return {"since": until - timedelta(days=1), "until": until}
