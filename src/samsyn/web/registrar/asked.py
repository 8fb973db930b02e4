"""What is asked at a point, and what stands there already."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from samsyn.register.clock import today
from samsyn.register.models import (
    ComplementaryAnswer,
    ComplementaryQuestion,
    HeadCount,
    Income,
    Intervention,
    Participation,
)
from samsyn.web.registrar.forms import initial_of


def questions_of(intervention: Intervention, on: date, point: str) -> list[ComplementaryQuestion]:
    """The association's own questions, and everyone's, that are asked at ``point`` on a day."""
    if point not in ("entry", "exit"):
        return []
    theirs = Q(association_id=intervention.association_id) | Q(association__isnull=True)
    days = Q(first_day__lte=on) & (Q(last_day__isnull=True) | Q(last_day__gte=on))
    found = ComplementaryQuestion.objects.filter(theirs, days, **{f"at_{point}": True})
    return list(found.order_by("question_code"))


def years_with_heads(intervention: Intervention) -> list[int]:
    """The years, the latest first, in which a participant may have been counted as anonymous."""
    rows = HeadCount.objects.filter(
        intervention=intervention, kind="anonymous", persons__gt=0, year__gte=today().year - 2
    )
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)


def standing_at(participation: Participation, point: str) -> dict[str, Any]:
    """What a form begins with: what is registered at ``point``."""
    at = {"participation_id": participation.participation_id, "point": point}
    measured = next((m for m in participation.measurements.all() if m.point == point), None)
    incomes = Income.objects.filter(**at)
    return initial_of(measured, incomes, ComplementaryAnswer.objects.filter(**at))


def participation_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the participation among what a form of entry was given."""
    names = ("entered_on", "consented_on", "municipality_code", "referred_by")
    return {name: given.get(name) for name in names}
