"""How a study goes, for its evaluator: released numbers, blind to outcomes, never a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samsyn.disclosure.released import Released
from samsyn.disclosure.study import StudyMonitor, release_monitor
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.roles import Permission
from samsyn.reports.study import words
from samsyn.vocabulary.printed import number
from samsyn.web.gate import Request, allow
from samsyn.web.studies.folders import running_study

Cells = tuple[str, tuple[Released | None, ...]]


@dataclass(frozen=True)
class Grid:
    """A table of released numbers: its heads, and rows of a name and a number a head."""

    heads: tuple[str, ...]
    rows: tuple[Cells, ...]


@allow(Permission.RUN_STUDIES)
def study_monitor(request: Request, study: str) -> HttpResponse:
    """Inflow against plan, the flow, balance, breaches, caseloads."""
    running = running_study(study)
    found = release_monitor(running.study, on=today())
    context = {
        "running": running,
        "found": found,
        "total": next(iter(found.release.by("study_entered"))),
        "inflow": _inflow(found),
        "flow": _flow(found),
        "arms": _arms(found),
        "balance": _balance(found) if found.has_balance else None,
        "balance_p": next(iter(found.release.rows("study_balance_test", statistic="p")), None),
        "breaches": _breaches(found),
    }
    return render(request, "studies/monitor.html", context)


def _inflow(found: StudyMonitor) -> list[tuple[str, Released, str]]:
    """Month, people drawn in it, and the plan in all by its end."""
    return [
        (name, row, number(found.planned[name]))
        for row in found.release.by("study_entered", "month")
        for name in [_part(row, "month")]
    ]


def _flow(found: StudyMonitor) -> list[tuple[str, Released, list[tuple[str, Released]]]]:
    """Each step until the draw: its people, and those who stopped there or are under way."""
    steps, told = code_list("study_step"), []
    stopped = found.release.by("study_people", "step", "stopped")
    for row in found.release.by("study_people", "step"):
        step = _part(row, "step")
        parts = [
            (words.stopped(_part(each, "stopped")), each)
            for each in stopped
            if _part(each, "step") == step and (each.value or each.status == "withheld")
        ]
        told.append((steps.label(step), row, parts))
    return told


def _arms(found: StudyMonitor) -> Grid:
    """By arm: drawn, parts of the draw, accepted, started, places taken and in all, over caps."""
    release, ids = found.release, [arm.id for arm in found.protocol.arms]
    people = {
        step: _by(release.by("study_people", "arm", "step"), "arm", "step", step)
        for step in ("assigned", "accepted", "started")
    }
    load = {
        statistic: _by(release.rows("study_caseload", statistic=statistic), "arm")
        for statistic in ("count", "cap", "over_cap")
    }
    parts = _by(release.rows("study_plan", statistic="parts"), "arm")
    expected = _by(release.rows("study_drawn", statistic="expected"), "arm")
    given = {
        measure: _by(release.by("study_delivered", "arm", "measure"), "arm", "measure", measure)
        for measure in ("staff_hours", "personal_contacts", "workplace_visits", "help_outside_work")
    }
    columns = (
        (_("Delar i lottningen"), parts),
        (_("Lottade"), people["assigned"]),
        (_("Väntade av lottningens delar"), expected),
        (_("Tackat ja"), people["accepted"]),
        (_("Börjat"), people["started"]),
        (_("Platser tagna"), load["count"]),
        (_("Platser i allt"), load["cap"]),
        (_("Coacher över taket"), load["over_cap"]),
        (_("Timmar per månad"), given["staff_hours"]),
        (_("Kontakter per månad"), given["personal_contacts"]),
        (_("Arbetsplatsbesök per månad"), given["workplace_visits"]),
        (_("Hjälp med annat per månad"), given["help_outside_work"]),
    )
    titles = {arm.id: arm.title for arm in found.protocol.arms}
    heads = tuple(titles[arm] for arm in ids)
    rows = tuple((head, tuple(cells.get(arm) for arm in ids)) for head, cells in columns)
    return Grid(heads, rows)


def _balance(found: StudyMonitor) -> Grid:
    """Standardised differences to the reference arm, by covariate."""
    others = [arm for arm in found.protocol.arms if not arm.reference]
    rows = found.release.by("study_standardised", "arm", "against", "covariate")
    covariates = dict.fromkeys(_part(row, "covariate") for row in rows)
    table = tuple(
        (
            words.covariate(name),
            tuple(_by(rows, "arm", "covariate", name).get(arm.id) for arm in others),
        )
        for name in covariates
    )
    return Grid(tuple(arm.title for arm in others), table)


def _breaches(found: StudyMonitor) -> list[tuple[str, str, Released]]:
    titles = {arm.id: arm.title for arm in found.protocol.arms}
    kinds = code_list("study_breach")
    return [
        (titles[_part(row, "arm")], kinds.label(_part(row, "kind")), row)
        for row in found.release.rows("study_breaches")
    ]


def _by(rows: Iterable[Released], key: str, only: str = "", value: str = "") -> dict[str, Released]:
    """The rows by a part of their breakdown, of those where ``only`` is ``value``."""
    return {_part(row, key): row for row in rows if not only or _part(row, only) == value}


def _part(row: Released, name: str) -> str:
    parts = dict(part.split("=", 1) for part in row.breakdown.split(";") if part)
    return parts.get(name, "")
