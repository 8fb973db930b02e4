"""Enkätfråga."""

from django.db import models

from samsyn.register.models.constraints import year_in_range
from samsyn.register.models.registered import Registered


class Survey(Registered):
    """A question of a survey in a year."""

    pk = models.CompositePrimaryKey("survey_code", "year", "question_code")
    survey_code = models.CharField()
    year = models.SmallIntegerField()
    question_code = models.CharField()
    question = models.TextField()
    instrument_version = models.TextField(null=True, blank=True)

    class Meta:
        db_table = "survey"
        verbose_name = "enkätfråga"
        constraints = (year_in_range("survey", "year"),)

    def __str__(self) -> str:
        return str(self.pk)
