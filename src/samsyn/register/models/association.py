"""Samordningsförbund."""

from django.db import models

from samsyn.register.models.constraints import in_order
from samsyn.register.models.registered import Registered


class Association(Registered):
    """A coordination association, from its first day until it closes or merges."""

    association_code = models.CharField(primary_key=True)
    name = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        db_column="merged_into",
        related_name="merged",
        null=True,
        blank=True,
    )

    class Meta:
        db_table = "association"
        verbose_name = "samordningsförbund"
        constraints = (in_order("association", "first_day", "last_day"),)

    def __str__(self) -> str:
        return self.association_code
