"""Who may do what to which rows: the one place that decides, under page, list, export and API."""

from samsyn.register.access.acting import Acting, Actor, Place, actor_of
from samsyn.register.access.visible import (
    visible_associations,
    visible_cases,
    visible_interventions,
    visible_meetings,
    visible_participations,
    visible_persons,
)

__all__ = [
    "Acting",
    "Actor",
    "Place",
    "actor_of",
    "visible_associations",
    "visible_cases",
    "visible_interventions",
    "visible_meetings",
    "visible_participations",
    "visible_persons",
]
