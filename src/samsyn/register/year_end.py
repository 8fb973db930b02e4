"""The year-end checklist of an association: what is entered, what is left, and its fingerprint."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from samsyn.register.models import (
    Association,
    HeadCount,
    Intervention,
    InterventionCost,
    Participation,
    RuleHit,
    StructuralActivity,
)


@dataclass(frozen=True)
class Point:
    """One thing to be done: whether it is, and in words what is left."""

    what: str
    done: bool
    left: str = ""


def checklist(association: Association, year: int) -> list[Point]:
    """What must be entered for a year. Yes or no about people, never how many."""
    ongoing = _ongoing(association, year)
    with_outturn = InterventionCost.objects.filter(year=year, outturn_sek__isnull=False)
    lacking = ongoing.exclude(pk__in=with_outturn.values("intervention_id"))
    heads = HeadCount.objects.filter(year=year).values("intervention_id")
    by_count = ongoing.filter(follow_up="counts", orientation="individual").exclude(pk__in=heads)
    activities = StructuralActivity.objects.filter(held_on__year=year).values("intervention_id")
    silent = ongoing.filter(orientation="structural").exclude(
        Q(pk__in=heads) | Q(pk__in=activities)
    )
    overdue = Participation.objects.filter(
        intervention__in=ongoing, exited_on__isnull=True, entered_on__lt=date(year - 2, 1, 1)
    )
    hits = RuleHit.objects.filter(association=association, is_current=True, state="open")
    costs = association.costs.filter(year=year, outturn_sek__isnull=False)
    return [
        Point("Medel är angivna", association.funds.filter(year=year).exists()),
        Point("Förbundets egna kostnader har utfall", costs.exists()),
        Point("Varje insats har utfall", not lacking.exists(), _names(lacking)),
        Point("Volyminsatser har antal", not by_count.exists(), _names(by_count)),
        Point("Strukturövergripande insatser har aktiviteter", not silent.exists(), _names(silent)),
        Point("Inga deltaganden har stått öppna i mer än två år", not overdue.exists()),
        Point("Träffar på regler är besvarade", not hits.exists()),
    ]


def fingerprint(association: Association, year: int) -> str:
    """A hash that changes when the year's data do."""
    ongoing = _ongoing(association, year)
    of = Q(intervention__in=ongoing)
    said = [
        list(
            association.funds.filter(year=year)
            .order_by("source")
            .values_list("source", "amount_sek")
        ),
        list(
            association.costs.filter(year=year)
            .order_by("kind")
            .values_list("kind", "budget_sek", "outturn_sek")
        ),
        list(
            InterventionCost.objects.filter(of, year=year)
            .order_by("intervention_id", "kind")
            .values_list("intervention_id", "kind", "budget_sek", "outturn_sek")
        ),
        HeadCount.objects.filter(of, year=year).aggregate(n=Count("persons"), s=Sum("persons")),
        Participation.objects.filter(of, entered_on__year=year).aggregate(
            n=Count("pk"), last=Max("exited_on")
        ),
        StructuralActivity.objects.filter(of, held_on__year=year).aggregate(
            n=Count("pk"), s=Sum("persons")
        ),
    ]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def _ongoing(association: Association, year: int) -> QuerySet[Intervention]:
    return Intervention.objects.filter(
        association=association, first_day__lte=date(year, 12, 31)
    ).exclude(last_day__lt=date(year, 1, 1))


def _names(rows: QuerySet[Intervention]) -> str:
    names = list(rows.order_by("name").values_list("name", flat=True)[:6])
    more = "" if len(names) < 6 else " med flera"
    return ", ".join(names[:5]) + more
