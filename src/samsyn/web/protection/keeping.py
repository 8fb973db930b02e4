"""On what terms things are kept, and the register of processing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samsyn.register.access import Acting
from samsyn.register.actions.keep_terms import keep_terms
from samsyn.register.clock import today
from samsyn.register.code_labels import field_name, table_title
from samsyn.register.models import ControllerTerms, Organisation
from samsyn.register.retention import kept_months
from samsyn.register.roles import Permission
from samsyn.vocabulary.tables import TABLES, InSnapshot
from samsyn.web.gate import Request, allow
from samsyn.web.protection.forms import TermsForm


@allow(Permission.REVIEW_LOG)
def terms(request: Request) -> HttpResponse:
    """What the controller has decided."""
    organisation = organisation_of(request.acting)
    held = ControllerTerms.objects.filter(organisation=organisation).first()
    held = held or ControllerTerms(organisation=organisation)
    names = [name for name in TermsForm.base_fields if name != "sure"]
    start = {name: getattr(held, name) for name in names}
    code = organisation.organisation_code
    form = TermsForm(request.POST or None, initial=start, controller=code)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in names}
        keep_terms(by=request.acting, organisation=organisation, given=given)
        messages.success(request, _("Villkoren är sparade."))
        return redirect("terms")
    context = {"form": form, "title": _("Villkor"), "intro": organisation.name}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@allow(Permission.REVIEW_LOG)
def processing(request: Request) -> HttpResponse:
    """The register of processing, made from the declarations."""
    organisation = organisation_of(request.acting)
    personal = [table for table in TABLES.values() if table.personal]
    held = [
        (
            table_title(table),
            [field_name(f.name) for f in table.fields if _tells_who(f.in_snapshot)],
        )
        for table in personal
    ]
    context = {
        "organisation": organisation,
        "terms": ControllerTerms.objects.filter(organisation=organisation).first(),
        "months": kept_months(organisation.organisation_code),
        "tables": held,
        "on": today(),
    }
    return render(request, "protection/processing.html", context)


def organisation_of(acting: Acting) -> Organisation:
    """The controller that the officer acts for."""
    return get_object_or_404(Organisation, pk=acting.organisation)


def _tells_who(kept: InSnapshot) -> bool:
    return kept is InSnapshot.LEFT_OUT
