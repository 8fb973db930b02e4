"""Until when data are kept: the dates that pages show and the job goes by."""

from datetime import date, timedelta

from samsyn.register.models import ControllerTerms, Participation

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


def kept_months(controller: str) -> int:
    """For how many months after the last measurement ``controller`` keeps who someone is."""
    terms = ControllerTerms.objects.filter(organisation_id=controller).first()
    return terms.pseudonymised_after_months if terms else MONTHS_BY_DEFAULT


def kept_years(controller: str) -> int:
    """For how many years after it was made ``controller`` keeps a key that nothing needs."""
    terms = ControllerTerms.objects.filter(organisation_id=controller).first()
    return terms.key_destroyed_after_years if terms else YEARS_BY_DEFAULT


def kept_until(participation: Participation, *, months: int) -> date | None:
    """The day from which the person is a pseudonym; None while the participation goes on.

    Counted from the last measurement, or from the exit where that is later.
    """
    if participation.exited_on is None:
        return None
    measured = [each.measured_on for each in participation.measurements.all()]
    return months_later(max([participation.exited_on, *measured]), months)
