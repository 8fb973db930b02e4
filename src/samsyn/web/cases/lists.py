"""The worklists, and the search for a person by number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.register.access import Acting
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.case_search import cases_of_number
from samsyn.register.case_steps import Position, position
from samsyn.register.case_worklists import WORKLISTS, Worklist, counts
from samsyn.register.clock import today
from samsyn.register.code_labels import step_label
from samsyn.register.models import CooperationCase
from samsyn.register.names import Known, known
from samsyn.register.roles import Permission
from samsyn.vocabulary.area import Municipality, municipalities
from samsyn.vocabulary.rules import rule
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.forms import SearchForm

PER_PAGE = 50
UNCOUNTED = ("alla", "avslutade")
TITLES = {
    "begarda": gettext_lazy("Väntar på första mötet"),
    "kartlaggs": gettext_lazy("Kartläggs"),
    "utan-plan": gettext_lazy("Kartlagda, väntar på plan"),
    "planerade": gettext_lazy("Planerade, väntar på start"),
    "pagaende": gettext_lazy("Insats pågår"),
    "dag-90": gettext_lazy("Status efter 90 dagar"),
    "alla": gettext_lazy("Alla pågående"),
    "avslutade": gettext_lazy("Avslutade"),
}


@dataclass(frozen=True)
class Row:
    """One case in a list."""

    case: CooperationCase
    person: Known
    at: Position
    step: str
    municipality: str
    due: date | None
    is_overdue: bool


@dataclass(frozen=True)
class Tab:
    """One worklist to go to; ``count`` is None where it is not counted."""

    id: str
    title: str
    count: int | None
    is_here: bool


@allow(Permission.WORK_CASES)
def cases(request: Request) -> HttpResponse:
    """One worklist, fifty cases a page; the first is where this authority's work begins."""
    chosen = WORKLISTS.get(request.GET.get("lista", "")) or _first_for(request.acting)
    counted = counts(request.acting, today())
    found = chosen.of(request.acting, today()).prefetch_related("events")
    paged = Paginator(found, PER_PAGE)
    if chosen.id in counted:
        paged.count = counted[chosen.id]
    page = paged.get_page(request.GET.get("sida"))
    context = {
        "title": TITLES[chosen.id],
        "chosen": chosen.id,
        "tabs": _tabs(chosen, counted),
        "rows": _rows(request.acting, chosen, page),
        "page": page,
        "search": SearchForm(auto_id="search_%s"),
        "may_open": request.acting.party == "social_insurance_agency",
    }
    return render(request, "cases/list.html", context)


@allow(Permission.WORK_CASES)
def search(request: Request) -> HttpResponse:
    """To the case of whoever holds the number; the answer is the same for none and for unseen."""
    form = SearchForm(request.POST or None, auto_id="search_%s")
    if not form.is_valid():
        return render(request, "cases/search.html", {"search": form})
    number = form.cleaned_data["number"]
    found = cases_of_number(request.acting, number)
    note_reading(
        by=request.acting,
        persons=[each.person_id for each in found],
        action="search",
        table="cooperation_case",
    )
    if not found:
        messages.info(request, _("Inget ärende hos ditt kontor gäller den personen."))
        return redirect("cases")
    return redirect("case", found[0].pk)


def _first_for(acting: Acting) -> Worklist:
    """The first list whose turn is this authority's."""
    lists = list(WORKLISTS.values())
    return next((each for each in lists if each.party == acting.party), lists[0])


def _tabs(chosen: Worklist, counted: Mapping[str, int]) -> list[Tab]:
    return [
        Tab(
            each,
            str(TITLES[each]),
            None if each in UNCOUNTED else counted[each],
            each == chosen.id,
        )
        for each in WORKLISTS
    ]


def _rows(acting: Acting, chosen: Worklist, page: Page[CooperationCase]) -> list[Row]:
    on_page = list(page)
    ids = [case.person_id for case in on_page]
    note_reading(by=acting, persons=ids, action="list", table="cooperation_case", key=chosen.id)
    persons, names = known(ids), municipalities()
    return [_row(case, persons[case.person_id], names, chosen.id) for case in on_page]


def _row(case: CooperationCase, person: Known, names: dict[str, Municipality], list_id: str) -> Row:
    at = position((each.event, each.occurred_on) for each in case.events.all())
    days = rule("case_follow_up").on(today())
    is_due = list_id == "dag-90" and at.since is not None
    due = at.since + timedelta(days["due"]) if is_due and at.since else None
    late = bool(due and at.since and at.since < today() - timedelta(days["overdue"]))
    place = names.get(case.municipality_code or "")
    return Row(case, person, at, step_label(at.step), place.name if place else "", due, late)
