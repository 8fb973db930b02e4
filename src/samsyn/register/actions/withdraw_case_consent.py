"""Withdraw the consent to reinforced cooperation: the case is broken off that day."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.hold_case import hold_case, row_of
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.case_steps import WITHDRAWN, StepNotAllowed


@checked_first
@transaction.atomic
def withdraw_case_consent(*, by: Acting, case_id: str, on: date) -> None:
    """From ``on`` nothing more is registered, and the other authority no longer sees the case.

    Through either authority. A case that has ended stays as it ended.
    """
    case, now_at = hold_case(by=by, case_id=case_id)
    if on < case.consented_on:
        raise StepNotAllowed(
            _("Samtycket gavs den %(consented_on)s. Det kan inte återkallas tidigare.")
            % {"consented_on": case.consented_on}
        )
    if now_at.latest and on < now_at.latest and not now_at.is_over:
        raise StepNotAllowed(
            _(
                "Något är registrerat den %(latest)s, efter den dagen. Skriv en senare dag, eller "
                "ta tillbaka det steget först."
            )
            % {"latest": now_at.latest}
        )
    broken_off = {
        "case_id": case_id,
        "event": "interrupted",
        "occurred_on": on,
        "reason": WITHDRAWN,
    }
    register_rows(
        rows={
            "cooperation_case": [row_of(case, consent_withdrawn_on=on)],
            "cooperation_event": [] if now_at.is_over else [broken_off],
        },
        by=by,
        event=audit.Event(
            "withdraw_case_consent", table="cooperation_case", key=case_id,
            subject=case.person_id, payload={"on": on},
        ),
    )  # fmt: skip
