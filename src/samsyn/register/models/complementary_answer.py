"""Svar på kompletterande fråga."""

from django.db import models

from samsyn.register.models.participation import Participation
from samsyn.register.models.registered import Registered


class ComplementaryAnswer(Registered):
    """The answer to a question of the association's own."""

    pk = models.CompositePrimaryKey("participation_id", "point", "question_code")
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="complementary_answers",
        db_index=False,
    )
    point = models.CharField()
    question_code = models.CharField()
    answer = models.TextField()

    class Meta:
        db_table = "complementary_answer"
        verbose_name = "svar på kompletterande fråga"

    def __str__(self) -> str:
        return str(self.pk)
