"""Anmält problem."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.register.models.user import User


class Cause(models.TextChoices):
    """Why something was reported, as the analyst judges it."""

    UNKNOWN = "", "Inte bedömd"
    UNCLEAR = "unclear", _("Otydlig text eller regel")
    WRONG_RULE = "wrong_rule", _("Regeln är fel")
    DEFECT = "defect", _("Fel i systemet")
    MISSING = "missing", _("Något saknas")
    HABIT = "habit", _("Ovana")


class ReportedProblem(models.Model):
    """What someone met on a page: the page's path, the rule if any, and their words.

    No personal data: a text with something like an identity number is not taken.
    """

    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    page = models.CharField()
    rule = models.CharField(default="", blank=True)
    text = models.TextField()
    cause = models.CharField(choices=Cause.choices, default=Cause.UNKNOWN, blank=True)

    class Meta:
        db_table = "reported_problem"
        verbose_name = "anmält problem"

    def __str__(self) -> str:
        return f"{self.page} {self.rule}"
