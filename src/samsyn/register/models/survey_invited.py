"""Antal inbjudna till enkät."""

from django.db import models

from samsyn.register.models.constraints import not_negative, year_in_range
from samsyn.register.models.registered import Registered


class SurveyInvited(Registered):
    """How many of a group were asked: the denominator of the response rate."""

    pk = models.CompositePrimaryKey("survey_code", "year", "respondent_group", "association_code")
    survey_code = models.CharField()
    year = models.SmallIntegerField()
    respondent_group = models.CharField()
    association_code = models.CharField(default="", blank=True)
    invited = models.BigIntegerField()

    class Meta:
        db_table = "survey_invited"
        verbose_name = "antal inbjudna till enkät"
        constraints = (
            year_in_range("survey_invited", "year"),
            not_negative("survey_invited", "invited"),
        )

    def __str__(self) -> str:
        return str(self.pk)
