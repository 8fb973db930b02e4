"""Shares and differences by arm at the horizons, their parts, groups, bounds and paths."""

from collections.abc import Mapping, Sequence

from samsyn.disclosure.study.rows import Key, Rows
from samsyn.disclosure.study.small import COMPLEMENTARY, of_mean, of_parts, of_share
from samsyn.evaluation.analysis import ArmShare, AtHorizon, Compared, Results
from samsyn.evaluation.intention_to_treat import Contrast, Effect
from samsyn.evaluation.monthly_paths import ArmPath, Path
from samsyn.evaluation.study_results import AllPairs, Loss, Secondary
from samsyn.evaluation.subgroup_effects import SubgroupEffects

Reasons = Mapping[str, str]
"""Why an arm's share is withheld, by arm; "" where it is shown."""


def add_results(rows: Rows, results: Results) -> None:
    """Everything about the planned outcomes."""
    for at in results.horizons:
        add_horizon(rows, at)
    months = {(each.outcome, str(each.month)) for each in results.horizons}
    for outcome, arms in results.raw_paths.items():
        by_month = _add_raw(rows, outcome, arms, months)
        for path in results.paths.get(outcome, ()):
            _add_path(rows, outcome, path, by_month)


def add_horizon(rows: Rows, at: AtHorizon) -> None:
    """One outcome at one month: shares, parts, contrasts, groups, loss."""
    key: Key = {"outcome": at.outcome, "horizon": at.month}
    hidden = _shares(rows, at.shares, key)
    for share in at.shares:
        rows.add("study_observed", "share", 100 * share.people / share.assigned,
                 n=share.assigned, arm=share.arm, **key)  # fmt: skip
    _components(rows, at, hidden, key)
    for each in at.compared:
        _compared(rows, each, hidden[each.arm] or hidden[each.against], key)
    for group, found in at.subgroups.items():
        for effects in found:
            reason = hidden[effects.arm] or hidden[effects.against]
            _groups(rows, group, effects, reason, key)


def _shares(rows: Rows, shares: Sequence[ArmShare], key: Key) -> dict[str, str]:
    hidden = {}
    for each in shares:
        hidden[each.arm] = of_share(round(each.share * each.people), each.people, rows.limit)
        rows.add("study_share", "share", 100 * each.share, n=each.people,
                 withheld=hidden[each.arm], arm=each.arm, **key)  # fmt: skip
    return hidden


def _components(rows: Rows, at: AtHorizon, hidden: Reasons, key: Key) -> None:
    for place, whole in enumerate(at.shares):
        parts = {title: shares[place] for title, shares in at.components.items()}
        counts = {title: round(part.share * part.people) for title, part in parts.items()}
        reasons = of_parts(counts, rows.limit)
        for title, part in parts.items():
            reason = reasons.get(title, "")
            if hidden[whole.arm] and counts[title]:
                reason = reason or COMPLEMENTARY
            rows.add("study_component", "share", 100 * part.share, n=part.people, withheld=reason,
                     arm=whole.arm, component=title, **key)  # fmt: skip


def _compared(rows: Rows, each: Compared, reason: str, key: Key) -> None:
    pair: Key = {"arm": each.arm, "against": each.against, **key}
    _contrast(rows, each.plain, reason, pair)
    effect = each.plain.effect
    rows.add("study_difference", "p_redrawn", each.p_redrawn, unit="probability",
             n=effect.people + effect.people_against, withheld=reason, **pair)  # fmt: skip
    if each.adjusted:
        _contrast(rows, each.adjusted, reason, {**pair, "adjusted": "yes"})
    bounds = each.bounds
    for statistic, value in (
        ("lower", bounds.lower), ("upper", bounds.upper), ("difference", bounds.unadjusted),
    ):  # fmt: skip
        rows.add("study_bounds", statistic, 100 * value, withheld=reason, **pair)
    rows.add("study_bounds", "trimmed", 100 * bounds.trimmed, unit="percent", **pair)


def _contrast(rows: Rows, each: Contrast, reason: str, pair: Key) -> None:
    n = _effect(rows, "study_difference", each.effect, reason, pair)
    for name, value in (("p_holm", each.p_holm), ("p_romano_wolf", each.p_romano_wolf)):
        rows.add("study_difference", name, value, unit="probability", n=n, withheld=reason, **pair)


def _effect(rows: Rows, indicator: str, effect: Effect, reason: str, key: Key) -> int:
    n = effect.people + effect.people_against
    rows.interval(indicator, "difference", effect, scale=100, n=n, withheld=reason, **key)
    rows.add(indicator, "standard_error", 100 * effect.standard_error, n=n, withheld=reason, **key)
    rows.add(indicator, "p", effect.p, unit="probability", n=n, withheld=reason, **key)
    return n


