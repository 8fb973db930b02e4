"""What a controller has decided for the personal data it answers for."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.models import ControllerTerms, Organisation


@transaction.atomic
def keep_terms(
    *, by: Acting, organisation: Organisation, given: Mapping[str, Any]
) -> ControllerTerms:
    """Set the controller's terms; what they were before is in the log."""
    held = ControllerTerms.objects.filter(organisation=organisation).first()
    before = {name: getattr(held, name) for name in given} if held else {}
    kept, _ = ControllerTerms.objects.update_or_create(
        organisation=organisation, defaults=dict(given)
    )
    event = audit.Event(
        "keep_terms",
        table="controller_terms",
        key=organisation.organisation_code,
        payload={"before": before},
    )
    audit.tell([event], by=by)
    return kept
