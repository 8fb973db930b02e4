"""Utfall av förstärkt samarbete."""

from django.db import models

from samsyn.register.models.cooperation_case import CooperationCase
from samsyn.register.models.registered import Registered


class CooperationOutcome(Registered):
    """The person's status at the end of a case, and 90 days after."""

    pk = models.CompositePrimaryKey("case_id", "point")
    case = models.ForeignKey(
        CooperationCase, on_delete=models.PROTECT, related_name="outcomes", db_index=False
    )
    point = models.CharField()
    measured_on = models.DateField()
    status = models.CharField()

    class Meta:
        db_table = "cooperation_outcome"
        verbose_name = "utfall av förstärkt samarbete"

    def __str__(self) -> str:
        return str(self.pk)
