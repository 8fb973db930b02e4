"""Regelträff."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.register.models.association import Association
from samsyn.register.models.user import User


class HitState(models.TextChoices):
    """What became of a hit."""

    OPEN = "open", _("Att se över")
    RIGHT = "right", _("Stämmer, ska rättas")
    CONTESTED = "contested", _("Bestridd")


class RuleHit(models.Model):
    """A row that a warning rule points at, until it says something else; and what was answered.

    ``row_key`` is the key of the row, ``row_hash`` a hash of what the rule saw: a hit that is
    answered stays so while the row says the same.
    """

    rule = models.CharField()
    table = models.CharField()
    row_key = models.CharField()
    row_hash = models.CharField()
    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, null=True, blank=True, related_name="hits"
    )
    intervention_code = models.CharField(default="", blank=True)
    controller = models.CharField(default="", blank=True)
    problem = models.TextField()
    what_to_do = models.TextField()
    first_seen = models.DateField()
    is_current = models.BooleanField(default=True)
    state = models.CharField(choices=HitState.choices, default=HitState.OPEN)
    reason = models.TextField(default="", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "rule_hit"
        verbose_name = "regelträff"
        indexes = (
            models.Index(fields=("association", "is_current", "state"), name="rule_hit_open"),
            models.Index(fields=("intervention_code", "is_current"), name="rule_hit_place"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "table", "row_key"), name="rule_hit_once_a_row"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="contested") | ~models.Q(reason=""),
                name="rule_hit_contested_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.table}"
