"""Reporting a problem with a page or a rule, and counting the causes."""

import re
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.exchange.rule_texts import RULES
from samsyn.register.actions.answer_hit import judge_cause, report_problem
from samsyn.register.models import Cause, ReportedProblem
from samsyn.register.roles import Permission
from samsyn.web.fields import OpenTextField
from samsyn.web.gate import Request, allow
from samsyn.web.written_number import written_number

IDS = re.compile(r"[0-9A-Za-z_-]{8,}")


class ProblemForm(forms.Form):
    """What happened, where; nothing about a person."""

    page = forms.CharField(label=gettext_lazy("Sida"), max_length=200)
    rule = forms.ChoiceField(
        label=gettext_lazy("Regel"),
        required=False,
        choices=[("", gettext_lazy("Ingen")), *((each, each) for each in RULES)],
    )
    text = OpenTextField(
        label=gettext_lazy("Vad hände?"),
        max_length=2000,
        help_text=gettext_lazy("Skriv inget om en person: inga namn, inga personnummer."),
        rows=4,
    )

    def clean_page(self) -> str:
        """The path without what could name a row."""
        return IDS.sub("…", self.cleaned_data["page"].split("?")[0])


@allow()
def report(request: Request) -> HttpResponse:
    """Report a problem."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", "")).path[:200]
    form = ProblemForm(request.POST or None, initial={"page": came_from})
    if request.method == "POST" and form.is_valid():
        report_problem(by=request.acting, **form.cleaned_data)
        messages.success(request, _("Tack. Problemet är anmält."))
        return redirect("start")
    context = {"form": form, "title": _("Rapportera ett problem"), "button": _("Skicka")}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@allow(Permission.SEE_QUALITY)
def problems(request: Request) -> HttpResponse:
    """What was reported, and the causes counted."""
    if request.method == "POST":
        chosen = request.POST.get("cause", "")
        number = written_number(request.POST.get("problem", ""))
        found = ReportedProblem.objects.filter(pk=number or 0).first()
        if found and chosen in Cause.values:
            judge_cause(by=request.acting, problem=found, cause=chosen)
        return redirect("reported_problems")
    rows = ReportedProblem.objects.order_by("-reported_at", "-pk")
    labels = dict(Cause.choices)
    counted = rows.order_by().values("cause").annotate(count=Count("pk")).order_by("-count")
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("sida")),
        "causes": Cause.choices,
        "counted": [(labels[each["cause"]], each["count"]) for each in counted],
    }
    return render(request, "quality/problems.html", context)
