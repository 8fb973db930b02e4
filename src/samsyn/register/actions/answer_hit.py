"""Answering what a rule says of a row, and reporting a problem with a page or a rule."""

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import now
from samsyn.register.models import Cause, HitState, ReportedProblem, RuleHit
from samsyn.register.policies import NotNow


@transaction.atomic
def answer_hit(*, by: Acting, hit: RuleHit, state: str, reason: str) -> None:
    """The hit is right and will be corrected, or is contested with a reason."""
    held = RuleHit.objects.select_for_update().get(pk=hit.pk)
    if state == HitState.CONTESTED and not reason.strip():
        raise NotNow(_("Skriv varför uppgiften stämmer, så att andra kan förstå."))
    held.state, held.reason = HitState(state), reason.strip()
    held.answered_by_id, held.answered_at = by.user_id, now()
    held.save(update_fields=["state", "reason", "answered_by", "answered_at"])
    event = audit.Event("answer_hit", table=held.table, key=f"{held.rule} {held.pk}", reason=reason)
    audit.tell([event], by=by)


@transaction.atomic
def report_problem(*, by: Acting, page: str, rule: str, text: str) -> ReportedProblem:
    """What someone met, in their words, without personal data."""
    made = ReportedProblem.objects.create(
        reported_at=now(), reported_by_id=by.user_id, page=page, rule=rule, text=text
    )
    audit.tell([audit.Event("report_problem", table="reported_problem", key=str(made.pk))], by=by)
    return made


@transaction.atomic
def judge_cause(*, by: Acting, problem: ReportedProblem, cause: str) -> None:
    """What the analyst takes the cause to be."""
    problem.cause = Cause(cause)
    problem.save(update_fields=["cause"])
    event = audit.Event("judge_cause", table="reported_problem", key=str(problem.pk))
    audit.tell([event], by=by)
