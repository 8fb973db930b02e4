"""Nyckel till API:t."""

from django.db import models

from samsyn.register.models.user import User


class ApiToken(models.Model):
    """What an authority's own system shows to call the API: acts as its user (``is_system``).

    Only the SHA-256 of the token is kept, ``shown`` is its first characters, to tell tokens
    apart. ``ended_at`` is when it stopped, before its last day.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    token_hash = models.CharField(unique=True)
    shown = models.CharField()
    created_at = models.DateTimeField(auto_now_add=True)
    last_day = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "api_token"
        verbose_name = "nyckel till API:t"

    def __str__(self) -> str:
        return self.shown
