"""Omställningsmöte."""

from django.db import models

from samsyn.register.models.registered import Registered


class TransitionMeeting(Registered):
    """A meeting with someone whose benefit ends or was refused."""

    meeting_id = models.CharField(primary_key=True)
    held_on = models.DateField()
    sex = models.CharField()
    reason = models.CharField()
    municipality_code = models.CharField(null=True, blank=True)

    class Meta:
        db_table = "transition_meeting"
        verbose_name = "omställningsmöte"

    def __str__(self) -> str:
        return self.meeting_id
