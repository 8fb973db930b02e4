"""Begäran om rättelse."""

from django.db import models

from samsyn.register.models.organisation import Organisation


class CorrectionRequest(models.Model):
    """What a participant asks to have corrected, and the answer they got.

    ``person_id`` is no foreign key. A request goes with the person, and with the person's name and
    number. The texts are sealed with the controller's key ``key_id``.
    """

    controller = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="correction_requests"
    )
    person_id = models.CharField(db_index=True)
    asked_on = models.DateField()
    answer_by = models.DateField()
    wish = models.TextField()
    answered_on = models.DateField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(default="", blank=True)
    key_id = models.CharField()

    class Meta:
        db_table = "correction_request"
        verbose_name = "begäran om rättelse"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True, granted__isnull=True)
                | models.Q(answered_on__isnull=False, granted__isnull=False),
                name="correction_request_answer_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_on}"
