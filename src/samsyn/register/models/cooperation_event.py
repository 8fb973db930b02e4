"""Händelse i förstärkt samarbete."""

from django.db import models

from samsyn.register.models.cooperation_case import CooperationCase
from samsyn.register.models.registered import Registered


class CooperationEvent(Registered):
    """A step of a case: requested, assessed, planned, started, ended."""

    pk = models.CompositePrimaryKey("case_id", "event", "occurred_on")
    case = models.ForeignKey(
        CooperationCase, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    event = models.CharField()
    occurred_on = models.DateField()
    reason = models.CharField(null=True, blank=True)

    class Meta:
        db_table = "cooperation_event"
        verbose_name = "händelse i förstärkt samarbete"

    def __str__(self) -> str:
        return str(self.pk)
