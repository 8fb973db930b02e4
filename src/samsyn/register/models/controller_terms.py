"""Personuppgiftsansvarigs villkor."""

from django.db import models

from samsyn.register.models.organisation import Organisation


class ControllerTerms(models.Model):
    """What an authority has decided for the personal data it answers for.

    ``legal_ground`` is stated by the controller: a consent lifts secrecy and is never presumed
    to be the ground. A participation is pseudonymised ``pseudonymised_after_months`` after its
    last measurement; the key is destroyed after ``key_destroyed_after_years``.
    ``recipient_key`` (age) is what exports with identity numbers are encrypted to.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="terms"
    )
    legal_ground = models.TextField(default="", blank=True)
    contact = models.TextField(default="", blank=True)
    pseudonymised_after_months = models.SmallIntegerField(default=24)
    key_destroyed_after_years = models.SmallIntegerField(default=10)
    recipient_key = models.CharField(default="", blank=True)

    class Meta:
        db_table = "controller_terms"
        verbose_name = "personuppgiftsansvarigs villkor"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pseudonymised_after_months__range=(1, 600))
                & models.Q(key_destroyed_after_years__range=(1, 100)),
                name="controller_terms_are_possible",
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation_id)
