"""Personer vars ersättning upphört."""

from django.db import models

from samsyn.register.models.constraints import not_negative, year_in_range
from samsyn.register.models.registered import Registered


class BenefitEnded(Registered):
    """How many had a benefit that ended or was refused during a year."""

    pk = models.CompositePrimaryKey("year", "reason", "sex", "municipality_code")
    year = models.SmallIntegerField()
    reason = models.CharField()
    sex = models.CharField()
    municipality_code = models.CharField(default="", blank=True)
    persons = models.BigIntegerField()

    class Meta:
        db_table = "benefit_ended"
        verbose_name = "personer vars ersättning upphört"
        constraints = (
            year_in_range("benefit_ended", "year"),
            not_negative("benefit_ended", "persons"),
        )

    def __str__(self) -> str:
        return str(self.pk)
