"""Move a case to other offices: one of the pair or both. The old lose sight of it at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.hold_case import hold_case, row_of
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.case_steps import StepNotAllowed
from samsyn.register.offices import check_office


@checked_first
@transaction.atomic
def move_case(
    *, by: Acting, case_id: str, insurance_office: str, employment_office: str,
    municipality_code: str = "", reason: str = "",
) -> None:  # fmt: skip
    """Give the case to another pair; either authority may, and ``municipality_code`` may change.

    Raises ``NoSuchOffice`` where nobody would see it, ``StepNotAllowed`` where nothing changes.
    """
    case, _at = hold_case(by=by, case_id=case_id)
    check_office(insurance_office, employment_office)
    before = (case.insurance_office, case.employment_office)
    if before == (insurance_office, employment_office):
        raise StepNotAllowed(_("Ärendet är redan hos de kontoren. Välj minst ett annat kontor."))
    moved = row_of(
        case,
        insurance_office=insurance_office,
        employment_office=employment_office,
        municipality_code=municipality_code or case.municipality_code,
    )
    register_rows(
        rows={"cooperation_case": [moved]},
        by=by,
        event=audit.Event(
            "move_case", reason=reason, table="cooperation_case", key=case_id,
            subject=case.person_id,
            payload={"from": before, "to": (insurance_office, employment_office)},
        ),
    )  # fmt: skip
