"""Antal enkätsvar."""

from django.db import models

from samsyn.register.models.constraints import not_negative, year_in_range
from samsyn.register.models.registered import Registered


class SurveyCount(Registered):
    """How many of a group gave each answer."""

    pk = models.CompositePrimaryKey(
        "survey_code", "year", "question_code", "respondent_group", "association_code", "answer"
    )
    survey_code = models.CharField()
    year = models.SmallIntegerField()
    question_code = models.CharField()
    respondent_group = models.CharField()
    association_code = models.CharField(default="", blank=True)
    answer = models.CharField()
    respondents = models.BigIntegerField()

    class Meta:
        db_table = "survey_count"
        verbose_name = "antal enkätsvar"
        constraints = (
            year_in_range("survey_count", "year"),
            not_negative("survey_count", "respondents"),
        )

    def __str__(self) -> str:
        return str(self.pk)
