"""Rules that a row can keep by itself, as constraints of the database.

A check that meets an unknown value (NULL) holds, in SQL as here: what is not known breaks no rule.
"""

from django.db.models import CheckConstraint, F, Q

YEARS = (1990, 2100)
BIRTH_YEARS = (1850, 2100)


def in_order(table: str, first: str, last: str) -> CheckConstraint:
    """R04: the day ``last`` is not before the day ``first``."""
    return CheckConstraint(
        condition=Q(**{f"{last}__gte": F(first)}), name=f"{table}_{last}_not_before_{first}"
    )


def not_negative(table: str, field: str) -> CheckConstraint:
    """R01: a count is 0 or more."""
    return CheckConstraint(
        condition=Q(**{f"{field}__gte": 0}), name=f"{table}_{field}_not_negative"
    )


def percent_in_range(table: str, field: str) -> CheckConstraint:
    """R01: a percentage is 1–100."""
    return CheckConstraint(
        condition=Q(**{f"{field}__range": (1, 100)}), name=f"{table}_{field}_is_percent"
    )


def year_in_range(
    table: str, field: str = "year", years: tuple[int, int] = YEARS
) -> CheckConstraint:
    """R01: a year is one that the register can be about."""
    return CheckConstraint(
        condition=Q(**{f"{field}__range": years}), name=f"{table}_{field}_is_year"
    )


def half_of_year(table: str) -> CheckConstraint:
    """R01: the first half, the second, or (0) the whole year."""
    return CheckConstraint(condition=Q(half__in=(0, 1, 2)), name=f"{table}_half_is_half")


def both_or_neither(table: str, one: str, other: str) -> CheckConstraint:
    """``one`` and ``other`` are known together or not at all (R09: an exit and its reason)."""
    return CheckConstraint(
        condition=Q(**{f"{one}__isnull": True, f"{other}__isnull": True})
        | Q(**{f"{one}__isnull": False, f"{other}__isnull": False}),
        name=f"{table}_{one}_iff_{other}",
    )


def consent_outlives_entry(table: str) -> CheckConstraint:
    """R06: a consent withdrawn on or before the day of entry is none."""
    return CheckConstraint(
        condition=Q(consent_withdrawn_on__gt=F("entered_on")),
        name=f"{table}_consent_outlives_entry",
    )
