"""Förbundets medlem."""

from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.constraints import in_order
from samsyn.register.models.organisation import Organisation
from samsyn.register.models.registered import Registered


class AssociationMember(Registered):
    """An organisation that is a member of an association."""

    pk = models.CompositePrimaryKey("association_id", "organisation_id", "first_day")
    association = models.ForeignKey(
        Association,
        on_delete=models.PROTECT,
        db_column="association_code",
        related_name="memberships",
        db_index=False,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        db_column="organisation_code",
        related_name="memberships",
    )
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "association_member"
        verbose_name = "förbundets medlem"
        constraints = (in_order("association_member", "first_day", "last_day"),)

    def __str__(self) -> str:
        return str(self.pk)
