"""Reaching a row that one may see: the same answer for what is hidden and what is not there."""

from django.shortcuts import get_object_or_404

from samsyn.register.access import (
    Acting,
    visible_interventions,
    visible_participations,
    visible_persons,
)
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.models import Intervention, Participation, Person
from samsyn.register.names import shown


def participation_of(acting: Acting, participation_id: str) -> Participation:
    """The participation with its person, intervention and measurements; else 404."""
    rows = visible_participations(acting).select_related("person", "intervention__association")
    return get_object_or_404(rows.prefetch_related("measurements"), pk=participation_id)


def person_of(acting: Acting, person_id: str) -> Person:
    """The person; else 404."""
    return get_object_or_404(visible_persons(acting), pk=person_id)


def whose(acting: Acting, person: Person, *, of: str = "") -> str:
    """Who a page that changes something is about, by name, number and intervention; logged."""
    note_reading(by=acting, persons=[person.person_id])
    found = shown([person])[person.person_id]
    return " · ".join(part for part in (found.name, found.number, of) if part)


def intervention_of(acting: Acting, intervention_code: str) -> Intervention:
    """The intervention; else 404."""
    rows = visible_interventions(acting).select_related("association")
    return get_object_or_404(rows, pk=intervention_code)
