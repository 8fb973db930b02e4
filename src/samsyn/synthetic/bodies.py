"""Invented associations: when they are, where, and who their members are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from samsyn.synthetic import assumed
from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.names import association_names
from samsyn.vocabulary.area import counties, municipalities

COUNTY_WIDE, SHARED = 7, 4
CITY = "1480"  # the municipality with four associations
INSURANCE, EMPLOYMENT = "FK", "AF"
LAW = 2004  # the year associations could first be made


@dataclass
class Body:
    """One association: its first and last day, and its areas with theirs (None: open)."""

    code: str
    first_day: date
    last_day: date | None = None
    merged_into: str = ""
    areas: list[tuple[str, date, date | None]] = field(default_factory=list)

    def here(self) -> list[str]:
        """The municipalities in its area now."""
        return [code for code, _, last in self.areas if last is None]

    def alive(self) -> bool:
        return self.last_day is None

    def enter(self, municipality: str, day: date) -> None:
        self.areas.append((municipality, day, None))

    def leave(self, municipality: str, day: date) -> None:
        """It leaves on ``day``; one that came after it was never there."""
        open_ones = [area for area in self.areas if area[0] == municipality and area[2] is None]
        self.areas = [area for area in self.areas if area not in open_ones]
        self.areas += [(code, first, day) for code, first, _ in open_ones if first <= day]


def bodies(calibrated: Calibrated, rng: np.random.Generator) -> list[Body]:
    """Associations whose number and municipalities are those of the cells, each year."""
    cells = calibrated.interventions
    wanted = dict(zip(calibrated.years, cells.associations.counts.tolist(), strict=True))
    covered = dict(zip(calibrated.years, cells.municipalities.counts.tolist(), strict=True))
    first = calibrated.years[0]
    found = _first_bodies(wanted[first], covered[first], first, rng)
    for year in calibrated.years[1:]:
        _change_number(found, wanted[year], year, rng)
        _change_area(found, covered[year], year, rng)
    return found


def _first_bodies(count: int, covered: int, year: int, rng: np.random.Generator) -> list[Body]:
    areas = _areas(count, covered, rng)
    made = []
    for number, codes in enumerate(areas, start=1):
        began = date(int(rng.integers(LAW, max(LAW + 1, min(year - 1, 2013)))), 1, 1)
        day = min(began, date(year - 1, 1, 1))
        made.append(Body(f"F{number:03}", day, areas=[(code, day, None) for code in codes]))
    return made


def _areas(count: int, covered: int, rng: np.random.Generator) -> list[list[str]]:
    """Municipalities of each association, together ``covered`` different ones."""
    codes = sorted(municipalities())
    large = count >= 40 and covered >= 200
    areas: list[list[str]] = []
    if large:
        by_county = [[c for c in codes if c[:2] == county] for county in sorted(counties())]
        fitting = [each for each in by_county if 3 <= len(each) <= 13 and CITY not in each]
        picked = sorted(rng.permutation(len(fitting))[:COUNTY_WIDE].tolist())
        areas = [fitting[at] for at in picked] + [[CITY]] * SHARED
    taken = {code for each in areas for code in each}
    free = [code for code in codes if code not in taken]
    left = max(covered - len(taken), 0)
    chosen = sorted(rng.permutation(len(free))[:left].tolist())
    joined = [free[at] for at in chosen]
    sizes = _sizes(count - len(areas), left, rng)
    ends = np.cumsum(sizes).tolist()
    areas += [joined[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    return [each or [(joined or [CITY])[at % max(len(joined), 1)]] for at, each in enumerate(areas)]


def _sizes(count: int, total: int, rng: np.random.Generator) -> list[int]:
    """How many municipalities each of ``count`` associations has: in all ``total``."""
    if count <= 0:
        return []
    if total <= count:
        return [1] * total + [0] * (count - total)
    known = assumed.weights("area_sizes")
    weights = np.array(list(known.values()))
    sizes = rng.choice(len(weights), count, p=weights / weights.sum()) + 1
    while (gap := total - int(sizes.sum())) != 0:
        room = np.flatnonzero(sizes > 1) if gap < 0 else np.arange(count)
        some = rng.permutation(room)[: abs(gap)]
        sizes[some] += int(np.sign(gap))
    return [int(size) for size in sizes]


def _change_number(found: list[Body], wanted: int, year: int, rng: np.random.Generator) -> None:
    """Merge, close or found associations, on the turn of the year."""
    alive = [body for body in found if body.alive()]
    for turn in range(len(alive) - wanted):
        alive.sort(key=lambda body: (len(body.here()), body.code))
        pick = int(rng.integers(0, max(1, min(len(alive) // 3, 12))))
        body = alive.pop(pick)
        _end(body, alive, year, merges=turn % 4 != 3)
    for _ in range(wanted - len(alive)):
        taken = {code for body in found if body.alive() for code in body.here()}
        free = sorted(set(municipalities()) - taken) or sorted(taken)
        body = Body(f"F{len(found) + 1:03}", date(year, 1, 1))
        body.enter(free[int(rng.integers(0, len(free)))], date(year, 1, 1))
        found.append(body)


def _end(body: Body, others: list[Body], year: int, *, merges: bool) -> None:
    """Close an association at the end of the year before; its area goes to the next one."""
    body.last_day = date(year - 1, 12, 31)
    here = body.here()
    near = min(others, key=lambda other: (abs(int(min(other.here())) - int(min(here))), other.code))
    for code in here:
        body.leave(code, body.last_day)
        if merges and code not in near.here():
            near.enter(code, date(year, 1, 1))
    body.merged_into = near.code if merges else ""


def _change_area(found: list[Body], covered: int, year: int, rng: np.random.Generator) -> None:
    """Let municipalities join or leave until ``covered`` are in some association."""
    alive = [body for body in found if body.alive()]
    taken = sorted({code for body in alive for code in body.here()})
    free = sorted(set(municipalities()) - set(taken))
    for at in rng.permutation(len(free)).tolist()[: max(covered - len(taken), 0)]:
        near = min(alive, key=lambda body: (abs(int(min(body.here())) - int(free[at])), body.code))
        near.enter(free[at], date(year, (1, 1, 7)[at % 3], 1))
    for at in rng.permutation(len(taken)).tolist():
        if len({code for body in alive for code in body.here()}) <= covered:
            break
        _leave_all(alive, taken[at], year)


def _leave_all(alive: list[Body], code: str, year: int) -> None:
    """A municipality leaves; an association with no other shares its neighbour's."""
    left = sorted({each for body in alive for each in body.here()} - {code})
    for body in alive:
        if code in body.here() and left:
            body.leave(code, date(year - 1, 12, 31))
            if not body.here():
                body.enter(min(left, key=lambda c: (abs(int(c) - int(code)), c)), date(year, 1, 1))


