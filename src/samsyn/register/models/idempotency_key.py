"""Svar som redan givits."""

from django.db import models

from samsyn.register.models.user import User


class IdempotencyKey(models.Model):
    """An API call that was carried out: asked again with the same key, it gets the same answer.

    ``request_hash`` is a keyed hash of what was asked, so that nothing can be read out of it;
    ``answer`` holds ids and counts, never a person's data. Kept a week.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    request_hash = models.CharField()
    status = models.SmallIntegerField()
    answer = models.JSONField()
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "idempotency_key"
        verbose_name = "svar som redan givits"
        constraints = (
            models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once_a_user"),
        )

    def __str__(self) -> str:
        return self.key
