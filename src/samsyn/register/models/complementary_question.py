"""Kompletterande fråga."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import in_order


class ComplementaryQuestion(models.Model):
    """A question that an association (or, with none, every association) asks at entry and exit.

    ``choices`` are the answers to choose among, in order; without any the answer is a text.
    """

    question_code = models.CharField(primary_key=True)
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    text_sv = models.TextField()
    choices = models.JSONField(default=list, blank=True)
    at_entry = models.BooleanField(default=True)
    at_exit = models.BooleanField(default=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "complementary_question"
        verbose_name = "kompletterande fråga"
        constraints = (in_order("complementary_question", "first_day", "last_day"),)

    def __str__(self) -> str:
        return self.question_code
