"""Register a transition meeting, and correct one. It holds no person: sex, reason, municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting, visible_meetings
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.register_in import new_id
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.models import MeetingOffice, TransitionMeeting
from samsyn.register.roles import PlaceKind


class NotYourMeeting(SamsynError):
    """A meeting, or an office, that is not the actor's."""


@dataclass(frozen=True)
class Meeting:
    """What is kept of a transition meeting."""

    held_on: date
    sex: str
    reason: str
    municipality_code: str = ""


@checked_first
@transaction.atomic
def register_meeting(*, by: Acting, office: str, meeting: Meeting) -> str:
    """Register a meeting that ``office`` held; returns its id."""
    if office not in by.codes(PlaceKind.OFFICE):
        raise NotYourMeeting(_("Kontoret hör inte till dina uppdrag. Välj ett av dina kontor."))
    meeting_id = new_id()
    event = audit.Event("register_meeting", table="transition_meeting", key=meeting_id)
    register_rows(rows={"transition_meeting": [_row(meeting_id, meeting)]}, by=by, event=event)
    MeetingOffice.objects.create(
        meeting_id=meeting_id, organisation_id=by.organisation, office=office
    )
    return meeting_id


@checked_first
@transaction.atomic
def correct_meeting(*, by: Acting, meeting_id: str, meeting: Meeting, reason: str) -> None:
    """The meeting as it should have been; what was there stays in the log."""
    _check_seen(by, meeting_id)
    event = audit.Event(
        "correct_meeting", reason=reason, table="transition_meeting", key=meeting_id
    )
    register_rows(rows={"transition_meeting": [_row(meeting_id, meeting)]}, by=by, event=event)


@checked_first
@transaction.atomic
def remove_meeting(*, by: Acting, meeting_id: str, reason: str) -> None:
    """Take away a meeting that was never held, or stands twice; what was there stays in the log."""
    _check_seen(by, meeting_id)
    MeetingOffice.objects.filter(meeting_id=meeting_id).delete()
    event = audit.Event("remove_meeting", reason=reason, table="transition_meeting", key=meeting_id)
    remove = {"transition_meeting": [{"meeting_id": meeting_id}]}
    register_rows(rows={}, remove=remove, by=by, event=event)


def _check_seen(by: Acting, meeting_id: str) -> None:
    if not visible_meetings(by).filter(pk=meeting_id).exists():
        raise NotYourMeeting(_("Mötet finns inte hos ditt kontor. Inget är ändrat."))
    TransitionMeeting.objects.select_for_update().get(pk=meeting_id)


def _row(meeting_id: str, meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting_id": meeting_id,
        "held_on": meeting.held_on,
        "sex": meeting.sex,
        "reason": meeting.reason,
        "municipality_code": meeting.municipality_code or None,
    }
