"""Register transition meetings, list one's office's, and correct them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samsyn.register.access import visible_meetings
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.register_meeting import (
    Meeting,
    correct_meeting,
    register_meeting,
    remove_meeting,
)
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.models import TransitionMeeting
from samsyn.register.roles import Permission, PlaceKind
from samsyn.vocabulary.area import municipalities
from samsyn.web.attempt import attempt
from samsyn.web.gate import Request, allow
from samsyn.web.meetings.forms import CorrectMeetingForm, MeetingForm, WhyForm

PER_PAGE = 50
FIELDS = ("held_on", "sex", "reason", "municipality_code")


@allow(Permission.WORK_CASES)
def transition_meetings(request: Request) -> HttpResponse:
    """The form for a new meeting above the office's own, the latest first."""
    mine = sorted(request.acting.codes(PlaceKind.OFFICE))
    form = MeetingForm(request.POST or None, on=today(), offices=mine, initial={"held_on": today()})
    if request.method == "POST" and form.is_valid() and _registered(request, form, mine[0]):
        return redirect("transition_meetings")
    found = visible_meetings(request.acting).order_by("-held_on", "meeting_id")
    page = Paginator(found.select_related("held_by"), PER_PAGE).get_page(request.GET.get("sida"))
    note_reading(by=request.acting, persons=[], action="list", table="transition_meeting")
    rows = [(each, *_words(each)) for each in page]
    return render(request, "meetings/list.html", {"form": form, "rows": rows, "page": page})


@allow(Permission.WORK_CASES)
def meeting(request: Request, meeting_id: str) -> HttpResponse:
    """Correct a meeting."""
    found = get_object_or_404(visible_meetings(request.acting), pk=meeting_id)
    form = CorrectMeetingForm(
        request.POST or None, on=today(), initial={name: getattr(found, name) for name in FIELDS}
    )
    if request.method == "POST" and form.is_valid() and _corrected(request, form, meeting_id):
        return redirect("transition_meetings")
    note_reading(by=request.acting, persons=[], table="transition_meeting", key=meeting_id)
    return render(request, "meetings/one.html", {"form": form, "meeting": found})


@allow(Permission.WORK_CASES)
def remove(request: Request, meeting_id: str) -> HttpResponse:
    """Take away a meeting that was never held, or stands twice."""
    found = get_object_or_404(visible_meetings(request.acting), pk=meeting_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if attempt(
            form, lambda: remove_meeting(by=request.acting, meeting_id=meeting_id, reason=why)
        ):
            messages.success(request, _("Mötet är borttaget."))
            return redirect("transition_meetings")
    return render(request, "meetings/remove.html", {"form": form, "meeting": found})


def _registered(request: Request, form: MeetingForm, only: str) -> bool:
    told = dict(form.cleaned_data)
    office = told.pop("office", only)
    done = attempt(
        form, lambda: register_meeting(by=request.acting, office=office, meeting=Meeting(**told))
    )
    if done:
        messages.success(request, _("Omställningsmötet är registrerat."))
    return done


def _corrected(request: Request, form: CorrectMeetingForm, meeting_id: str) -> bool:
    told = dict(form.cleaned_data)
    why = told.pop("why")
    done = attempt(
        form,
        lambda: correct_meeting(
            by=request.acting, meeting_id=meeting_id, meeting=Meeting(**told), reason=why
        ),
    )
    if done:
        messages.success(request, _("Mötet är rättat. Det som stod förut finns kvar i loggen."))
    return done


def _words(each: TransitionMeeting) -> tuple[str, str, str]:
    place = municipalities().get(each.municipality_code or "")
    return (
        code_list("sex").label(each.sex),
        code_list("transition_reason").label(each.reason),
        place.name if place else "",
    )
