"""Innehav av en roll."""

from datetime import timedelta

from django.db import models

from samsyn.register.models.constraints import in_order
from samsyn.register.models.user import User
from samsyn.register.roles import Role

LONGEST = timedelta(days=731)  # two years, a leap day included


class RoleHolding(models.Model):
    """What a user may do, from a day until a day at most two years later.

    Without an ``Assignment`` it gives nothing. Which roles exclude each other is kept by the
    database too (a trigger): see ``EXCLUSIONS``.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(choices=[(role.value, role.value) for role in Role])
    first_day = models.DateField()
    last_day = models.DateField()
    appointed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="appointed"
    )

    class Meta:
        db_table = "role_holding"
        verbose_name = "innehav av en roll"
        constraints = (
            in_order("role_holding", "first_day", "last_day"),
            models.CheckConstraint(
                condition=models.Q(last_day__lte=models.F("first_day") + LONGEST),
                name="role_holding_two_years_at_most",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="role_holding_role_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(appointed_by__isnull=True)
                | ~models.Q(appointed_by=models.F("user")),
                name="role_holding_by_someone_else",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.first_day}–{self.last_day}"
