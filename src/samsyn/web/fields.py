"""How forms look: one template for a field, one for a form's errors, and base classes of forms."""

import re
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from samsyn.register.code_labels import code_list
from samsyn.register.identity_number import has_number
from samsyn.vocabulary.area import municipalities_by_name

FIRST_YEAR = 1850
"""No day of anyone living is before it."""


class Renderer(TemplatesSetting):
    """Our templates before Django's own."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class DateInput(forms.DateInput):
    """The browser's own calendar; what is sent is always YYYY-MM-DD."""

    input_type = "date"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%Y-%m-%d", **more)


class DateField(forms.DateField):
    """A day."""

    widget = DateInput

    def __init__(self, **more: Any) -> None:
        more.setdefault("input_formats", ["%Y-%m-%d"])
        more.setdefault(
            "error_messages", {"invalid": _("Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-03-05.")}
        )
        super().__init__(**more)

    def to_python(self, value: Any) -> date | None:
        return _of_our_time(self, super().to_python(value))


class MomentField(forms.DateTimeField):
    """A day and a time of it."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return _of_our_time(self, super().to_python(value))
        except OverflowError:  # before the first day there is, in another time zone
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


Day = TypeVar("Day", bound=date)


def _of_our_time(field: forms.Field, day: Day | None) -> Day | None:
    if day is not None and day.year < FIRST_YEAR:
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
    return day


class CodeField(forms.ChoiceField):
    """A code of a code list, with the labels that hold on a day; "" where it may be unknown."""

    def __init__(
        self, name: str, *, on: date, empty: Any = "", leave_out: tuple[str, ...] = (), **more: Any
    ) -> None:
        self.list_name, self.on = name, on
        codes = code_list(name)
        choices = [
            (code, codes.label(code, on)) for code in codes.codes_on(on) if code not in leave_out
        ]
        widget = more.get("widget", forms.Select)
        kind = widget if isinstance(widget, type) else type(widget)
        if not issubclass(kind, forms.RadioSelect):
            choices.insert(0, ("", empty or str(_("Välj"))))
        super().__init__(choices=choices, **more)


class CodesField(forms.MultipleChoiceField):
    """Several codes of a code list, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, name: str, *, on: date, **more: Any) -> None:
        codes = code_list(name)
        super().__init__(choices=[(c, codes.label(c, on)) for c in codes.codes_on(on)], **more)


class MunicipalityField(forms.ChoiceField):
    """One of the 290 municipalities, by name; "" for what ``empty`` says, by default unknown."""

    def __init__(self, *, empty: str = "", **more: Any) -> None:
        more.setdefault("required", False)
        more.setdefault("label", _("Kommun"))
        named = municipalities_by_name()
        super().__init__(choices=[("", empty or _("Vet inte")), *named], **more)


NUMBER = "number"
"""The code of the error that a text has something like an identity number in it."""


class OpenTextField(forms.CharField):
    """A text that is kept in clear: one with something like an identity number is not taken."""

    def __init__(self, *, rows: int = 0, **more: Any) -> None:
        if rows:
            more["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**more)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if has_number(text):
            raise forms.ValidationError(
                _("Texten ser ut att innehålla ett personnummer. Ta bort det och försök igen."),
                code=NUMBER,
            )
        return text


class ReasonField(OpenTextField):
    """Why something is done, as the log keeps it."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", _("Varför?"))
        more.setdefault(
            "help_text",
            _("Texten står kvar i loggen i klartext. Skriv inga namn och inga personnummer."),
        )
        super().__init__(**more)


class MoneyField(forms.Field):
    """Whole SEK, written and shown as people write it: ``1 250 000``, also pasted with ``kr``.

    Less than nothing is taken only where ``may_be_negative`` says so.
    """

    widget = forms.TextInput
    most = 10_000_000_000
    _written = re.compile(r"-?(\d+|\d{1,3}([ .]\d{3})+)(,0{1,2})?")
    _currency = re.compile(r"(kr\.?|sek|:-|,-)$", re.IGNORECASE)

    def __init__(self, *, may_be_negative: bool = False, **more: Any) -> None:
        self.may_be_negative = may_be_negative
        attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "money"}
        more.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**more)

    def to_python(self, value: Any) -> int | None:
        """The number; None where nothing is written."""
        text = re.sub(r"\s", " ", str(value or "")).strip().replace("\N{MINUS SIGN}", "-")
        text = self._currency.sub("", text).strip()
        if not text:
            return None
        if not self._written.fullmatch(text):
            raise forms.ValidationError(
                _("Skriv hela kronor med siffror, till exempel 1 250 000."), code="invalid"
            )
        number = int(re.sub(r"[ .]", "", text.partition(",")[0]))
        if abs(number) > self.most:
            raise forms.ValidationError(
                _("Beloppet är större än tio miljarder kronor. Kontrollera siffrorna."),
                code="invalid",
            )
        if number < 0 and not self.may_be_negative:
            raise forms.ValidationError(
                _(
                    "Beloppet kan inte vara mindre än noll. Skriv 0 om det inte blev något, och "
                    "lämna tomt det som inte är känt."
                ),
                code="invalid",
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """Thousands apart; what was written and could not be read stands as it was."""
        if not isinstance(value, int):
            return value
        return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


YES_NO = (("true", _("Ja")), ("false", _("Nej")), ("", _("Vet inte")))


class YesNoField(forms.TypedChoiceField):
    """Yes, no or unknown: True, False or None."""

    widget = forms.RadioSelect

    def __init__(self, **more: Any) -> None:
        more.setdefault("required", False)
        super().__init__(
            choices=YES_NO,
            coerce=lambda text: {"true": True, "false": False}.get(text),
            empty_value=None,
            **more,
        )
