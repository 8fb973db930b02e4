"""The tables of people known only as numbers: head counts and structural activities."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.cells import Floats, Ints
from samsyn.synthetic.chance import apportioned, happened, within
from samsyn.synthetic.efforts import Efforts
from samsyn.synthetic.heads import FORMATS
from samsyn.synthetic.participations import Participations

Row = tuple[str, int, int | None, str, str, int]
KINDS = ("training", "conference", "network", "method_support", "other")
ACTIVITY_SIZE = 28  # heads, about
MOST_ACTIVITIES = 12  # of an intervention in a year
BY_HALF = 3  # one intervention in three gives its heads by half-year


def head_count_frame(
    calibrated: Calibrated, made: Efforts, people: Participations, codes: list[str], weight: Floats
) -> pl.DataFrame:
    """The table head_count: anonymous and by volume, by intervention, year and sex.

    Each association's heads fill its entries of the year up to its size, so that its volume
    changes no more than the country's.
    """
    rows: list[Row] = []
    for year in calibrated.years:
        open_to = made.active(year)
        by_count = open_to & (made.orientation == "individual") & made.by_count
        for kind, those, wanted in _kinds(
            calibrated, made, people, weight, year, open_to, by_count
        ):
            rows += _of_kind(kind, year, those, wanted, calibrated, made, codes)
    schema = {
        "intervention_code": pl.String, "year": pl.Int32, "half": pl.Int32,
        "kind": pl.String, "sex": pl.String, "persons": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _kinds(
    calibrated: Calibrated,
    made: Efforts,
    people: Participations,
    weight: Floats,
    year: int,
    open_to: NDArray[np.bool_],
    by_count: NDArray[np.bool_],
) -> list[tuple[str, NDArray[np.bool_], Ints]]:
    """How many heads of each kind each association has in a year."""
    cells = calibrated.heads.heads
    total = {
        kind: int(cells.counts[cells.chosen({"kind": kind, "year": year})].sum())
        for kind in ("anonymous", "volume")
    }
    if not by_count.any():  # nobody counts heads: they are anonymous
        total = {"anonymous": sum(total.values()), "volume": 0}
    size = len(weight)
    entered = people.rows["entered_on"].astype("datetime64[Y]").astype(int) + 1970 == year
    owner = made.association[people.rows["intervention"][entered]]
    entries = np.bincount(owner, minlength=size)
    counting = np.bincount(made.association[by_count], minlength=size) > 0
    knowing = np.bincount(made.association[open_to & made.by_person], minlength=size) > 0
    alive = counting | knowing
    share = np.where(alive, weight, 0.0)
    heads = sum(total.values())
    target = (heads + len(owner)) * share / max(share.sum(), 1e-9)
    room = np.maximum(target - entries, 0.02 * target)
    by_volume = apportioned(total["volume"], np.where(counting, room, 0.0))
    left = np.where(knowing, np.maximum(room * heads / max(room.sum(), 1e-9) - by_volume, 0.0), 0)
    left = left + 1e-6 * knowing * weight
    anonymous = apportioned(total["anonymous"], left)
    return [("anonymous", open_to & made.by_person, anonymous), ("volume", by_count, by_volume)]


def _of_kind(
    kind: str,
    year: int,
    those: NDArray[np.bool_],
    wanted: Ints,
    calibrated: Calibrated,
    made: Efforts,
    codes: list[str],
) -> list[Row]:
    at = np.flatnonzero(those)
    heads = np.zeros(len(at), np.int64)
    for owner in np.flatnonzero(wanted).tolist():
        mine = made.association[at] == owner
        heads[mine] = apportioned(int(wanted[owner]), made.size[at[mine]])
    cells = calibrated.heads.heads
    women = cells.chosen({"kind": kind, "year": year, "sex": "woman"})
    of_women = within(int(cells.counts[women].sum()), heads.astype(float), heads)
    rows: list[Row] = []
    for place, women_here, all_here in zip(
        at.tolist(), of_women.tolist(), heads.tolist(), strict=True
    ):
        for sex, number in (("woman", women_here), ("man", all_here - women_here)):
            rows += _rows(codes[place], year, kind, sex, number, place % BY_HALF == 0)
    return rows


def _rows(code: str, year: int, kind: str, sex: str, number: int, halves: bool) -> list[Row]:
    if not number:
        return []
    if not halves or kind == "anonymous":
        return [(code, year, None, kind, sex, number)]
    first = (number + 1) // 2
    parts = ((1, first), (2, number - first))
    return [(code, year, half, kind, sex, part) for half, part in parts if part]


def activity_frame(
    calibrated: Calibrated,
    made: Efforts,
    codes: list[str],
    lasting: tuple[NDArray[Any], NDArray[Any]],
    today: date,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The table structural_activity: heads of the year by format, over the structural ones."""
    cells = calibrated.heads.structural
    columns: dict[str, list[NDArray[Any]]] = {n: [] for n in ("at", "held_on", "format", "persons")}
    for year in calibrated.years:
        open_to = np.flatnonzero(made.active(year) & (made.orientation == "structural"))
        for each in FORMATS:
            chosen = cells.chosen({"format": each, "year": year})
            total = int(cells.counts[chosen].sum())
            number = min(-(-total // ACTIVITY_SIZE), MOST_ACTIVITIES * len(open_to))
            if not number:
                continue
            persons = apportioned(total, rng.lognormal(0, 0.5, number))
            share = made.size[open_to] / made.size[open_to].sum()
            at = rng.choice(open_to, number, p=share)
            columns["at"].append(at)
            columns["held_on"].append(happened(_held_on(at, year, lasting, rng), today))
            columns["format"].append(np.full(number, each))
            columns["persons"].append(persons)
    return _activities({name: _joined(parts) for name, parts in columns.items()}, codes, rng)


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _held_on(
    at: Ints, year: int, lasting: tuple[NDArray[Any], NDArray[Any]], rng: np.random.Generator
) -> NDArray[Any]:
    """A day of the year on which the intervention runs."""
    start = np.datetime64(f"{year}-01-01")
    first = np.maximum(lasting[0][at], start)
    last = np.where(np.isnat(lasting[1][at]), start + 364, lasting[1][at])
    last = np.maximum(np.minimum(last, start + 364), first)
    span = (last - first).astype(int) + 1
    return np.asarray(first + (rng.random(len(at)) * span).astype(int))


def _activities(
    columns: dict[str, NDArray[Any]], codes: list[str], rng: np.random.Generator
) -> pl.DataFrame:
    number = len(columns["at"])
    if not number:
        return pl.DataFrame()
    return pl.DataFrame(
        {
            "activity_code": [f"A{each:06}" for each in range(1, number + 1)],
            "intervention_code": np.asarray(codes)[columns["at"]],
            "held_on": columns["held_on"],
            "kind": np.asarray(KINDS)[rng.integers(0, len(KINDS), number)],
            "format": columns["format"],
            "persons": columns["persons"],
        }
    ).filter(pl.col("persons") > 0)
