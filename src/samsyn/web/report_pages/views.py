"""Reading the reports, and ordering new ones."""

import re

from csp.decorators import csp_replace
from django import forms
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from samsyn.home import home
from samsyn.register.clock import today
from samsyn.register.roles import Permission
from samsyn.reports.families import FAMILIES
from samsyn.web import jobs
from samsyn.web.gate import Request, allow

TITLES = {
    "financial-coordination": gettext_lazy("Finansiell samordning"),
    "priority-groups": gettext_lazy("Prioriterade grupper"),
    "reinforced-cooperation": gettext_lazy("Förstärkt samarbete"),
}
FOLDER = re.compile(r"(?P<name>[a-z-]+)-(?P<year>\d{4}(?:-H[12])?)")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReportForm(forms.Form):
    """Which report, of which year."""

    name = forms.ChoiceField(
        label=gettext_lazy("Rapport"), choices=[(name, TITLES.get(name, name)) for name in FAMILIES]
    )
    year = forms.IntegerField(label=gettext_lazy("År"), min_value=2000, max_value=2100)


@allow()
def reports(request: Request) -> HttpResponse:
    """The reports that are made; for an analyst, ordering more."""
    folder = home() / "reports"
    found = []
    for path in sorted(folder.iterdir(), reverse=True) if folder.is_dir() else ():
        match = FOLDER.fullmatch(path.name)
        if match and match["name"] in TITLES and (path / "index.html").is_file():
            found.append((path.name, TITLES[match["name"]], match["year"]))
    context = {
        "found": found,
        "form": ReportForm(initial={"year": today().year - 1}),
        "may_make": request.actor.may(Permission.MAKE_REPORTS),
    }
    return render(request, "report_pages/reports.html", context)


@require_POST
@allow(Permission.MAKE_REPORTS)
def order(request: Request) -> HttpResponse:
    """Have a report made from the latest snapshot."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "title": _("Ny rapport"), "button": _("Gör rapporten")}
        return render(request, "form_page.html", context, status=422)
    return redirect("job", jobs.start("report", by=request.acting, **form.cleaned_data).job_id)


@require_POST
@allow(Permission.MAKE_REPORTS)
def snapshot(request: Request) -> HttpResponse:
    """Take a snapshot of the register as it is now."""
    return redirect("job", jobs.start("snapshot", by=request.acting).job_id)


@allow()
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]
    {"style-src": ["'self'", "'unsafe-inline'"]}
)
def report_file(request: Request, folder: str, file: str) -> HttpResponseBase:
    """One file of a report, from that report's own folder and no other.

    A report's page carries its own style sheet, and no script runs.
    """
    match = FOLDER.fullmatch(folder)
    if not match or match["name"] not in TITLES or "\x00" in file:
        raise Http404
    own = (home() / "reports").resolve() / folder
    path = (own / (file or "index.html")).resolve()
    if own not in path.parents or path.suffix not in TYPES or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type=TYPES[path.suffix])
