"""Förbundets medel."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import year_in_range
from samsyn.register.models.registered import Registered


class AssociationFunds(Registered):
    """Money given to an association for a year, by source."""

    pk = models.CompositePrimaryKey("association_id", "year", "source")
    association = models.ForeignKey(
        Association,
        on_delete=models.PROTECT,
        db_column="association_code",
        related_name="funds",
        db_index=False,
    )
    year = models.SmallIntegerField()
    source = models.CharField()
    amount_sek = models.BigIntegerField()

    class Meta:
        db_table = "association_funds"
        verbose_name = "förbundets medel"
        constraints = (year_in_range("association_funds", "year"),)

    def __str__(self) -> str:
        return str(self.pk)
