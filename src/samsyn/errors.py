"""Every error raised on purpose.

Each says what is wrong, where, why, and what to do next, in a sentence a user can act on.
The command line prints ``SamsynError`` without a traceback; anything else is a defect.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class SamsynError(Exception):
    """The base of all errors meant for a user; ``exit_code`` is what the command line returns."""

    exit_code = 1


class UnknownCode(SamsynError):
    """A code that is not in its code list on the date asked about."""

    def __init__(self, code: str, code_list: str, *, on: object = "", known: Iterable[str]) -> None:
        self.code, self.code_list = code, code_list
        self.near = nearest(code, known)
        when = f" ({on})" if on else ""
        super().__init__(f"{code!r} is not a code in {code_list}{when}.{did_you_mean(self.near)}")


class UnknownName(SamsynError):
    """A name (table, indicator, report, rule, level …) that does not exist."""

    exit_code = 2

    def __init__(self, name: str, kind: str, *, known: Iterable[str]) -> None:
        names = sorted(known)
        self.near = nearest(name, names)
        hint = did_you_mean(self.near) or f" Known: {', '.join(names)}."
        super().__init__(f"There is no {kind} {name!r}.{hint}")


class WrongUse(SamsynError):
    """A request that cannot be answered as put: the command line's exit status 2."""

    exit_code = 2


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The up to three known words most like ``word``, best first.

    >>> nearest("activity_compenstion", ["activity_compensation", "student_aid"])
    ['activity_compensation']
    """
    return get_close_matches(word, list(known), n=3, cutoff=0.6)


def did_you_mean(near: list[str]) -> str:
    """The closing sentence of a message, or nothing where no word is near."""
    return f" Did you mean {' or '.join(repr(word) for word in near)}?" if near else ""