def _groups(rows: Rows, group: str, found: SubgroupEffects, reason: str, key: Key) -> None:
    pair: Key = {"arm": found.arm, "against": found.against, **key}
    few = reason or next(
        filter(None, (of_mean(min(each.people, each.people_against), rows.limit)
                      for each in found.effects.values())), "",
    )  # fmt: skip
    for name, effect in found.effects.items():
        _effect(rows, "study_group_difference", effect, few, {**pair, group: name})
    for name, effect in found.differences.items():
        _effect(rows, "study_interaction", effect, few, {**pair, group: name})


def add_pairs(rows: Rows, every: Sequence[AllPairs]) -> None:
    """The chi-square over the arms; the pairs themselves stand with stratum fixed effects."""
    for each in every:
        if each.chi_square:
            key: Key = {"outcome": each.outcome, "horizon": each.month}
            hidden = max(_hidden(rows, each).values(), default="")
            test = each.chi_square
            rows.add("study_equal_arms", "statistic", test.statistic, withheld=hidden, **key)
            rows.add("study_equal_arms", "p", test.p, unit="probability", withheld=hidden, **key)
        _raw_pairs(rows, each)


def _raw_pairs(rows: Rows, each: AllPairs | Secondary) -> None:
    key: Key = {"outcome": each.outcome, "horizon": each.month, "strata": "no"}
    shown = _hidden(rows, each)
    for pair, p_holm in zip(each.pairs, each.p_holm, strict=True):
        reason = shown.get(pair.arm, "") or shown.get(pair.against, "")
        both: Key = {"arm": pair.arm, "against": pair.against, **key}
        rows.interval("study_difference", "difference", pair.interval, scale=100,
                      withheld=reason, **both)  # fmt: skip
        rows.add("study_difference", "standard_error", 100 * pair.standard_error,
                 withheld=reason, **both)  # fmt: skip
        for name, value in (("p", pair.p), ("p_holm", p_holm)):
            rows.add("study_difference", name, value, unit="probability", withheld=reason, **both)


def _hidden(rows: Rows, each: AllPairs | Secondary) -> dict[str, str]:
    """Why each arm's share is withheld at the outcome's month; "" where it is shown."""
    when = f";horizon={each.month};outcome={each.outcome}"
    return {
        row.breakdown.removeprefix("arm=").removesuffix(when): row.reason
        for row in rows.rows
        if row.indicator == "study_share" and row.breakdown.endswith(when)
    }


def add_secondary(rows: Rows, secondary: Sequence[Secondary]) -> None:
    """Outcomes beside the planned: still in a measure or in work, broke off."""
    for each in secondary:
        _shares(rows, each.shares, {"outcome": each.outcome, "horizon": each.month})
        _raw_pairs(rows, each)


def add_loss(rows: Rows, loss: Sequence[Loss]) -> None:
    """Those not observed, by arm and reason."""
    for each in loss:
        key: Key = {"arm": each.arm, "horizon": each.month}
        gone = {
            name: getattr(each, name) for name in ("deceased", "emigrated", "protected", "not_over")
        }
        hidden = of_parts(gone, rows.limit)
        rows.add("study_people", "count", each.observed, step="observed", **key)
        rows.add("study_people", "count", each.assigned - each.observed, step="not_observed", **key)
        for name, people in gone.items():
            rows.add("study_people", "count", people, withheld=hidden.get(name, ""),
                     step="not_observed", stopped=name, **key)  # fmt: skip


def _add_raw(
    rows: Rows, outcome: str, arms: Sequence[ArmPath], done: set[tuple[str, str]]
) -> dict[tuple[str, int], str]:
    """Shares by arm and month; returns why those withheld are."""
    hidden: dict[tuple[str, int], str] = {}
    for arm in arms:
        for place, month in enumerate(arm.months):
            people = int(arm.people[place])
            if not people:
                continue
            mean = float(arm.mean[place])
            reason = hidden[arm.arm, month] = of_share(round(mean * people), people, rows.limit)
            if (outcome, str(month)) not in done:
                rows.add("study_share", "share", 100 * mean, n=people, withheld=reason,
                         arm=arm.arm, outcome=outcome, horizon=month)  # fmt: skip
    return hidden


def _add_path(rows: Rows, outcome: str, path: Path, hidden: Mapping[tuple[str, int], str]) -> None:
    for place, month in enumerate(path.months):
        pair = [hidden.get((arm, month), "") for arm in (path.arm, path.against)]
        n = int(path.people[place] + path.people_against[place])
        values = {
            "difference": path.estimate, "lower": path.lower, "upper": path.upper,
            "lower_all": path.lower_all, "upper_all": path.upper_all,
        }  # fmt: skip
        for name, array in values.items():
            rows.add("study_path", name, 100 * float(array[place]), n=n, withheld=max(pair),
                     arm=path.arm, against=path.against, outcome=outcome,
                     horizon=month)  # fmt: skip
