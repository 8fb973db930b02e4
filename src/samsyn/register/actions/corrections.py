"""A participant's request that something be corrected, and the answer they get."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import today
from samsyn.register.identity import seal, unseal
from samsyn.register.keys import keys_for
from samsyn.register.models import CorrectionRequest, Person
from samsyn.register.policies import NotNow
from samsyn.vocabulary.rules import rule


@transaction.atomic
def request_correction(*, by: Acting, person: Person, wish: str) -> CorrectionRequest:
    """Keep what the person asks for, sealed, with the day by which they are to be answered."""
    key = keys_for([person.controller_id]).of_controller(person.controller_id)
    assert key is not None
    sealed = seal([wish], rows=[person.person_id], field="wish", key=key)[0] or ""
    made = CorrectionRequest.objects.create(
        controller_id=person.controller_id,
        person_id=person.person_id,
        asked_on=today(),
        answer_by=today() + timedelta(days=rule("correction_answer").on(today())),
        wish=sealed,
        key_id=key.key_id,
    )
    _log(by, "request_correction", made)
    return made


@transaction.atomic
def answer_correction(
    *, by: Acting, request: CorrectionRequest, granted: bool, answer: str
) -> None:
    """Answer a request once, with a reason. Raises ``NotNow``."""
    held = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    if held.answered_on:
        raise NotNow(_("Begäran är redan besvarad."))
    key = keys_for([held.controller_id]).by_id(held.key_id)
    held.answered_on, held.granted = today(), granted
    held.answer = seal([answer], rows=[held.person_id], field="answer", key=key)[0] or ""
    held.save(update_fields=["answered_on", "granted", "answer"])
    _log(by, "answer_correction", held)


def texts_of(request: CorrectionRequest) -> tuple[str, str]:
    """The wish and the answer in clear."""
    key = keys_for([request.controller_id]).by_id(request.key_id)
    return (
        unseal([request.wish], rows=[request.person_id], field="wish", key=key)[0] or "",
        unseal([request.answer or None], rows=[request.person_id], field="answer", key=key)[0]
        or "",
    )


def _log(by: Acting, action: str, request: CorrectionRequest) -> None:
    event = audit.Event(
        action, table="correction_request", key=str(request.pk), subject=request.person_id
    )
    audit.tell([event], by=by)
