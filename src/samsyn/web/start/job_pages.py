"""The page of a job: how far it has come, and what came of it. Its own user sees it."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.register.code_labels import table_title
from samsyn.register.models import Job, JobState
from samsyn.vocabulary.tables import TABLES
from samsyn.web.gate import Request, allow
from samsyn.web.jobs import SHARED

TITLES = {
    "results": gettext_lazy("Resultaten räknas fram"),
    "import": gettext_lazy("Import"),
    "export": gettext_lazy("Export"),
    "snapshot": gettext_lazy("Ögonblicksbild"),
    "report": gettext_lazy("Rapport"),
    "quality": gettext_lazy("Kvaliteten räknas fram"),
    "retain": gettext_lazy("Gallring"),
}
AFTER = {
    "results": "results",
    "report": "reports",
    "snapshot": "reports",
    "quality": "quality",
    "retain": "retention",
}
"""Where to go when the work is done."""


@allow()
def job(request: Request, job_id: str) -> HttpResponse:
    """One job of the user's own, or one that all share."""
    mine = Q(user_id=request.acting.user_id) | Q(kind__in=SHARED)
    found = get_object_or_404(Job.objects.filter(mine), pk=job_id)
    going_on = found.state in (JobState.WAITING, JobState.WORKING)
    links = []
    if found.state == JobState.DONE and found.kind in AFTER:
        links.append((reverse(AFTER[found.kind]), _("Fortsätt")))
    if found.state == JobState.DONE and found.result.get("file"):
        links.append((reverse("download", args=[found.job_id]), _("Hämta filen")))
    preview = found.result.get("preview") if found.state == JobState.DONE else None
    lines = [] if going_on else [str(each) for each in found.result.get("lines", [])]
    context = {
        "job": found,
        "title": TITLES.get(found.kind, found.kind),
        "going_on": going_on,
        "links": links,
        "lines": lines,
        "preview": preview,
        "tables": {name: table_title(table) for name, table in TABLES.items()},
    }
    return render(request, "jobs/job.html", context)
