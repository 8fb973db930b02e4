"""Bakgrundsarbete."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.register.models.user import User


class JobState(models.TextChoices):
    """Where a job is."""

    WAITING = "waiting", _("Väntar")
    WORKING = "working", _("Pågår")
    DONE = "done", _("Klart")
    FAILED = "failed", _("Gick inte")


class Job(models.Model):
    """Work that goes on while its user does something else.

    ``acting_as`` is the role, and whose people, that it was ordered in. ``arguments`` and
    ``result`` name files and codes, never people.
    """

    job_id = models.CharField(primary_key=True)
    kind = models.CharField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="jobs")
    acting_as = models.CharField()
    arguments = models.JSONField(default=dict)
    state = models.CharField(choices=JobState.choices, default=JobState.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    message = models.TextField(default="", blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "job"
        verbose_name = "bakgrundsarbete"

    def __str__(self) -> str:
        return self.job_id
