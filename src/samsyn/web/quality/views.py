"""How good the registrations are, and answering what the rules say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.exchange.rule_texts import RULES, title
from samsyn.register.access import Acting, visible_associations
from samsyn.register.access.hits import visible_hits
from samsyn.register.actions.answer_hit import answer_hit
from samsyn.register.actions.refresh_quality import pseudonym_of
from samsyn.register.models import HitState, QualityMeasure
from samsyn.register.roles import Permission, Role
from samsyn.web import jobs
from samsyn.web.awaiting import Awaiting
from samsyn.web.fields import ReasonField
from samsyn.web.gate import Request, allow

PAGE = 50
RUNS = 6


class HitForm(forms.Form):
    """The answer to a hit."""

    state = forms.ChoiceField(
        label=gettext_lazy("Svar"),
        choices=[
            (HitState.RIGHT, gettext_lazy("Träffen är riktig och ska rättas")),
            (HitState.CONTESTED, gettext_lazy("Uppgiften stämmer, träffen bestrids")),
        ],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(required=False, max_length=1000, rows=3)


@allow(Permission.SEE_QUALITY, Permission.ANSWER_HITS)
def quality(request: Request) -> HttpResponse:
    """Hits by rule, what is filled in and how soon, over the latest runs; and the hits."""
    acting = request.acting
    hits = visible_hits(acting)
    chosen = request.GET.get("regel", "")
    listed = hits.filter(rule=chosen) if chosen in RULES else hits
    listed = listed.select_related("association").order_by("state", "rule", "pk")
    page = Paginator(listed, PAGE).get_page(request.GET.get("sida"))
    by_rule = hits.values("rule", "state").annotate(count=Count("pk")).order_by("rule", "state")
    context = {
        "by_rule": _by_rule(by_rule),
        "page": page,
        "rows": [(each, _shown_key(acting, each.row_key)) for each in page],
        "chosen": chosen,
        "trend": _trend(acting),
        "is_analyst": acting.role is Role.NATIONAL_ANALYST,
    }
    return render(request, "quality/quality.html", context)


@allow(Permission.ANSWER_HITS)
def hit(request: Request, hit_id: int) -> HttpResponse:
    """One hit: what it says, and the answer."""
    found = get_object_or_404(visible_hits(request.acting), pk=hit_id)
    form = HitForm(request.POST or None, initial={"state": found.state, "reason": found.reason})
    if request.method == "POST" and form.is_valid():
        try:
            answer_hit(by=request.acting, hit=found, **form.cleaned_data)
        except SamsynError as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("Svaret är sparat."))
            return redirect("quality")
    context = {"form": form, "hit": found, "key": _shown_key(request.acting, found.row_key)}
    status = 422 if form.errors else 200
    return render(request, "quality/hit.html", context, status=status)


@allow(Permission.SEE_QUALITY)
def contested(request: Request) -> HttpResponse:
    """The hits that are contested, with their reasons."""
    rows = visible_hits(request.acting).filter(state=HitState.CONTESTED)
    page = Paginator(rows.select_related("association").order_by("rule", "pk"), PAGE).get_page(
        request.GET.get("sida")
    )
    return render(request, "quality/contested.html", {"page": page})


@require_POST
@allow(Permission.SEE_QUALITY)
def refresh(request: Request) -> HttpResponse:
    """Work the quality out again, in the background."""
    return redirect("job", jobs.start("quality", by=request.acting).job_id)


def awaiting(acting: Acting, on: date) -> Iterable[Awaiting]:
    """Hits to answer."""
    if acting.role not in (Role.REGISTRAR, Role.ASSOCIATION_ADMINISTRATOR):
        return
    count = visible_hits(acting).filter(state=HitState.OPEN).count()
    yield Awaiting(_("träffar på regler att besvara"), count, "/kvalitet/")


def _by_rule(rows: Iterable[Any]) -> list[tuple[str, str, dict[str, object]]]:
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        found.setdefault(str(row["rule"]), {})[str(row["state"])] = row["count"]
    language = get_language() or "sv"
    return [(rule, title(rule, language), counts) for rule, counts in found.items()]


def _shown_key(acting: Acting, row_key: str) -> str:
    """The row's key for who may know it; a pseudonym for an analyst."""
    return pseudonym_of(row_key) if acting.role is Role.NATIONAL_ANALYST else row_key


def _trend(acting: Acting) -> tuple[list[date], list[tuple[str, list[str]]]]:
    """The latest runs, and for each measure its share (or number of hits) in each."""
    rows = QualityMeasure.objects.all()
    if acting.role is Role.ASSOCIATION_ADMINISTRATOR:
        rows = rows.filter(association__in=visible_associations(acting).values("pk"))
    elif acting.role is not Role.NATIONAL_ANALYST:
        return [], []
    days = sorted(
        set(rows.values_list("taken_on", flat=True).distinct().order_by("-taken_on")[:RUNS])
    )
    laid: dict[str, dict[date, str]] = {}
    summed = rows.filter(taken_on__in=days).values("what", "taken_on")
    for row in summed.annotate(has=Sum("known"), rows=Sum("of")).order_by("what"):
        share = f"{100 * row['has'] / row['rows']:.0f} %" if row["rows"] else str(row["has"])
        laid.setdefault(row["what"], {})[row["taken_on"]] = share
    return days, [(what, [cells.get(day, "–") for day in days]) for what, cells in laid.items()]
