"""An association's own question, asked at entry and exit from a day."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.models import Association, ComplementaryQuestion
from samsyn.register.policies import NotNow


@transaction.atomic
def ask_question(
    *,
    by: Acting,
    association: Association,
    text_sv: str,
    choices: Sequence[str],
    at_entry: bool,
    at_exit: bool,
    first_day: date,
    last_day: date | None,
) -> ComplementaryQuestion:
    """A new question. One that was asked is not changed: it ends, and another begins."""
    if not (at_entry or at_exit):
        raise NotNow(
            _("Välj när frågan ställs: vid inregistrering, vid utregistrering eller båda.")
        )
    if last_day and last_day < first_day:
        raise NotNow(_("Den sista dagen ligger före den första. Rätta en av dem."))
    made = ComplementaryQuestion.objects.create(
        question_code=f"{association.association_code}-{secrets.token_hex(3)}",
        association=association,
        text_sv=text_sv,
        choices=list(choices),
        at_entry=at_entry,
        at_exit=at_exit,
        first_day=first_day,
        last_day=last_day,
    )
    event = audit.Event("ask_question", table="complementary_question", key=made.question_code)
    audit.tell([event], by=by)
    return made


@transaction.atomic
def end_question(*, by: Acting, question: ComplementaryQuestion, last_day: date) -> None:
    """The question is asked for the last time on ``last_day``."""
    question.last_day = max(last_day, question.first_day)
    question.save(update_fields=["last_day"])
    event = audit.Event("end_question", table="complementary_question", key=question.question_code)
    audit.tell([event], by=by)
