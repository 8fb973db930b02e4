"""Reaching a row that one may see: the same answer for what is hidden and what is not there."""

from django.shortcuts import get_object_or_404

from samsyn.register.access import (
    Acting,
    visible_interventions,
    visible_participations,
    visible_persons,
)
from samsyn.register.models import Intervention, Participation, Person


def participation_of(acting: Acting, participation_id: str) -> Participation:
    """The participation with its person, intervention and measurements; else 404."""
    rows = visible_participations(acting).select_related("person", "intervention__association")
    return get_object_or_404(rows.prefetch_related("measurements"), pk=participation_id)


def person_of(acting: Acting, person_id: str) -> Person:
    """The person; else 404."""
    return get_object_or_404(visible_persons(acting), pk=person_id)


def intervention_of(acting: Acting, intervention_code: str) -> Intervention:
    """The intervention; else 404."""
    rows = visible_interventions(acting).select_related("association")
    return get_object_or_404(rows, pk=intervention_code)
