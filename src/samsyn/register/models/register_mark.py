"""What holds for the register as a whole."""

from django.db import models


class RegisterMark(models.Model):
    """One row: whether anything in the register was made up, and whose keys it needs.

    ``invented`` sticks: real rows next to invented ones are still no real register.
    ``snapshot_key_id`` names the key of the key file that this register was begun with.
    """

    mark_id = models.SmallIntegerField(primary_key=True, default=1)
    invented = models.BooleanField(default=False)
    snapshot_key_id = models.CharField()
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "register_mark"
        verbose_name = "registrets märkning"
        constraints = (
            models.CheckConstraint(condition=models.Q(mark_id=1), name="register_mark_is_alone"),
        )

    def __str__(self) -> str:
        return "invented" if self.invented else "real"
