"""The studies, and one study as a caseworker meets it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samsyn.evaluation.screening import STEPS
from samsyn.register.access import Acting
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.case_worklists import going_on
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.names import Known, known
from samsyn.register.roles import Permission
from samsyn.vocabulary.area import municipalities
from samsyn.web.gate import Request, allow
from samsyn.web.studies.folders import (
    Running,
    open_sites,
    own_people,
    running_studies,
    running_study,
)

MOST_SUGGESTED = 50


@dataclass(frozen=True)
class Taking:
    """One of the actor's people in the study: the step reached, and the arm once drawn."""

    person: Known
    step: str
    since: date
    arm: str
    stopped: str


@allow(Permission.WORK_STUDIES, Permission.RUN_STUDIES)
def studies(request: Request) -> HttpResponse:
    """Every study with a locked protocol; a caseworker goes to its people, an evaluator to how
    it goes."""
    context = {
        "running": running_studies(),
        "may_work": request.actor.may(Permission.WORK_STUDIES),
        "may_run": request.actor.may(Permission.RUN_STUDIES),
    }
    return render(request, "studies/list.html", context)


@allow(Permission.WORK_STUDIES)
def study(request: Request, study: str) -> HttpResponse:
    """Who can be asked, where, to what; the actor's own people in it, and whom to suggest."""
    running = running_study(study)
    rows = own_people(running, request.acting)
    suggested = _could_be_suggested(running, request.acting, {row["person_id"] for row in rows})
    ids = [row["person_id"] for row in rows] + [person for _case, person in suggested]
    note_reading(by=request.acting, persons=ids, action="list", table="study_person", key=study)
    persons = known(ids)
    places = municipalities()
    context = {
        "running": running,
        "sites": [
            (places[each.municipality].name, each.joins_on, each.joins_on <= today())
            for each in running.protocol.sites
        ],
        "is_open": bool(open_sites(running, today())),
        "people": [_taking(running, row, persons[row["person_id"]]) for row in rows],
        "suggested": [(case_id, persons[person]) for case_id, person in suggested],
    }
    return render(request, "studies/study.html", context)


def step_reached(row: dict[str, Any]) -> str:
    """The last step that a person of the screening log has come to."""
    return [step for step in STEPS if row[f"{step}_on"]][-1]


def _taking(running: Running, row: dict[str, Any], person: Known) -> Taking:
    step, titles = step_reached(row), {arm.id: arm.title for arm in running.protocol.arms}
    reason = row["reason"]
    return Taking(
        person,
        code_list("study_step").label(step),
        row[f"{step}_on"],
        titles.get(row["arm"], ""),
        code_list("study_stop_reason").label(reason) if reason else "",
    )


def _could_be_suggested(running: Running, acting: Acting, known: set[str]) -> list[tuple[str, str]]:
    """The actor's cases that go on in a site that has joined, of people not in the study yet."""
    here = open_sites(running, today())
    found = going_on(acting, today()).filter(municipality_code__in=here)
    found = found.exclude(person_id__in=known)
    return list(found.values_list("case_id", "person_id")[:MOST_SUGGESTED])
