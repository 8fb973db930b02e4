"""Personal identity and coordination numbers as people write them."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from personnummer.personnummer import (
    Personnummer,
    PersonnummerException,
    PersonnummerInvalidException,
)

from samsyn.errors import SamsynError

_LIKE_A_NUMBER = re.compile(r"(?<!\d)(\d{2})?\d{6}\s?[-–−+]?\s?\d{4}(?!\d)")


class NotANumber(SamsynError):
    """What was written is no personal identity number; the message does not repeat it."""


@dataclass(frozen=True)
class IdentityNumber:
    """Twelve digits without a hyphen, and what they say. Does not show itself."""

    digits: str = field(repr=False)
    sex: str
    birth_date: date


def has_number(text: str) -> bool:
    """Whether something in ``text`` is written as such a number, be it a right one or not.

    >>> has_number("Anna, 811228-9874, ringde"), has_number("ringde 2026-03-05, dnr 2026/1234")
    (True, False)
    """
    return _LIKE_A_NUMBER.search(text) is not None


def read_number(text: str) -> IdentityNumber:
    """The number in ``text``, with or without century, hyphen or spaces.

    Raises ``NotANumber``, which tells a wrong check digit from a wrong form.

    >>> read_number("811228-9874").birth_date
    datetime.date(1981, 12, 28)
    """
    written = "".join(text.split())
    try:
        parsed = Personnummer(written)
    except PersonnummerInvalidException:
        raise NotANumber(
            _(
                "Personnumret stämmer inte: kontrollsiffran eller dagen är fel. Kontrollera numret "
                "och skriv det igen, som ÅÅÅÅMMDD-NNNN."
            )
        ) from None
    except (PersonnummerException, ValueError, TypeError):
        raise NotANumber(
            _("Det går inte att läsa som ett personnummer. Skriv tolv siffror, som ÅÅÅÅMMDD-NNNN.")
        ) from None
    digits = "".join(each for each in parsed.format(True) if each.isdigit())
    sex = "man" if parsed.is_male() else "woman"
    return IdentityNumber(digits, sex, parsed.get_date())
