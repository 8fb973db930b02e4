"""Time to the first job, and the effect among those who took part because they were drawn to."""

from collections.abc import Sequence

from samsyn.disclosure.study.rows import Key, Rows
from samsyn.disclosure.study.small import of_mean, of_share, of_steps
from samsyn.evaluation.study_results import Complier, FirstJob
from samsyn.evaluation.time_to_event import Survival

MONTHS = (3, 6, 9, 12, 15, 18)


def add_first_job(rows: Rows, every: Sequence[FirstJob]) -> None:
    """The share that has had a job by the end of each quarter, by arm, and the log-rank test."""
    for each in every:
        for curve in each.curves:
            _curve(rows, each.outcome, curve)
        rows.add("study_first_job_test", "statistic", each.test.statistic, unit="statistic",
                 outcome=each.outcome)  # fmt: skip
        rows.add("study_first_job_test", "p", each.test.p, outcome=each.outcome)


def _curve(rows: Rows, outcome: str, curve: Survival) -> None:
    months = [month for month in MONTHS if not len(curve.time) or month <= _last(curve)]
    shares = [curve.share_with_event(month) for month in months]
    events = [round(share * curve.people) for share in shares]
    grown = of_steps([0, *events], rows.limit)[1:]
    for month, share, many, step in zip(months, shares, events, grown, strict=True):
        reason = of_share(many, curve.people, rows.limit) or step
        rows.add("study_first_job", "share", 100 * share, n=curve.people, withheld=reason,
                 arm=curve.arm, outcome=outcome, horizon=month)  # fmt: skip


def _last(curve: Survival) -> int:
    """The last quarter's end that the curve reaches."""
    return 3 * (int(curve.time[-1]) // 3 + 1)


def add_compliers(rows: Rows, every: Sequence[Complier]) -> None:
    """The effect by instrument; its label is printed beside it."""
    for each in every:
        key: Key = {"arm": each.arm, "against": each.against, "outcome": each.outcome,
               "horizon": each.month}  # fmt: skip
        few = of_mean(each.effect.people, rows.limit) or _hidden(rows, each)
        rows.interval("study_complier", "difference", each.effect, scale=100,
                      n=each.effect.people, withheld=few, **key)  # fmt: skip
        rows.add("study_complier", "first_stage", 100 * each.effect.first_stage,
                 n=each.effect.people, withheld=few, **key)  # fmt: skip


def _hidden(rows: Rows, each: Complier) -> str:
    """Why the share of either arm is withheld at that month."""
    when = f"horizon={each.month};outcome={each.outcome}"
    pair = {f"arm={each.arm};{when}", f"arm={each.against};{when}"}
    shares = (row for row in rows.rows if row.indicator == "study_share")
    return max((row.reason for row in shares if row.breakdown in pair), default="")
