"""What must hold between the fields of a protocol: names that exist, parts that add up."""

from collections import Counter

from samsyn.evaluation.protocol import Outcome, Protocol
from samsyn.evaluation.protocol_table import Faults


def check_together(protocol: Protocol, faults: Faults) -> None:
    """Note every fault that shows only when fields are held against one another."""
    _check_names(protocol, faults)
    _check_arms(protocol, faults)
    _check_contrasts(protocol, faults)
    _check_horizons(protocol, faults)
    for number, outcome in enumerate(protocol.outcomes):
        _check_components(outcome, f"outcomes[{number}]", faults)
    for number, price in enumerate(protocol.prices):
        if not price.low <= price.amount <= price.high:
            faults.add(f"prices[{number}].amount", "should lie between low and high.")


def _check_names(protocol: Protocol, faults: Faults) -> None:
    lists = {
        ("arms", "id"): [each.id for each in protocol.arms],
        ("sites", "municipality"): [each.municipality for each in protocol.sites],
        ("outcomes", "id"): [each.id for each in protocol.outcomes],
        ("subgroups", "id"): [each.id for each in protocol.subgroups],
        ("prices", "id"): [each.id for each in protocol.prices],
    }
    for (name, key), ids in lists.items():
        for number, each in enumerate(ids):
            if each in ids[:number]:
                faults.add(f"{name}[{number}].{key}", f"{each!r} stands more than once.")


def _check_arms(protocol: Protocol, faults: Faults) -> None:
    references = sum(arm.reference for arm in protocol.arms)
    if references != 1:
        faults.add("arms[0]", f"exactly one arm is the reference, and {references} are.")
    for number, arm in enumerate(protocol.arms):
        if arm.caseload and not arm.staff:
            faults.add(f"arms[{number}].caseload", "a cap needs staff, the number of posts.")
    if not any(outcome.primary for outcome in protocol.outcomes):
        faults.add("outcomes[0]", "one outcome must be primary: primary = true.")


def _check_contrasts(protocol: Protocol, faults: Faults) -> None:
    arms = [arm.id for arm in protocol.arms]
    seen = set()
    for number, contrast in enumerate(protocol.contrasts):
        field = f"contrasts[{number}]"
        for key, arm in (("arm", contrast.arm), ("against", contrast.against)):
            if arm not in arms:
                faults.add(f"{field}.{key}", f"{arm!r} is no arm here: {', '.join(arms)}.")
        pair = frozenset((contrast.arm, contrast.against))
        if len(pair) < 2:
            faults.add(f"{field}.against", "an arm cannot be compared with itself.")
        if pair in seen:
            faults.add(field, "the same two arms are already compared.")
        seen.add(pair)


def _check_horizons(protocol: Protocol, faults: Faults) -> None:
    if len(set(protocol.horizons)) < len(protocol.horizons):
        faults.add("horizons", "a month stands twice.")
    if max(protocol.horizons) > protocol.follow_up_months:
        faults.add(
            "horizons",
            f"month {max(protocol.horizons)} lies after follow_up_months, "
            f"{protocol.follow_up_months}.",
        )
    for number, site in enumerate(protocol.sites):
        if site.joins_on >= protocol.data_cut:
            faults.add(f"sites[{number}].joins_on", "should be before data_cut.")


def _check_components(outcome: Outcome, field: str, faults: Faults) -> None:
    if not outcome.components:
        return
    parts = [status for part in outcome.components for status in part.statuses]
    for status, count in Counter(parts).items():
        if count > 1:
            faults.add(f"{field}.components[0]", f"{status!r} stands in several components.")
    for status in sorted(set(outcome.statuses) ^ set(parts)):
        where = "no component" if status in outcome.statuses else "a component, not the outcome"
        faults.add(f"{field}.statuses", f"{status!r} stands in {where}; parts must add up.")
