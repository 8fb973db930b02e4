"""Stödaktivitet."""

from django.db import models

from samsyn.register.models.constraints import not_negative
from samsyn.register.models.registered import Registered


class SupportActivity(Registered):
    """A course, visit or conference that the national authorities arranged."""

    activity_code = models.CharField(primary_key=True)
    kind = models.CharField()
    held_on = models.DateField()
    arranged_by = models.TextField(null=True, blank=True)
    participants = models.BigIntegerField()
    respondents = models.BigIntegerField(null=True, blank=True)
    satisfied = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "support_activity"
        verbose_name = "stödaktivitet"
        constraints = (
            not_negative("support_activity", "participants"),
            not_negative("support_activity", "respondents"),
            not_negative("support_activity", "satisfied"),
        )

    def __str__(self) -> str:
        return self.activity_code
