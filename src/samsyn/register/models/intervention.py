"""Insats."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import in_order
from samsyn.register.models.registered import Registered


class Intervention(Registered):
    """What an association finances: for individuals, or for the structure around them."""

    intervention_code = models.CharField(primary_key=True)
    association = models.ForeignKey(
        Association,
        on_delete=models.PROTECT,
        db_column="association_code",
        related_name="interventions",
    )
    name = models.TextField()
    description = models.TextField(null=True, blank=True)
    orientation = models.CharField()
    focus = models.CharField(null=True, blank=True)
    method = models.CharField(null=True, blank=True)
    follow_up = models.CharField()
    goal = models.TextField(null=True, blank=True)
    esf = models.BooleanField(null=True, blank=True)
    own_insurance = models.BooleanField(null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "intervention"
        verbose_name = "insats"
        constraints = (in_order("intervention", "first_day", "last_day"),)

    def __str__(self) -> str:
        return self.intervention_code
