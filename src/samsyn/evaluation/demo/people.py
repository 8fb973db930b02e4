"""Who is drawn where and when, with the study's own blocks; and everyone who stopped before."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import count, product

import numpy as np
import polars as pl

from samsyn.evaluation.assignment import Assignment, Draw, draw_block
from samsyn.evaluation.demo.published import (
    ACCEPTED,
    BACKGROUND,
    BROKE_OFF,
    FLOW,
    MEAN_AGE,
    PEOPLE,
    SHARES,
    STARTED,
)
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.screening import STEPS

LAST_ENTRY = date(2016, 3, 15)
POOLS = ("social_insurance_agency", "public_employment_service", "daily_activities")
POOL_SHARES = (0.62, 0.21, 0.17)
LONGEST_SITE = 90


@dataclass(frozen=True)
class Drawn:
    """The log, and the day of each draw in its order."""

    log: tuple[Assignment, ...]
    days: tuple[date, ...]

    @property
    def arms(self) -> list[str]:
        return [each.arm for each in self.log]


def secret(seed: int) -> bytes:
    """The demo's seed of the draw: no secret, so that everyone can draw the same."""
    return sha256(f"samsyn demo {seed}".encode()).digest()


def draw_people(protocol: Protocol, seed: int, rng: np.random.Generator) -> Drawn:
    """Sites of the sizes at which the blocks give the arm sizes exactly; entries by day."""
    sizes = _sizes(protocol, seed, rng)
    entries = []
    for site in protocol.sites:
        room = (LAST_ENTRY - site.joins_on).days
        days = np.sort(rng.integers(14, room, sizes[site.municipality]))
        entries += [(site.joins_on + timedelta(int(day)), site.municipality) for day in days]
    entries.sort()
    draw = Draw(study=protocol.study, seed=secret(seed))
    for number, (_, place) in enumerate(entries, start=1):
        draw.assign(f"d{number:04}", stratum=place, shares=SHARES, consented=True)
    return Drawn(draw.log, tuple(day for day, _ in entries))


def _sizes(protocol: Protocol, seed: int, rng: np.random.Generator) -> dict[str, int]:
    """People by site; moved one at a time from site to site until every arm is as it shall be."""
    orders = {s.municipality: _order(protocol, seed, s.municipality) for s in protocol.sites}
    total = sum(PEOPLE.values())
    weights = rng.uniform(0.6, 1.6, len(orders))
    exact = total * weights / weights.sum()
    sizes = dict(zip(orders, np.floor(exact).astype(int).tolist(), strict=True))
    for name in list(sizes)[: total - sum(sizes.values())]:
        sizes[name] += 1
    while (wrong := _wrong(orders, sizes)) > 0:
        moves = [pair for pair in product(orders, orders) if pair[0] != pair[1]]
        moved = [(_wrong(orders, _moved(sizes, pair)), pair) for pair in moves]
        best, pair = min(moved)
        if best >= wrong:  # no single move helps: take any, and go on from there
            pair = moves[int(rng.integers(len(moves)))]
        sizes = _moved(sizes, pair)
    return sizes


def _order(protocol: Protocol, seed: int, site: str) -> list[str]:
    """The arms that the blocks of a site give, first to last."""
    arms: list[str] = []
    for block in count(1):
        if len(arms) >= LONGEST_SITE:
            break
        parts = tuple(sorted(SHARES.items()))
        arms += draw_block(
            secret(seed), study=protocol.study, stratum=site, block=block, shares=parts
        )
    return arms


def _moved(sizes: dict[str, int], pair: tuple[str, str]) -> dict[str, int]:
    return {**sizes, pair[0]: sizes[pair[0]] - 1, pair[1]: sizes[pair[1]] + 1}


def _wrong(orders: dict[str, list[str]], sizes: dict[str, int]) -> int:
    counted = Counter(arm for site, size in sizes.items() for arm in orders[site][:size])
    return sum(abs(counted[arm] - many) for arm, many in PEOPLE.items())


