"""Organisation."""

from django.db import models

from samsyn.register.models.registered import Registered


class Organisation(Registered):
    """An authority, region or municipality that is a party, or an office of one."""

    organisation_code = models.CharField(primary_key=True)
    party = models.CharField()
    name = models.TextField()
    organisation_number = models.CharField(null=True, blank=True)

    class Meta:
        db_table = "organisation"
        verbose_name = "organisation"

    def __str__(self) -> str:
        return self.organisation_code
