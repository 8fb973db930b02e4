"""An association: its facts, area, members, money and questions."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.errors import SamsynError
from samsyn.register.access import Acting, visible_associations
from samsyn.register.actions.ask_question import ask_question, end_question
from samsyn.register.actions.keep_facts import keep_facts
from samsyn.register.actions.register_rows import Refused, warnings_of
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.membership import missing_members
from samsyn.register.models import (
    Association,
    AssociationArea,
    ComplementaryQuestion,
    Organisation,
)
from samsyn.register.roles import Permission, Role
from samsyn.register.year_end import checklist
from samsyn.vocabulary.alphabet import swedish_order
from samsyn.vocabulary.area import municipalities
from samsyn.web.associations.forms import AreaForm, MemberForm, MoneyForm, QuestionForm
from samsyn.web.associations.reach import association_of
from samsyn.web.associations.year_end import is_signed
from samsyn.web.awaiting import Awaiting
from samsyn.web.gate import Request, allow
from samsyn.web.interventions.money import check_year, years_to_choose
from samsyn.web.problems import at_fields, tell


@allow(Permission.KEEP_ASSOCIATION)
def associations(request: Request) -> HttpResponse:
    """One's associations; straight to it where there is one."""
    rows = list(visible_associations(request.acting).order_by("name"))
    if len(rows) == 1:
        return redirect("association", rows[0].association_code)
    return render(request, "associations/list.html", {"rows": rows})


@allow(Permission.KEEP_ASSOCIATION)
def association(request: Request, association_code: str) -> HttpResponse:
    """One association: area, members, money, and what is left of the year."""
    found = association_of(request.acting, association_code)
    year = today().year
    members = found.memberships.select_related("organisation").order_by(
        _GOING_ON_FIRST, "organisation__name"
    )
    funds = list(found.funds.order_by("-year", "source"))
    costs = list(found.costs.order_by("-year", "kind"))
    context = {
        "association": found,
        "areas": _in_order(found.areas.all()),
        "members": members,
        "missing": missing_members(members, today()),
        "funds": funds,
        "costs": costs,
        "years": [year, year - 1],
        "years_of_money": years_to_choose(
            [*(each.year for each in funds), *(each.year for each in costs)]
        ),
    }
    return render(request, "associations/one.html", context)


