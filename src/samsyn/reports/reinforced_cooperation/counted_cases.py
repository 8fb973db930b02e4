"""What the chapters share: whether there is anything to tell, and figures per benefit."""

from samsyn.disclosure import Released
from samsyn.reports.categories import codes, label_of
from samsyn.reports.context import Context
from samsyn.reports.document import Label
from samsyn.reports.observations import lowered
from samsyn.reports.prose import Parts, flat, joined, number


def any_of(ctx: Context, indicator: str) -> bool:
    """Whether the indicator counts anything, shown or not, in the period."""
    found = ctx.get(indicator)
    return found.status == "withheld" or bool(found.value)


def per_benefit(ctx: Context, indicator: str, unit: str) -> Parts:
    """The figure of each benefit that is shown, followed by ``unit`` and the benefit.

    With *procent bland dem med*: ``74 procent bland dem med sjukpenning och 75 procent bland dem
    med aktivitetsersättning``.
    """
    told = [
        flat(number(found), f" {unit} ", Label(lowered(label_of(ctx, "benefit", code))))
        for code in codes(ctx, "joint_assessments", "benefit")
        if (found := _found(ctx, indicator, code)).shown
    ]
    return joined(told)


def _found(ctx: Context, indicator: str, benefit: str) -> Released:
    return ctx.get(indicator, benefit=benefit)
