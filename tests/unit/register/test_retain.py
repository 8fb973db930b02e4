"""Who is past the day: counted from the last that is known, whatever kind of thing that is."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from tests.unit.register.conftest import Import

from samsyn.register.actions.retain import due_persons, pseudonymise_due
from samsyn.register.actions.retain_keys import spent_keys
from samsyn.register.clock import SWEDEN, now, today
from samsyn.register.identity import seal
from samsyn.register.keys import keys_for, renew_key
from samsyn.register.models import (
    CooperationCase,
    CooperationEvent,
    CooperationOutcome,
    CorrectionRequest,
    Draft,
    Measurement,
    Participation,
    Person,
    StatusSpell,
    User,
)
from samsyn.register.retention import kept_until, months_later

LONG_AGO = months_later(today(), -30)
LATELY = months_later(today(), -23)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=SWEDEN)


def person(**fields: object) -> Person:
    values = {"controller_id": "FK", "key_id": "k", "sex": "man", "birth_year": 1990, **fields}
    return Person.objects.create(person_id="PX", **values)


def case_of(owner: Person, ended: date = LONG_AGO) -> CooperationCase:
    started = ended - timedelta(days=90)
    case = CooperationCase.objects.create(
        case_id="CX", person=owner, benefit="sickness_benefit", consented_on=started
    )
    for event, day in (("requested", started), ("interrupted", ended)):
        CooperationEvent.objects.create(case=case, event=event, occurred_on=day)
    return case


def measured_late(owner: Person) -> None:
    CooperationOutcome.objects.create(
        case=case_of(owner), point="day_90", measured_on=LATELY, status="work"
    )


def step_late(owner: Person) -> None:
    CooperationEvent.objects.create(case=case_of(owner), event="planned", occurred_on=LATELY)


def ended_late(owner: Person) -> None:
    case_of(owner, ended=LATELY)


def spell_late(owner: Person) -> None:
    case_of(owner)
    StatusSpell.objects.create(
        person=owner, source="fk", status="work", first_day=LONG_AGO, last_day=LATELY
    )


def spell_goes_on(owner: Person) -> None:
    case_of(owner)
    StatusSpell.objects.create(
        person=owner, source="fk", status="work", first_day=LONG_AGO, registered_at=noon(LATELY)
    )


def followed_up_late(owner: Person) -> None:
    left = Participation.objects.create(
        participation_id="DX", person=owner, intervention_id="I1", entered_on=LONG_AGO,
        exited_on=LONG_AGO, exit_reason="work", consented_on=LONG_AGO,
    )  # fmt: skip
    Measurement.objects.create(participation=left, point="month_6", measured_on=LATELY)


LATE = (measured_late, step_late, ended_late, spell_late, spell_goes_on, followed_up_late)


def is_due(owner: Person, on: date) -> bool:
    found = due_persons("FK", on).filter(pk=owner.pk).exists()
    until = kept_until(owner, months=24)
    assert found == (until is not None and until <= on), "the page and the job must agree"
    return found


@pytest.mark.parametrize("late", LATE)
def test_the_last_that_is_known_decides(take_in: Import, late: Callable[[Person], None]) -> None:
    """23 months after it they are kept, though all else is older; a month later they are due."""
    take_in()
    owner = person(registered_at=noon(LONG_AGO))
    late(owner)
    assert not is_due(owner, today())
    assert is_due(owner, months_later(today(), 2))


def test_a_case_that_goes_on_keeps_its_person(take_in: Import) -> None:
    """Nothing has ended: no day is counted to."""
    take_in()
    owner = person(registered_at=noon(LONG_AGO))
    CooperationCase.objects.create(
        case_id="CX", person=owner, benefit="sickness_benefit", consented_on=LONG_AGO
    )
    assert not is_due(owner, today())


def test_someone_with_nothing_yet_counts_from_the_registration(take_in: Import) -> None:
    """People are imported first and what they took part in next: they are not due in between."""
    take_in()
    owner = person()
    StatusSpell.objects.create(
        person=owner, source="fk", status="work", first_day=date(2016, 1, 1),
        last_day=date(2016, 2, 1),
    )  # fmt: skip
    assert not is_due(owner, today())
    Person.objects.filter(pk=owner.pk).update(registered_at=noon(LONG_AGO))
    owner.refresh_from_db()
    assert is_due(owner, today())


def test_what_was_written_about_the_person_goes_with_the_name(take_in: Import) -> None:
    """Requests and drafts about Anna are gone, and need no key; another's are there."""
    take_in()
    key = keys_for(["FK"]).of_controller("FK")
    assert key is not None
    user = User.objects.create_user("asa@test.invalid", name="Åsa Påhittad")
    for form in ("D1/ut", "D1/ratta/exit", "D10/ut", "in/I1", "in/D1"):
        Draft.objects.create(user=user, form=form, sealed="x", key_id=key.key_id, saved_at=now())
    for owner in ("P1", "P10"):
        CorrectionRequest.objects.create(
            controller_id="FK", person_id=owner, asked_on=LATELY, answer_by=LATELY,
            wish=seal(["Jag heter Anna"], rows=[owner], field="wish", key=key)[0] or "",
            key_id=key.key_id,
        )  # fmt: skip
    assert pseudonymise_due(controller="FK", by="os:test", on=today()) == 1
    assert set(Draft.objects.values_list("form", flat=True)) == {"D10/ut", "in/I1", "in/D1"}
    assert CorrectionRequest.objects.get().person_id == "P10"
    Draft.objects.all().delete()
    CorrectionRequest.objects.all().delete()
    renew_key("FK", on=months_later(today(), 12))
    assert spent_keys("FK", months_later(today(), 12 * 12)) == [key.key_id]
