"""Gallring."""

from django.db import models


class Erasure(models.Model):
    """That someone's data were erased: why, when, and the proof that nothing is left.

    ``subject_hash`` is a keyed hash of the person's id, by which the proof can be made again;
    ``proof`` lists what was searched and what was found there.
    """

    controller = models.CharField()
    subject_hash = models.CharField(db_index=True)
    why = models.CharField()
    erased_at = models.DateTimeField()
    proof = models.JSONField()

    class Meta:
        db_table = "erasure"
        verbose_name = "gallring"

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d} {self.why}"
