"""Reporting a problem with a page or a rule, and counting the causes."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samsyn.exchange.rule_texts import RULES, title
from samsyn.register.actions.answer_hit import judge_cause, report_problem
from samsyn.register.models import Cause, ReportedProblem
from samsyn.register.roles import Permission
from samsyn.web.fields import OpenTextField
from samsyn.web.gate import Request, allow
from samsyn.web.written_number import written_number

PARTS = re.compile(r"<[^>]+>")
NOT_OPENED = ("report_problem", "search_person")
"""Pages that nobody goes back to: this one, and what is only the answer to a form."""
IDS = re.compile(r"[0-9A-Za-z_-]{8,}")


def _rules() -> list[tuple[str, Any]]:
    """Every rule by its id and its title in the language of the page."""
    language = get_language() or "sv"
    named = [(each, f"{each} {title(each, language)}") for each in RULES]
    return [("", gettext_lazy("Ingen")), *named]


class ProblemForm(forms.Form):
    """What happened, where; nothing about a person. ``back`` is where to go on."""

    back = forms.CharField(required=False, widget=forms.HiddenInput)
    page = forms.CharField(label=gettext_lazy("Sida"), max_length=200)
    rule = forms.ChoiceField(label=gettext_lazy("Regel"), required=False, choices=_rules)
    text = OpenTextField(
        label=gettext_lazy("Vad hände?"),
        max_length=2000,
        help_text=gettext_lazy("Skriv inget om en person: inga namn, inga personnummer."),
        rows=4,
    )

    def clean_page(self) -> str:
        """The path without what could name a row: of a page of ours what its address has fixed."""
        path = self.cleaned_data["page"].split("?")[0]
        try:
            return PARTS.sub("…", f"/{resolve(path).route}")
        except Resolver404:
            return IDS.sub("…", path)


@allow()
def report(request: Request) -> HttpResponse:
    """Report a problem."""
    left = urlsplit(request.META.get("HTTP_REFERER", ""))
    back = left._replace(scheme="", netloc="").geturl()
    form = ProblemForm(request.POST or None, initial={"page": left.path[:200], "back": back})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        back = given.pop("back")
        report_problem(by=request.acting, **given)
        messages.success(request, _("Tack. Problemet är anmält."))
        return redirect(back if _can_be_opened(back) else "start")
    context = {"form": form, "title": _("Rapportera ett problem"), "button": _("Skicka")}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


def _can_be_opened(address: str) -> bool:
    """Whether it is the address of another page of ours."""
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, None):
        return False
    try:
        return resolve(urlsplit(address).path).url_name not in NOT_OPENED
    except Resolver404:
        return False


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
