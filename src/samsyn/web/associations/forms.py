"""The forms of an association: area, members, money, questions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.register.models import Organisation
from samsyn.vocabulary.area import municipalities_by_name
from samsyn.web.fields import DateField
from samsyn.web.interventions.forms import amount


class AreaForm(forms.Form):
    """A municipality that joins or leaves."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["municipality_code"] = forms.ChoiceField(
            label=_("Kommun"), choices=[("", _("Välj")), *municipalities_by_name()]
        )
        self.fields["first_day"] = DateField(label=_("Från"), initial=on)
        self.fields["last_day"] = DateField(label=_("Till"), required=False)


class MemberForm(forms.Form):
    """An organisation that joins or leaves."""

    def __init__(
        self, *args: Any, on: date, organisations: Iterable[Organisation], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["organisation_code"] = forms.ChoiceField(
            label=_("Organisation"),
            choices=[
                ("", _("Välj")),
                *((each.organisation_code, each.name) for each in organisations),
            ],
        )
        self.fields["first_day"] = DateField(label=_("Från"), initial=on)
        self.fields["last_day"] = DateField(label=_("Till"), required=False)


class MoneyForm(forms.Form):
    """A year's funds by source, and costs by kind. Funds that were paid back are negative."""

    def __init__(
        self,
        *args: Any,
        sources: Iterable[tuple[str, str]],
        kinds: Iterable[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.sources, self.kinds = list(sources), list(kinds)
        for source, label in self.sources:
            self.fields[f"funds_{source}"] = amount(label, may_be_negative=True)
        for kind, _label in self.kinds:
            self.fields[f"budget_{kind}"] = amount(_("Budget"))
            self.fields[f"outturn_{kind}"] = amount(_("Utfall"))

    @property
    def fund_fields(self) -> list[Any]:
        """The field of each source."""
        return [self[f"funds_{source}"] for source, _label in self.sources]

    @property
    def lines(self) -> list[tuple[str, Any, Any]]:
        """Each kind of cost with its two fields."""
        return [
            (label, self[f"budget_{kind}"], self[f"outturn_{kind}"]) for kind, label in self.kinds
        ]


class QuestionForm(forms.Form):
    """A complementary question of the association's own."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text_sv"] = forms.CharField(label=_("Fråga"), max_length=500)
        self.fields["choices"] = forms.CharField(
            label=_("Svarsalternativ"),
            required=False,
            max_length=2000,
            help_text=_("Ett på varje rad. Utan alternativ svarar man med egna ord."),
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["at_entry"] = forms.BooleanField(
            label=_("Ställs vid inregistrering"), required=False, initial=True
        )
        self.fields["at_exit"] = forms.BooleanField(
            label=_("Ställs vid utregistrering"), required=False, initial=True
        )
        self.fields["first_day"] = DateField(label=_("Från"), initial=on)
        self.fields["last_day"] = DateField(label=_("Till"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("at_entry") or given.get("at_exit")):
            self.add_error(
                "at_entry",
                _("Välj när frågan ställs: vid inregistrering, vid utregistrering eller båda."),
            )
        return given
