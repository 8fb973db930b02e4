"""Whole sentences that need more than one figure: against last year, and women beside men."""

from typing import Any

from samsyn.reports.context import Context
from samsyn.reports.nouns import OUTCOMES
from samsyn.reports.prose import Parts, changed, number, revised, women_and_men


def compared(ctx: Context, indicator: str, subject: str = "Antalet", **key: Any) -> Parts:
    """``Antalet ökade med 5 procent jämfört med 2016.``

    A footnote follows where last year's figure, or the change, was published as another. For a
    share, ``subject`` is *Andelen* and ``statistic`` is given as ``change_points``. Where last
    year is missing or withheld, the sentence says that there is no comparison.
    """
    statistic = key.pop("statistic", "change_percent")
    change = ctx.get(indicator, statistic=statistic, **key)
    if not change.shown:
        return (f"Någon jämförelse med {ctx.before} kan inte göras.",)
    before = ctx.get(indicator, period=ctx.before, **key)
    told = (f"{subject} ", *changed(change), f" jämfört med {ctx.before}.")
    return (*told, *revised((before, ctx.past(before)), (change, ctx.past(change))))


def by_sex(ctx: Context, of: str, **key: Any) -> Parts:
    """``55 procent kvinnor och 45 procent män`` among those the indicator ``of`` counts."""
    women = ctx.get("sex_share", of=of, sex="woman", **key)
    return women_and_men(women, ctx.get("sex_share", of=of, sex="man", **key))


def share_by_sex(ctx: Context, indicator: str, link: str = "", **key: Any) -> Parts:
    """``31 procent arbetade … (28 procent av kvinnorna och 34 procent av männen)``.

    ``link`` joins it to a main clause: *Det var 31 procent **som** arbetade …*. Women and men
    are left out where either is not shown.
    """
    words = " ".join(filter(None, ("procent", link, OUTCOMES[indicator])))
    told = (*number(ctx.get(indicator, **key)), f" {words}")
    women, men = (ctx.get(indicator, sex=sex, **key) for sex in ("woman", "man"))
    if not (women.shown and men.shown):
        return told
    among_men = (" procent av kvinnorna och ", *number(men), " procent av männen)")
    return (*told, " (", *number(women), *among_men)


def sex_told(ctx: Context, of: str, beginning: str, **key: Any) -> Parts:
    """A sentence with the shares of women and men; nothing where either is not shown."""
    shares = (ctx.get("sex_share", of=of, sex=sex, **key) for sex in ("woman", "man"))
    if not all(each.shown for each in shares):
        return ()
    return (f"{beginning} ", *by_sex(ctx, of, **key), ".")
