"""The participant on paper: consent sheet, receipt, withdrawal, protection, extract, correction."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.errors import SamsynError
from samsyn.register.access import visible_participations, visible_persons
from samsyn.register.actions.corrections import (
    answer_correction as answer_it,
)
from samsyn.register.actions.corrections import (
    request_correction as ask_for,
)
from samsyn.register.actions.corrections import texts_of
from samsyn.register.actions.erase_person import protect_identity
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.register_out import withdraw_consent
from samsyn.register.clock import today
from samsyn.register.membership import consent_lifts, givers
from samsyn.register.models import ControllerTerms, CorrectionRequest, Organisation
from samsyn.register.names import shown
from samsyn.register.retention import kept_months
from samsyn.register.roles import Permission
from samsyn.web.attempt import attempt
from samsyn.web.extract_page import extract_page
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.forms import SureForm, WithdrawForm
from samsyn.web.registrar.reach import intervention_of, participation_of, person_of, whose


class WishForm(forms.Form):
    """What the participant wants corrected."""

    wish = forms.CharField(
        label=gettext_lazy("Vad vill personen ha rättat?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """The answer to a request."""

    granted = forms.TypedChoiceField(
        label=gettext_lazy("Svar"),
        choices=[("true", gettext_lazy("Rättas")), ("false", gettext_lazy("Rättas inte"))],
        coerce=lambda text: text == "true",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Vad har rättats, eller varför inte?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@allow(Permission.REGISTER_PEOPLE)
def sheet(request: Request, intervention_code: str) -> HttpResponse:
    """The consent sheet of an intervention, to print, in the language chosen."""
    intervention = intervention_of(request.acting, intervention_code)
    texts = _texts()
    chosen = request.GET.get("sprak", "sv")
    language = chosen if chosen in texts else "sv"
    controller = get_object_or_404(Organisation, pk=request.acting.organisation)
    terms = ControllerTerms.objects.filter(organisation=controller).first()
    context = {
        "intervention": intervention,
        "texts": texts[language],
        "languages": [(code, each["language"]) for code, each in texts.items()],
        "language": language,
        "controller": controller,
        "terms": terms,
        "givers": givers(intervention, on=today(), to=controller.organisation_code),
        "months": kept_months(controller.organisation_code),
    }
    return render(request, "registrar/sheet.html", context)


@allow(Permission.REGISTER_PEOPLE)
def receipt(request: Request, participation_id: str) -> HttpResponse:
    """What the participant takes home: what was registered, and what they can ask for."""
    participation = participation_of(request.acting, participation_id)
    person = participation.person
    note_reading(by=request.acting, persons=[person.person_id], key=participation_id)
    context = {
        "participation": participation,
        "shown": shown([person])[person.person_id],
        "controller": get_object_or_404(Organisation, pk=person.controller_id),
        "givers": consent_lifts(participation),
        "months": kept_months(person.controller_id),
        "on": today(),
    }
    with translation.override("sv"):  # the person's own paper, whatever the registrar reads
        return render(request, "registrar/receipt.html", context)


@allow(Permission.REGISTER_PEOPLE)
def withdraw(request: Request, participation_id: str) -> HttpResponse:
    """The participant withdraws the consent, for this or for everything at the authority."""
    acting = request.acting
    participation = participation_of(acting, participation_id)
    form = WithdrawForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        rows = [participation]
        if form.cleaned_data["everything"]:
            open_ones = visible_participations(acting).filter(
                person=participation.person,
                consent_withdrawn_on__isnull=True,
                consented_on__lte=form.cleaned_data["on"],
            )
            rows = list(open_ones.exclude(exit_reason="registered_in_error")) or rows
        try:
            withdraw_consent(by=acting, participations=rows, on=form.cleaned_data["on"])
        except SamsynError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Samtycket är återkallat och deltagandet avslutat."))
            return redirect("participant", participation_id)
    context = {
        "form": form,
        "title": _("Återkalla samtycket"),
        "intro": _("Deltagandet avslutas den dagen. Inget mer registreras, och personen räknas "
                   "inte som anonym efteråt."),
        "button": _("Återkalla samtycket"),
        "whose": whose(acting, participation.person, of=participation.intervention.name),
        "back": participation,
    }  # fmt: skip
    return render(request, "registrar/act.html", context, status=422 if form.errors else 200)


@allow(Permission.REGISTER_PEOPLE)
def protect(request: Request, person_id: str) -> HttpResponse:
    """The person's identity became protected: their rows go at once."""
    person = person_of(request.acting, person_id)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, lambda: protect_identity(by=request.acting, person=person)
    ):
        messages.success(request, _("Uppgifterna är borttagna. Bara antal finns kvar."))
        return redirect("start")
    context = {
        "title": _("Skyddade personuppgifter"),
        "intro": _("Alla uppgifter om personen tas bort nu. Varje deltagande räknas som en anonym "
                   "deltagare sitt år. Det går inte att ångra."),
        "button": _("Ta bort uppgifterna"),
        "form": form,
        "whose": whose(request.acting, person),
        "back": None,
    }  # fmt: skip
    return render(request, "registrar/act.html", context, status=422 if form.errors else 200)


@allow(Permission.REGISTER_PEOPLE)
def extract(request: Request, person_id: str) -> HttpResponse:
    """All that the authority holds of the person, in plain Swedish, with who has looked."""
    person = person_of(request.acting, person_id)
    reason = "begäran om registerutdrag"
    note_reading(by=request.acting, persons=[person_id], action="extract", reason=reason)
    return extract_page(request, person)


@allow(Permission.REGISTER_PEOPLE)
def request_correction(request: Request, person_id: str) -> HttpResponse:
    """The person asks for a correction, through the registrar."""
    person = person_of(request.acting, person_id)
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = ask_for(by=request.acting, person=person, wish=form.cleaned_data["wish"])
        messages.success(
            request,
            _("Begäran är sparad och ska besvaras senast %(day)s.") % {"day": made.answer_by},
        )
        return redirect("answer_correction", made.pk)
    context = {
        "form": form,
        "title": _("Begäran om rättelse"),
        "intro": _("Skriv det personen säger. Begäran sparas krypterat och ska få ett svar."),
        "button": _("Spara begäran"),
        "whose": whose(request.acting, person),
        "back": None,
    }
    return render(request, "registrar/act.html", context, status=422 if form.errors else 200)


@allow(Permission.REGISTER_PEOPLE)
def answer_correction(request: Request, request_id: int) -> HttpResponse:
    """Answer a person's request for correction."""
    own = visible_persons(request.acting).values("person_id")
    rows = CorrectionRequest.objects.filter(
        controller_id=request.acting.organisation, person_id__in=own
    )
    asked = get_object_or_404(rows, pk=request_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_it(by=request.acting, request=asked, **form.cleaned_data)
        except SamsynError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Begäran är besvarad."))
            return redirect("answer_correction", request_id)
    note_reading(by=request.acting, persons=[asked.person_id], table="correction_request")
    wish, answer = texts_of(asked)
    context = {"asked": asked, "wish": wish, "answer": answer, "form": form}
    status = 422 if form.errors else 200
    return render(request, "registrar/correction.html", context, status=status)


@cache
def _texts() -> dict[str, Any]:
    path = Path(__file__).with_name("consent_texts.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
