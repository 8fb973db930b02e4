"""Årets uppgifter är kompletta."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import year_in_range
from samsyn.register.models.user import User


class YearSigned(models.Model):
    """An association's word that its data for a year are complete, and when it was given.

    ``fingerprint`` is a hash of what was signed: where the data say something else now, the
    signature no longer holds.
    """

    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="signed_years"
    )
    year = models.SmallIntegerField()
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    fingerprint = models.CharField()

    class Meta:
        db_table = "year_signed"
        verbose_name = "årets uppgifter är kompletta"
        constraints = (
            models.UniqueConstraint(fields=("association", "year"), name="year_signed_once"),
            year_in_range("year_signed"),
        )

    def __str__(self) -> str:
        return f"{self.association_id} {self.year}"
