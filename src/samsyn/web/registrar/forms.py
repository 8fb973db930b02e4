"""The forms of a registration: who, consent, participation, and what is asked at a point."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.register.actions.measuring import Measured
from samsyn.register.actions.register_rows import Problem
from samsyn.register.code_labels import code_list
from samsyn.register.identity_number import IdentityNumber, NotANumber, read_number
from samsyn.register.models import ComplementaryAnswer, ComplementaryQuestion, Income, Measurement
from samsyn.vocabulary.area import municipalities_by_name
from samsyn.web.fields import CodeField, CodesField, DateField, ReasonField, YesNoField

MAY_BE_UNKNOWN = ("municipality_code", "referred_by")
_TEXT_FIELDS = ("education", "work_kind")
FIELD_OF = {"source": "sources", "personal_identity_number": "number", "answer": None}


class NumberField(forms.CharField):
    """A personal identity number: read as one, and never shown again by an error."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", _("Personnummer eller samordningsnummer"))
        more.setdefault("help_text", _("Tolv siffror: ÅÅÅÅMMDD-NNNN."))
        super().__init__(
            max_length=20,
            widget=forms.TextInput(
                attrs={
                    "autocomplete": "off",
                    "inputmode": "numeric",
                    "class": "short",
                    "data-number-wrong": _(
                        "Kontrollera numret: det ska ha tolv siffror, och rätt kontrollsiffra."
                    ),
                }
            ),
            **more,
        )

    def clean(self, value: str) -> IdentityNumber:
        text: str = super().clean(value)
        try:
            return read_number(text)
        except NotANumber as error:
            raise forms.ValidationError(str(error)) from None


class SearchForm(forms.Form):
    """Finding someone: the number goes in the body of the request, never in an address."""

    number = NumberField()


