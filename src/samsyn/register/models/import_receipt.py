"""The receipt of an import."""

from django.db import models


class ImportReceipt(models.Model):
    """A package that was taken in: its hash, when, by whom, and rows by table and outcome.

    ``counts`` is ``{table: {"new": …, "changed": …, "same": …, "refused": …}}``;
    ``problems`` counts the rules hit; ``refused_folder`` names the folder of refused rows below
    ``SAMSYN_HOME/refused``.
    """

    receipt_id = models.CharField(primary_key=True)
    package_name = models.CharField()
    package_hash = models.CharField(db_index=True)
    imported_at = models.DateTimeField()
    by = models.CharField()
    counts = models.JSONField()
    problems = models.JSONField()
    refused_folder = models.CharField(default="", blank=True)

    class Meta:
        db_table = "import_receipt"
        verbose_name = "importkvitto"

    def __str__(self) -> str:
        return self.receipt_id
