"""How good the registrations are, and answering what the rules say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.exchange.rule_texts import RULES, title
from samsyn.register.access import Acting, visible_associations
from samsyn.register.access.hits import visible_hits, visible_measures
from samsyn.register.actions.answer_hit import answer_hit
from samsyn.register.counted import counted_on
from samsyn.register.models import HitState, RuleHit
from samsyn.register.roles import Permission, Role
from samsyn.vocabulary.alphabet import swedish_order
from samsyn.web import jobs
from samsyn.web.awaiting import Awaiting
from samsyn.web.fields import ReasonField
from samsyn.web.gate import Request, allow
from samsyn.web.quality.measures import by_association, trend
from samsyn.web.quality.people import to_ask
from samsyn.web.quality.rows import told

PAGE = 50


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
    """Hits by rule, what is filled in and how soon, over the latest months; and the hits."""
    acting = request.acting
    associations = sorted(visible_associations(acting), key=lambda each: swedish_order(each.name))
    wished = request.GET.get("forbund", "")
    association = next((each for each in associations if each.pk == wished), None)
    hits, measures = visible_hits(acting), visible_measures(acting)
    if association:
        hits = hits.filter(association=association)
        measures = measures.filter(association=association)
    counted, is_analyst = counted_on(), acting.role is Role.NATIONAL_ANALYST
    of_all = is_analyst and not association
    context = {
        **_hits(request, hits),
        "associations": associations if len(associations) > 1 else [],
        "association": association,
        "by_association": by_association(associations, hits, measures, counted) if of_all else [],
        "to_ask": to_ask(acting),
        "trend": trend(measures),
        "counted": counted,
        "is_analyst": is_analyst,
        "is_administrator": acting.role is Role.ASSOCIATION_ADMINISTRATOR,
    }
    return render(request, "quality/quality.html", context)


def _hits(request: Request, hits: QuerySet[RuleHit]) -> dict[str, object]:
    """The hits by rule, and a page of them: of the chosen rule, or of all."""
    chosen = request.GET.get("regel", "")
    listed = hits.filter(rule=chosen) if chosen in RULES else hits
    listed = listed.select_related("association").order_by("state", "rule", "pk")
    page = Paginator(listed, PAGE).get_page(request.GET.get("sida"))
    by_rule = hits.values("rule", "state").annotate(count=Count("pk")).order_by("rule", "state")
    return {
        "by_rule": _by_rule(by_rule),
        "page": page,
        "rows": told(request.acting, list(page)),
        "chosen": chosen if chosen in RULES else "",
    }


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
    (row,) = told(request.acting, [found])
    _place, _colon, said = found.problem.partition(": ")  # the row is told in words
    context = {"form": form, "hit": found, "row": row, "said": said or found.problem}
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
