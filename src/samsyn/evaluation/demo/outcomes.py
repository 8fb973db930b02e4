"""Status spells that give the published shares at month 15, and paths that part in month 7."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from samsyn.evaluation.demo.people import Drawn
from samsyn.evaluation.demo.published import (
    AT_MONTH,
    DAILY_OF_SUCCESS,
    LOST,
    MEN_OF_SUCCESS,
    PEOPLE,
    SHORT_JOBS,
    STARTED_LATER,
    STUDIES,
    WITHOUT_SUPPORT,
)
from samsyn.evaluation.status_months import months_after

HORIZON = 15
SUPPORTED = ("work_supported", "work_subsidised", "work_subsidised", "work_supported",
             "work_sheltered")  # fmt: skip
SOURCES = {"benefit": "social_insurance_agency", "work_unsubsidised": "other",
           "education": "other", "deceased": "other", "emigrated": "other"}  # fmt: skip
PRACTICE = {"CM": 0.18, "FS": 0.30, "SE": 0.34}

Spell = tuple[str, str, str, date, date | None]
Chosen = np.ndarray


class Spells:
    """The spells made so far, and each person's place in the draw."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn, self.rows = drawn, list[Spell]()

    def add(self, place: int, status: str, first: date, last: date | None = None) -> None:
        source = SOURCES.get(status, "public_employment_service")
        self.rows.append((self.drawn.log[place].person, source, status, first, last))

    def month(self, place: int, month: int) -> date:
        """The first day of a month since entry (1 is the first)."""
        entry = np.array([self.drawn.days[place]], dtype="datetime64[D]")
        return months_after(entry, month - 1)[0].item()  # type: ignore[no-any-return]

    def frame(self) -> pl.DataFrame:
        names = ["person_id", "source", "status", "first_day", "last_day"]
        return pl.DataFrame(self.rows, schema=names, orient="row", infer_schema_length=None)


def outcomes(
    drawn: Drawn, covariates: dict[str, np.ndarray], rng: np.random.Generator
) -> tuple[pl.DataFrame, dict[str, date]]:
    """``status_spell`` of everyone drawn, and the first day of protection by person."""
    spells = Spells(drawn)
    arms = np.array(drawn.arms)
    protected: dict[str, date] = {}
    for arm in PEOPLE:
        here = rng.permutation(np.flatnonzero(arms == arm))
        lost, left = here[: len(LOST[arm])], here[len(LOST[arm]) :]
        for place, why in zip(lost, LOST[arm], strict=True):
            _lose(spells, int(place), why, protected, rng)
        found = _who(arm, left, covariates, rng)
        _lasting(spells, arm, found, rng)
        rest = rng.permutation(np.setdiff1d(left, found))
        _short(spells, rest[:SHORT_JOBS])
        _later(spells, rest[SHORT_JOBS : SHORT_JOBS + STARTED_LATER[arm]], rng)
        _practice(spells, here[rng.random(here.size) < PRACTICE[arm]], rng)
    for place in range(len(drawn.log)):
        before = int(rng.integers(200, 1500))
        spells.add(place, "benefit", drawn.days[place] - timedelta(before))
    return spells.frame(), protected


def _who(
    arm: str, left: Chosen, covariates: dict[str, np.ndarray], rng: np.random.Generator
) -> Chosen:
    """Those in work or studies at month 15: as many men and with daily activities as planned."""
    people = AT_MONTH[arm][-1]
    men, daily = round(MEN_OF_SUCCESS[arm] * people), round(DAILY_OF_SUCCESS[arm] * people)
    both = round(daily * men / people)
    is_man, has_daily = covariates["sex"][left] == 0, covariates["daily_activities"][left] == 1
    cells = ((is_man & has_daily, both), (is_man & ~has_daily, men - both),
             (~is_man & has_daily, daily - both),
             (~is_man & ~has_daily, people - men - daily + both))  # fmt: skip
    return np.concatenate([rng.permutation(left[mask])[:many] for mask, many in cells])


def _lasting(spells: Spells, arm: str, found: Chosen, rng: np.random.Generator) -> None:
    """Jobs and studies that hold at month 15, started month by month as the path says."""
    starts = np.diff([0, *AT_MONTH[arm]])
    months = np.repeat(np.arange(1, HORIZON + 1), starts)
    kinds = _kinds(arm, found.size)
    order = rng.permutation(found)
    # Support takes time: studies and plain jobs come first among the starts of every arm.
    for turn, (place, month) in enumerate(zip(order, months, strict=True)):
        last = None
        if turn % 37 == 5:  # a few end soon after the horizon
            last = spells.month(int(place), 17) - timedelta(1)
        spells.add(int(place), kinds[turn], _day(spells, int(place), int(month), rng), last)


def _kinds(arm: str, people: int) -> Sequence[str]:
    """What each start is: plain jobs and studies spread evenly, the rest work with support."""
    kinds = [SUPPORTED[turn % len(SUPPORTED)] for turn in range(people)]
    step = people / (WITHOUT_SUPPORT[arm] + STUDIES[arm])
    for turn in range(WITHOUT_SUPPORT[arm] + STUDIES[arm]):
        plain = turn * WITHOUT_SUPPORT[arm] // (WITHOUT_SUPPORT[arm] + STUDIES[arm])
        after = (turn + 1) * WITHOUT_SUPPORT[arm] // (WITHOUT_SUPPORT[arm] + STUDIES[arm])
        kinds[int(turn * step)] = "work_unsubsidised" if after > plain else "education"
    return kinds


def _short(spells: Spells, people: Chosen) -> None:
    """Jobs over before month 15, alike in every arm."""
    for turn, place in enumerate(people):
        first, length = 2 + turn % 6, 2 + turn % 4
        last = spells.month(int(place), first + length) - timedelta(1)
        spells.add(int(place), "work_subsidised", spells.month(int(place), first), last)


def _later(spells: Spells, people: Chosen, rng: np.random.Generator) -> None:
    for turn, place in enumerate(people):
        month = HORIZON + 1 + turn % 3
        spells.add(int(place), SUPPORTED[turn % 5], _day(spells, int(place), month, rng))


def _practice(spells: Spells, people: Chosen, rng: np.random.Generator) -> None:
    for place in people:
        first = int(rng.integers(2, 7))
        last = spells.month(int(place), first + int(rng.integers(2, 6))) - timedelta(1)
        spells.add(int(place), "programme_practice", spells.month(int(place), first), last)


def _lose(
    spells: Spells, place: int, why: str, protected: dict[str, date], rng: np.random.Generator
) -> None:
    day = spells.month(place, int(rng.integers(3, HORIZON))) + timedelta(int(rng.integers(0, 20)))
    if why == "protected":
        protected[spells.drawn.log[place].person] = day
    else:
        spells.add(place, why, day)


def _day(spells: Spells, place: int, month: int, rng: np.random.Generator) -> date:
    return spells.month(place, month) + timedelta(int(rng.integers(0, 27)))
