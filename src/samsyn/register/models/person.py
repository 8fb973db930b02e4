"""Person."""

from django.db import models

from samsyn.register.models.constraints import BIRTH_YEARS, both_or_neither, year_in_range
from samsyn.register.models.organisation import Organisation
from samsyn.register.models.registered import Registered


class Person(Registered):
    """Someone who consented to being followed, as one controller knows them.

    ``personal_identity_number`` and ``name`` hold ciphertext, and ``identity_lookup`` the keyed
    hash that a number is found by, all made with the controller's key ``key_id``.
    """

    person_id = models.CharField(primary_key=True)
    controller = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        db_column="controller",
        related_name="persons",
        db_index=False,
    )
    personal_identity_number = models.CharField(null=True, blank=True)
    name = models.CharField(null=True, blank=True)
    identity_lookup = models.CharField(null=True, blank=True, editable=False)
    key_id = models.CharField(null=True, blank=True, editable=False)
    sex = models.CharField()
    birth_year = models.SmallIntegerField()
    birth_date = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "person"
        verbose_name = "person"
        constraints = (
            year_in_range("person", "birth_year", BIRTH_YEARS),
            both_or_neither("person", "personal_identity_number", "identity_lookup"),
            models.CheckConstraint(
                condition=models.Q(key_id__isnull=False)
                | models.Q(personal_identity_number__isnull=True, name__isnull=True),
                name="person_ciphertext_has_key",
            ),
            models.UniqueConstraint(
                # the lookup first: a number is also sought at several controllers at once
                fields=("identity_lookup", "controller"),
                name="person_one_number_a_controller",
            ),
        )

    def __str__(self) -> str:
        return self.person_id
