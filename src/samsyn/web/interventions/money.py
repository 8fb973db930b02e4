"""An intervention's money and staff, a year at a time."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.register.actions.keep_facts import keep_facts
from samsyn.register.actions.register_rows import Refused
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.models import InterventionCost, InterventionStaff, Organisation
from samsyn.register.roles import Permission
from samsyn.web.gate import Request, allow
from samsyn.web.interventions.forms import CostsForm, StaffForm
from samsyn.web.problems import at_fields, tell
from samsyn.web.registrar.reach import intervention_of


@allow(Permission.KEEP_INTERVENTIONS)
def costs(request: Request, intervention_code: str, year: int) -> HttpResponse:
    """A year's planned participants, budget and outturn."""
    found = intervention_of(request.acting, intervention_code)
    check_year(year)
    labels = code_list("intervention_cost_kind")
    kinds = [
        (code, labels.label(code)) for code in labels.codes if code == "intervention" or found.esf
    ]
    held = {each.kind: each for each in found.costs.filter(year=year)}
    form = CostsForm(request.POST or None, kinds=kinds, initial=_initial(held))
    if request.method == "POST" and form.is_valid():
        planned = form.cleaned_data["planned_participants"]
        rows = [
            {
                "intervention_code": intervention_code,
                "year": year,
                "kind": kind,
                "planned_participants": planned if kind == "intervention" else None,
                **form.money(kind),
            }
            for kind, _label in kinds
            if kind in held or any(form.money(kind).values()) or kind == "intervention"
        ]
        try:
            warnings = keep_facts(
                by=request.acting,
                rows={"intervention_cost": rows},
                action="enter_costs",
                key=f"{intervention_code} {year}",
            )
        except Refused as refused:
            at_fields(form, refused.problems)
        else:
            tell(request, _("Beloppen är sparade."), warnings)
            return redirect("intervention", intervention_code)
    context = {"form": form, "intervention": found, "year": year}
    return render(request, "interventions/costs.html", context, status=422 if form.errors else 200)


@allow(Permission.KEEP_INTERVENTIONS)
def staff(request: Request, intervention_code: str, year: int) -> HttpResponse:
    """The staff that organisations lend in a year."""
    found = intervention_of(request.acting, intervention_code)
    check_year(year)
    members = found.association.memberships.values("organisation_id")
    organisations = Organisation.objects.filter(pk__in=members).order_by("name")
    lent = InterventionStaff.objects.filter(intervention=found, year=year)
    form = StaffForm(
        request.POST or None,
        organisations=organisations,
        initial=_initial_staff(lent, request.GET.get("rad", "")),
    )
    if request.method == "POST" and form.is_valid():
        row = {"intervention_code": intervention_code, "year": year, **form.cleaned_data}
        try:
            warnings = keep_facts(
                by=request.acting,
                rows={"intervention_staff": [row]},
                action="enter_staff",
                key=f"{intervention_code} {year}",
            )
        except Refused as refused:
            at_fields(form, refused.problems)
        else:
            tell(request, _("Bemanningen är sparad."), warnings)
            return redirect("intervention_staff", intervention_code, year)
    context = {
        "form": form,
        "intervention": found,
        "year": year,
        "rows": lent.select_related("organisation").order_by("organisation__name"),
    }
    return render(request, "interventions/staff.html", context, status=422 if form.errors else 200)


def check_year(year: int) -> None:
    """404 for a year that nobody enters money for."""
    if not 1995 <= year <= today().year + 2:
        raise Http404


def years_to_choose(held: Collection[int]) -> list[int]:
    """The years to enter money for, latest first: from the earliest ``held`` to the next."""
    year = today().year
    earliest = min((each for each in held if each <= year), default=year - 1)
    return list(range(max([year + 1, *held]), min(earliest, year - 1) - 1, -1))


def _initial_staff(lent: QuerySet[InterventionStaff], code: str) -> dict[str, Any]:
    names = ("full_time_equivalents", "in_kind_sek")
    found = lent.filter(organisation=code).values(*names).first() if code else None
    return {**found, "organisation_code": code} if found else {}


def _initial(held: dict[str, InterventionCost]) -> dict[str, int | None]:
    start: dict[str, int | None] = {}
    for kind, each in held.items():
        start[f"budget_{kind}"], start[f"outturn_{kind}"] = each.budget_sek, each.outturn_sek
        if each.planned_participants is not None:
            start["planned_participants"] = each.planned_participants
    return start
