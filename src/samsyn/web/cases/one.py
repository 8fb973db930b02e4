"""One case: who it is about, where it is, what has happened, and the next step."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.register.access import Acting, visible_cases
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.take_case_step import CaseStep, take_case_step
from samsyn.register.case_steps import (
    Position,
    answers_for_end,
    can_plan,
    can_take,
    position,
    steps_for,
)
from samsyn.register.case_worklists import NO_FOLLOW_UP
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list, step_label
from samsyn.register.models import CooperationCase
from samsyn.register.names import known
from samsyn.register.roles import Permission
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.rules import rule
from samsyn.web.attempt import attempt
from samsyn.web.cases.forms import StepForm
from samsyn.web.gate import Request, allow
from samsyn.web.studies.folders import open_sites, running_studies


@dataclass(frozen=True)
class Told:
    """One thing that has happened, in words."""

    on: date
    what: str
    reason: str


@dataclass(frozen=True)
class StatusPoint:
    """The status at a point: what it was, or from which day it can be asked for."""

    point: str
    title: str
    status: str
    measured_on: date | None
    from_day: date
    can_record: bool
    is_overdue: bool


@allow(Permission.WORK_CASES)
def case(request: Request, case_id: str) -> HttpResponse:
    """The page of a case."""
    return case_page(request, seen_case(request, case_id))


@allow(Permission.WORK_CASES)
def take_step(request: Request, case_id: str) -> HttpResponse:
    """Write the next step down, or say on the page of the case why not."""
    found = seen_case(request, case_id)
    if request.method != "POST":  # come back here by signing in again
        return redirect("case", case_id)
    form = _step_form(request, found)
    if form is None or not form.is_valid():
        return case_page(request, found, form)
    step = CaseStep(**{name: value for name, value in form.cleaned_data.items() if value})
    done = attempt(form, lambda: take_case_step(by=request.acting, case_id=case_id, step=step))
    if not done:
        return case_page(request, seen_case(request, case_id), form)
    messages.success(
        request,
        _("%(step)s är registrerat den %(day)s.")
        % {"step": step_label(step.event), "day": step.on},
    )
    return redirect("case", case_id)


def seen_case(request: Request, case_id: str) -> CooperationCase:
    """The case if the actor may see it, else not found."""
    found: CooperationCase = get_object_or_404(visible_cases(request.acting), pk=case_id)
    return found


def case_page(
    request: Request, found: CooperationCase, form: StepForm | None = None
) -> HttpResponse:
    """The whole page, logged as read."""
    acting = request.acting
    note_reading(by=acting, persons=[found.person_id], table="cooperation_case", key=found.pk)
    events = list(found.events.values_list("event", "occurred_on", "reason"))
    taken = [(event, on) for event, on, _reason in events]
    at = position(taken)
    is_closed = found.consent_withdrawn_on is not None
    context = {
        "case": found,
        "person": known([found.person_id])[found.person_id],
        "at": at,
        "step": step_label(at.step),
        "told": _told(events),
        "statuses": [] if is_closed else _statuses(acting, found, taken, at, events),
        "form": None if is_closed else form or _step_form(request, found),
        "can_plan": not is_closed and can_plan(at.step, acting.party),
        "undo": _undo(acting, taken, at) if not is_closed else "",
        "studies": _studies(found, at),
        **_words(found),
    }
    refused = form is not None and bool(form.errors)
    return render(request, "cases/case.html", context, status=422 if refused else 200)


def _step_form(request: Request, found: CooperationCase) -> StepForm | None:
    at = position(found.events.values_list("event", "occurred_on"))
    steps = steps_for(at.step, request.acting.party)
    posted = request.POST if request.method == "POST" else None
    return StepForm(posted, steps=steps, on=today()) if steps or posted else None


def _told(events: list[tuple[str, date, str | None]]) -> list[Told]:
    order, reasons = code_list("cooperation_event").codes, code_list("end_reason")
    return [
        Told(on, step_label(event), reasons.label(reason) if reason else "")
        for event, on, reason in sorted(events, key=lambda e: (e[1], order.index(e[0])))
    ]


def _undo(acting: Acting, taken: list[tuple[str, date]], at: Position) -> str:
    """The latest step, where this authority may take it back."""
    before = position(each for each in taken if each != (at.step, at.since))
    return at.step if before.step and can_take(before.step, at.step, acting.party) else ""


def _statuses(
    acting: Acting,
    found: CooperationCase,
    taken: list[tuple[str, date]],
    at: Position,
    events: list[tuple[str, date, str | None]],
) -> list[StatusPoint]:
    """The status at the end and after 90 days, once the case has ended and may be followed."""
    if not at.is_over or at.since is None:
        return []
    if any(event == at.step and reason in NO_FOLLOW_UP for event, _on, reason in events):
        return []
    held = {each.point: each for each in found.outcomes.all()}
    days, mine = rule("case_follow_up").on(at.since), acting.party in answers_for_end(taken)
    points = []
    for point, first in (("exit", at.since), ("day_90", at.since + timedelta(days["due"]))):
        known = held.get(point)
        late = point == "day_90" and today() > at.since + timedelta(days["overdue"])
        points.append(
            StatusPoint(
                point,
                code_list("case_point").label(point),
                code_list("case_status").label(known.status) if known else "",
                known.measured_on if known else None,
                first,
                mine and today() >= first,
                late and not known,
            )
        )
    return points


def _words(found: CooperationCase) -> dict[str, Any]:
    place = municipalities().get(found.municipality_code or "")
    party = code_list("party")
    return {
        "municipality": place.name if place else "",
        "benefit": code_list("case_benefit").label(found.benefit),
        "initiated_by": party.label(found.initiated_by) if found.initiated_by else "",
    }


def _studies(found: CooperationCase, at: Position) -> list[dict[str, str]]:
    """The studies that the person could be asked to, or is in: those of the case's municipality."""
    if at.is_over or found.consent_withdrawn_on:
        return []
    return [
        {
            "title": each.protocol.title,
            "url": reverse("suggest_for_study", args=[each.name, found.pk]),
        }
        for each in running_studies()
        if found.municipality_code in open_sites(each, today())
    ]
