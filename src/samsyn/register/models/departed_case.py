"""Ärenden som lämnat registret."""

from django.db import models

from samsyn.register.models.constraints import not_negative


class DepartedCase(models.Model):
    """How many cases left the register because an identity became protected, by year and step.

    ``event`` is the last step that the case had reached. Counts only, so that the work is not
    lost with the person.
    """

    year = models.SmallIntegerField()
    event = models.CharField()
    sex = models.CharField()
    cases = models.BigIntegerField()

    class Meta:
        db_table = "departed_case"
        verbose_name = "ärenden som lämnat registret"
        constraints = (
            models.UniqueConstraint(
                fields=("year", "event", "sex"), name="departed_case_once_a_cell"
            ),
            not_negative("departed_case", "cases"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.event}"
