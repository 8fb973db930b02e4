"""Deltagande."""

from django.db import models

from samsyn.register.models.constraints import (
    both_or_neither,
    consent_outlives_entry,
    in_order,
)
from samsyn.register.models.intervention import Intervention
from samsyn.register.models.person import Person
from samsyn.register.models.registered import Registered


class Participation(Registered):
    """One person's time in one intervention, from entry to exit."""

    participation_id = models.CharField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        db_column="intervention_code",
        related_name="participations",
    )
    municipality_code = models.CharField(null=True, blank=True)
    entered_on = models.DateField()
    exited_on = models.DateField(null=True, blank=True)
    exit_reason = models.CharField(null=True, blank=True)
    referred_by = models.CharField(null=True, blank=True)
    consented_on = models.DateField()
    consent_withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "participation"
        verbose_name = "deltagande"
        constraints = (
            in_order("participation", "entered_on", "exited_on"),
            both_or_neither("participation", "exited_on", "exit_reason"),
            consent_outlives_entry("participation"),
        )

    def __str__(self) -> str:
        return self.participation_id
