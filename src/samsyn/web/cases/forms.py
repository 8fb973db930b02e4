"""The forms of a case. They read and word; the actions and the rules say what is allowed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.register.case_steps import EMPLOYMENT, FINAL, INSURANCE, WITHDRAWN
from samsyn.register.code_labels import step_label
from samsyn.web.fields import CodeField, DateField, MunicipalityField, ReasonField
from samsyn.web.registrar.forms import NumberField


def office_field(codes: Iterable[str], **more: Any) -> forms.ChoiceField:
    """One of the offices that have a caseworker."""
    return forms.ChoiceField(choices=[("", _("Välj")), *((code, code) for code in codes)], **more)


class CaseFacts(forms.Form):
    """What is known of a case when it is opened, and corrected later."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["consented_on"] = DateField(
            label=_("Personen samtyckte den"),
            help_text=_("Dagen på den undertecknade samtyckesblanketten."),
        )
        self.fields["benefit"] = CodeField("case_benefit", on=on, label=_("Ersättning"))
        self.fields["benefit_since"] = DateField(label=_("Ersättning sedan"), required=False)
        self.fields["municipality_code"] = MunicipalityField()
        self.fields["initiated_by"] = CodeField(
            "party",
            on=on,
            label=_("Initiativet kom från"),
            required=False,
            empty=str(_("Vet inte")),
        )


class NewCaseForm(CaseFacts):
    """A new case: the person, the consent, the request and the two offices."""

    def __init__(
        self, *args: Any, on: date, offices: Mapping[str, tuple[str, ...]], **more: Any
    ) -> None:
        super().__init__(*args, on=on, **more)
        facts = self.fields
        self.fields = {
            "number": NumberField(),
            "name": forms.CharField(
                label=_("Namn"),
                required=False,
                max_length=200,
                help_text=_(
                    "Visas bara för handläggarna i ärendet. Är personen redan känd hos myndigheten "
                    "ändras inte namnet."
                ),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            ),
            "requested_on": DateField(label=_("Gemensam kartläggning begärd den")),
            **facts,
            "insurance_office": office_field(
                offices[INSURANCE], label=_("Kontor hos Försäkringskassan")
            ),
            "employment_office": office_field(
                offices[EMPLOYMENT], label=_("Kontor hos Arbetsförmedlingen")
            ),
        }
        self.order_fields(["number", "name", "consented_on", "requested_on"])


class StepForm(forms.Form):
    """The next step of a case, from those that the case and the authority allow.

    The reason is asked for with an end; the browser does not insist, for it may not be shown.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, steps: Iterable[str], on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        steps = tuple(steps)
        self.fields["event"] = forms.ChoiceField(
            label=_("Vad har hänt?"),
            choices=[(step, step_label(step)) for step in steps],
            widget=forms.RadioSelect,
        )
        self.fields["on"] = DateField(label=_("Dag"), initial=on)
        if "assessment_last" in steps:
            self.fields["plan_agreed_on"] = DateField(
                label=_("Planen överenskoms den"), required=False,
                help_text=_("Lämna tomt om planen inte är klar än."),
            )  # fmt: skip
            self.fields["employer_support"] = forms.BooleanField(
                label=_("Arbetsgivaren får också konsultativt stöd"), required=False
            )
        if FINAL.intersection(steps):
            self.fields["reason"] = CodeField(
                "end_reason", on=on, label=_("Orsak till avslutet"),
                required=not self.is_bound or self.data.get("event") in FINAL,
                error_messages={"required": _("Ett avslut behöver sin orsak. Välj en i listan.")},
                leave_out=(WITHDRAWN,),
            )  # fmt: skip
            self.fields["status"] = CodeField(
                "case_status", on=on, label=_("Personens status vid avslutet"), required=False,
                empty=str(_("Vet inte än")),
            )  # fmt: skip
        if len(steps) == 1:
            self.fields["event"].initial = steps[0]

    def shown_when(self) -> dict[str, str]:
        """Which answer a field belongs to, as the page's script reads it."""
        ends = f"event={','.join(sorted(FINAL))}"
        last = "event=assessment_last"
        return {"reason": ends, "status": ends, "plan_agreed_on": last, "employer_support": last}

    def parts(self) -> list[tuple[forms.BoundField, str]]:
        """The fields with what they are shown for ("" for always)."""
        when = self.shown_when()
        return [(field, when.get(field.name, "")) for field in self]


class PlanForm(forms.Form):
    """The day of the plan."""

    on = DateField(label=_("Planen överenskoms den"))


class StatusForm(forms.Form):
    """What the person does at the end, or 90 days after."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["status"] = CodeField(
            "case_status", on=on, label=_("Personens status"), widget=forms.RadioSelect
        )
        self.fields["measured_on"] = DateField(label=_("Uppgiften gäller den"))


class MoveForm(forms.Form):
    """Which offices the case goes to."""

    def __init__(
        self, *args: Any, offices: Mapping[str, tuple[str, ...]], now: tuple[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        names = {
            "insurance_office": (INSURANCE, _("Kontor hos Försäkringskassan"), now[0]),
            "employment_office": (EMPLOYMENT, _("Kontor hos Arbetsförmedlingen"), now[1]),
        }
        for field, (party, text, office) in names.items():
            codes = sorted({*offices[party], *filter(None, [office])})
            self.fields[field] = office_field(codes, label=text, initial=office)
        self.fields["municipality_code"] = MunicipalityField(
            label=_("Personens nya kommun"), empty=str(_("Samma som förut"))
        )
        self.fields["reason"] = ReasonField(
            label=_("Varför ärendet flyttas"), max_length=200, required=False
        )


class WithdrawForm(forms.Form):
    """The day on which the consent was withdrawn."""

    on = DateField(label=_("Samtycket återkallades den"))


class WhyForm(forms.Form):
    """Why something is taken back."""

    reason = ReasonField(label=_("Varför rättas det?"), max_length=200)


class CorrectForm(CaseFacts):
    """The facts of a case as they should have been, and why they are corrected."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, on=on, **more)
        self.fields["reason"] = ReasonField(label=_("Varför rättas det?"), max_length=200)
