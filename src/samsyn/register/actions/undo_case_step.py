"""Take back the latest step of a case, written down by mistake; what was there stays in the log."""

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.hold_case import hold_case
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.case_steps import FINAL, StepNotAllowed, can_take, position
from samsyn.register.models import CooperationCase


@checked_first
@transaction.atomic
def undo_case_step(*, by: Acting, case_id: str, event: str, reason: str) -> None:
    """Take back ``event`` if it is the latest step, and what was registered with an end.

    By an authority that may register it. Raises ``StepNotAllowed`` where the case has gone on, and
    for the request that a case begins with.
    """
    case, now_at = hold_case(by=by, case_id=case_id)
    taken = list(case.events.values_list("event", "occurred_on"))
    if now_at.step != event or now_at.since is None:
        raise StepNotAllowed(_("Ärendet har gått vidare. Ladda om sidan och se var det är."))
    before = position(each for each in taken if each != (event, now_at.since))
    if not before.step:
        raise StepNotAllowed(_("Begäran är ärendets början och tas inte tillbaka. Avbryt ärendet."))
    if not can_take(before.step, event, by.party):
        raise StepNotAllowed(_("Steget registrerades av den andra myndigheten. Be den rätta det."))
    register_rows(
        rows={},
        remove={
            "cooperation_event": [
                {"case_id": case_id, "event": event, "occurred_on": now_at.since}
            ],
            "cooperation_outcome": _outcomes(case) if event in FINAL else [],
        },
        by=by,
        event=audit.Event(
            "undo_case_step", reason=reason, table="cooperation_event", key=case_id,
            subject=case.person_id, payload={"event": event},
        ),
    )  # fmt: skip


def _outcomes(case: CooperationCase) -> list[dict[str, str]]:
    points = case.outcomes.values_list("point", flat=True)
    return [{"case_id": case.case_id, "point": point} for point in points]
