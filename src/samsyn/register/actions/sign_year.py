"""An association's word that its data for a year are complete."""

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import now
from samsyn.register.models import Association, YearSigned
from samsyn.register.policies import NotNow
from samsyn.register.year_end import checklist, fingerprint


@transaction.atomic
def sign_year(*, by: Acting, association: Association, year: int) -> YearSigned:
    """*Årets uppgifter är kompletta.* Raises ``NotNow`` while something is left."""
    left = [_(point.what) for point in checklist(association, year) if not point.done]
    if left:
        raise NotNow(
            _("Det går inte att intyga än. Kvar: %(left)s.") % {"left": "; ".join(left).lower()}
        )
    signed, _is_new = YearSigned.objects.update_or_create(
        association=association,
        year=year,
        defaults={
            "signed_by_id": by.user_id,
            "signed_at": now(),
            "fingerprint": fingerprint(association, year),
        },
    )
    key = f"{association.association_code} {year}"
    audit.tell([audit.Event("sign_year", table="year_signed", key=key)], by=by)
    return signed
