"""Insatsens bemanning."""

from django.db import models

from samsyn.register.models.constraints import not_negative, year_in_range
from samsyn.register.models.intervention import Intervention
from samsyn.register.models.organisation import Organisation
from samsyn.register.models.registered import Registered


class InterventionStaff(Registered):
    """Full-time equivalents that an organisation lends to an intervention in a year."""

    pk = models.CompositePrimaryKey("intervention_id", "year", "organisation_id")
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        db_column="intervention_code",
        related_name="staff",
        db_index=False,
    )
    year = models.SmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_column="organisation_code", related_name="staff"
    )
    full_time_equivalents = models.FloatField(null=True, blank=True)
    in_kind_sek = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "intervention_staff"
        verbose_name = "insatsens bemanning"
        constraints = (
            year_in_range("intervention_staff", "year"),
            not_negative("intervention_staff", "full_time_equivalents"),
        )

    def __str__(self) -> str:
        return str(self.pk)
