"""What the arms cost, and what a month more in the outcome costs: prices from the protocol."""

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.cost_effectiveness import (
    Icer,
    acceptability,
    bootstrap_plane,
    icer,
    net_benefit,
    one_way_sensitivity,
)
from samsyn.evaluation.costs import PAYERS, SOCIETY, discounted
from samsyn.evaluation.interval import Interval
from samsyn.evaluation.linear import Floats
from samsyn.evaluation.means import difference_in_means
from samsyn.evaluation.protocol import Outcome, PlannedContrast, Price
from samsyn.evaluation.study_gathering import Gathered
from samsyn.evaluation.study_results import CostByArm, CostEffect, Costs

Chosen = NDArray[np.bool_]

UNIT = "månad i arbete eller studier"
WORTH = (10_000.0, 25_000.0, 50_000.0)
CURVE = tuple(float(price) for price in range(0, 100_001, 5_000))
POINTS_OF_PLANE = 500


def costs(of: Gathered, outcome: Outcome, *, draws: int = 10_000) -> Costs | None:
    """Costs by arm and payer, and each contrast's cost for a month more in the outcome.

    Months are counted to the first horizon of the protocol, for those observed all the way. None
    without prices or amounts.
    """
    if not of.protocol.prices or of.frames["study_cost"].is_empty():
        return None
    units = _units(of)
    months = of.protocol.horizons[0]
    table = of.data.months.outcome(outcome.statuses)[:, :months]
    seen: Chosen = np.asarray(np.isfinite(table).all(axis=1))
    left_out = int((~seen).sum())
    remark = f"{left_out} av {len(seen)} lottade följdes inte hela tiden och är inte med."
    return Costs(
        _price_year(of), months, of.protocol.discount_rate,
        tuple(_of_arm(of, arm.id, units, seen) for arm in of.protocol.arms),
        tuple(
            _effect(of, pair, units, np.nansum(table, axis=1), seen, draws)
            for pair in of.protocol.contrasts
        ),
        remark if left_out else "",
    )  # fmt: skip


def _price_year(of: Gathered) -> int:
    years = {price.price_year for price in of.protocol.prices}
    if len(years) > 1:
        raise WrongUse(
            f"The prices are of several years ({', '.join(map(str, sorted(years)))}). Give all in "
            "the prices of one year: samsyn.evaluation.in_prices_of moves an amount."
        )
    return years.pop()


def _units(of: Gathered) -> dict[str, Floats]:
    """Discounted units of each priced item, one a person."""
    known = [price.id for price in of.protocol.prices]
    place = {person: number for number, person in enumerate(of.people)}
    found = {item: np.zeros(len(of.people)) for item in known}
    columns = of.frames["study_cost"].select("person_id", "item", "year_of_study", "units")
    for person, item, year, units in columns.iter_rows():
        if item not in found:
            raise UnknownName(item, "price in the protocol", known=known)
        found[item][place[person]] += discounted(units, years=year, rate=of.protocol.discount_rate)
    return found


def _bill(
    prices: tuple[Price, ...], units: Mapping[str, Floats], payer: str,
    amounts: Mapping[str, float] | None = None,
) -> Floats:  # fmt: skip
    """SEK a person for one payer, or for society (everything but transfers)."""
    mine = [
        (amounts or {}).get(price.id, price.amount) * units[price.id]
        for price in prices
        if (not price.transfer if payer == SOCIETY else price.payer == payer)
    ]
    return np.sum(mine, axis=0) if mine else np.zeros(len(next(iter(units.values()))))


def _of_arm(of: Gathered, arm: str, units: Mapping[str, Floats], seen: Chosen) -> CostByArm:
    here = seen & (np.asarray(of.data.arm) == arm)
    prices = of.protocol.prices
    return CostByArm(
        arm, int(here.sum()),
        {payer: float(_bill(prices, units, payer)[here].mean()) for payer in (*PAYERS, SOCIETY)},
        {price.id: float(price.amount * units[price.id][here].mean()) for price in prices},
    )  # fmt: skip


def _effect(
    of: Gathered, pair: PlannedContrast, units: Mapping[str, Floats],
    months: Floats, seen: Chosen, draws: int,
) -> CostEffect:  # fmt: skip
    arms, prices = np.asarray(of.data.arm), of.protocol.prices
    treated, control = (seen & (arms == name) for name in (pair.arm, pair.against))
    society = _bill(prices, units, SOCIETY)
    both = {
        "cost": society[treated], "effect": months[treated],
        "cost_control": society[control], "effect_control": months[control],
    }  # fmt: skip
    plane = bootstrap_plane(**both, draws=draws)
    level = of.protocol.level

    def with_prices(amounts: Mapping[str, float]) -> Icer:
        bill = _bill(prices, units, SOCIETY, amounts)
        return icer(**{**both, "cost": bill[treated], "cost_control": bill[control]})

    difference = partial(_difference, treated=treated, control=control, level=level)
    points = zip(plane.effect[:POINTS_OF_PLANE], plane.cost[:POINTS_OF_PLANE], strict=True)
    return CostEffect(
        pair.arm, pair.against, UNIT, icer(**both), difference(months),
        {payer: difference(_bill(prices, units, payer)) for payer in (*PAYERS, SOCIETY)},
        tuple((each, net_benefit(**both, willingness=each, level=level)) for each in WORTH),
        plane.quadrants(), acceptability(plane, CURVE),
        tuple((float(effect), float(cost)) for effect, cost in points),
        one_way_sensitivity(
            with_prices, base={price.id: price.amount for price in prices},
            ranges={price.id: (price.low, price.high) for price in prices if not price.transfer},
        ),
        int(treated.sum()), int(control.sum()),
    )  # fmt: skip


def _difference(values: Floats, *, treated: Chosen, control: Chosen, level: float) -> Interval:
    if not np.ptp(values[treated]) and not np.ptp(values[control]):
        same = float(values[treated][0] - values[control][0])
        return Interval(same, same, same, level)
    found = difference_in_means(
        outcome=values[treated], outcome_control=values[control], level=level
    )
    return Interval(found.estimate, found.lower, found.upper, level)
