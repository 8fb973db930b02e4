"""How many took part without being known as persons."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.register.actions.enter_heads import enter_heads, kind_of
from samsyn.register.actions.register_rows import Refused
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.models import HeadCount
from samsyn.register.roles import Permission, Role
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.forms import HeadsForm
from samsyn.web.registrar.reach import intervention_of


@allow(Permission.ENTER_HEADS)
def heads(request: Request, intervention_code: str) -> HttpResponse:
    """Enter the year's heads by sex: anonymous ones for a registrar, any for the manager."""
    intervention = intervention_of(request.acting, intervention_code)
    kind = kind_of(intervention)
    if request.acting.role is Role.REGISTRAR and kind != "anonymous":
        raise Http404
    years = range(today().year, today().year - 3, -1)
    form = HeadsForm(request.POST or None, years=years, initial={"year": today().year})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            enter_heads(
                by=request.acting,
                intervention=intervention,
                year=given["year"],
                persons={"woman": given["woman"], "man": given["man"]},
            )
        except Refused as refused:
            for each in refused.problems:
                form.add_error(None, f"{each.message} {each.what_to_do}")
        else:
            messages.success(request, _("Antalet är sparat."))
            return redirect("heads", intervention_code)
    rows = HeadCount.objects.filter(intervention=intervention, kind=kind, year__in=list(years))
    context = {
        "form": form,
        "intervention": intervention,
        "kind": code_list("head_count_kind").label(kind),
        "is_anonymous": kind == "anonymous",
        "rows": rows.order_by("-year", "half", "sex"),
    }
    return render(request, "registrar/heads.html", context, status=422 if form.errors else 200)
