"""The form of a transition meeting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.web.fields import CodeField, DateField, MunicipalityField, ReasonField


class MeetingForm(forms.Form):
    """When, with a woman or a man, why, and in which municipality; from which office if several."""

    def __init__(self, *args: Any, on: date, offices: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["held_on"] = DateField(label=_("Mötet hölls den"))
        self.fields["sex"] = CodeField("sex", on=on, label=_("Kön"), widget=forms.RadioSelect)
        self.fields["reason"] = CodeField(
            "transition_reason", on=on, label=_("Anledning"), widget=forms.RadioSelect
        )
        self.fields["municipality_code"] = MunicipalityField()
        if len(offices) > 1:
            choices = [("", _("Välj")), *((code, code) for code in offices)]
            self.fields["office"] = forms.ChoiceField(label=_("Kontor"), choices=choices)


class CorrectMeetingForm(MeetingForm):
    """The meeting as it should have been, and why it is corrected."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, on=on, **more)
        self.fields["why"] = ReasonField(label=_("Varför rättas det?"), max_length=200)


class WhyForm(forms.Form):
    """Why a meeting is taken away."""

    why = ReasonField(label=_("Varför tas mötet bort?"), max_length=200)
