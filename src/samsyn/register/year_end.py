"""The year-end checklist of an association: what is entered, what is left, and its fingerprint."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from samsyn.register.clock import today
from samsyn.register.counted import counted_on
from samsyn.register.models import (
    Association,
    HeadCount,
    Intervention,
    InterventionCost,
    InterventionStaff,
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
    costs = association.costs.filter(year=year, outturn_sek__isnull=False)
    return [
        Point(_("Medel är angivna"), association.funds.filter(year=year).exists()),
        Point(_("Förbundets egna kostnader har utfall"), costs.exists()),
        Point(_("Varje insats har utfall"), not lacking.exists(), _names(lacking)),
        Point(_("Volyminsatser har antal"), not by_count.exists(), _names(by_count)),
        Point(
            _("Strukturövergripande insatser har aktiviteter"), not silent.exists(), _names(silent)
        ),
        Point(_("Inga deltaganden har stått öppna i mer än två år"), not overdue.exists()),
        _hits_answered(association, year),
    ]


def _hits_answered(association: Association, year: int) -> Point:
    """Done where the quality has been counted with the whole year in, and no hit is open."""
    what = _("Träffar på regler är besvarade")
    counted = counted_on(association)
    if counted is None:
        return Point(
            what,
            done=False,
            left=gettext("inte räknade än. Det görs varje dag: titta igen i morgon"),
        )
    if counted.year <= year < today().year:
        return Point(
            what,
            done=False,
            left=gettext("inte räknade sedan årets slut. Det görs varje dag: titta igen i morgon"),
        )
    hits = RuleHit.objects.filter(association=association, is_current=True, state="open")
    return Point(what, not hits.exists())


def fingerprint(association: Association, year: int) -> str:
    """A hash that changes when the year's data do."""
    of = Q(intervention__in=_ongoing(association, year))
    took_part = Participation.objects.filter(of)
    said = [
        _said(association.funds.filter(year=year), "source", "amount_sek"),
        _said(association.costs.filter(year=year), "kind", "budget_sek", "outturn_sek"),
        _said(
            InterventionCost.objects.filter(of, year=year),
            *("intervention_id", "kind", "planned_participants", "budget_sek", "outturn_sek"),
        ),
        _said(
            InterventionStaff.objects.filter(of, year=year),
            *("intervention_id", "organisation_id", "full_time_equivalents", "in_kind_sek"),
        ),
        _said(
            HeadCount.objects.filter(of, year=year),
            *("intervention_id", "half", "kind", "sex", "persons"),
        ),
        _said(
            StructuralActivity.objects.filter(of, held_on__year=year),
            *("activity_code", "held_on", "kind", "format", "persons"),
        ),
        *(_how_many(took_part.filter(**{f"{day}__year": year})) for day in _DAYS),
    ]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


_DAYS = ("entered_on", "exited_on")


def _said(rows: QuerySet[Any], *names: str) -> list[Any]:
    return list(rows.order_by(*names).values_list(*names))


def _how_many(rows: QuerySet[Participation]) -> list[Any]:
    """People are counted by intervention and reason: who they are is nobody's here."""
    by = ("intervention_id", "exit_reason")
    return list(rows.order_by(*by).values(*by).annotate(n=Count("pk")).values_list(*by, "n"))


def _ongoing(association: Association, year: int) -> QuerySet[Intervention]:
    return Intervention.objects.filter(
        association=association, first_day__lte=date(year, 12, 31)
    ).exclude(last_day__lt=date(year, 1, 1))


def _names(rows: QuerySet[Intervention]) -> str:
    names = list(rows.order_by("name").values_list("name", flat=True)[:6])
    more = "" if len(names) < 6 else gettext(" med flera")
    return ", ".join(names[:5]) + more
