"""Kontoret som höll ett omställningsmöte."""

from django.db import models

from samsyn.register.models.organisation import Organisation
from samsyn.register.models.transition_meeting import TransitionMeeting


class MeetingOffice(models.Model):
    """Which office of which authority registered a transition meeting in the pages.

    The meeting itself names no office, and one that came in a package has none here.
    """

    meeting = models.OneToOneField(
        TransitionMeeting, on_delete=models.CASCADE, primary_key=True, related_name="held_by"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    office = models.CharField()

    class Meta:
        db_table = "meeting_office"
        verbose_name = "kontor som höll ett omställningsmöte"
        indexes = (models.Index(fields=("organisation", "office"), name="meeting_office_place"),)

    def __str__(self) -> str:
        return f"{self.office} {self.meeting_id}"
