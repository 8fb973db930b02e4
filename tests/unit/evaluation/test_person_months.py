"""Spells to months: precedence, censoring, short months, against a day-by-day count."""

from datetime import date, timedelta

import numpy as np
import pytest

from samsyn.errors import UnknownCode, WrongUse
from samsyn.evaluation import person_months
from samsyn.evaluation.status_months import HorizonNotReached, check_horizon

PRECEDENCE = ["work", "study", "benefit"]


def months_of(spells, *, entered="2015-01-10", observed_to="2016-12-31", months=6):
    """One person's statuses, as words; spells are (status, first day, last day)."""
    found = person_months(
        people=["a"], entered_on=[entered], observed_to=[observed_to],
        spell_person=["a"] * len(spells), spell_status=[each[0] for each in spells],
        spell_first_day=[each[1] for each in spells],
        spell_last_day=[each[2] for each in spells],
        precedence=PRECEDENCE, months=months,
    )  # fmt: skip
    words = {-1: "not observed", -2: "none", **dict(enumerate(PRECEDENCE))}
    return [words[int(code)] for code in found.status[0]]


def test_the_first_in_precedence_wins_where_spells_overlap():
    """Work goes before benefit; the order in the file does not matter."""
    spells = [("benefit", "2015-01-01", None), ("work", "2015-02-10", "2015-03-09")]
    expected = ["benefit", "work", "benefit", "benefit", "benefit", "benefit"]
    assert months_of(spells) == months_of(spells[::-1]) == expected


def test_a_spell_counts_in_every_month_it_touches():
    """First and last day are included: one day in a month is enough, the day before is not."""
    assert months_of([("work", "2015-02-09", "2015-02-10")], months=3) == ["work", "work", "none"]
    assert months_of([("work", "2015-02-10", "2015-02-10")], months=3) == ["none", "work", "none"]


def test_the_last_month_is_censored_by_the_data_cut():
    """A month not over by the last day observed is not observed, even if a status is known."""
    spells = [("work", "2015-01-10", None)]
    whole = months_of(spells, observed_to="2015-04-09", months=4)
    assert whole == ["work", "work", "work", "not observed"]
    short = months_of(spells, observed_to="2015-04-08", months=4)
    assert short == ["work", "work", "not observed", "not observed"]


def test_not_observed_is_not_not_in_work():
    """NaN after death or emigration, 0 where observed without work."""
    found = person_months(
        people=["a", "b"], entered_on=["2015-01-10"] * 2,
        observed_to=["2015-02-20", "2016-01-01"], spell_person=[], spell_status=[],
        spell_first_day=[], spell_last_day=[], precedence=PRECEDENCE, months=2,
    ).outcome(["work", "study"])  # fmt: skip
    assert found[0, 0] == 0 and np.isnan(found[0, 1])
    assert found[1].tolist() == [0, 0]


def test_entry_on_the_thirty_first():
    """Month 1 from 31 January goes through 27 February (the 28th is one month later)."""
    spells = [("work", "2015-02-28", "2015-02-28")]
    assert months_of(spells, entered="2015-01-31", months=2) == ["none", "work"]


def test_components_add_up_to_the_composite():
    """One status a month, so work and study are never counted twice."""
    outcome = invented(months=9)[0]
    parts = outcome.outcome(["work"]) + outcome.outcome(["study"])
    np.testing.assert_array_equal(parts, outcome.outcome(["work", "study"]))


def invented(months=9, people=40):
    draw = np.random.default_rng(6)
    names = [f"p{number}" for number in range(people)]
    entered = [date(2015, 1, 1) + timedelta(int(days)) for days in draw.integers(0, 365, people)]
    known_to = [
        day + timedelta(int(days))
        for day, days in zip(entered, draw.integers(0, 400, people), strict=True)
    ]
    spells = []
    for person in draw.integers(0, people, 200):
        first = date(2014, 10, 1) + timedelta(int(draw.integers(0, 700)))
        last = None if draw.random() < 0.1 else first + timedelta(int(draw.integers(0, 120)))
        spells.append((names[person], str(draw.choice(PRECEDENCE)), first, last))
    found = person_months(
        people=names, entered_on=entered, observed_to=known_to,
        spell_person=[each[0] for each in spells], spell_status=[each[1] for each in spells],
        spell_first_day=[each[2] for each in spells], spell_last_day=[each[3] for each in spells],
        precedence=PRECEDENCE, months=months,
    )  # fmt: skip
    return found, names, entered, known_to, spells


def month_after(day, months):
    """The same day so many months on, or the month's last day: counted on the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for short in range(4):
        try:
            return date(year, month + 1, day.day - short)
        except ValueError:
            continue
    raise AssertionError(day)


def test_against_a_count_day_by_day():
    """Forty invented people, two hundred spells: each month looked through one day at a time."""
    found, names, entered, known_to, spells = invented()
    for row, name in enumerate(names):
        mine = [each for each in spells if each[0] == name]
        for month in range(9):
            first = month_after(entered[row], month)
            days = (month_after(entered[row], month + 1) - first).days
            statuses = {
                status
                for day in (first + timedelta(number) for number in range(days))
                for _, status, start, end in mine
                if start <= day and (end is None or day <= end)
            }
            expected = min(map(PRECEDENCE.index, statuses), default=-2)
            if first + timedelta(days - 1) > known_to[row]:
                expected = -1
            assert found.status[row, month] == expected


def test_it_refuses_spells_it_cannot_place():
    """An unknown status, a spell that ends before it starts, a person twice."""
    with pytest.raises(UnknownCode, match="Did you mean 'work'"):
        months_of([("wrok", "2015-01-01", None)])
    with pytest.raises(WrongUse, match="ends before it starts"):
        months_of([("work", "2015-02-01", "2015-01-01")])
    with pytest.raises(UnknownCode):
        invented()[0].outcome(["sleep"])
    with pytest.raises(WrongUse, match="one row"):
        person_months(
            people=["a", "a"], entered_on=["2015-01-01"] * 2, observed_to=["2016-01-01"] * 2,
            spell_person=[], spell_status=[], spell_first_day=[], spell_last_day=[],
            precedence=PRECEDENCE, months=1,
        )  # fmt: skip


def test_a_horizon_that_an_arm_has_not_reached_is_refused():
    """One arm joined half a year late: the message names it, and how many have come so far."""
    late = {"entered_on": ["2015-01-10", "2015-01-10", "2015-07-10"], "arm": ["FS", "SE", "SE"]}
    check_horizon(**late, month=15, data_cut=date(2016, 10, 9))
    with pytest.raises(HorizonNotReached, match=r"month 15: SE \(50 %\)"):
        check_horizon(**late, month=15, data_cut=date(2016, 10, 8))
