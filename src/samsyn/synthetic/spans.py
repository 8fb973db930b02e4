"""How long a participation lasts, in days and in turns of the year."""

from functools import cache
from math import erf, log, sqrt

import numpy as np

from samsyn.synthetic import assumed
from samsyn.synthetic.cells import Floats

LONGEST = 1095  # days; longer ones would stand as open for more than three years
TURNS = 3  # ends in the year it began, the next, or the one after
FIRST = 0.65  # of a year's people: the first year has none carried over


@cache
def cumulative(year: int) -> Floats:
    """Share of participations begun in ``year`` that last at most 0, 1, … days."""
    median, sigma = assumed.number("duration_median", year), assumed.number("duration_sigma")
    days = np.arange(1, LONGEST + 1)
    z = np.array([(log(day + 0.5) - log(median)) / sigma / sqrt(2) for day in days])
    share = 0.5 * (1 + np.array([erf(each) for each in z]))
    whole = np.concatenate([[0.0], share])
    return np.asarray(whole / whole[-1])


@cache
def season() -> Floats:
    """Weight of each day of a year as day of entry: few in July and in late December."""
    weight = np.ones(365)
    weight[181:212] = 0.35
    weight[354:] = 0.15
    weight[:7] = 0.4
    return np.asarray(weight / weight.sum())


@cache
def by_turn(year: int) -> Floats:
    """Weight by day of entry (rows: 0–364) and turns of the year passed (columns: 0–2)."""
    share, left = cumulative(year), 364 - np.arange(365)
    ends = [share[np.minimum(left + 365 * turn, LONGEST)] for turn in range(TURNS)]
    parts = np.diff(np.stack([np.zeros(365), *ends], axis=1), axis=1)
    return np.asarray(season()[:, None] * np.maximum(parts, 1e-9))


def turns(year: int) -> Floats:
    """Shares of those begun in ``year`` that end 0, 1 and 2 turns of the year later."""
    weight = by_turn(year).sum(axis=0)
    return np.asarray(weight / weight.sum())


def entries(active: dict[int, float]) -> dict[int, float]:
    """How many begin each year so that about ``active`` are in at some time of it."""
    begun: dict[int, float] = {}
    for year, wanted in sorted(active.items()):
        carried = begun.get(year - 1, 0.0) * (1 - turns(year - 1)[0])
        carried += begun.get(year - 2, 0.0) * turns(year - 2)[2]
        first = year - 1 not in active
        begun[year] = FIRST * wanted if first else max(wanted - carried, 0.1 * wanted)
    return begun