@allow(Permission.KEEP_ASSOCIATION)
def area(request: Request, association_code: str) -> HttpResponse:
    """Municipalities that join and leave, by date."""
    found = association_of(request.acting, association_code)
    form = AreaForm(request.POST or None, on=today(), initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        row = {"association_code": association_code, **form.cleaned_data}
        if _kept(request, form, {"association_area": [row]}, "change_area", association_code):
            return redirect("association", association_code)
    return _form_page(request, form, found, _("Område"), str(_ENDS))


@allow(Permission.KEEP_ASSOCIATION)
def members(request: Request, association_code: str) -> HttpResponse:
    """Organisations that join and leave, by date."""
    found = association_of(request.acting, association_code)
    organisations = Organisation.objects.order_by("name")
    form = MemberForm(
        request.POST or None,
        on=today(),
        organisations=organisations,
        initial=request.GET.dict(),
    )
    if request.method == "POST" and form.is_valid():
        row = {"association_code": association_code, **form.cleaned_data}
        if _kept(request, form, {"association_member": [row]}, "change_members", association_code):
            return redirect("association", association_code)
    return _form_page(request, form, found, _("Medlemmar"), str(_ENDS))


@allow(Permission.KEEP_ASSOCIATION)
def money(request: Request, association_code: str, year: int) -> HttpResponse:
    """A year's funds and costs."""
    found = association_of(request.acting, association_code)
    check_year(year)
    sources, kinds = _labels("funding_source"), _labels("cost_kind")
    funds = {each.source: each.amount_sek for each in found.funds.filter(year=year)}
    costs = {each.kind: each for each in found.costs.filter(year=year)}
    start: dict[str, Any] = {f"funds_{source}": value for source, value in funds.items()}
    for kind, each in costs.items():
        start |= {f"budget_{kind}": each.budget_sek, f"outturn_{kind}": each.outturn_sek}
    form = MoneyForm(request.POST or None, sources=sources, kinds=kinds, initial=start)
    if request.method == "POST" and form.is_valid():
        at = {"association_code": association_code, "year": year}
        given = form.cleaned_data
        rows = {
            "association_funds": [
                {**at, "source": source, "amount_sek": given[f"funds_{source}"]}
                for source, _label in sources
                if given[f"funds_{source}"] is not None
            ],
            "association_cost": [
                {**at, **cost} for cost in _costs_given(given, kinds, known=set(costs))
            ],
        }
        gone = {
            "association_funds": [
                {**at, "source": s} for s in funds if given[f"funds_{s}"] is None
            ],
        }
        key = f"{association_code} {year}"
        if _kept(request, form, rows, "enter_money", key, remove=gone):
            return redirect("association", association_code)
    said = [
        {"association_code": association_code, "year": year, "source": source, "amount_sek": value}
        for source, value in funds.items()
    ]
    context = {
        "form": form,
        "association": found,
        "year": year,
        "warnings": warnings_of({"association_funds": said}) if request.method == "GET" else (),
    }
    status = 422 if form.errors else 200
    return render(request, "associations/money.html", context, status=status)


def _costs_given(
    given: Mapping[str, Any], kinds: Iterable[tuple[str, str]], *, known: set[str]
) -> Iterator[dict[str, Any]]:
    """A row for each kind of cost that has an amount, or that the year has already."""
    for kind, _label in kinds:
        budget, outturn = given[f"budget_{kind}"], given[f"outturn_{kind}"]
        if kind in known or budget is not None or outturn is not None:
            yield {"kind": kind, "budget_sek": budget, "outturn_sek": outturn}


@allow(Permission.KEEP_ASSOCIATION)
def questions(request: Request, association_code: str) -> HttpResponse:
    """The association's own questions."""
    found = association_of(request.acting, association_code)
    if ended := request.POST.get("avsluta"):
        asked = get_object_or_404(ComplementaryQuestion, association=found, pk=ended)
        end_question(by=request.acting, question=asked, last_day=today())
        tell(request, _("Frågan ställs inte efter i dag."), ())
        return redirect("questions", association_code)
    form = QuestionForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["choices"] = [each.strip() for each in given["choices"].splitlines() if each.strip()]
        try:
            ask_question(by=request.acting, association=found, **given)
        except SamsynError as error:
            form.add_error(None, str(error))
        else:
            tell(request, _("Frågan ställs från den dagen."), ())
            return redirect("questions", association_code)
    rows = ComplementaryQuestion.objects.filter(association=found).order_by("first_day")
    context = {"form": form, "association": found, "rows": rows, "on": today()}
    status = 422 if form.errors else 200
    return render(request, "associations/questions.html", context, status=status)


def awaiting(acting: Acting, on: date) -> Iterable[Awaiting]:
    """What awaits an administrator: of last year what is left, then to sign it."""
    if acting.role is not Role.ASSOCIATION_ADMINISTRATOR:
        return
    year = on.year - 1
    for each in visible_associations(acting).filter(first_day__lte=date(year, 12, 31))[:5]:
        signed = is_signed(each, year)
        left = 0 if signed else sum(not point.done for point in checklist(each, year))
        what = (
            _("punkter kvar i årets uppgifter för %(year)d")
            if left
            else _("årets uppgifter att intyga för %(year)d")
        )
        yield Awaiting(
            what % {"year": year},
            0 if signed else left or 1,
            reverse("year_end", args=[each.association_code, year]),
            urgent=on.month > 2,
        )


_GOING_ON_FIRST = F("last_day").desc(nulls_first=True)
_ENDS = gettext_lazy("Samma första dag ersätter den rad som finns: så avslutas den.")


def _in_order(areas: Iterable[AssociationArea]) -> list[AssociationArea]:
    """Those that belong today first, by name of the municipality as Swedish sorts."""

    def place(area: AssociationArea) -> tuple[bool, str, date]:
        known = municipalities().get(area.municipality_code)
        name = swedish_order(known.name if known else area.municipality_code)
        return area.last_day is not None, name, area.first_day

    return sorted(areas, key=place)


def _labels(name: str) -> list[tuple[str, str]]:
    labels = code_list(name)
    return [(code, labels.label(code)) for code in labels.codes]


def _kept(
    request: Request,
    form: forms.Form,
    rows: dict[str, list[dict[str, Any]]],
    action: str,
    key: str,
    remove: dict[str, list[dict[str, Any]]] | None = None,
) -> bool:
    try:
        warnings = keep_facts(by=request.acting, rows=rows, action=action, key=key, remove=remove)
    except Refused as refused:
        at_fields(form, refused.problems)
        return False
    tell(request, _("Sparat."), warnings)
    return True


def _form_page(
    request: Request, form: forms.Form, found: Association, title: str, intro: str
) -> HttpResponse:
    context = {"form": form, "association": found, "title": title, "intro": intro}
    status = 422 if form.errors else 200
    return render(request, "associations/form.html", context, status=status)