class MeasurementForm(forms.Form):
    """What is asked at a point: work, studies, income, and the association's own questions."""

    def __init__(
        self,
        *args: Any,
        point: str,
        on: date,
        questions: Iterable[ComplementaryQuestion] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.point, self.questions, self._day = point, list(questions), "measured_on"
        self.fields["measured_on"] = DateField(label=_("Dag för mätningen"), initial=on)
        if point == "entry":
            self.fields["education"] = CodeField(
                "education", on=on, label=_("Högsta avslutade utbildning"), required=False
            )
        self._ask_about_work(on)
        self._ask_about_income(on)
        for question in self.questions:
            self.fields[f"answer_{question.question_code}"] = _answer(question)

    def _measured_with(self, day: str) -> None:
        """Measured on the day of another field, where no day of its own is given."""
        self._day = day
        self.fields["measured_on"].required = False
        self.fields["measured_on"].initial = None

    def _ask_about_work(self, on: date) -> None:
        when = _("veckan före inregistreringen") if self.point == "entry" else _("nu")
        self.fields["works"] = YesNoField(
            label=_("Arbetar personen?"),
            help_text=_("Arbetar verkligen, %(when)s. Anställd men helt sjukskriven är nej.")
            % {"when": when},
        )
        self.fields["work_kind"] = CodeField(
            "work_kind", on=on, label=_("Slags arbete"), required=False
        )
        self.fields["work_percent"] = _percent(_("Arbetets omfattning i procent"))
        self.fields["studies"] = YesNoField(
            label=_("Studerar personen?"), help_text=_("Arbetsmarknadsutbildning räknas.")
        )
        self.fields["study_percent"] = _percent(_("Studiernas omfattning i procent"))
        self.fields["seeks_work"] = YesNoField(label=_("Söker personen arbete?"))

    def _ask_about_income(self, on: date) -> None:
        self.fields["sources"] = CodesField(
            "income_source",
            on=on,
            label=_("Försörjning"),
            required=False,
            help_text=_("Flera kan gälla. Ingen offentlig försörjning står för sig själv."),
        )
        for code in code_list("income_source").codes_on(on):
            self.fields[f"percent_{code}"] = _percent(_("Omfattning i procent"))
            self.fields[f"since_{code}"] = DateField(label=_("Sedan"), required=False)
        if self.point == "entry":
            self.fields["public_support_since"] = DateField(
                label=_("Offentlig försörjning sedan"),
                required=False,
                help_text=_("Bortse från avbrott på högst en månad."),
            )

    def _ask_about_participation(self, on: date) -> None:
        self.fields["consented_on"] = DateField(label=_("Dag för samtycket"), initial=on)
        self.fields["entered_on"] = DateField(label=_("Första dag i insatsen"), initial=on)
        self.fields["municipality_code"] = forms.ChoiceField(
            label=_("Hemkommun"),
            required=False,
            choices=[("", _("Vet inte")), *municipalities_by_name()],
        )
        self.fields["referred_by"] = CodeField(
            "party", on=on, label=_("Vem föreslog insatsen?"), required=False, empty=_("Vet inte")
        )

    def _ask_about_exit(self, on: date) -> None:
        self.fields["exited_on"] = DateField(label=_("Sista dag i insatsen"), initial=on)
        self.fields["exit_reason"] = CodeField(
            "exit_reason",
            on=on,
            label=_("Varför avslutas deltagandet?"),
            leave_out=("registered_in_error", "consent_withdrawn"),
        )

    @property
    def income_rows(self) -> list[tuple[Any, Any, Any]]:
        """For each source: its box, and the fields that matter when it is ticked."""
        boxes = {each.data["value"]: each for each in self["sources"].subwidgets}
        return [
            (box, self[f"percent_{code}"], self[f"since_{code}"]) for code, box in boxes.items()
        ]

    @property
    def answer_fields(self) -> list[Any]:
        """The fields of the association's own questions."""
        return [self[f"answer_{each.question_code}"] for each in self.questions]

    def measured(self) -> Measured:
        """What was answered, as rows."""
        given = self.cleaned_data
        names = ("measured_on", "works", "studies", "seeks_work", "work_percent", "study_percent")
        row: dict[str, Any] = {name: given.get(name) for name in names}
        row["measured_on"] = row["measured_on"] or given[self._day]
        row |= {name: given[name] for name in _TEXT_FIELDS if name in given}
        if "public_support_since" in given:
            row["public_support_since"] = given["public_support_since"]
        incomes = [
            {"source": code, "percent": given[f"percent_{code}"], "since": given[f"since_{code}"]}
            for code in given["sources"]
        ]
        answers = [
            {"question_code": each.question_code, "answer": given[f"answer_{each.question_code}"]}
            for each in self.questions
        ]
        return Measured(row, incomes, answers)

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Put each problem at the field it is about."""
        given = self.cleaned_data.get("measured_on")
        for each in problems:
            name = FIELD_OF.get(each.field, each.field)
            if name == "measured_on" and not given:  # the day of another field, which says it
                name = self._day
            said = f"{each.message} {each.what_to_do}"
            if said not in self.errors.get(name or "", ()):
                self.add_error(name if name in self.fields else None, said)


class EntryForm(MeasurementForm):
    """The whole of a registration in, in the order of the conversation."""

    number = NumberField()
    name = forms.CharField(
        label=_("Namn"), required=False, max_length=200,
        help_text=_("Visas bara i insatsens egen lista, och sparas krypterat."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("Personen har läst om och skrivit under samtycket (blankett 9443)")
    )

    def __init__(
        self,
        *args: Any,
        on: date,
        municipality: str = "",
        head_years: Iterable[int] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, point="entry", on=on, **more)
        self._measured_with("entered_on")
        self._ask_about_participation(on)
        self.fields["municipality_code"].initial = municipality
        self.fields["instead_of_heads"] = forms.TypedMultipleChoiceField(
            label=_("Personen är redan räknad som anonym"),
            required=False,
            coerce=int,
            choices=[(year, str(year)) for year in head_years],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("De anonyma uppgifterna tas tillbaka, så att ingen räknas två gånger."),
        )
        self.fields["again"] = forms.BooleanField(
            label=_("Det här är ett till deltagande, utöver det som pågår"), required=False
        )


class ExitForm(MeasurementForm):
    """Registering out."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, point="exit", on=on, **more)
        self._measured_with("exited_on")
        self._ask_about_exit(on)


class CorrectionForm(MeasurementForm):
    """What was registered at a point, and of the participation at its entry and exit."""

    def __init__(self, *args: Any, on: date, point: str, **more: Any) -> None:
        super().__init__(*args, point=point, on=on, **more)
        before = set(self.fields)
        if point == "entry":
            self._ask_about_participation(on)
        elif point == "exit":
            self._ask_about_exit(on)
        self.of_participation = set(self.fields) - before
        for name in self.of_participation:
            self.fields[name].required = False

    def changed(self) -> dict[str, Any]:
        """The fields of the participation that were sent; a day that was left out stays."""
        return {
            name: value
            for name in self.of_participation & set(self.data)
            if (value := self.cleaned_data[name]) or name in MAY_BE_UNKNOWN
        }


class ReasonForm(forms.Form):
    """A reason, for what is not done without one."""

    reason = ReasonField(max_length=1000, rows=3)


class NameForm(forms.Form):
    """What someone is called."""

    name = forms.CharField(label=_("Namn"), max_length=200)


class SureForm(forms.Form):
    """What cannot be undone is not done by one press of a button."""

    sure = forms.BooleanField(label=_("Jag har sett efter att det är rätt person"))


class WithdrawForm(forms.Form):
    """A consent that is withdrawn."""

    everything = forms.BooleanField(label=_("Alla personens deltaganden hos oss"), required=False)

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"] = DateField(label=_("Dag då samtycket återkallades"), initial=on)


class HeadsForm(forms.Form):
    """How many took part without being known as persons."""

    woman = forms.IntegerField(label=_("Kvinnor"), min_value=0, max_value=100_000)
    man = forms.IntegerField(label=_("Män"), min_value=0, max_value=100_000)

    def __init__(self, *args: Any, years: Iterable[int], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["year"] = forms.TypedChoiceField(
            label=_("År"), choices=[(year, str(year)) for year in years], coerce=int
        )
        self.order_fields(["year", "woman", "man"])


def initial_of(
    measurement: Measurement | None,
    incomes: Iterable[Income],
    answers: Iterable[ComplementaryAnswer],
) -> dict[str, Any]:
    """What a form begins with where a point is corrected, or an exit follows an entry."""
    start: dict[str, Any] = {}
    if measurement is not None:
        names = (
            "measured_on", "education", "work_kind", "work_percent", "study_percent",
            "public_support_since",
        )  # fmt: skip
        start = {name: getattr(measurement, name) for name in names}
        for name in ("works", "studies", "seeks_work"):
            start[name] = {True: "true", False: "false", None: ""}[getattr(measurement, name)]
    incomes = list(incomes)
    start["sources"] = [each.source for each in incomes]
    for each in incomes:
        start[f"percent_{each.source}"] = each.percent
        start[f"since_{each.source}"] = each.since
    start |= {f"answer_{each.question_code}": each.answer for each in answers}
    return start


def _percent(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=100)


def _answer(question: ComplementaryQuestion) -> forms.Field:
    if question.choices:
        choices = [("", _("Inget svar")), *((each, each) for each in question.choices)]
        return forms.ChoiceField(label=question.text_sv, required=False, choices=choices)
    return forms.CharField(label=question.text_sv, required=False, max_length=2000)
