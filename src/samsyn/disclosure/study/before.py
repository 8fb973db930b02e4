"""What was known before the draw: the plan, the arms side by side, the study and its population."""

from collections.abc import Mapping

from samsyn.disclosure.study.rows import Key, Rows
from samsyn.disclosure.study.small import of_mean, of_parts, of_share
from samsyn.evaluation.balance_table import Balance, BalanceRow
from samsyn.evaluation.study_results import PlannedPower, PopulationBalance


def add_protocol(rows: Rows) -> None:
    """What the protocol itself says in numbers: parts of the draw, caps, prices. No one's data."""
    for arm in rows.protocol.arms:
        rows.add("study_plan", "parts", arm.share, unit="count", arm=arm.id)
        rows.add("study_plan", "caseload", arm.caseload, arm=arm.id,
                 missing="" if arm.caseload else "Armen har inget tak.")  # fmt: skip
    for price in rows.protocol.prices:
        for name, amount in (("mean", price.amount), ("low", price.low), ("high", price.high)):
            rows.add("study_price", name, amount, price=price.id)


def add_plan(rows: Rows, plan: PlannedPower) -> None:
    """What the protocol counted with, and what it could find. No one's data."""
    rows.add("study_plan", "share", 100 * plan.share_control, unit="percent")
    rows.add("study_plan", "difference", 100 * plan.difference, unit="points")
    rows.add("study_plan", "people_an_arm", plan.people_an_arm)
    rows.add("study_plan", "power", 100 * plan.power, unit="percent")
    rows.add("study_detectable", "difference", 100 * plan.smallest_detectable)


def add_balance(rows: Rows, balance: Balance) -> None:
    """Means by arm, standardised differences, and the joint test."""
    for row in balance.rows:
        shares = _is_share(row)
        reasons = _reasons(rows, row, balance.people, shares)
        reference = reasons[rows.protocol.reference]
        for arm, mean in row.means.items():
            rows.add("study_covariate_mean", "share" if shares else "mean",
                     100 * mean if shares else mean, n=balance.people[arm],
                     unit="percent" if shares else "years", withheld=reasons[arm],
                     arm=arm, covariate=row.covariate)  # fmt: skip
        for arm, difference in row.standardised.items():
            rows.add("study_standardised", "difference", difference,
                     withheld=reasons[arm] or reference, arm=arm, covariate=row.covariate,
                     against=rows.protocol.reference)  # fmt: skip
    people = sum(balance.people.values())
    rows.add("study_balance_test", "p", balance.p, n=people)
    rows.add("study_balance_test", "p_large_sample", balance.p_large_sample, n=people)
    rows.add("study_balance_test", "statistic", balance.statistic, n=people, unit="statistic")
    rows.add("study_balance_test", "degrees_of_freedom", balance.degrees_of_freedom, n=people,
             unit="count")  # fmt: skip


def add_population(rows: Rows, held: PopulationBalance) -> None:
    """The study beside the populations it came from."""
    for row in held.rows:
        values = [row.study, *row.populations.values()]
        shares = all(0 <= value <= 1 for value in values)
        unit = "percent" if shares else "years"
        scale, statistic = (100, "share") if shares else (1, "mean")
        hidden = _reason(rows, row.study, held.study_people, shares)
        rows.add("study_covariate_mean", statistic, scale * row.study, n=held.study_people,
                 unit=unit, withheld=hidden, covariate=row.covariate,
                 population="study")  # fmt: skip
        for name, value in row.populations.items():
            people = held.people[name]
            key: Key = {"covariate": row.covariate, "population": name}
            rows.add("study_covariate_mean", statistic, scale * value, n=people, unit=unit,
                     withheld=_reason(rows, value, people, shares), **key)  # fmt: skip
            apart = row.standardised.get(name)
            rows.add("study_standardised", "difference", apart, withheld=hidden,
                     missing="" if apart is not None else "Spridningen är inte känd.",
                     **key)  # fmt: skip
    for name, people in held.people.items():
        rows.add("study_people", "count", people, population=name)


def add_outflow(rows: Rows, outflow: Mapping[str, float]) -> None:
    """A year's outflow of the whole population, as it was published: background."""
    for name, share in outflow.items():
        rows.add("study_outflow", "share", 100 * share, to=name)


def _reasons(rows: Rows, row: BalanceRow, people: Mapping[str, int], share: bool) -> dict[str, str]:
    """Why each arm's mean is withheld; a small one takes another arm's with it.

    The share of all in the study is printed beside, so that one arm alone could be worked out.
    """
    found = {arm: _reason(rows, mean, people[arm], share) for arm, mean in row.means.items()}
    if share:
        counts = {arm: round(mean * people[arm]) for arm, mean in row.means.items()}
        rest = {arm: people[arm] - count for arm, count in counts.items()}
        for parts in (counts, rest):
            for arm, reason in of_parts(parts, rows.limit).items():
                found[arm] = found[arm] or reason
    return found


def _is_share(row: BalanceRow) -> bool:
    return all(0 <= mean <= 1 for mean in row.means.values())


def _reason(rows: Rows, mean: float, people: int, share: bool) -> str:
    if share:
        return of_share(round(mean * people), people, rows.limit) or of_mean(people, rows.limit)
    return of_mean(people, rows.limit)
