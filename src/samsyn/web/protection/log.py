"""The log of one's controller, and reviews of it."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.review_log import draw_reviews, judge
from samsyn.register.clock import SWEDEN, today
from samsyn.register.models import AuditEntry, LogReview
from samsyn.register.roles import Permission, PlaceKind, Role
from samsyn.register.who import names_of
from samsyn.web.awaiting import Awaiting
from samsyn.web.gate import Request, allow
from samsyn.web.protection.forms import JudgeForm, LogForm
from samsyn.web.written_number import written_number

PAGE = 100


@allow(Permission.REVIEW_LOG)
def overview(request: Request) -> HttpResponse:
    """Where to go."""
    return render(request, "protection/overview.html")


@allow(Permission.REVIEW_LOG)
def log(request: Request) -> HttpResponse:
    """The log, newest first; by day, user, act and pseudonym. Looking is logged too."""
    acting = request.acting
    form = LogForm(request.GET or None)
    rows = entries_of(acting)
    if form.is_bound:
        rows = _chosen(rows, form) if form.is_valid() else rows.none()
    before = written_number(request.GET.get("fore", ""))
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    found = list(rows.order_by("-sequence")[: PAGE + 1])
    audit.tell([audit.Event("read_log", table="audit_entry")], by=acting)
    context = {
        "form": form,
        "entries": found[:PAGE],
        "names": names_of(each.by for each in found),
        "older": found[PAGE - 1].sequence if len(found) > PAGE else None,
    }
    return render(request, "protection/log.html", context)


@allow(Permission.REVIEW_LOG)
def reviews(request: Request) -> HttpResponse:
    """Reviews to make and made; drawing this month's."""
    acting = request.acting
    if request.method == "POST":
        try:
            count = draw_reviews(by=acting, month=today())
        except SamsynError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("%(count)d läsningar att granska.") % {"count": count})
        return redirect("reviews")
    rows = LogReview.objects.filter(controller_id__in=controllers(acting))
    page = Paginator(rows.order_by("judgement", "review_by", "sequence"), PAGE)
    shown = page.get_page(request.GET.get("sida"))
    entries = AuditEntry.objects.in_bulk([each.sequence for each in shown])
    audit.tell([audit.Event("read_log", table="log_review")], by=acting)
    context = {
        "page": shown,
        "rows": [(each, entries.get(each.sequence)) for each in shown],
        "names": names_of(each.by for each in entries.values()),
        "on": today(),
    }
    return render(request, "protection/reviews.html", context)


@allow(Permission.REVIEW_LOG)
def review(request: Request, review_id: int) -> HttpResponse:
    """One reading to judge."""
    acting = request.acting
    rows = LogReview.objects.filter(controller_id__in=controllers(acting))
    found = get_object_or_404(rows, pk=review_id)
    form = JudgeForm(
        request.POST or None, initial={"judgement": found.judgement, "reason": found.reason}
    )
    if request.method == "POST" and form.is_valid():
        judge(by=acting, review=found, **form.cleaned_data)
        messages.success(request, _("Bedömningen är sparad."))
        return redirect("reviews")
    entry = AuditEntry.objects.filter(sequence=found.sequence).first()
    audit.tell([audit.Event("read_log", table="log_review", key=str(found.sequence))], by=acting)
    context = {
        "form": form,
        "review": found,
        "entry": entry,
        "names": names_of([entry.by] if entry else []),
    }
    status = 422 if form.errors else 200
    return render(request, "protection/review.html", context, status=status)


def entries_of(acting: Acting) -> QuerySet[AuditEntry]:
    """The entries of the officer's controllers, and of no other."""
    return AuditEntry.objects.filter(controller__in=controllers(acting))


def controllers(acting: Acting) -> frozenset[str]:
    """The controllers that the officer reviews."""
    return acting.codes(PlaceKind.CONTROLLER)


def awaiting(acting: Acting, on: date) -> Iterable[Awaiting]:
    """Reviews that wait, and those whose day has passed."""
    if acting.role is not Role.DATA_PROTECTION_OFFICER:
        return
    open_ones = LogReview.objects.filter(controller_id__in=controllers(acting), judgement="")
    late = open_ones.filter(review_by__lt=on).count()
    yield Awaiting(
        _("granskningar av loggen"), open_ones.count(), "/dataskydd/granskning/", urgent=late > 0
    )


def _chosen(rows: QuerySet[AuditEntry], form: LogForm) -> QuerySet[AuditEntry]:
    given = form.cleaned_data
    if given["since"]:
        rows = rows.filter(at__gte=_moment(given["since"], time.min))
    if given["until"]:
        rows = rows.filter(at__lte=_moment(given["until"], time.max))
    if given["by"]:
        rows = rows.filter(by__in=given["by"])
    for name in ("action", "subject"):
        if given[name]:
            rows = rows.filter(**{name: given[name].strip()})
    return rows


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=SWEDEN)
