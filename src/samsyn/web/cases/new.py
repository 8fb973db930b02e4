"""A new case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.exchange.rules_cooperation import START
from samsyn.register.actions.find_person import find_person
from samsyn.register.actions.open_case import AlreadyOpen, NewCase, open_case
from samsyn.register.case_steps import INSURANCE, can_take
from samsyn.register.clock import today
from samsyn.register.offices import offices
from samsyn.register.roles import Permission, PlaceKind
from samsyn.web.attempt import attempt
from samsyn.web.cases.forms import NewCaseForm
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.drafts import restored, throw_away

DRAFT = "nytt-arende"


@allow(Permission.WORK_CASES)
def new_case(request: Request) -> HttpResponse:
    """Find or enter the person, and open their case; for the authority that begins them."""
    if not can_take(START, "requested", request.acting.party):
        raise Http404
    known = offices()
    mine = [o for o in known[INSURANCE] if o in request.acting.codes(PlaceKind.OFFICE)]
    form = NewCaseForm(
        request.POST or None,
        on=today(),
        offices={**known, INSURANCE: tuple(mine)},
        initial={
            "requested_on": today(),
            "insurance_office": mine[0] if mine else "",
            **restored(request.acting, DRAFT),
        },
    )
    if request.method == "POST" and form.is_valid():
        case_id = _open(request, form)
        if case_id:
            throw_away(request.acting, DRAFT)
            return redirect("case", case_id)
    context = {"form": form, "draft": DRAFT}
    return render(request, "cases/new.html", context, status=422 if form.errors else 200)


def _open(request: Request, form: NewCaseForm) -> str:
    """The id of the case opened, or of the one that the person has already; "" where refused."""
    told = dict(form.cleaned_data)
    number, name = told.pop("number"), told.pop("name")
    opened: list[str] = []

    def act() -> None:
        try:
            opened.append(
                open_case(by=request.acting, number=number, name=name, case=NewCase(**told))
            )
        except AlreadyOpen as there:
            find_person(by=request.acting, number=number)  # what was learnt of someone is logged
            if not there.case_id:
                raise
            messages.info(request, str(there))
            opened.append(there.case_id)
        else:
            messages.success(request, _("Ärendet är upplagt."))

    return opened[0] if attempt(form, act) else ""
