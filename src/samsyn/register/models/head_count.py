"""Antalsuppgift."""

from django.db import models

from samsyn.register.models.constraints import half_of_year, not_negative, year_in_range
from samsyn.register.models.intervention import Intervention
from samsyn.register.models.registered import Registered


class HeadCount(Registered):
    """How many took part in a year without being known as persons, by sex."""

    pk = models.CompositePrimaryKey("intervention_id", "year", "half", "kind", "sex")
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        db_column="intervention_code",
        related_name="head_counts",
        db_index=False,
    )
    year = models.SmallIntegerField()
    half = models.SmallIntegerField(default=0)
    kind = models.CharField()
    sex = models.CharField()
    persons = models.BigIntegerField()

    class Meta:
        db_table = "head_count"
        verbose_name = "antalsuppgift"
        constraints = (
            year_in_range("head_count", "year"),
            half_of_year("head_count"),
            not_negative("head_count", "persons"),
        )

    def __str__(self) -> str:
        return str(self.pk)
