"""Förbundets område."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import in_order
from samsyn.register.models.registered import Registered


class AssociationArea(Registered):
    """A municipality in an association's area, from a day until it leaves."""

    pk = models.CompositePrimaryKey("association_id", "municipality_code", "first_day")
    association = models.ForeignKey(
        Association,
        on_delete=models.PROTECT,
        db_column="association_code",
        related_name="areas",
        db_index=False,
    )
    municipality_code = models.CharField()
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "association_area"
        verbose_name = "förbundets område"
        constraints = (in_order("association_area", "first_day", "last_day"),)

    def __str__(self) -> str:
        return str(self.pk)
