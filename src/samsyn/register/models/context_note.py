"""Händelse i omvärlden."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import in_order
from samsyn.register.models.registered import Registered


class ContextNote(Registered):
    """Something that explains a series: a pandemic, a reform."""

    note_code = models.CharField(primary_key=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    association = models.ForeignKey(
        Association,
        on_delete=models.PROTECT,
        db_column="association_code",
        related_name="context_notes",
        null=True,
        blank=True,
    )
    text_sv = models.TextField()
    source = models.TextField(null=True, blank=True)

    class Meta:
        db_table = "context_note"
        verbose_name = "händelse i omvärlden"
        constraints = (in_order("context_note", "first_day", "last_day"),)

    def __str__(self) -> str:
        return self.note_code
