"""Reviews of the log: drawn by chance, judged with a reason, by a day."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import SWEDEN, now, today
from samsyn.register.models import AuditEntry, LogReview
from samsyn.register.policies import NotNow

LOOKING = ("read", "search", "list", "extract", "export")
A_MONTH = 20
DAYS_TO_REVIEW = 30


@transaction.atomic
def draw_reviews(*, by: Acting, month: date, drawer: secrets.SystemRandom | None = None) -> int:
    """Draw entries of the month that ``month`` lies in, of the officer's controller.

    At most ``A_MONTH`` are drawn, once a month; returns how many. Nobody can know beforehand
    which reading is looked at.
    """
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    rows = AuditEntry.objects.filter(
        controller=by.organisation, action__in=LOOKING, at__gte=_start(first), at__lt=_start(after)
    ).exclude(by=by.by)
    drawn_before = LogReview.objects.filter(
        controller_id=by.organisation, sequence__in=rows.values("sequence")
    )
    if drawn_before.exists():
        raise NotNow(_("Månadens granskning är redan dragen."))
    sequences = list(rows.values_list("sequence", flat=True))
    chosen = (drawer or secrets.SystemRandom()).sample(sequences, min(A_MONTH, len(sequences)))
    LogReview.objects.bulk_create(
        LogReview(
            controller_id=by.organisation,
            sequence=sequence,
            drawn_on=today(),
            review_by=today() + timedelta(days=DAYS_TO_REVIEW),
        )
        for sequence in chosen
    )
    audit.tell([audit.Event("draw_reviews", table="log_review", key=f"{first:%Y-%m}")], by=by)
    return len(chosen)


@transaction.atomic
def judge(*, by: Acting, review: LogReview, judgement: str, reason: str) -> None:
    """Say what was found, and why. A judgement that stands is replaced only by another reason."""
    if not reason.strip():
        raise NotNow(_("Skriv vad bedömningen bygger på."))
    before = {"judgement": review.judgement, "reason": review.reason}
    review.judgement, review.reason = judgement, reason
    review.reviewed_by_id, review.reviewed_at = by.user_id, now()
    review.save(update_fields=["judgement", "reason", "reviewed_by", "reviewed_at"])
    event = audit.Event(
        "judge_review",
        table="log_review",
        key=str(review.sequence),
        reason=reason,
        payload={"before": before} if before["judgement"] else {},
    )
    audit.tell([event], by=by)


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SWEDEN)
