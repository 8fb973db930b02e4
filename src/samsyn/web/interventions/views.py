"""Interventions: the list, one, its facts, groups and activities."""

import secrets
from collections.abc import Iterable
from datetime import date

from django.core.paginator import Paginator
from django.db.models import F
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.access import Acting, visible_associations, visible_interventions
from samsyn.register.actions.enter_heads import kind_of
from samsyn.register.actions.keep_facts import keep_facts
from samsyn.register.actions.register_rows import Refused
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.models import (
    HeadCount,
    Intervention,
    InterventionCost,
    InterventionGroup,
    StructuralActivity,
)
from samsyn.register.roles import Permission, PlaceKind, Role
from samsyn.web.awaiting import Awaiting
from samsyn.web.gate import Request, allow
from samsyn.web.interventions.forms import ActivityForm, GroupForm, InterventionForm, initial_of
from samsyn.web.interventions.money import years_to_choose
from samsyn.web.problems import at_fields, tell
from samsyn.web.registrar.reach import intervention_of

PAGE = 50


@allow(Permission.KEEP_INTERVENTIONS)
def interventions(request: Request) -> HttpResponse:
    """One's interventions, those that go on first."""
    acting = request.acting
    rows = visible_interventions(acting).select_related("association")
    rows = rows.order_by(F("last_day").desc(nulls_first=True), "name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    own = acting.codes(PlaceKind.ASSOCIATION)
    associations = visible_associations(acting).filter(pk__in=own).order_by("name")
    context = {"page": page, "associations": associations, "on": today()}
    return render(request, "interventions/list.html", context)


@allow(Permission.KEEP_INTERVENTIONS)
def intervention(request: Request, intervention_code: str) -> HttpResponse:
    """One intervention: what it is, its money year by year, and where to change it."""
    found = intervention_of(request.acting, intervention_code)
    costs = list(found.costs.order_by("-year", "kind"))
    context = {
        "intervention": found,
        "groups": found.groups.order_by("-first_day"),
        "costs": costs,
        "heads": found.head_counts.order_by("-year", "half", "kind", "sex")[:12],
        "kind": code_list("head_count_kind").label(kind_of(found)),
        "years": years_to_choose([each.year for each in costs]),
    }
    return render(request, "interventions/one.html", context)


@allow(Permission.KEEP_INTERVENTIONS)
def new(request: Request, association_code: str) -> HttpResponse:
    """A new intervention in an association one is assigned to."""
    acting = request.acting
    own = visible_associations(acting).filter(pk__in=acting.codes(PlaceKind.ASSOCIATION))
    association = get_object_or_404(own, pk=association_code)
    form = InterventionForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        code = f"{association_code}-{secrets.token_hex(3)}"
        said = _("Insatsen är skapad.")
        if _kept(request, form, code, association_code, "make_intervention", said):
            return redirect("intervention", code)
    context = {"form": form, "title": _("Ny insats"), "association": association}
    return render(request, "interventions/form.html", context, status=422 if form.errors else 200)


@allow(Permission.KEEP_INTERVENTIONS)
def change(request: Request, intervention_code: str) -> HttpResponse:
    """Change what an intervention is; how it is followed lies fast once anything is registered."""
    found = intervention_of(request.acting, intervention_code)
    fixed = _is_registered_on(found)
    form = InterventionForm(
        request.POST or None, on=today(), fixed=fixed, initial=initial_of(found)
    )
    if request.method == "POST" and form.is_valid():
        owner = found.association_id
        if _kept(request, form, intervention_code, owner, "change_intervention", _("Sparat.")):
            return redirect("intervention", intervention_code)
    context = {"form": form, "title": found.name, "intervention": found}
    return render(request, "interventions/form.html", context, status=422 if form.errors else 200)


@allow(Permission.KEEP_INTERVENTIONS)
def groups(request: Request, intervention_code: str) -> HttpResponse:
    """The target groups an intervention is tagged with, by date."""
    found = intervention_of(request.acting, intervention_code)
    form = GroupForm(request.POST or None, on=today(), initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        row = {"intervention_code": intervention_code, **form.cleaned_data}
        try:
            warnings = keep_facts(
                by=request.acting,
                rows={"intervention_group": [row]},
                action="tag_intervention",
                key=intervention_code,
            )
        except Refused as refused:
            at_fields(form, refused.problems)
        else:
            tell(request, _("Målgruppen är sparad."), warnings)
            return redirect("intervention_groups", intervention_code)
    rows = InterventionGroup.objects.filter(intervention=found).order_by("-first_day")
    context = {"form": form, "intervention": found, "rows": rows}
    return render(request, "interventions/groups.html", context, status=422 if form.errors else 200)


@allow(Permission.KEEP_INTERVENTIONS)
def activities(request: Request, intervention_code: str) -> HttpResponse:
    """The activities of a structural intervention; ``?rad=`` names one to put right."""
    rows = visible_interventions(request.acting).filter(orientation="structural")
    found = get_object_or_404(rows, pk=intervention_code)
    held = StructuralActivity.objects.filter(intervention=found)
    chosen = request.GET.get("rad", "")
    one = get_object_or_404(held, pk=chosen) if chosen else None
    form = ActivityForm(request.POST or None, on=today(), initial=model_to_dict(one) if one else {})
    if request.method == "POST" and form.is_valid():
        row = {
            "activity_code": chosen or f"{intervention_code}-{secrets.token_hex(4)}",
            "intervention_code": intervention_code,
            **form.cleaned_data,
        }
        try:
            warnings = keep_facts(
                by=request.acting,
                rows={"structural_activity": [row]},
                action="enter_activity",
                key=intervention_code,
            )
        except Refused as refused:
            at_fields(form, refused.problems)
        else:
            tell(request, _("Aktiviteten är sparad."), warnings)
            return redirect("structural_activities", intervention_code)
    page = Paginator(held.order_by("-held_on", "pk"), PAGE).get_page(request.GET.get("sida"))
    context = {"form": form, "intervention": found, "page": page, "one": one}
    return render(
        request, "interventions/activities.html", context, status=422 if form.errors else 200
    )


def awaiting(acting: Acting, on: date) -> Iterable[Awaiting]:
    """What awaits a manager: last year's outturn where it is not entered."""
    if acting.role is not Role.INTERVENTION_MANAGER:
        return
    entered = InterventionCost.objects.filter(year=on.year - 1, outturn_sek__isnull=False)
    lacking = (
        visible_interventions(acting)
        .filter(first_day__lt=date(on.year, 1, 1))
        .exclude(last_day__lt=date(on.year - 1, 1, 1))
        .exclude(pk__in=entered.values("intervention_id"))
    )
    yield Awaiting(
        _("insatser utan utfall för %(year)d") % {"year": on.year - 1},
        lacking.count(),
        reverse("interventions"),
        urgent=on.month > 2,
    )


def _kept(
    request: Request, form: InterventionForm, code: str, owner: str, action: str, done: str
) -> bool:
    try:
        warnings = keep_facts(
            by=request.acting,
            rows={"intervention": [form.row(code, owner)]},
            action=action,
            key=code,
        )
    except Refused as refused:
        at_fields(form, refused.problems)
        return False
    except SamsynError as error:
        form.add_error(None, str(error))
        return False
    tell(request, done, warnings)
    return True


def _is_registered_on(intervention: Intervention) -> bool:
    return (
        intervention.participations.exists()
        or HeadCount.objects.filter(intervention=intervention).exists()
        or StructuralActivity.objects.filter(intervention=intervention).exists()
    )
