"""An incident: who saw whose data, a draft of the notice, and ending all access at once."""

import csv

from django.http import HttpResponse
from django.shortcuts import redirect, render

from samsyn.register import audit
from samsyn.register.incident import seen_between, subjects_between
from samsyn.register.roles import Permission
from samsyn.web.ending_access import ended_or_asked
from samsyn.web.gate import Request, allow
from samsyn.web.protection.forms import IncidentForm, last_day
from samsyn.web.protection.keeping import organisation_of


@allow(Permission.REVIEW_LOG)
def incident(request: Request) -> HttpResponse:
    """Who and whose data from … to …, with a draft of the notice."""
    organisation = organisation_of(request.acting)
    form = IncidentForm(request.GET or None, initial=last_day())
    context = {"form": form, "organisation": organisation, "query": request.GET.urlencode()}
    if form.is_valid():
        given = form.cleaned_data
        code = organisation.organisation_code
        context |= {
            "seen": list(seen_between(code, given["since"], given["until"], by=given["by"])),
            "persons": len(subjects_between(code, given["since"], given["until"], by=given["by"])),
            "since": given["since"],
            "until": given["until"],
        }
        audit.tell([audit.Event("read_log", reason="incident", table="audit_entry")],
                   by=request.acting)  # fmt: skip
    return render(request, "protection/incident.html", context)


@allow(Permission.REVIEW_LOG)
def as_csv(request: Request) -> HttpResponse:
    """The pseudonyms of everyone whose data were touched, to be told."""
    organisation = organisation_of(request.acting)
    form = IncidentForm(request.GET)
    if not form.is_valid():
        return redirect("incident")
    given = form.cleaned_data
    code = organisation.organisation_code
    found = subjects_between(code, given["since"], given["until"], by=given["by"])
    event = audit.Event("export", reason="incident", table="audit_entry")
    audit.tell([event], by=request.acting)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="berorda.csv"'
    writer = csv.writer(answer, lineterminator="\n")
    writer.writerow(["person_id"])
    writer.writerows([each] for each in found)
    return answer


@allow(Permission.REVIEW_LOG)
def end_everything(request: Request) -> HttpResponse:
    """End all sessions and tokens of the officer's authority, once it is said how many."""
    organisation = organisation_of(request.acting)
    return ended_or_asked(
        request,
        organisation=organisation.organisation_code,
        whose=organisation.name,
        back="incident",
        trail="protection/trail.html",
    )
