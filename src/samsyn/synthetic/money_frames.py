"""The tables of money and staff."""

from __future__ import annotations

import numpy as np
import polars as pl

from samsyn.synthetic import assumed
from samsyn.synthetic.bodies import Body
from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.cells import Cells, Floats, Ints
from samsyn.synthetic.chance import apportioned
from samsyn.synthetic.efforts import Efforts, lifetimes
from samsyn.synthetic.money_cells import AMOUNTS, SOURCES, STAFF_UNIT
from samsyn.synthetic.participations import Participations

NIL = 1e-9
IN_KIND = 560_000  # SEK for a full-time equivalent lent


def fund_weights(number: int, participants: Floats, rng: np.random.Generator) -> Floats:
    """Funds of each association against the others': lognormal, larger with more people."""
    spread = assumed.weights("funds_spread")
    people = np.log(participants)
    drawn = 0.8 * people / max(float(np.std(people)), NIL) + 0.6 * rng.standard_normal(number)
    drawn = spread["sigma"] * (drawn - drawn.mean()) / max(float(np.std(drawn)), NIL)
    median = spread["mean"] * np.exp(-(spread["sigma"] ** 2) / 2)
    return np.asarray(np.clip(median * np.exp(drawn), spread["least"], spread["most"]))


def money_frames(
    calibrated: Calibrated,
    made: Efforts,
    found: list[Body],
    people: Participations,
    codes: list[str],
    weight: Floats,
    rng: np.random.Generator,
) -> dict[str, pl.DataFrame]:
    """The tables association_funds, association_cost, intervention_cost and intervention_staff."""
    first, last = lifetimes(found, calibrated.years)
    alive = {year: np.flatnonzero((first <= year) & (last >= year)) for year in calibrated.years}
    own = [body.code for body in found]
    return {
        "association_funds": _funds(calibrated, alive, own, weight),
        "association_cost": _administration(calibrated, alive, own, weight),
        "intervention_cost": _costs(calibrated, made, people, codes, rng),
        "intervention_staff": _staff(calibrated, made, people, codes, rng),
    }


def _amount(cells: Cells, **where: object) -> int:
    return int(cells.counts[cells.chosen(where)].sum())


def _funds(
    calibrated: Calibrated, alive: dict[int, Ints], own: list[str], weight: Floats
) -> pl.DataFrame:
    rows: list[tuple[str, int, str, int]] = []
    for year, here in alive.items():
        for source in SOURCES:
            total = _amount(calibrated.money.funds, funding_source=source, year=year)
            parts = _signed(total, weight[here])
            rows += [
                (own[at], year, source, part)
                for at, part in zip(here.tolist(), parts.tolist(), strict=True)
                if part
            ]
    schema = {
        "association_code": pl.String, "year": pl.Int32,
        "source": pl.String, "amount_sek": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _signed(total: int, weights: Floats) -> Ints:
    return apportioned(abs(total), weights) * (1 if total >= 0 else -1)


def _administration(
    calibrated: Calibrated, alive: dict[int, Ints], own: list[str], weight: Floats
) -> pl.DataFrame:
    cells = calibrated.money.administration
    rows: list[tuple[str, int, str, int, int]] = []
    for year, here in alive.items():
        for kind in assumed.weights("administration_percent"):
            budget, outturn = (
                _signed(_amount(cells, kind=kind, amount=amount, year=year), weight[here] ** 0.8)
                for amount in AMOUNTS
            )
            parts = zip(here.tolist(), budget.tolist(), outturn.tolist(), strict=True)
            rows += [(own[at], year, kind, planned, spent) for at, planned, spent in parts]
    schema = {
        "association_code": pl.String, "year": pl.Int32, "kind": pl.String,
        "budget_sek": pl.Int64, "outturn_sek": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _in_year(people: Participations, made: Efforts, year: int) -> Ints:
    """Participations of each intervention that are active in a year."""
    rows = people.rows
    first, last = (
        rows[name].astype("datetime64[Y]").astype(int) + 1970
        for name in ("entered_on", "exited_on")
    )
    active = (first <= year) & (last >= year) & ~rows["in_error"]
    return np.bincount(rows["intervention"][active], minlength=len(made))


def _costs(
    calibrated: Calibrated,
    made: Efforts,
    people: Participations,
    codes: list[str],
    rng: np.random.Generator,
) -> pl.DataFrame:
    cells = calibrated.money.costs
    rows: list[tuple[str, int, str, int | None, int, int]] = []
    for year in calibrated.years:
        size = _in_year(people, made, year) + 6.0 * made.size
        for orientation in ("individual", "structural"):
            here = np.flatnonzero(made.active(year) & (made.orientation == orientation))
            for kind in ("intervention", "esf"):
                some = here if kind == "intervention" else here[:: max(len(here) // 25, 1)]
                where = {"orientation": orientation, "kind": kind, "year": year}
                noise = rng.lognormal(0, 0.12, len(some))
                spent = _signed(_amount(cells, **where, amount="outturn"), size[some])
                planned = _signed(_amount(cells, **where, amount="budget"), size[some] * noise)
                plan = np.rint(size[some] * noise).astype(int).tolist()
                for at, people_planned, b, o in zip(
                    some.tolist(), plan, planned.tolist(), spent.tolist(), strict=True
                ):
                    heads = people_planned if orientation == "individual" else None
                    rows.append((codes[at], year, kind, heads, b, o))
    schema = {
        "intervention_code": pl.String, "year": pl.Int32, "kind": pl.String,
        "planned_participants": pl.Int64, "budget_sek": pl.Int64, "outturn_sek": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _staff(
    calibrated: Calibrated,
    made: Efforts,
    people: Participations,
    codes: list[str],
    rng: np.random.Generator,
) -> pl.DataFrame:
    rows: list[tuple[str, int, str, float, int]] = []
    lenders = ("AF", "FK")
    for year in calibrated.years:
        total = _amount(calibrated.money.staff, year=year)
        here = np.flatnonzero(made.active(year) & made.by_person)
        size = np.asarray(_in_year(people, made, year)[here] + 0.5, float)
        parts = apportioned(total, size)
        picks = rng.integers(0, len(lenders), len(here)).tolist()
        for at, tenths, pick in zip(here.tolist(), parts.tolist(), picks, strict=True):
            split = (tenths - tenths // 3, tenths // 3) if tenths > 9 else (tenths, 0)
            for part, lender in zip(split, (lenders[pick], lenders[1 - pick]), strict=True):
                if part:
                    full = round(part * STAFF_UNIT, 1)
                    rows.append((codes[at], year, lender, full, round(full * IN_KIND)))
    schema = {
        "intervention_code": pl.String, "year": pl.Int32, "organisation_code": pl.String,
        "full_time_equivalents": pl.Float64, "in_kind_sek": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")
