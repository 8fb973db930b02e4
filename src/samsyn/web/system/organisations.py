"""Organisations: parties, and their offices."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.register.actions.keep_facts import keep_facts
from samsyn.register.actions.register_rows import Refused
from samsyn.register.clock import today
from samsyn.register.models import Organisation
from samsyn.register.roles import Permission
from samsyn.web.gate import Request, allow
from samsyn.web.problems import at_fields, tell
from samsyn.web.system.forms import OrganisationForm


@allow(Permission.KEEP_USERS)
def organisations(request: Request) -> HttpResponse:
    """All organisations; the same code replaces what is said of one."""
    form = OrganisationForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        row = {name: value for name, value in form.cleaned_data.items() if name != "is_change"}
        try:
            warnings = keep_facts(
                by=request.acting,
                rows={"organisation": [row]},
                action="keep_organisation",
                key=row["organisation_code"],
            )
        except Refused as refused:
            at_fields(form, refused.problems)
        else:
            tell(request, _("Organisationen är sparad."), warnings)
            return redirect("organisations")
    page = Paginator(Organisation.objects.order_by("name", "pk"), 50).get_page(
        request.GET.get("sida")
    )
    context = {"form": form, "page": page}
    status = 422 if form.errors else 200
    return render(request, "system/organisations.html", context, status=status)
