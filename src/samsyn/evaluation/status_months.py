"""Status spells → one status for each person and month since entry.

*Not observed* (the month is not over by the data cut, or the person died, moved abroad or is under
protection) is kept apart from *no status recorded*, and neither is "not in work".
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import SamsynError, UnknownCode, WrongUse
from samsyn.evaluation.linear import Floats

NOT_OBSERVED = -1
NO_STATUS = -2

Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class PersonMonths:
    """One row a person (in the order of ``people``), one column a month since entry (1 first).

    ``status`` holds places in ``precedence`` (0 goes before 1), ``NO_STATUS`` or ``NOT_OBSERVED``.
    """

    people: tuple[str, ...]
    precedence: tuple[str, ...]
    status: NDArray[np.int16]

    def outcome(self, statuses: Collection[str]) -> Floats:
        """(people × months): 1 where the status is one of these, 0 if not, NaN if not observed."""
        unknown = [each for each in statuses if each not in self.precedence]
        if unknown:
            raise UnknownCode(unknown[0], "the precedence of statuses", known=self.precedence)
        places = [self.precedence.index(each) for each in statuses]
        inside = np.isin(self.status, places).astype(np.float64)
        return np.where(self.status == NOT_OBSERVED, np.nan, inside)


def person_months(
    *,
    people: Sequence[str],
    entered_on: ArrayLike,
    observed_to: ArrayLike,
    spell_person: Sequence[str],
    spell_status: Sequence[str],
    spell_first_day: ArrayLike,
    spell_last_day: ArrayLike,
    precedence: Sequence[str],
    months: int,
) -> PersonMonths:
    """The status of each month since entry; days are dates, first and last day included.

    Month m runs from m − 1 months after entry to the day before m months after it (entry on the
    31st: the last day of a shorter month). A spell counts in every month it touches; where several
    do, the earliest in ``precedence`` wins. ``observed_to`` (one day a person): the last day known:
    the data cut, or the day before death, emigration or protection; months that end later are not
    observed. An open spell has no last day (None or NaT). Spells of other people are left out.

    >>> result = person_months(
    ...     people=["a"], entered_on=["2015-01-10"], observed_to=["2015-04-20"],
    ...     spell_person=["a"], spell_status=["work"], spell_first_day=["2015-02-20"],
    ...     spell_last_day=[None], precedence=["work"], months=4)
    >>> result.outcome(["work"]).tolist()
    [[0.0, 1.0, 1.0, nan]]
    """
    entry, known_to = _days(entered_on), _days(observed_to)
    if len(set(people)) != len(people) or not len(people) == len(entry) == len(known_to):
        raise WrongUse("Each person needs one row: a day of entry and a last day observed.")
    if np.isnat(entry).any() or np.isnat(known_to).any():
        raise WrongUse("A person has no day of entry or no last day observed.")
    person, rank, first, last = _spells(
        people, precedence, spell_person, spell_status, spell_first_day, spell_last_day
    )
    status = np.full((len(people), months), NO_STATUS, dtype=np.int16)
    start = entry
    for month in range(months):
        end = months_after(entry, month + 1)
        touches = (first < end[person]) & (last >= start[person])
        best = np.full(len(people), len(precedence), dtype=np.int16)
        np.minimum.at(best, person[touches], rank[touches])
        found = best < len(precedence)
        status[found, month] = best[found]
        status[end - np.timedelta64(1, "D") > known_to, month] = NOT_OBSERVED
        start = end
    return PersonMonths(tuple(people), tuple(precedence), status)


class HorizonNotReached(SamsynError):
    """A comparison at a month that an arm has not reached, or not as far as the others."""


def share_reached(
    *, entered_on: ArrayLike, arm: Sequence[str], month: int, data_cut: date
) -> dict[str, float]:
    """The share of each arm whose month ``month`` since entry was over by the data cut.

    >>> share_reached(entered_on=["2015-01-01", "2016-01-01"], arm=["SE", "FS"], month=15,
    ...               data_cut=date(2016, 12, 31))
    {'FS': 0.0, 'SE': 1.0}
    """
    over = months_after(_days(entered_on), month) - np.timedelta64(1, "D")
    done = over <= np.datetime64(data_cut)
    names = np.asarray(arm)
    return {str(name): float(done[names == name].mean()) for name in sorted(set(arm))}


def check_horizon(*, entered_on: ArrayLike, arm: Sequence[str], month: int, data_cut: date) -> None:
    """Raise ``HorizonNotReached`` unless everyone's month was over by the data cut.

    An arm that started later would be followed for a shorter time than the one it is held against.
    """
    shares = share_reached(entered_on=entered_on, arm=arm, month=month, data_cut=data_cut)
    short = [f"{name} ({100 * share:.0f} %)" for name, share in shares.items() if share < 1]
    if short:
        raise HorizonNotReached(
            f"By {data_cut} not everyone has reached month {month}: {', '.join(short)}. "
            "Choose an earlier month or a later data cut."
        )


def _spells(
    people: Sequence[str],
    precedence: Sequence[str],
    spell_person: Sequence[str],
    spell_status: Sequence[str],
    first_day: ArrayLike,
    last_day: ArrayLike,
) -> tuple[NDArray[np.intp], NDArray[np.int16], Days, Days]:
    place = {person: number for number, person in enumerate(people)}
    rank = {status: number for number, status in enumerate(precedence)}
    for status in set(spell_status) - rank.keys():
        raise UnknownCode(str(status), "the precedence of statuses", known=precedence)
    mine = np.array([place.get(person, -1) for person in spell_person], dtype=np.intp)
    ranks = np.array([rank[status] for status in spell_status], dtype=np.int16)
    first, last = _days(first_day), _days(last_day)
    last = np.where(np.isnat(last), np.datetime64("9999-12-31"), last)
    kept = mine >= 0
    if (last < first)[kept].any():
        raise WrongUse("A spell ends before it starts. Correct it before the analysis.")
    return mine[kept], ranks[kept], first[kept], last[kept]


def months_after(day: Days, months: int) -> Days:
    """The same day of the month that many months on, or the month's last day."""
    month = day.astype("datetime64[M]")
    day_of_month = (day - month.astype("datetime64[D]")).astype(np.int64)
    first = (month + months).astype("datetime64[D]")
    length = ((month + months + 1).astype("datetime64[D]") - first).astype(np.int64)
    return np.asarray(first + np.minimum(day_of_month, length - 1))


def _days(values: ArrayLike) -> Days:
    return np.asarray(values).astype("datetime64[D]")
