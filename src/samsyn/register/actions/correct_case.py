"""Correct what was written when a case was opened; what was there stays in the log."""

from datetime import date

from django.db import transaction

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.hold_case import hold_case, row_of
from samsyn.register.actions.register_rows import register_rows


@checked_first
@transaction.atomic
def correct_case(
    *, by: Acting, case_id: str, benefit: str, consented_on: date,
    benefit_since: date | None = None, municipality_code: str = "", initiated_by: str = "",
    reason: str = "",
) -> None:  # fmt: skip
    """The case's benefit, municipality, initiator and day of consent as they should have been."""
    case, _ = hold_case(by=by, case_id=case_id)
    corrected = row_of(
        case,
        benefit=benefit,
        benefit_since=benefit_since,
        municipality_code=municipality_code or None,
        initiated_by=initiated_by or None,
        consented_on=consented_on,
    )
    register_rows(
        rows={"cooperation_case": [corrected]},
        by=by,
        event=audit.Event(
            "correct_case", reason=reason, table="cooperation_case", key=case_id,
            subject=case.person_id,
        ),
    )  # fmt: skip