def body_frames(found: list[Body], rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    """The tables organisation, association, association_area and association_member."""
    names = association_names(len(found), rng)
    areas = [(body.code, *area) for body in found for area in body.areas]
    members = sorted({row for body in found for row in _members(body)}, key=str)
    return {
        "organisation": _organisations({row[1] for row in members}),
        "association": pl.DataFrame(
            {
                "association_code": [body.code for body in found],
                "name": names,
                "first_day": [body.first_day for body in found],
                "last_day": [body.last_day for body in found],
                "merged_into": [body.merged_into or None for body in found],
            },
            schema_overrides={"last_day": pl.Date, "merged_into": pl.String},
        ),
        "association_area": pl.DataFrame(
            areas,
            schema={
                "association_code": pl.String,
                "municipality_code": pl.String,
                "first_day": pl.Date,
                "last_day": pl.Date,
            },
            orient="row",
        ),
        "association_member": pl.DataFrame(
            members,
            schema={
                "association_code": pl.String,
                "organisation_code": pl.String,
                "first_day": pl.Date,
                "last_day": pl.Date,
            },
            orient="row",
        ),
    }


def _members(body: Body) -> list[tuple[str, str, date, date | None]]:
    """State, region and municipalities; a member for as long as something of it is there."""
    parties = {INSURANCE, EMPLOYMENT} | {f"R{code[:2]}" for code, _, _ in body.areas}
    rows = [(body.code, party, body.first_day, body.last_day) for party in sorted(parties)]
    return rows + [(body.code, f"K{code}", first, last) for code, first, last in body.areas]


def _organisations(codes: set[str]) -> pl.DataFrame:
    rows = []
    for code in sorted(codes | {INSURANCE, EMPLOYMENT}):
        if code == INSURANCE:
            rows.append((code, "social_insurance_agency", "Försäkringskassan"))
        elif code == EMPLOYMENT:
            rows.append((code, "public_employment_service", "Arbetsförmedlingen"))
        elif code.startswith("R"):
            county = counties()[code[1:]].removesuffix(" län")
            rows.append((code, "region", f"Region {county.removesuffix('s')}"))
        else:
            rows.append((code, "municipality", municipal_body(municipalities()[code[1:]].name)))
    schema = {"organisation_code": pl.String, "party": pl.String, "name": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def municipal_body(name: str) -> str:
    """What the body of a municipality is called.

    >>> [municipal_body(each) for each in ("Jönköping", "Aneby", "Tranås", "Falun")]
    ['Jönköpings kommun', 'Aneby kommun', 'Tranås kommun', 'Falu kommun']
    """
    stem = "Falu" if name == "Falun" else name
    genitive = stem if stem[-1].lower() in "aeiouyåäösxz" else f"{stem}s"
    return f"{genitive} kommun"
