"""One person in a study: suggested, asked, consented, drawn once, given support."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samsyn.evaluation.screening import STEPS
from samsyn.evaluation.study_actions import (
    assign_person,
    record_breach,
    record_end,
    record_given,
    record_step,
)
from samsyn.register.access import visible_cases
from samsyn.register.actions.act_in_study import act_in_study
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.names import known
from samsyn.register.roles import Permission
from samsyn.vocabulary.area import municipalities
from samsyn.web.attempt import attempt
from samsyn.web.gate import Request, allow
from samsyn.web.studies.folders import Running, given_to, open_sites, own_person, running_study
from samsyn.web.studies.forms import (
    AMOUNTS,
    STOP,
    BreachForm,
    EndForm,
    GivenForm,
    NextStepForm,
    SuggestForm,
)
from samsyn.web.studies.refusals import cannot_draw_yet, in_words
from samsyn.web.studies.views import step_reached


@allow(Permission.WORK_STUDIES)
def suggest(request: Request, study: str, case_id: str) -> HttpResponse:
    """Suggest the person of one's case: the first step of the screening log."""
    running = running_study(study)
    case = get_object_or_404(visible_cases(request.acting), pk=case_id)
    if _is_in(running, request, case.person_id):
        return redirect("study_person", study, case.person_id)
    if case.municipality_code not in open_sites(running, today()) or case.consent_withdrawn_on:
        raise Http404
    form = SuggestForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data, site=case.municipality_code)
        if _done(request, running, case.person_id, form, "study_suggest", record_step,
                 step="suggested", **told):  # fmt: skip
            messages.success(request, _("Personen är föreslagen till studien."))
            return redirect("study_person", study, case.person_id)
    note_reading(by=request.acting, persons=[case.person_id], table="study_person", key=study)
    person = known([case.person_id])[case.person_id]
    return render(
        request,
        "studies/suggest.html",
        {
            "running": running,
            "person": person,
            "form": form,
            "site": _place(case.municipality_code),
        },
    )


@allow(Permission.WORK_STUDIES)
def study_person(request: Request, study: str, person_id: str) -> HttpResponse:
    """Where the person is in the study, and the next step."""
    running = running_study(study)
    row = own_person(running, request.acting, person_id)
    form = _next_form(request, row)
    if request.method == "POST" and form and form.is_valid():
        told = form.cleaned_data
        stops = told["step"] == STOP
        step = step_reached(row) if stops else told["step"]
        reason = told["reason"] if stops else ""
        if _done(request, running, person_id, form, "study_step", record_step,
                 step=step, on=told["on"], reason=reason):  # fmt: skip
            messages.success(request, _("Det är infört."))
            return redirect("study_person", study, person_id)
    return _page(request, running, row, form)


@allow(Permission.WORK_STUDIES)
def draw(request: Request, study: str, person_id: str) -> HttpResponse:
    """The one draw of the person's arm."""
    running = running_study(study)
    row = own_person(running, request.acting, person_id)
    if request.method != "POST":  # come back here by signing in again
        return redirect("study_person", study, person_id)
    form = forms.Form(request.POST)
    if form.is_valid() and _done(
        request, running, person_id, form, "study_draw", assign_person, on=today()
    ):
        messages.success(request, _("Lottningen är gjord."))
        return redirect("study_person", study, person_id)
    return _page(request, running, row, _next_form(request, row, unbound=True), drawing=form)


@allow(Permission.WORK_STUDIES)
def given(request: Request, study: str, person_id: str) -> HttpResponse:
    """Add hours and contacts to a month."""
    form = GivenForm(request.POST or None)
    said = _("Stödet är infört.")

    def told() -> dict[str, Any]:
        cleaned = dict(form.cleaned_data)
        amounts = {name: cleaned[name] for name in AMOUNTS if cleaned.get(name)}
        return {"month": cleaned["month"], "amounts": amounts, "coach": request.acting.by}

    lead = _("Det du skriver läggs till det som redan är infört för månaden.")
    return _logged(request, study, person_id, form, "study_given", record_given, told, said,
                   _("Stöd som har getts"), lead)  # fmt: skip


