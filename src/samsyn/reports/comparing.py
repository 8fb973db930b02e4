"""Whole sentences that need more than one figure: against last year, and women beside men."""

from typing import Any

from samsyn.reports.context import Context
from samsyn.reports.prose import Parts, changed, revised, women_and_men


def compared(ctx: Context, indicator: str, subject: str = "Antalet", **key: Any) -> Parts:
    """``Antalet ökade med 5 procent jämfört med 2016.``

    A footnote follows where last year's figure was another when it was first published. For a
    share, ``subject`` is *Andelen* and ``statistic`` is given as ``change_points``.
    """
    statistic = key.pop("statistic", "change_percent")
    before = ctx.get(indicator, period=ctx.before, **key)
    then = ctx.past(indicator, period=ctx.before, **key)
    change = ctx.get(indicator, statistic=statistic, **key)
    told = (f"{subject} ", *changed(change), f" jämfört med {ctx.before}.")
    return (*told, *revised(before, then))


def by_sex(ctx: Context, of: str, **key: Any) -> Parts:
    """``55 procent kvinnor och 45 procent män`` among those the indicator ``of`` counts."""
    women = ctx.get("sex_share", of=of, sex="woman", **key)
    return women_and_men(women, ctx.get("sex_share", of=of, sex="man", **key))
