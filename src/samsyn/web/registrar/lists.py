"""The registrar's lists: everyone, what is due, handing over; and finding someone."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.register.access import Acting, visible_interventions, visible_participations
from samsyn.register.actions.find_person import find_person
from samsyn.register.actions.hand_over import hand_over
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.due import Due, all_due, due_at, points
from samsyn.register.models import CorrectionRequest, Participation, User
from samsyn.register.names import shown
from samsyn.register.roles import Permission, Role
from samsyn.web.awaiting import Awaiting
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.forms import SearchForm
from samsyn.web.written_number import written_number

PAGE = 50


@allow(Permission.REGISTER_PEOPLE)
def people(request: Request) -> HttpResponse:
    """Everyone in one's interventions, those who take part now first; and where to search."""
    acting, on = request.acting, today()
    rows = _ordered(acting, request.GET.get("visa", "nu"))
    page = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    listed = list(page)
    names = shown(each.person for each in listed)
    note_reading(by=acting, persons=(each.person_id for each in listed), action="list")
    return render(
        request,
        "registrar/people.html",
        {
            "page": page,
            "rows": [
                (each, names[each.person_id], reverse("participant", args=[each.pk]))
                for each in listed
            ],
            "chosen": request.GET.get("visa", "nu"),
            "interventions": _open_interventions(acting, on),
            "search": SearchForm(),
        },
    )


@require_POST
@allow(Permission.REGISTER_PEOPLE)
def search(request: Request) -> HttpResponse:
    """Find someone by number: to their page where they are in one's own interventions."""
    form = SearchForm(request.POST)
    acting = request.acting
    if not form.is_valid():
        return render(request, "registrar/search.html", {"search": form}, status=422)
    found = find_person(by=acting, number=form.cleaned_data["number"])
    own = None
    if found:
        own = visible_participations(acting).filter(person=found).order_by("-entered_on").first()
    if own:
        return redirect("participant", own.participation_id)
    interventions = _open_interventions(acting, today())
    context = {
        "search": SearchForm(),
        "searched": True,
        "number": form.cleaned_data["number"].digits,
        "interventions": interventions,
    }
    return render(request, "registrar/search.html", context)


@allow(Permission.REGISTER_PEOPLE)
def due(request: Request) -> HttpResponse:
    """The follow-ups that are due, overdue first."""
    acting, on = request.acting, today()
    found: list[Due] = sorted(all_due(acting, on, most=PAGE), key=lambda each: each.due_on)
    people = [each.participation.person for each in found]
    names = shown(people)
    note_reading(by=acting, persons=(each.person_id for each in people), action="list")
    labels = code_list("point")
    rows = [(each, names[each.participation.person_id], labels.label(each.point)) for each in found]
    return render(request, "registrar/due.html", {"rows": rows, "most": PAGE})


@allow(Permission.REGISTER_PEOPLE)
def hand_over_list(request: Request) -> HttpResponse:
    """Hand over one's list, or a colleague's, in one act."""
    acting = request.acting
    colleagues = _colleagues(acting)
    if request.method == "POST":
        giver = written_number(request.POST.get("giver", ""))
        to = colleagues.filter(pk=written_number(request.POST.get("receiver", ""))).first()
        if giver is None or to is None or giver == to.pk:
            messages.error(request, _("Välj vem som lämnar över och vem som tar över."))
        elif _handed_over(request, _followed_by(acting, giver), to):
            return redirect("people")
    return render(request, "registrar/hand_over.html", {"colleagues": colleagues, "acting": acting})


def _handed_over(request: Request, rows: list[str], to: User) -> bool:
    try:
        count = hand_over(by=request.acting, participation_ids=rows, to=to)
    except SamsynError as error:
        messages.error(request, str(error))
        return False
    said = ngettext("%(count)d deltagande överlämnat.", "%(count)d deltaganden överlämnade.", count)
    messages.success(request, said % {"count": count})
    return True


def awaiting(acting: Acting, on: date) -> Iterable[Awaiting]:
    """What awaits a registrar: follow-ups, and requests for correction."""
    if acting.role is not Role.REGISTRAR:
        return
    yield Awaiting(_("uppföljningar att göra"), _number_due(acting, on), "/deltagare/att-gora/")
    asked = CorrectionRequest.objects.filter(
        controller_id=acting.organisation,
        answered_on__isnull=True,
        person_id__in=visible_participations(acting).values("person_id"),
    ).order_by("answer_by")
    for each in asked[:5]:
        yield Awaiting(
            _("begäran om rättelse att besvara"),
            1,
            f"/deltagare/rattelser/{each.pk}/",
            urgent=each.answer_by < on,
        )


def _number_due(acting: Acting, on: date) -> int:
    return sum(due_at(acting, point, on).count() for point in points(on))


def _ordered(acting: Acting, which: str) -> Any:
    rows = visible_participations(acting).select_related("person", "intervention")
    if which == "nu":
        rows = rows.filter(exited_on__isnull=True)
    elif which == "mina":
        rows = rows.filter(responsibility__user_id=acting.user_id)
    elif which == "avslutade":
        rows = rows.filter(exited_on__isnull=False)
    return rows.order_by("-entered_on", "pk")


def _open_interventions(acting: Acting, on: date) -> Any:
    return (
        visible_interventions(acting)
        .filter(follow_up="persons", orientation="individual")
        .exclude(last_day__lt=on)
        .order_by("name")
    )


def _colleagues(acting: Acting) -> Any:
    """The registrars of the same authority, oneself among them."""
    return User.objects.filter(
        organisation_id=acting.organisation,
        is_active=True,
        is_system=False,
        holdings__role=Role.REGISTRAR,
    ).distinct().order_by("name")  # fmt: skip


def _followed_by(acting: Acting, user_id: int) -> list[str]:
    rows = visible_participations(acting).filter(responsibility__user_id=user_id)
    found: list[Participation] = list(rows)
    return [each.participation_id for each in found]
