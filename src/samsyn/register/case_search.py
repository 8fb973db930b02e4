"""Look for someone's cases by number, among those that one may see."""

import polars as pl
from django.db.models import Q

from samsyn.register.access import Acting, visible_cases
from samsyn.register.case_steps import PARTIES
from samsyn.register.identity_number import IdentityNumber
from samsyn.register.models import CooperationCase, Organisation
from samsyn.register.persons import with_lookups


def cases_of_number(acting: Acting, number: IdentityNumber) -> list[CooperationCase]:
    """The visible cases of whoever holds ``number``, at either authority, the latest first."""
    controllers = Organisation.objects.filter(party__in=PARTIES).values_list("pk", flat=True)
    asked = pl.DataFrame(
        {"controller": list(controllers)}, schema={"controller": pl.String}
    ).with_columns(personal_identity_number=pl.lit(number.digits))
    held = Q(pk__in=())
    pairs = with_lookups(asked).select("controller", "identity_lookup").drop_nulls()
    for controller, lookup in pairs.iter_rows():
        held |= Q(person__controller_id=controller, person__identity_lookup=lookup)
    return list(visible_cases(acting).filter(held).order_by("-consented_on", "case_id"))
