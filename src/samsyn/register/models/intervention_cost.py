"""Insatsens kostnad."""

from django.db import models

from samsyn.register.models.constraints import not_negative, year_in_range
from samsyn.register.models.intervention import Intervention
from samsyn.register.models.registered import Registered


class InterventionCost(Registered):
    """An intervention's planned participants, budget and outturn for a year, by kind."""

    pk = models.CompositePrimaryKey("intervention_id", "year", "kind")
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        db_column="intervention_code",
        related_name="costs",
        db_index=False,
    )
    year = models.SmallIntegerField()
    kind = models.CharField()
    planned_participants = models.BigIntegerField(null=True, blank=True)
    budget_sek = models.BigIntegerField(null=True, blank=True)
    outturn_sek = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "intervention_cost"
        verbose_name = "insatsens kostnad"
        constraints = (
            year_in_range("intervention_cost", "year"),
            not_negative("intervention_cost", "planned_participants"),
        )

    def __str__(self) -> str:
        return str(self.pk)
