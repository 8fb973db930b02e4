"""Insatsens målgrupp."""

from django.db import models

from samsyn.register.models.constraints import in_order
from samsyn.register.models.intervention import Intervention
from samsyn.register.models.registered import Registered


class InterventionGroup(Registered):
    """A target group an intervention is tagged with, from a day."""

    pk = models.CompositePrimaryKey("intervention_id", "target_group", "first_day")
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        db_column="intervention_code",
        related_name="groups",
        db_index=False,
    )
    target_group = models.CharField()
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "intervention_group"
        verbose_name = "insatsens målgrupp"
        constraints = (in_order("intervention_group", "first_day", "last_day"),)

    def __str__(self) -> str:
        return str(self.pk)