def background(people: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Covariates of everyone drawn, with the published means to the rounding of a person."""
    found = {"age": _ages(people, rng)}
    for name, share in BACKGROUND.items():
        found[name] = np.zeros(people)
        chosen = rng.permutation(people)[: round(share * people)]
        found[name][chosen] = 1
    # Daily activities are given under LSS: most of those with them have a decision.
    lss = found["lss"] > 0
    most = rng.permutation(np.flatnonzero(lss))[: round(0.85 * found["daily_activities"].sum())]
    rest = rng.permutation(np.flatnonzero(~lss))[: int(found["daily_activities"].sum()) - most.size]
    found["daily_activities"] = np.isin(np.arange(people), [*most, *rest]).astype(float)
    return found


def _ages(people: int, rng: np.random.Generator) -> np.ndarray:
    ages = rng.integers(19, 31, people).clip(19, 29)
    while ages.sum() != round(MEAN_AGE * people):
        step = 1 if ages.sum() < round(MEAN_AGE * people) else -1
        free = np.flatnonzero((ages + step >= 19) & (ages + step <= 29))
        ages[free[rng.integers(free.size)]] += step
    return ages.astype(float)


def screening(drawn: Drawn, protocol: Protocol, rng: np.random.Generator) -> pl.DataFrame:
    """``study_person`` of everyone drawn and everyone who stopped before the draw."""
    rows = [
        _steps(each.person, each.stratum, day, STEPS.index("assigned"), rng)
        for each, day in zip(drawn.log, drawn.days, strict=True)
    ]
    _after_the_draw(rows, drawn, rng)
    sites = [site.municipality for site in protocol.sites]
    number = count(1)
    for step, reason, people in FLOW:
        for _ in range(people):
            site = sites[int(rng.integers(len(sites)))]
            joined = next(s.joins_on for s in protocol.sites if s.municipality == site)
            last = joined + timedelta(int(rng.integers(30, (LAST_ENTRY - joined).days)))
            row = _steps(f"s{next(number):04}", site, last, STEPS.index(step), rng)
            rows.append({**row, "reason": reason})
    return pl.DataFrame(rows, infer_schema_length=None)


def _steps(
    person: str, site: str, last_day: date, last: int, rng: np.random.Generator
) -> dict[str, object]:
    """The days of the steps up to ``last``, which falls on ``last_day``."""
    gaps = rng.integers(2, 12, last)
    days = [last_day - timedelta(int(gaps[step:].sum())) for step in range(last + 1)]
    pool = POOLS[int(rng.choice(len(POOLS), p=POOL_SHARES))]
    steps = {f"{step}_on": None for step in STEPS}
    steps |= {f"{STEPS[place]}_on": day for place, day in enumerate(days)}  # type: ignore[misc]
    return {"person_id": person, "site": site, "suggested_by": pool, **steps,
            "reason": None, "ended_on": None, "broke_off": None,
            "protected_from": None, "cluster": None}  # fmt: skip


def _after_the_draw(rows: list[dict[str, object]], drawn: Drawn, rng: np.random.Generator) -> None:
    """Accepted, started, ended: exact numbers by arm."""
    for arm in PEOPLE:
        here = rng.permutation(np.flatnonzero(np.array(drawn.arms) == arm))
        for place in here[: ACCEPTED[arm]]:
            rows[place]["accepted_on"] = drawn.days[place] + timedelta(int(rng.integers(1, 8)))
        for place in here[: STARTED[arm]]:
            rows[place]["started_on"] = drawn.days[place] + timedelta(int(rng.integers(8, 30)))
        for place in here[ACCEPTED[arm] :]:
            rows[place]["reason"] = "declined_arm"
        for place in here[STARTED[arm] : ACCEPTED[arm]]:
            rows[place]["reason"] = ("health", "moved", "other")[int(rng.integers(3))]
        for turn, place in enumerate(here[: STARTED[arm]]):
            early = turn < BROKE_OFF[arm]
            days = rng.integers(60, 420) if early else rng.integers(365, 640)
            rows[place]["ended_on"] = drawn.days[place] + timedelta(int(days))
            rows[place]["broke_off"] = early