@allow(Permission.WORK_STUDIES)
def breach(request: Request, study: str, person_id: str) -> HttpResponse:
    """Write down what broke the arms apart; the person stays in the arm drawn."""
    form = BreachForm(request.POST or None, on=today())
    lead = _("Personen är kvar i den arm som lottades. Avsteget redovisas i studiens rapport.")
    return _logged(request, study, person_id, form, "study_breach", record_breach,
                   lambda: form.cleaned_data, _("Avsteget är infört."),
                   _("Avsteg från det som skiljer armarna åt"), lead)  # fmt: skip


@allow(Permission.WORK_STUDIES)
def end(request: Request, study: str, person_id: str) -> HttpResponse:
    """The support has ended."""
    form = EndForm(request.POST or None, on=today())
    return _logged(request, study, person_id, form, "study_end", record_end,
                   lambda: form.cleaned_data, _("Slutet är infört."), _("Stödet är slut"),
                   _("Platsen blir ledig för någon annan."))  # fmt: skip


def _logged(
    request: Request, study: str, person_id: str, form: forms.Form, action: str, act: Any,
    told: Any, said: str, title: str, lead: str,
) -> HttpResponse:  # fmt: skip
    """The one page on which something is logged for someone who has been drawn."""
    running = running_study(study)
    row = own_person(running, request.acting, person_id)
    if not row["arm"]:
        raise Http404
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(request, running, person_id, form, action, act, **told())
    ):
        messages.success(request, said)
        return redirect("study_person", study, person_id)
    note_reading(by=request.acting, persons=[person_id], table="study_person", key=study)
    context = {
        "running": running,
        "person": known([person_id])[person_id],
        "form": form,
        "title": title,
        "lead": lead,
    }
    return render(request, "studies/log.html", context)


def _done(
    request: Request, running: Running, person_id: str, form: forms.Form, action: str, act: Any,
    **told: Any,
) -> bool:  # fmt: skip
    """Whether the study took it; logged in the register in the same act."""
    payload = {name: value for name, value in told.items() if name in ("step", "on", "reason")}
    return attempt(
        form,
        lambda: act_in_study(
            by=request.acting,
            study=running.name,
            person_id=person_id,
            action=action,
            payload=payload,
            act=lambda: in_words(lambda: act(running.study, person_id, **told)),
        ),
    )


def _is_in(running: Running, request: Request, person_id: str) -> bool:
    try:
        own_person(running, request.acting, person_id)
    except Http404:
        return False
    return True


def _next_form(
    request: Request, row: dict[str, Any], *, unbound: bool = False
) -> NextStepForm | None:
    """None where nothing more happens by hand: stopped, or started."""
    if row["reason"] or row["started_on"]:
        return None
    following = STEPS[STEPS.index(step_reached(row)) + 1]
    step = "" if following == "assigned" else following
    posted = request.POST if request.method == "POST" and not unbound else None
    return NextStepForm(posted, step=step, on=today())


def _page(
    request: Request,
    running: Running,
    row: dict[str, Any],
    form: NextStepForm | None,
    drawing: forms.Form | None = None,
) -> HttpResponse:
    person_id = row["person_id"]
    note_reading(by=request.acting, persons=[person_id], table="study_person", key=running.name)
    steps, reached = code_list("study_step"), step_reached(row)
    waits = reached == "consented" and not row["reason"]
    arm = next((arm for arm in running.protocol.arms if arm.id == row["arm"]), None)
    reason = row["reason"]
    context = {
        "running": running,
        "person": known([person_id])[person_id],
        "site": _place(row["site"]),
        "taken": [(steps.label(s), row[f"{s}_on"]) for s in STEPS if row[f"{s}_on"]],
        "stopped": code_list("study_stop_reason").label(reason) if reason else "",
        "form": form,
        "asks_consent": reached == "asked" and not reason,
        "waits": waits,
        "cannot_draw": cannot_draw_yet(running, row, today()) if waits else "",
        "drawing": drawing,
        "arm": arm,
        "given": given_to(running, person_id) if arm else [],
        "ended_on": row["ended_on"],
        "can_end": bool(arm and row["started_on"] and not row["ended_on"]),
    }
    return render(request, "studies/person.html", context)


def _place(code: str | None) -> str:
    place = municipalities().get(code or "")
    return place.name if place else ""
