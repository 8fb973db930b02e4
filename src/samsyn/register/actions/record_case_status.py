"""Record what someone does when their case ends, and 90 days after."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.hold_case import hold_case
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.case_steps import StepNotAllowed, answers_for_end
from samsyn.vocabulary.rules import rule


@checked_first
@transaction.atomic
def record_case_status(
    *, by: Acting, case_id: str, point: str, status: str, measured_on: date
) -> None:
    """Record, or correct, the status at ``point`` (``exit`` or ``day_90``).

    By the authority that answered for the case when it ended. Raises ``StepNotAllowed`` before the
    case has ended, and for day 90 before its day.
    """
    case, now_at = hold_case(by=by, case_id=case_id)
    events = list(case.events.values_list("event", "occurred_on"))
    if now_at.since is None or not now_at.is_over:
        raise StepNotAllowed(_("Status skrivs in när ärendet är avslutat. Avsluta det först."))
    if by.party not in answers_for_end(events):
        raise StepNotAllowed(
            _("Status skrivs in av den myndighet som hade ärendet när det avslutades.")
        )
    first = now_at.since + timedelta(days=days_until_due(now_at.since) if point == "day_90" else 0)
    if measured_on < first:
        raise StepNotAllowed(
            _("Uppgiften gäller tidigast den %(first)s. Skriv den dagen eller senare.")
            % {"first": first}
        )
    register_rows(
        rows={
            "cooperation_outcome": [
                {
                    "case_id": case_id,
                    "point": point,
                    "measured_on": measured_on,
                    "status": status,
                }
            ]
        },
        by=by,
        event=audit.Event(
            "record_case_status", table="cooperation_outcome", key=case_id,
            subject=case.person_id, payload={"point": point, "measured_on": measured_on},
        ),
    )  # fmt: skip


def days_until_due(ended_on: date) -> int:
    """How many days after the end status is taken."""
    days: int = rule("case_follow_up").on(ended_on)["due"]
    return days
