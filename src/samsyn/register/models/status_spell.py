"""Statusperiod."""

from django.db import models

from samsyn.register.models.constraints import in_order, percent_in_range
from samsyn.register.models.person import Person
from samsyn.register.models.registered import Registered


class StatusSpell(Registered):
    """A period in a status, imported from an authority's own register."""

    pk = models.CompositePrimaryKey("person_id", "source", "status", "first_day")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="spells", db_index=False
    )
    source = models.CharField()
    status = models.CharField()
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    percent = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        db_table = "status_spell"
        verbose_name = "statusperiod"
        constraints = (
            in_order("status_spell", "first_day", "last_day"),
            percent_in_range("status_spell", "percent"),
        )

    def __str__(self) -> str:
        return str(self.pk)
