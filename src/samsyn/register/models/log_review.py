"""Granskning av loggen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.register.models.organisation import Organisation
from samsyn.register.models.user import User


class Judgement(models.TextChoices):
    """What a reviewer found."""

    OPEN = "", "Att granska"
    JUSTIFIED = "justified", _("Motiverad")
    UNCLEAR = "unclear", _("Oklar, utreds")
    UNJUSTIFIED = "unjustified", _("Obehörig")


class LogReview(models.Model):
    """A log entry drawn by chance to be looked at, by when, and what was found and why.

    ``sequence`` names the entry; it is no foreign key, like all that has to do with the log.
    """

    controller = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sequence = models.BigIntegerField(unique=True)
    drawn_on = models.DateField()
    review_by = models.DateField()
    judgement = models.CharField(choices=Judgement.choices, default=Judgement.OPEN, blank=True)
    reason = models.TextField(default="", blank=True)
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "log_review"
        verbose_name = "granskning av loggen"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(judgement="") | ~models.Q(reason=""),
                name="log_review_has_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.sequence)
