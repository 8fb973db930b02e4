"""Costs by payer, cost against effect, and what the result hangs on."""

from samsyn.disclosure.study.rows import Key, Rows
from samsyn.disclosure.study.small import of_mean
from samsyn.evaluation.interval import Interval
from samsyn.evaluation.study_results import CostByArm, CostEffect, Costs

_NO_RATIO = "En arm är både billigare och bättre, eller lika: ingen kvot behövs."


def add_costs(rows: Rows, costs: Costs) -> None:
    """Costs a person by arm, and each contrast."""
    rows.add("study_plan", "discount_rate", 100 * costs.discount_rate, unit="percent")
    for arm in costs.arms:
        _arm(rows, arm)
    for contrast in costs.contrasts:
        _contrast(rows, contrast)


def _arm(rows: Rows, arm: CostByArm) -> None:
    reason = of_mean(arm.people, rows.limit)
    for payer, mean in arm.by_payer.items():
        rows.add("study_cost", "mean", mean, n=arm.people, withheld=reason,
                 arm=arm.arm, payer=payer)  # fmt: skip
    for item, mean in arm.by_item.items():
        rows.add("study_cost", "mean", mean, n=arm.people, withheld=reason,
                 arm=arm.arm, price=item)  # fmt: skip


def _contrast(rows: Rows, each: CostEffect) -> None:
    pair: Key = {"arm": each.arm, "against": each.against}
    n = each.people + each.people_against
    few = of_mean(min(each.people, each.people_against), rows.limit)
    rows.interval(
        "study_effect_difference", "difference", each.extra_effect, n=n, withheld=few, **pair
    )
    for payer, interval in each.extra_cost.items():
        rows.interval("study_cost_difference", "difference", interval, n=n, withheld=few,
                      payer=payer, **pair)  # fmt: skip
    missing = "" if each.icer.ratio is not None else _NO_RATIO
    rows.add("study_icer", "ratio", each.icer.ratio, n=n, withheld=few, missing=missing, **pair)
    for verdict, share in each.quadrants.items():
        rows.add("study_plane", "share", 100 * share, n=n, withheld=few,
                 quadrant=verdict.replace(" ", "_"), **pair)  # fmt: skip
    for price, share in each.curve:
        rows.add("study_worth", "share", 100 * share, n=n, withheld=few,
                 willingness=round(price), **pair)  # fmt: skip
    for price, interval in each.worth:
        _worth(rows, price, interval, few, n, pair)
    for found in each.sensitivity:
        for end, result in (("low", found.low), ("high", found.high)):
            rows.add("study_sensitivity", "difference", result.cost, n=n, withheld=few,
                     price=found.item, end=end, **pair)  # fmt: skip


def _worth(rows: Rows, price: float, interval: Interval, few: str, n: int, pair: Key) -> None:
    rows.interval("study_net_benefit", "difference", interval, n=n, withheld=few,
                  willingness=round(price), **pair)  # fmt: skip
