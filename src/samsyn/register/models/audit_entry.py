"""The log: who did what in which role, when, to which row, whose. Appended to, never changed."""

from django.db import models

DISPOSING = ("pseudonymise", "destroy_key", "erase_person", "protect_identity")
"""Acts that are looked for among all others, and are few among them."""


class AuditEntry(models.Model):
    """One act or one changed row. Entries know no other table, so that they outlive all rows.

    ``controller`` is the authority whose staff acted, which answers for the reading.
    Entries form a chain: ``entry_hash`` covers every column but ``payload`` and ``salt``, and the
    hash before. Of the payload it covers a salted hash, so that a payload can be erased (with its
    salt) and the chain still be proved.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField()
    role = models.CharField(default="", blank=True)
    controller = models.CharField(default="", blank=True, db_index=True)
    action = models.CharField()
    reason = models.CharField(default="", blank=True)
    table = models.CharField(default="", blank=True)
    key = models.CharField(default="", blank=True)
    subject = models.CharField(default="", blank=True, db_index=True)
    payload = models.TextField(default="", blank=True)
    salt = models.CharField(default="", blank=True)
    payload_hash = models.CharField()
    entry_hash = models.CharField()

    class Meta:
        db_table = "audit_entry"
        verbose_name = "loggpost"
        indexes = (
            models.Index(fields=("controller", "at"), name="audit_entry_when"),
            models.Index(
                fields=("controller", "action"),
                condition=models.Q(action__in=DISPOSING),
                name="audit_entry_disposing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"
