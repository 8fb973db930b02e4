"""Until when data are kept: the dates that pages show and the job goes by."""

from datetime import date, datetime, timedelta

from samsyn.register.clock import SWEDEN
from samsyn.register.models import (
    ControllerTerms,
    CooperationEvent,
    CooperationOutcome,
    Measurement,
    Person,
)

MONTHS_BY_DEFAULT = 24
YEARS_BY_DEFAULT = 10
ANSWERS_KEPT = timedelta(days=7)
"""How long the API gives the same answer to the same key."""


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError(day)


def last_day_due(on: date, months: int) -> date:
    """The latest day whose same day so many months later has come on the day ``on``.

    >>> last_day_due(date(2026, 2, 28), 24)
    datetime.date(2024, 2, 29)
    """
    day = months_later(on, -months)
    while months_later(day + timedelta(days=1), months) <= on:
        day += timedelta(days=1)
    return day


def kept_months(controller: str) -> int:
    """For how many months after the last that is known ``controller`` keeps who someone is."""
    terms = ControllerTerms.objects.filter(organisation_id=controller).first()
    return terms.pseudonymised_after_months if terms else MONTHS_BY_DEFAULT


def kept_years(controller: str) -> int:
    """For how many years after it was made ``controller`` keeps a key that nothing needs."""
    terms = ControllerTerms.objects.filter(organisation_id=controller).first()
    return terms.key_destroyed_after_years if terms else YEARS_BY_DEFAULT


def kept_until(person: Person, *, months: int) -> date | None:
    """The day from which the person is a pseudonym; None while something goes on."""
    last = last_known(person)
    return months_later(last, months) if last else None


def last_known(person: Person) -> date | None:
    """The day of the last that is known of ``person``; None while something goes on.

    That is an exit, a measurement, a step or a status of a case, or a period in a status, which
    while it is open is known as of the day it came in. Someone with no participation or case yet
    counts from the day they were registered. ``due_persons`` asks the same of the database.
    """
    participations, cases = list(person.participations.all()), list(person.cases.all())
    if any(each.exited_on is None for each in participations):
        return None
    if any(each.ended_on is None for each in cases):
        return None
    days = [each.exited_on for each in participations if each.exited_on]
    days += Measurement.objects.filter(participation__person=person).values_list(
        "measured_on", flat=True
    )
    days += CooperationEvent.objects.filter(case__person=person).values_list(
        "occurred_on", flat=True
    )
    days += CooperationOutcome.objects.filter(case__person=person).values_list(
        "measured_on", flat=True
    )
    days += [each.last_day or local_day(each.registered_at) for each in person.spells.all()]
    if not participations and not cases:
        days.append(local_day(person.registered_at))
    return max(days)


def local_day(moment: datetime) -> date:
    """The day of a moment, in Sweden."""
    return moment.astimezone(SWEDEN).date()
