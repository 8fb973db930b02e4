"""What awaits a caseworker on the first page."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from samsyn.register.access import Acting
from samsyn.register.case_worklists import WORKLISTS, counts
from samsyn.register.roles import Permission, permissions
from samsyn.web.awaiting import Awaiting
from samsyn.web.cases.lists import TITLES


def awaiting(acting: Acting, on: date) -> Iterable[Awaiting]:
    """The lists where it is this authority's turn, and the statuses that are due."""
    if Permission.WORK_CASES not in permissions(acting.role):
        return
    here, counted = reverse("cases"), counts(acting, on)
    for name in ("begarda", "utan-plan", "planerade", "dag-90"):
        if WORKLISTS[name].party in ("", acting.party):
            late = name == "dag-90" and counted["overdue"] > 0
            yield Awaiting(str(TITLES[name]), counted[name], f"{here}?lista={name}", late)
