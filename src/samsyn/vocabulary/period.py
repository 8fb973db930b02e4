"""Periods: a calendar year, half-year or month; first and last day included."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from samsyn.errors import WrongUse

_FORM = re.compile(r"(?P<year>(19|20)\d\d)(-(H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?")


@dataclass(frozen=True, order=True)
class Period:
    """From the first to the last day, named as in ``figures.csv``: 2019, 2019-H1, 2019-03."""

    first_day: date
    last_day: date
    name: str

    @property
    def year(self) -> int:
        return self.first_day.year

    @property
    def half(self) -> int | None:
        """1 or 2 for a half-year, else None."""
        return int(self.name[-1]) if "H" in self.name else None

    @property
    def is_year(self) -> bool:
        return len(self.name) == 4

    @property
    def is_month(self) -> bool:
        return len(self.name) == 7 and self.half is None

    def year_before(self) -> "Period":
        """The same period one year earlier."""
        return parse_period(f"{self.year - 1}{self.name[4:]}")

    def __str__(self) -> str:
        return self.name


def year(number: int) -> Period:
    """The calendar year.

    >>> year(2019).last_day
    datetime.date(2019, 12, 31)
    """
    return parse_period(str(number))


def parse_period(text: str) -> Period:
    """The period ``text`` names; raises ``WrongUse`` that shows the three forms.

    >>> parse_period("2019-H2").first_day
    datetime.date(2019, 7, 1)
    """
    match = _FORM.fullmatch(text.strip())
    if not match:
        raise WrongUse(
            f"{text!r} is not a period. Write a year 2019, a half-year 2019-H1 or a month 2019-03."
        )
    number = int(match["year"])
    if match["half"]:
        first_month = 1 if match["half"] == "1" else 7
        last_month = first_month + 5
    elif match["month"]:
        first_month = last_month = int(match["month"])
    else:
        first_month, last_month = 1, 12
    last = date(number, last_month, monthrange(number, last_month)[1])
    return Period(date(number, first_month, 1), last, text.strip())


def parse_span(text: str) -> tuple[Period, ...]:
    """One period, or all from the first to the last of ``2016..2019``, in order.

    >>> [str(p) for p in parse_span("2018-H2..2019-H1")]
    ['2018-H2', '2019-H1']
    """
    first, dots, last = text.partition("..")
    if not dots:
        return (parse_period(first),)
    start, end = parse_period(first), parse_period(last)
    same_form = (start.is_year, start.is_month) == (end.is_year, end.is_month)
    if not same_form or start > end:
        raise WrongUse(f"{text!r} is not a span: give two periods of one form, the earlier first.")
    periods = [start]
    while periods[-1].last_day < end.last_day:
        periods.append(_next(periods[-1]))
    return tuple(periods)


def _next(period: Period) -> Period:
    number = period.year
    if period.is_year:
        return parse_period(str(number + 1))
    if period.half:
        return parse_period(f"{number}-H2" if period.half == 1 else f"{number + 1}-H1")
    month = period.first_day.month
    return parse_period(f"{number + month // 12}-{month % 12 + 1:02}")
