"""Ansvar för ett deltagande."""

from django.db import models

from samsyn.register.models.participation import Participation
from samsyn.register.models.user import User


class Responsibility(models.Model):
    """Which registrar follows a participation; without a row it is everyone's who is there."""

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, primary_key=True, related_name="responsibility"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="responsibilities")

    class Meta:
        db_table = "responsibility"
        verbose_name = "ansvar för ett deltagande"

    def __str__(self) -> str:
        return str(self.participation_id)
