"""Förbundets kostnad."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import year_in_range
from samsyn.register.models.registered import Registered


class AssociationCost(Registered):
    """An association's own costs for a year, by kind."""

    pk = models.CompositePrimaryKey("association_id", "year", "kind")
    association = models.ForeignKey(
        Association,
        on_delete=models.PROTECT,
        db_column="association_code",
        related_name="costs",
        db_index=False,
    )
    year = models.SmallIntegerField()
    kind = models.CharField()
    budget_sek = models.BigIntegerField(null=True, blank=True)
    outturn_sek = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "association_cost"
        verbose_name = "förbundets kostnad"
        constraints = (year_in_range("association_cost", "year"),)

    def __str__(self) -> str:
        return str(self.pk)
