"""Personer med ersättning."""

from django.db import models

from samsyn.register.models.constraints import not_negative, year_in_range
from samsyn.register.models.registered import Registered


class BenefitPopulation(Registered):
    """How many had a benefit during a year: the denominator of coverage."""

    pk = models.CompositePrimaryKey("year", "benefit", "sex", "municipality_code")
    year = models.SmallIntegerField()
    benefit = models.CharField()
    sex = models.CharField()
    municipality_code = models.CharField(default="", blank=True)
    persons = models.BigIntegerField()

    class Meta:
        db_table = "benefit_population"
        verbose_name = "personer med ersättning"
        constraints = (
            year_in_range("benefit_population", "year"),
            not_negative("benefit_population", "persons"),
        )

    def __str__(self) -> str:
        return str(self.pk)
