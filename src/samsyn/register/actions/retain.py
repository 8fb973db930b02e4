"""Retention: who is past the day, and making pseudonyms of them, with proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from samsyn.register import audit
from samsyn.register.clock import now
from samsyn.register.drafts import drafts_about
from samsyn.register.models import (
    AuditEntry,
    CooperationCase,
    CooperationEvent,
    CooperationOutcome,
    CorrectionRequest,
    Measurement,
    Participation,
    Person,
    StatusSpell,
)
from samsyn.register.retention import kept_months, last_day_due

CHUNK = 500


@dataclass(frozen=True)
class Due:
    """How many of a controller's people are past the day at which they become pseudonyms."""

    controller: str
    months: int
    persons: int


def due_persons(controller: str, on: date, *, months: int = 0) -> QuerySet[Person]:
    """Those who can be recognised, and of whom the last that is known is old enough.

    As the controller has decided, or after so many ``months`` if it were to decide so.
    """
    last_day = last_day_due(on, months or kept_months(controller))
    nothing_yet = ~Exists(_of_person(Participation)) & ~Exists(_of_person(CooperationCase))
    return Person.objects.filter(controller_id=controller, key_id__isnull=False).filter(
        ~(nothing_yet & Q(registered_at__date__gt=last_day)),
        *(~Exists(later) for later in _known_after(last_day)),
    )


def due_by_controller(on: date) -> Iterator[Due]:
    """Every controller with anyone past the day: the dry run."""
    with_people = Person.objects.filter(key_id__isnull=False).values_list("controller", flat=True)
    for controller in sorted(set(with_people.distinct())):
        count = due_persons(controller, on).count()
        if count:
            yield Due(controller, kept_months(controller), count)


def pseudonymise_due(*, controller: str, by: str, on: date, role: str = "") -> int:
    """Take name, number and birth date from everyone past the day; returns how many.

    In chunks, each a transaction with its proof in the log: what the log told of the person is
    erased too, and so are their requests for correction and drafts about them. What can be
    counted stays.
    """
    done = 0
    while ids := list(due_persons(controller, on).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            _pseudonymise(ids)
            events = [audit.Event("pseudonymise", table="person", subject=each) for each in ids]
            audit.append(events, by=by, role=role, controller=controller, at=now())
        done += len(ids)
    return done


def _known_after(last_day: date) -> Iterator[QuerySet[Any]]:
    """What keeps a person from being due: all that goes on, or is known of a later day."""
    ended = CooperationEvent.objects.filter(
        case_id=OuterRef("pk"), event__in=("ended", "interrupted")
    )
    of_participation, of_case = "participation__person_id", "case__person_id"
    yield _of_person(Participation).filter(Q(exited_on__isnull=True) | Q(exited_on__gt=last_day))
    yield _of_person(Measurement, of_participation).filter(measured_on__gt=last_day)
    yield _of_person(CooperationCase).filter(~Exists(ended))
    yield _of_person(CooperationEvent, of_case).filter(occurred_on__gt=last_day)
    yield _of_person(CooperationOutcome, of_case).filter(measured_on__gt=last_day)
    yield _of_person(StatusSpell).filter(
        Q(last_day__gt=last_day) | Q(last_day__isnull=True, registered_at__date__gt=last_day)
    )


def _of_person(model: type[Model], path: str = "person_id") -> QuerySet[Any]:
    return model._default_manager.filter(**{path: OuterRef("pk")})


def _pseudonymise(ids: list[str]) -> None:
    _throw_away_texts(ids)
    Person.objects.filter(pk__in=ids).update(
        personal_identity_number=None,
        name=None,
        identity_lookup=None,
        key_id=None,
        birth_date=None,
    )
    AuditEntry.objects.filter(subject__in=ids).exclude(salt="").update(payload="", salt="")
    left = Person.objects.filter(pk__in=ids, key_id__isnull=False).count()
    if left:
        raise AssertionError(f"{left} persons kept their key")


def _throw_away_texts(ids: list[str]) -> None:
    """Requests for correction and drafts are free text, and may say who someone is."""
    CorrectionRequest.objects.filter(person_id__in=ids).delete()
    participations = Participation.objects.filter(person_id__in=ids).values_list("pk", flat=True)
    cases = CooperationCase.objects.filter(person_id__in=ids).values_list("pk", flat=True)
    drafts_about([*ids, *participations, *cases]).delete()
