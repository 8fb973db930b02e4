"""Ärende i förstärkt samarbete."""

from django.db import models

from samsyn.register.models.person import Person
from samsyn.register.models.registered import Registered


class CooperationCase(Registered):
    """One person's reinforced cooperation between the two authorities.

    ``ended_on`` is the day it ended or was broken off, so that an office finds what goes on among
    all that is over; the database keeps it by the case's events, whoever writes them.
    """

    case_id = models.CharField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    municipality_code = models.CharField(null=True, blank=True)
    employment_office = models.CharField(null=True, blank=True)
    insurance_office = models.CharField(null=True, blank=True)
    benefit = models.CharField()
    benefit_since = models.DateField(null=True, blank=True)
    diagnosis_group = models.CharField(null=True, blank=True)
    initiated_by = models.CharField(null=True, blank=True)
    plan_agreed_on = models.DateField(null=True, blank=True)
    consented_on = models.DateField()
    consent_withdrawn_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        db_table = "cooperation_case"
        verbose_name = "ärende i förstärkt samarbete"
        indexes = (
            models.Index(
                fields=("insurance_office", "ended_on"), name="cooperation_case_insurance"
            ),
            models.Index(
                fields=("employment_office", "ended_on"), name="cooperation_case_employment"
            ),
        )

    def __str__(self) -> str:
        return self.case_id
