"""Retention in the background."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from samsyn.register.actions.retain import pseudonymise_due
from samsyn.register.actions.retain_keys import retain_keys
from samsyn.register.disposal import dispose_of_old
from samsyn.register.models import Job
from samsyn.register.roles import PlaceKind
from samsyn.web.jobs import acting_of


def retain_due(job: Job, tell: Callable[[int, int], None]) -> Mapping[str, Any]:
    """Make pseudonyms of everyone past the day at the officer's controllers, and dispose of what
    is kept for a while only."""
    acting = acting_of(job)
    on = date.fromisoformat(job.arguments["day"])
    dispose_of_old()
    done = {}
    for controller in sorted(acting.codes(PlaceKind.CONTROLLER)):
        count = pseudonymise_due(controller=controller, by=acting.by, on=on, role=acting.role)
        retain_keys(controller=controller, by=acting.by, on=on, role=acting.role)
        done[controller] = count
        tell(count, 0)
    return {"persons": done}
