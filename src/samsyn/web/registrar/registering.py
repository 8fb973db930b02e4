"""Registering in and out, follow-up, correction: one form each, in the order of the talk."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.actions.find_person import find_person
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.register_in import TakesPart, register_in
from samsyn.register.actions.register_out import correct, follow_up, register_out
from samsyn.register.actions.register_rows import Problem, Refused
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.models import Intervention, Participation
from samsyn.register.names import shown
from samsyn.register.roles import Permission
from samsyn.vocabulary.rules import rule
from samsyn.web.fields import NUMBER
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.asked import (
    participation_fields,
    questions_of,
    standing_at,
    years_with_heads,
)
from samsyn.web.registrar.drafts import restored, throw_away
from samsyn.web.registrar.forms import (
    CorrectionForm,
    EntryForm,
    ExitForm,
    MeasurementForm,
    ReasonForm,
)
from samsyn.web.registrar.reach import intervention_of, participation_of

BEGIN = "begin"
"""The button that opens the form with a number that was searched for."""

Act = Callable[[], Iterable[Problem]]


@allow(Permission.REGISTER_PEOPLE)
def enter(request: Request, intervention_code: str) -> HttpResponse:
    """Register someone in."""
    intervention = intervention_of(request.acting, intervention_code)
    on, key = today(), f"in/{intervention_code}"
    more: dict[str, Any] = {"on": on, "questions": questions_of(intervention, on, "entry")}
    more["municipality"] = _only_municipality(intervention)
    more["head_years"] = years_with_heads(intervention)
    if request.method != "POST" or BEGIN in request.POST:
        searched = {"number": request.POST.get("number", "")} if BEGIN in request.POST else {}
        form = EntryForm(initial={**restored(request.acting, key), **searched}, **more)
        return _entry_page(request, form, intervention, key)
    form = EntryForm(request.POST, **more)
    if form.is_valid():
        given = form.cleaned_data
        try:
            entered = register_in(
                by=request.acting,
                intervention=intervention,
                number=given["number"],
                name=given["name"],
                participation=participation_fields(given),
                measured=form.measured(),
                instead_of_heads=given["instead_of_heads"],
                again=given["again"],
            )
        except TakesPart as taken:
            find_person(by=request.acting, number=given["number"])
            form.add_error("again", str(taken))
        except Refused as refused:
            form.add_problems(refused.problems)
        except SamsynError as error:
            form.add_error(None, str(error))
        else:
            throw_away(request.acting, key)
            _tell(request, _("Personen är inregistrerad."), entered.warnings)
            return redirect("participant", entered.participation_id)
    return _entry_page(request, form, intervention, key, status=422)


@allow(Permission.REGISTER_PEOPLE)
def leave(request: Request, participation_id: str) -> HttpResponse:
    """Register someone out; what was said at the entry is filled in."""
    participation = participation_of(request.acting, participation_id)
    on = today()
    more: dict[str, Any] = {"on": on}
    more["questions"] = questions_of(participation.intervention, on, "exit")
    if request.method == "POST":
        form = ExitForm(request.POST, **more)
    else:
        start = standing_at(participation, "entry")
        start.pop("measured_on", None)
        form = ExitForm(initial={**start, **restored(request.acting, _key(request))}, **more)

    def act() -> Iterable[Problem]:
        return register_out(
            by=request.acting,
            participation=participation,
            exited_on=form.cleaned_data["exited_on"],
            exit_reason=form.cleaned_data["exit_reason"],
            measured=form.measured(),
        )

    return _answer(request, participation, form, act, _("Registrera ut"), _("Utregistrerad."))


@allow(Permission.REGISTER_PEOPLE)
def follow(request: Request, participation_id: str, point: str) -> HttpResponse:
    """Follow up some months after the exit."""
    if point not in rule("follow_up_points").on(today())["days"]:
        raise Http404
    participation = participation_of(request.acting, participation_id)
    more: dict[str, Any] = {"point": point, "on": today()}
    if request.method == "POST":
        form = MeasurementForm(request.POST, **more)
    else:
        form = MeasurementForm(initial=restored(request.acting, _key(request)), **more)

    def act() -> Iterable[Problem]:
        return follow_up(
            by=request.acting, participation=participation, point=point, measured=form.measured()
        )

    title = _("Uppföljning: %(point)s") % {"point": code_list("point").label(point)}
    return _answer(request, participation, form, act, title, _("Uppföljningen är sparad."))


@allow(Permission.REGISTER_PEOPLE)
def mend(request: Request, participation_id: str, point: str) -> HttpResponse:
    """Correct what was registered at a point; what stood before is kept in the log."""
    participation = participation_of(request.acting, participation_id)
    if not any(each.point == point for each in participation.measurements.all()):
        raise Http404
    questions = questions_of(participation.intervention, participation.entered_on, point)
    more: dict[str, Any] = {"point": point, "on": today(), "questions": questions}
    reason = ReasonForm(request.POST or None)
    if request.method == "POST":
        form = CorrectionForm(request.POST, **more)
    else:
        start = {**standing_at(participation, point), **model_to_dict(participation)}
        form = CorrectionForm(initial={**start, **restored(request.acting, _key(request))}, **more)

    def act() -> Iterable[Problem]:
        return correct(
            by=request.acting,
            participation=participation,
            point=point,
            measured=form.measured(),
            changed=form.changed(),
            reason=reason.cleaned_data["reason"] if reason.is_valid() else "",
        )

    title = _("Rätta: %(point)s") % {"point": code_list("point").label(point)}
    return _answer(request, participation, form, act, title, _("Rättat."), reason=reason)


def _answer(
    request: Request,
    participation: Participation,
    form: MeasurementForm,
    act: Act,
    title: str,
    done: str,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    """Carry ``act`` out where the form holds; else the page with what to mend."""
    why_is_refused = reason is not None and reason.has_error("reason", NUMBER)
    if request.method == "POST" and form.is_valid() and not why_is_refused:
        try:
            warnings = list(act())
        except Refused as refused:
            form.add_problems(refused.problems)
        except SamsynError as error:
            form.add_error(None, str(error))
        if not form.errors:
            throw_away(request.acting, _key(request))
            _tell(request, done, warnings)
            return redirect("participant", participation.participation_id)
    person = participation.person
    note_reading(by=request.acting, persons=[person.person_id], key=participation.participation_id)
    context = {
        "form": form,
        "title": title,
        "reason": reason,
        "participation": participation,
        "person": shown([person])[person.person_id],
        "draft": _key(request),
    }
    status = 422 if form.errors or why_is_refused else 200
    return render(request, "registrar/measure.html", context, status=status)


def _entry_page(
    request: Request, form: EntryForm, intervention: Intervention, key: str, status: int = 200
) -> HttpResponse:
    cover = rule("insurance_cover").entry_on(today())
    context = {
        "form": form,
        "intervention": intervention,
        "draft": key,
        "cover": [
            (code_list("income_source").label(source), what) for source, what in cover.value.items()
        ],
        "cover_reference": cover.reference,
    }
    return render(request, "registrar/enter.html", context, status=status)


def _tell(request: Request, done: str, warnings: Iterable[Problem]) -> None:
    messages.success(request, done)
    for each in warnings:
        messages.warning(request, f"{each.rule}: {each.message} {each.what_to_do}")


def _key(request: Request) -> str:
    return request.path.removeprefix("/deltagare/").strip("/")


def _only_municipality(intervention: Intervention) -> str:
    """The association's municipality where it has one alone."""
    found = {each.municipality_code for each in intervention.association.areas.all()}
    return found.pop() if len(found) == 1 else ""
