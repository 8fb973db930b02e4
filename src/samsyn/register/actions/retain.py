"""Retention: who is past the day, and making pseudonyms of them, with proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from samsyn.register import audit
from samsyn.register.clock import now
from samsyn.register.models import (
    AuditEntry,
    CooperationCase,
    CooperationEvent,
    Participation,
    Person,
)
from samsyn.register.retention import kept_months, months_later

CHUNK = 500


@dataclass(frozen=True)
class Due:
    """How many of a controller's people are past the day at which they become pseudonyms."""

    controller: str
    months: int
    persons: int


def due_persons(controller: str, on: date) -> QuerySet[Person]:
    """Those who can be recognised, whose last participation and case ended long enough ago."""
    months = kept_months(controller)
    last_day = months_later(on, -months)
    going_on = Participation.objects.filter(
        Q(exited_on__isnull=True) | Q(exited_on__gt=last_day), person_id=OuterRef("pk")
    )
    measured = Participation.objects.filter(
        person_id=OuterRef("pk"), measurements__measured_on__gt=last_day
    )
    ended = CooperationEvent.objects.filter(
        case_id=OuterRef("pk"), event__in=("ended", "interrupted"), occurred_on__lte=last_day
    )
    open_case = CooperationCase.objects.filter(person_id=OuterRef("pk")).filter(~Exists(ended))
    return Person.objects.filter(controller_id=controller, key_id__isnull=False).filter(
        ~Exists(going_on), ~Exists(measured), ~Exists(open_case)
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
    erased too. What can be counted stays.
    """
    done = 0
    while ids := list(due_persons(controller, on).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            _pseudonymise(ids)
            events = [audit.Event("pseudonymise", table="person", subject=each) for each in ids]
            audit.append(events, by=by, role=role, controller=controller, at=now())
        done += len(ids)
    return done


def _pseudonymise(ids: list[str]) -> None:
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
