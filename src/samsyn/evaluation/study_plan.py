"""A study's plan: people, power, room for them; and the plan run many times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from samsyn.errors import WrongUse
from samsyn.evaluation.linear import Errors
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.sample_size import (
    Design,
    PeopleNeeded,
    capacity,
    people_needed,
    power_curve,
    within_capacity,
)
from samsyn.evaluation.simulation import Simulated, simulate
from samsyn.evaluation.study_background import planned_power
from samsyn.evaluation.study_files import read_tables
from samsyn.evaluation.study_folder import Study
from samsyn.evaluation.study_results import PlannedPower

DAYS_A_MONTH = 30.4


@dataclass(frozen=True)
class Plan:
    """``needed`` for one contrast; ``asked`` for all arms; ``room``: people an arm can take in.

    ``curve``: pairs (difference, power). ``too_many``: planned people beyond the room, by arm.
    Support is taken to last to the last horizon.
    """

    power: PlannedPower
    needed: PeopleNeeded
    asked: int
    curve: tuple[tuple[float, float], ...]
    months_of_intake: int
    room: Mapping[str, int]
    too_many: Mapping[str, int]


def plan(protocol: Protocol) -> Plan:
    """What the protocol's [power] can find and needs; raises ``WrongUse`` without one."""
    base, asked = planned_power(protocol), protocol.power
    if base is None or asked is None:
        raise WrongUse("The protocol has no [power] with people_an_arm: fill it in first.")
    alpha = 1 - protocol.level
    design = Design(base.people_an_arm, base.people_an_arm, alpha=alpha, loss=asked.loss)
    needed = people_needed(
        share=asked.share_control + asked.difference, share_control=asked.share_control,
        power=asked.power, loss=asked.loss, refusal=asked.refusal, alpha=alpha,
    )  # fmt: skip
    intake = max(1, months_of_intake(protocol))
    room = {
        arm.id: capacity(staff=arm.staff, cap=arm.caseload, months_of_intake=intake,
                         months_of_support=max(protocol.horizons))
        for arm in protocol.arms if arm.caseload
    }  # fmt: skip
    differences = [step / 100 for step in range(4, 15)]
    return Plan(
        base, needed, -(-needed.asked * len(protocol.arms) // 2),
        power_curve(differences=differences, share_control=asked.share_control, design=design),
        intake, room, within_capacity({arm.id: base.people_an_arm for arm in protocol.arms}, room),
    )  # fmt: skip


def months_of_intake(protocol: Protocol) -> int:
    """From the first site's day to the last on which the first horizon can still be reached."""
    last = protocol.data_cut - timedelta(days=round(DAYS_A_MONTH * min(protocol.horizons)))
    first = min(site.joins_on for site in protocol.sites)
    return round((last - first).days / DAYS_A_MONTH)


def simulate_plan(
    study: Study, *, effect: float, arm: str | None = None, runs: int = 1_000, seed: int = 0
) -> tuple[Simulated, ...]:
    """The study's arms, sites, blocks, errors and level over ``runs`` invented trials.

    ``arm`` adds ``effect`` to the control share, the others nothing, so that the same runs tell
    power and false alarms. Sites have the people drawn so far, else equal shares of the plan.
    """
    protocol = study.versions[-1].protocol if study.versions else study.protocol
    if protocol.power is None:
        raise WrongUse("The protocol has no [power] to simulate: fill it in first.")
    chosen = arm or protocol.contrasts[0].arm
    return simulate(
        shares={each.id: each.share for each in protocol.arms}, reference=protocol.reference,
        people=_people(study, protocol), share_control=protocol.power.share_control,
        effects={chosen: effect}, errors=cast(Errors, protocol.errors), level=protocol.level,
        runs=runs, seed=seed,
    )  # fmt: skip


def _people(study: Study, protocol: Protocol) -> dict[str, int]:
    frames = read_tables(study.tables_folder, without=["status_spell"])
    counted = frames["study_assignment"]["stratum"].value_counts().sort("stratum")
    if counted.height:
        return dict(counted.iter_rows())
    whole = (protocol.power.people_an_arm if protocol.power else 0) * len(protocol.arms)
    if not whole:
        raise WrongUse("Give people_an_arm in [power], so that there is someone to simulate.")
    each, rest = divmod(whole, len(protocol.sites))
    return {site.municipality: each + (place < rest) for place, site in enumerate(protocol.sites)}
