"""Take a step of a case: a meeting, a plan, a start, support to an employer, the end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.exchange.rules_cooperation import SIDE_STEP
from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.hold_case import hold_case, row_of
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.case_steps import (
    FINAL,
    PLANNED,
    WITHDRAWN,
    Position,
    StepNotAllowed,
    check_can_take,
)
from samsyn.register.code_labels import step_label
from samsyn.register.models import CooperationCase


@dataclass(frozen=True)
class CaseStep:
    """What is said when a step is taken.

    ``reason`` and ``status`` go with the end; ``employer_support`` and ``plan_agreed_on`` may go
    with the last meeting of the assessment.
    """

    event: str
    on: date
    reason: str = ""
    status: str = ""
    employer_support: bool = False
    plan_agreed_on: date | None = None


@checked_first
@transaction.atomic
def take_case_step(*, by: Acting, case_id: str, step: CaseStep) -> None:
    """Write the step down. A planned measure is a plan: its day is the plan's, if none was set.

    Raises ``StepNotAllowed`` where the state or the authority says no, ``Refused`` by R12.
    """
    case, now_at = hold_case(by=by, case_id=case_id)
    check_can_take(now_at.step, step.event, by.party)
    _check_days(now_at, step)
    _check_end(step)
    register_rows(
        rows={
            "cooperation_case": _plan(case, step),
            "cooperation_event": _events(case, step),
            "cooperation_outcome": _outcome(case, step),
        },
        by=by,
        event=audit.Event(
            "take_case_step", table="cooperation_event", key=case_id, subject=case.person_id,
            payload={"event": step.event, "on": step.on},
        ),
    )  # fmt: skip


def _check_days(now_at: Position, step: CaseStep) -> None:
    last = now_at.since if step.event == SIDE_STEP else now_at.latest
    if step.event != SIDE_STEP and last and step.on < last:
        raise StepNotAllowed(
            _(
                "%(event)s den %(on)s skulle komma före det senaste som hänt i ärendet, den "
                "%(last)s. Skriv en senare dag, eller rätta det senaste steget först."
            )
            % {"event": step_label(step.event), "on": step.on, "last": last}
        )


def _check_end(step: CaseStep) -> None:
    if step.event in FINAL and not step.reason:
        raise StepNotAllowed(_("Ett avslut behöver sin orsak. Välj en i listan."))
    if step.reason == WITHDRAWN:
        raise StepNotAllowed(
            _(
                "Har personen återkallat samtycket? Registrera det under Samtycke, så avbryts "
                "ärendet samma dag."
            )
        )


def _plan(case: CooperationCase, step: CaseStep) -> list[dict[str, Any]]:
    agreed = step.plan_agreed_on or (step.on if step.event in PLANNED else None)
    if agreed is None or (case.plan_agreed_on and not step.plan_agreed_on):
        return []
    return [row_of(case, plan_agreed_on=agreed)]


def _events(case: CooperationCase, step: CaseStep) -> list[dict[str, Any]]:
    reason = step.reason if step.event in FINAL else None
    taken = [(step.event, reason)]
    if step.employer_support:
        taken.append((SIDE_STEP, None))
    return [
        {"case_id": case.case_id, "event": event, "occurred_on": step.on, "reason": why}
        for event, why in taken
    ]


def _outcome(case: CooperationCase, step: CaseStep) -> list[dict[str, Any]]:
    if step.event not in FINAL or not step.status:
        return []
    return [
        {
            "case_id": case.case_id,
            "point": "exit",
            "measured_on": step.on,
            "status": step.status,
        }
    ]
