"""Mått på registreringarnas kvalitet."""

from django.db import models

from samsyn.register.models.association import Association


class QualityMeasure(models.Model):
    """How good an association's registrations were on a day: one measure of ``what``.

    ``known`` of ``of`` rows had what they should (completeness, timeliness within thirty days);
    for ``what`` beginning with ``rule.``, and for ``hits``, which every association that was
    counted has, ``known`` counts hits and ``of`` is 0.
    """

    taken_on = models.DateField()
    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="quality_measures"
    )
    what = models.CharField()
    known = models.BigIntegerField()
    of = models.BigIntegerField()

    class Meta:
        db_table = "quality_measure"
        verbose_name = "mått på registreringarnas kvalitet"
        constraints = (
            models.UniqueConstraint(
                fields=("association", "taken_on", "what"), name="quality_measure_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.taken_on} {self.what}"
