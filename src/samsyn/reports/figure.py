"""The only way a number comes into a report: a ``Figure``, which holds a ``Released``.

Plain text in a report may hold years, dates and law numbers, but no other digits: those are
refused when the block is made (``LooseNumber``), so that every number on paper has its row in
``figures.csv``. Names of bands, codes and reference numbers are written as ``Label``.
"""

import re
from dataclasses import dataclass
from typing import Literal

from samsyn.disclosure import Released
from samsyn.errors import SamsynError
from samsyn.vocabulary.printed import NIL, NOT_APPLICABLE, WITHHELD, printed, rounded

Form = Literal["plain", "size", "signed", "cell", "n"]
"""How a figure stands: ``plain`` 15 035; ``size`` of a change, without sign (ökade med 5);
``signed`` +5 or −3; ``cell`` as plain, but nil is a dash; ``n`` the denominator."""

_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_ALLOWED = re.compile(
    rf"\b\d{{1,2}} ({_MONTHS})( (19|20)\d\d)?\b"  # 31 december 2017
    r"|\b(19|20)\d\d:\d+\b"  # lag (2003:1210)
    r"|\b(19|20)\d\d(-(H[12]|\d\d(-\d\d)?))?\b"  # 2017, 2017-H1, 2017-12-31
)


class LooseNumber(SamsynError):
    """A digit in a report's own text that is no year, date or law number."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"A number stands in plain text: {text!r}. Take it from a released figure, or write"
            " it as a Label if it is a name, a code or a reference number."
        )


@dataclass(frozen=True)
class Figure:
    """A released number in one printed form; ``id`` is given when the report is numbered.

    With a ``step`` it prints to the nearest multiple of it (about 1 100), else as it is.
    """

    released: Released
    form: Form = "plain"
    id: str = ""
    step: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.released, Released):
            raise TypeError(f"A figure takes a Released, not {type(self.released).__name__}.")

    @property
    def printed(self) -> str:
        """The figure as it stands in the text; `..` withheld, `.` not available."""
        return printed_as(self.released, self.form, self.step)

    @property
    def shown(self) -> bool:
        """Whether there is a number to read."""
        return self.released.value is not None

    @property
    def in_millions(self) -> bool:
        """Whether the printed number is millions of kronor."""
        kinds = ("sum", "change_absolute")
        return self.released.unit == "SEK" and self.released.statistic in kinds


def figure(released: Released, form: Form = "plain") -> Figure:
    """The figure of ``released`` to put among a paragraph's parts or in a table's cell."""
    return Figure(released, form)


def printed_as(released: Released, form: Form, step: int = 0) -> str:
    """``released`` in a printed form, as Swedish official statistics write it."""
    if released.status == "not_available":
        return NOT_APPLICABLE
    value = released.n if form == "n" else released.value
    if released.value is None or value is None:
        return WITHHELD
    if form == "n":
        return printed(value, "count")
    if step:
        value = int(rounded(value / step)) * step
    if form == "cell" and value == 0 and released.unit != "percent":
        return NIL
    text = printed(abs(value) if form in ("size", "signed") else value, *_kind(released))
    return _sign(value, text) + text if form == "signed" else text


def _kind(released: Released) -> tuple[str, str]:
    return released.unit, released.statistic


def _sign(value: float, text: str) -> str:
    if not any(digit in text for digit in "123456789"):
        return ""
    return "+" if value > 0 else "\u2212"


def refuse_loose_number(text: str) -> None:
    """Raise ``LooseNumber`` if ``text`` holds digits other than years, dates and laws.

    >>> refuse_loose_number("Under 2017, enligt lagen (2003:1210), till den 31 december")
    """
    if re.search(r"\d", _ALLOWED.sub("", text)):
        raise LooseNumber(text)
