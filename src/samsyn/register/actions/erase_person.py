"""Erase a person, or make their identity protected: nothing of them is left, and it is proved."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.clock import now
from samsyn.register.erasing import (
    Found,
    Traces,
    erase_files,
    erase_rows,
    left_in,
    proof_of,
    proof_of_rows,
    subject_hash,
)
from samsyn.register.models import (
    CooperationCase,
    DepartedCase,
    Erasure,
    HeadCount,
    Participation,
    Person,
)
from samsyn.register.policies import ERROR, NotNow


class NotErased(SamsynError):
    """Something of a person was still found after an erasure; no row is changed."""

    def __init__(self, where: list[str]) -> None:
        super().__init__(
            _(
                "Uppgifterna kunde inte gallras helt: något finns kvar i %(where)s. Inget i "
                "registret är ändrat. Försök igen om en stund, och anmäl det till "
                "systemadministratören om det inte går då heller."
            )
            % {"where": ", ".join(where)}
        )


@transaction.atomic
def erase_person(*, by: Acting, person: Person, why: str) -> Erasure:
    """Erase all that is held of ``person``; the proof is kept. Raises ``NotErased``."""
    return _erase(by, person, "erase_person", why)


@transaction.atomic
def protect_identity(*, by: Acting, person: Person) -> Erasure:
    """The identity became protected: the person's rows go at once, what they counted for stays.

    Each participation becomes an anonymous head of its year of entry, by sex, unless its consent
    was withdrawn: whoever withdrew is not counted as anonymous. Each case is kept as a count of
    its year and the last step it had reached. Only the person's own controller does it:
    ``NotNow`` says who that is.
    """
    if person.controller_id != by.organisation:
        raise NotNow(
            _("Personen hör till %(name)s. Säg till dem i dag, så tar de bort uppgifterna.")
            % {"name": person.controller.name}
        )
    counting = Participation.objects.filter(person=person, consent_withdrawn_on__isnull=True)
    heads = [_one_more_head(each, person.sex) for each in counting.exclude(exit_reason=ERROR)]
    for case in CooperationCase.objects.filter(person=person):
        _one_more_departed(case, person.sex)
    return _erase(by, person, "protect_identity", "protected_identity", besides=heads)


def _erase(
    by: Acting, person: Person, action: str, why: str, besides: Iterable[audit.Event] = ()
) -> Erasure:
    traces = Traces.of(person.person_id)
    controller = person.controller_id
    erase_rows(traces)
    _must_be_gone(proof_of_rows(traces))  # before the files, which cannot be taken back
    erase_files(traces)
    proof = proof_of(traces)
    _must_be_gone(proof)
    erasure = Erasure.objects.create(
        controller=controller,
        subject_hash=subject_hash(traces.person_id),
        why=why,
        erased_at=now(),
        proof=proof,
    )
    event = audit.Event(action, reason=why, table="person", subject=traces.person_id)
    audit.tell([event, *besides], by=by)
    return erasure


def _must_be_gone(proof: list[Found]) -> None:
    left = left_in(proof)
    if left:
        raise NotErased(left)


def _one_more_head(participation: Participation, sex: str) -> audit.Event:
    cell = {
        "intervention_id": participation.intervention_id,
        "year": participation.entered_on.year,
        "half": 0,
        "kind": "anonymous",
        "sex": sex,
    }
    if not HeadCount.objects.filter(**cell).update(persons=F("persons") + 1):
        HeadCount.objects.create(**cell, persons=1)
    key = f"{participation.intervention_id} {participation.entered_on.year}"
    return audit.Event("enter_heads", table="head_count", key=key)


def _one_more_departed(case: CooperationCase, sex: str) -> None:
    last = case.events.order_by("-occurred_on").first()
    cell = {
        "year": last.occurred_on.year if last else case.consented_on.year,
        "event": last.event if last else "requested",
        "sex": sex,
    }
    if not DepartedCase.objects.filter(**cell).update(cases=F("cases") + 1):
        DepartedCase.objects.create(**cell, cases=1)
