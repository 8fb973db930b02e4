"""Changes between two periods: in percent and in units for counts and sums, points for shares."""

from collections.abc import Iterator
from dataclasses import replace

from samsyn.statistics.question import Counted
from samsyn.vocabulary.period import Period
from samsyn.vocabulary.rules import rule

NEW_GROUP = "Målgruppen är ny i regeringens uppdrag: ingen jämförelse."
FROM_ZERO = "Ingen jämförelse: värdet var noll."


def changes(
    now: Counted, then: Counted | None, period: Period, against: Period
) -> Iterator[Counted]:
    """The changes of one cell since ``against``; ``then`` is the cell there, if it exists.

    Counts and sums change in percent (of the earlier value, printed as n) and absolutely;
    shares in percentage points; means and medians not at all.
    """
    reason = _no_comparison(now, then, period, against)
    before = then.value if then else None
    if now.statistic in ("count", "sum"):
        yield _change(now, before, against, "change_percent", reason)
        yield _change(now, before, against, "change_absolute", reason)
    elif now.statistic == "share":
        yield _change(now, before, against, "change_points", reason)


def _no_comparison(now: Counted, then: Counted | None, period: Period, against: Period) -> str:
    if _newly_named(dict(now.breakdown), period, against):
        return NEW_GROUP
    if now.not_available or then is None or then.not_available:
        return now.not_available or (then.not_available if then else "") or "Ingen jämförelse."
    return ""


def _change(
    now: Counted, before: float | int | None, against: Period, statistic: str, reason: str
) -> Counted:
    blank = replace(
        now,
        statistic=statistic,
        against=against.name,
        unit=now.unit if statistic == "change_absolute" else "percent",
        value=None,
        n=None,
        numerator=None,
        persons=None,
        not_available=reason,
    )
    if reason or now.value is None or before is None:
        return blank
    if statistic != "change_percent":
        return replace(blank, value=now.value - before)
    if before == 0:
        return replace(blank, n=0, not_available=FROM_ZERO)
    return replace(blank, value=100 * (now.value - before) / before, n=before)


def _newly_named(breakdown: dict[str, str], period: Period, against: Period) -> bool:
    """Whether the government names the group for this period but did not for the other."""
    groups = {breakdown.get("target_group"), breakdown.get("derived_group")}
    before = _named_groups(against)
    return before is not None and bool(groups & (_named_groups(period) or set()) - before)


def _named_groups(period: Period) -> set[str | None] | None:
    named = [each for each in rule("priorities").values if each.first_day <= period.last_day]
    return set(named[-1].value) if named else None
