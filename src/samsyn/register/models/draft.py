"""Utkast."""

from django.db import models

from samsyn.register.models.user import User


class Draft(models.Model):
    """What someone had written in a form when it was not yet sent, sealed like a number.

    ``form`` names the form and what it is about. Thrown away when the form is sent, and after a
    week.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField()
    sealed = models.TextField()
    key_id = models.CharField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        verbose_name = "utkast"
        constraints = (models.UniqueConstraint(fields=("user", "form"), name="draft_one_a_form"),)

    def __str__(self) -> str:
        return self.form
