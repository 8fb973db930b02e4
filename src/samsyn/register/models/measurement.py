"""Mätning."""

from django.db import models

from samsyn.register.models.constraints import percent_in_range
from samsyn.register.models.participation import Participation
from samsyn.register.models.registered import Registered


class Measurement(Registered):
    """How it was for the participant at entry, at exit, or some months later."""

    pk = models.CompositePrimaryKey("participation_id", "point")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="measurements", db_index=False
    )
    point = models.CharField()
    measured_on = models.DateField()
    education = models.CharField(null=True, blank=True)
    works = models.BooleanField(null=True, blank=True)
    work_kind = models.CharField(null=True, blank=True)
    work_percent = models.SmallIntegerField(null=True, blank=True)
    studies = models.BooleanField(null=True, blank=True)
    study_percent = models.SmallIntegerField(null=True, blank=True)
    seeks_work = models.BooleanField(null=True, blank=True)
    public_support_since = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "measurement"
        verbose_name = "mätning"
        constraints = (
            percent_in_range("measurement", "work_percent"),
            percent_in_range("measurement", "study_percent"),
        )

    def __str__(self) -> str:
        return str(self.pk)
