"""What every table of the register has besides the fields of its declaration."""

from django.db import models
from django.utils import timezone


class Registered(models.Model):
    """A row of the register, with the moment it first came in; never part of a package."""

    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
