"""Write down the day on which the plan that ends a joint assessment was agreed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.hold_case import hold_case, row_of
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.case_steps import StepNotAllowed, can_plan


@checked_first
@transaction.atomic
def agree_case_plan(*, by: Acting, case_id: str, on: date) -> None:
    """The plan was agreed on the day ``on``: from the last meeting on, by either authority."""
    case, now_at = hold_case(by=by, case_id=case_id)
    if not can_plan(now_at.step, by.party):
        raise StepNotAllowed(
            _(
                "Planen skrivs in när kartläggningens sista möte är registrerat och innan en "
                "insats har börjat. Ladda om sidan och se var ärendet är."
            )
        )
    register_rows(
        rows={"cooperation_case": [row_of(case, plan_agreed_on=on)]},
        by=by,
        event=audit.Event(
            "agree_case_plan", table="cooperation_case", key=case_id, subject=case.person_id,
            payload={"on": on},
        ),
    )  # fmt: skip
