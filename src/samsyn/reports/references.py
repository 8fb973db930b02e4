"""References to figures in people's own text: ``{{participants_identified 2017}}``.

``{{indicator [period] [statistic] [key=value …]}}``: the period is the report's own unless
given, the statistic the indicator's main one; ``change_percent``, ``change_points`` and
``change_absolute`` are against the year before unless ``against=…`` says otherwise. Keys are
breakdowns (``sex=woman``) and ``of``, ``level``, ``area``, ``against`` and ``form``
(``plain``, ``size`` without sign, ``signed``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from samsyn.errors import SamsynError, did_you_mean, nearest
from samsyn.reports.figure import Form
from samsyn.vocabulary.period import Period, parse_period

STATISTICS = (
    *("count", "share", "sum", "mean", "median", "lower_quartile", "upper_quartile"),
    *("change_percent", "change_points", "change_absolute"),
)
_NOT_BREAKDOWNS = ("period", "statistic", "of", "level", "area", "against", "form")


class BrokenText(SamsynError):
    """Something in people's own text that cannot be printed, with file and line."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")


@dataclass(frozen=True)
class Reference:
    """A parsed reference: an indicator and the rest of the key, and where it stands."""

    text: str
    indicator: str
    key: Mapping[str, str]
    file: str
    line: int

    @property
    def breakdown(self) -> tuple[str, ...]:
        """The breakdown keys asked for, in alphabetical order."""
        return tuple(sorted(set(self.key) - set(_NOT_BREAKDOWNS)))

    def period(self, default: Period) -> Period:
        """The period asked for."""
        return parse_period(self.key["period"]) if "period" in self.key else default

    def against(self, default: Period) -> Period | None:
        """What a change is against; None where no change is asked for."""
        if not self.key.get("statistic", "").startswith("change"):
            return None
        given = self.key.get("against")
        return parse_period(given) if given else self.period(default).year_before()


def parse_reference(text: str, file: str, line: int) -> Reference:
    """The reference between ``{{`` and ``}}``; ``BrokenText`` says what a word could have been.

    >>> parse_reference("participants_on_benefit 2017 sex=woman change_percent", "a.md", 1).key
    {'period': '2017', 'sex': 'woman', 'statistic': 'change_percent'}
    """
    words = text.split()
    if not words:
        raise BrokenText(file, line, "{{}} names no figure.")
    key: dict[str, str] = {}
    for word in words[1:]:
        name, value = _part(word, file, line)
        if name in key:
            raise BrokenText(file, line, f"{{{{{text}}}}} gives {name} twice.")
        key[name] = value
    return Reference(text.strip(), words[0], key, file, line)


def _part(word: str, file: str, line: int) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if equals and name and value:
        if name == "form" and value not in get_args(Form):
            near = did_you_mean(nearest(value, get_args(Form)))
            raise BrokenText(file, line, f"{value!r} is not a form.{near}")
        return name, value
    if word in STATISTICS:
        return "statistic", word
    if word[:1].isdigit():
        return "period", _period(word, file, line)
    near = did_you_mean(nearest(word, STATISTICS))
    raise BrokenText(
        file, line, f"{word!r} is neither a period, a statistic nor a key=value.{near}"
    )


def _period(word: str, file: str, line: int) -> str:
    try:
        return parse_period(word).name
    except SamsynError as error:
        raise BrokenText(file, line, str(error)) from error
