"""Uppdrag."""

from django.db import models

from samsyn.register.models.constraints import in_order
from samsyn.register.models.role_holding import RoleHolding
from samsyn.register.roles import PlaceKind


class Assignment(models.Model):
    """Where a role holds: in an association, an intervention, an office, at a controller.

    ``place`` is the code of that thing, empty for the nation. An assignment that has ended gives
    nothing from the day after ``last_day``.
    """

    holding = models.ForeignKey(RoleHolding, on_delete=models.PROTECT, related_name="assignments")
    place_kind = models.CharField(choices=[(kind.value, kind.value) for kind in PlaceKind])
    place = models.CharField(default="", blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "assignment"
        verbose_name = "uppdrag"
        indexes = (models.Index(fields=("place_kind", "place"), name="assignment_place"),)
        constraints = (
            in_order("assignment", "first_day", "last_day"),
            models.CheckConstraint(
                condition=models.Q(place_kind__in=[kind.value for kind in PlaceKind]),
                name="assignment_place_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(place_kind=PlaceKind.NATION.value, place="")
                | (~models.Q(place_kind=PlaceKind.NATION.value) & ~models.Q(place="")),
                name="assignment_names_its_place",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_kind} {self.place}".strip()
