"""Disposal: what is due, doing it in the background, and proof of what has been done."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsyn.register.access import Acting
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.retain import due_persons
from samsyn.register.actions.retain_keys import spent_keys
from samsyn.register.clock import today
from samsyn.register.disposals import erased_by, last_things, recognised_after_all, runs_of
from samsyn.register.models import Erasure
from samsyn.register.retention import kept_months, months_later
from samsyn.register.roles import Permission
from samsyn.register.who import names_of
from samsyn.web import jobs
from samsyn.web.gate import Request, allow
from samsyn.web.protection.log import controllers

PAGE = 50
WHY = {"protected_identity": gettext_lazy("Skyddade personuppgifter")}
"""Reasons that the register itself gives, in words; other reasons are the officer's own."""


@allow(Permission.REVIEW_LOG)
def retention(request: Request) -> HttpResponse:
    """Who is past the day and why, by pseudonym; what has been disposed of, with proof."""
    acting, on = request.acting, today()
    months = kept_months(acting.organisation)
    due = due_persons(acting.organisation, on).order_by("pk")
    page = Paginator(due.values_list("pk", flat=True), PAGE).get_page(request.GET.get("sida"))
    found = last_things(list(page))
    if found:
        note_reading(by=acting, persons=[each.person_id for each in found], action="list")
    context = {
        "page": page,
        "due": [(each, months_later(each.day, months)) for each in found],
        "months": months,
        "keys": len(spent_keys(acting.organisation, on)),
        **_done(acting),
    }
    return render(request, "protection/retention.html", context)


@allow(Permission.REVIEW_LOG)
def dispose(request: Request) -> HttpResponse:
    """Dispose of what is due in the background, once it is said how much that is."""
    acting, on = request.acting, today()
    if request.method == "POST":
        job = jobs.start("retain", by=acting, day=str(on))
        return redirect("job", job.job_id)
    context = {
        "title": _("Gallra"),
        "intro": _how_much(acting.organisation, on),
        "after": _("Det går inte att ångra."),
        "button": _("Gallra nu"),
        "back": reverse("retention"),
        "trail": "protection/trail.html",
    }
    return render(request, "confirm.html", context)


def _how_much(controller: str, on: date) -> str:
    persons, keys = due_persons(controller, on).count(), len(spent_keys(controller, on))
    people = ngettext(
        "Namn, personnummer och födelsedag tas bort för %(n)d person.",
        "Namn, personnummer och födelsedag tas bort för %(n)d personer.",
        persons,
    )
    destroyed = ngettext("%(n)d nyckel förstörs.", "%(n)d nycklar förstörs.", keys)
    return f"{people % {'n': persons}} {destroyed % {'n': keys}}"


def _done(acting: Acting) -> dict[str, Any]:
    """The disposals so far, and the people who were erased, with who did it."""
    own = controllers(acting)
    runs = runs_of(own)
    erased = list(Erasure.objects.filter(controller__in=own).order_by("-erased_at")[:PAGE])
    by = erased_by(erased)
    return {
        "runs": runs,
        "recognised": recognised_after_all(own),
        "erased": [
            (each, WHY.get(each.why, each.why), by.get(each.subject_hash, "")) for each in erased
        ],
        "names": names_of([*(each.by for each in runs), *by.values()]),
    }
