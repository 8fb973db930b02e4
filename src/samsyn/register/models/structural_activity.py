"""Strukturövergripande aktivitet."""

from django.db import models

from samsyn.register.models.constraints import not_negative
from samsyn.register.models.intervention import Intervention
from samsyn.register.models.registered import Registered


class StructuralActivity(Registered):
    """An activity of a structural intervention, with the number of staff who took part."""

    activity_code = models.CharField(primary_key=True)
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        db_column="intervention_code",
        related_name="activities",
    )
    held_on = models.DateField()
    kind = models.CharField(null=True, blank=True)
    format = models.CharField(null=True, blank=True)
    persons = models.BigIntegerField()

    class Meta:
        db_table = "structural_activity"
        verbose_name = "strukturövergripande aktivitet"
        constraints = (not_negative("structural_activity", "persons"),)

    def __str__(self) -> str:
        return self.activity_code
