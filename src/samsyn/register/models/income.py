"""Försörjning."""

from django.db import models

from samsyn.register.models.constraints import percent_in_range
from samsyn.register.models.participation import Participation
from samsyn.register.models.registered import Registered


class Income(Registered):
    """A source of income at a point; several at once are normal."""

    pk = models.CompositePrimaryKey("participation_id", "point", "source")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="incomes", db_index=False
    )
    point = models.CharField()
    source = models.CharField()
    percent = models.SmallIntegerField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "income"
        verbose_name = "försörjning"
        constraints = (percent_in_range("income", "percent"),)

    def __str__(self) -> str:
        return str(self.pk)
