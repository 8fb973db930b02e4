"""What stands around the effects: versions, plan, draw, population, and what was given."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import polars as pl

from samsyn.evaluation.assignment import Assignment
from samsyn.evaluation.balance_table import standardised_difference
from samsyn.evaluation.delivery import THE_SWEDISH_PROMISES, breaches_by_arm, promises_held
from samsyn.evaluation.linear import Floats
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.protocol_versions import Version, changed_fields
from samsyn.evaluation.sample_size import Design, power, smallest_detectable_difference
from samsyn.evaluation.screening import called_share
from samsyn.evaluation.study_files import Frames
from samsyn.evaluation.study_gathering import Gathered
from samsyn.evaluation.study_results import (
    ArmDrawn,
    Delivery,
    GivenByArm,
    PlannedPower,
    PopulationBalance,
    PopulationRow,
    ProtocolChange,
    Survey,
)

MEASURES = ("staff_hours", "personal_contacts", "workplace_visits", "help_outside_work")
OUTFLOW = "outflow_"
"""Rows of ``study_population`` that are yearly outflow, not something the study also measures."""


def changes(locked: Sequence[Version]) -> tuple[ProtocolChange, ...]:
    """Every locked version, and the fields in which it differs from the one before."""
    fields = [(), *(changed_fields(a.protocol, b.protocol) for a, b in pairwise(locked))]
    return tuple(
        ProtocolChange(each.number, each.dated, each.reason, names, each.people_entered)
        for each, names in zip(locked, fields, strict=True)
    )


def planned_power(protocol: Protocol) -> PlannedPower | None:
    """What the plan can find, in two arms of ``people_an_arm`` less expected loss."""
    plan = protocol.power
    if plan is None or not plan.people_an_arm:
        return None
    design = Design(
        plan.people_an_arm, plan.people_an_arm, alpha=1 - protocol.level, loss=plan.loss
    )
    share = plan.share_control
    return PlannedPower(
        share, plan.difference, plan.people_an_arm,
        power(share=share + plan.difference, share_control=share, design=design),
        smallest_detectable_difference(share_control=share, design=design, power=plan.power),
    )  # fmt: skip


def drawn(log: Sequence[Assignment], arms: Sequence[str]) -> tuple[ArmDrawn, ...]:
    """Realised against planned: planned is the mean over people of the arm's share in force."""
    found = []
    for arm in arms:
        people = sum(each.arm == arm for each in log)
        chances = [dict(each.shares).get(arm, 0) / _whole(each) for each in log]
        found.append(ArmDrawn(arm, people, people / len(log), sum(chances) / len(log)))
    return tuple(found)


def _whole(each: Assignment) -> int:
    return sum(part for _, part in each.shares)


def population_balance(of: Gathered) -> PopulationBalance | None:
    """The people drawn against the populations they came from."""
    frame = of.frames["study_population"].filter(~pl.col("covariate").str.starts_with(OUTFLOW))
    if frame.is_empty():
        return None
    people = dict(frame.select("population", "people").unique().sort("population").iter_rows())
    mine = of.frames["study_covariate"].filter(pl.col("person_id").is_in(list(of.people)))
    rows = []
    for (name,), part in frame.group_by("covariate", maintain_order=True):
        values = mine.filter(pl.col("covariate") == name)["value"].to_numpy()
        if values.size:
            rows.append(_population_row(str(name), values, part))
    return PopulationBalance(people, len(of.people), tuple(rows))


def _population_row(name: str, values: Floats, part: pl.DataFrame) -> PopulationRow:
    yes_or_no = bool(np.isin(values, (0, 1)).all())
    mean = float(values.mean())
    means = dict(part.select("population", "value").iter_rows())
    standardised = {
        population: standardised_difference(
            mean=mean, mean_other=other,
            variance=mean * (1 - mean), variance_other=other * (1 - other),
        ) if yes_or_no else None
        for population, other in means.items()
    }  # fmt: skip
    return PopulationRow(name, mean, means, standardised)


def outflow(frames: Frames) -> dict[str, float]:
    """Yearly outflow of the whole population, as background: ``work`` and ``studies``."""
    rows = frames["study_population"].filter(pl.col("covariate").str.starts_with(OUTFLOW))
    return {
        name.removeprefix(OUTFLOW): value
        for name, value in rows.select("covariate", "value").iter_rows()
    }


def called(frames: Frames) -> dict[str, dict[str, float]]:
    """Share called to joint assessment by group of municipalities and month."""
    found = {}
    for (group,), part in frames["study_called"].group_by("municipalities", maintain_order=True):
        eligible = dict(part.select("month", "eligible").iter_rows())
        asked = dict(part.select("month", "called").iter_rows())
        found[str(group)] = called_share(eligible=eligible, called=asked)
    return found


def delivery(of: Gathered) -> Delivery | None:
    """What was given a person and month, held against the promises that these arms make."""
    log = of.frames["study_delivery"]
    if log.is_empty():
        return None
    arms = pl.DataFrame({"person_id": of.people, "arm": list(of.data.arm)})
    by_person = log.group_by("person_id").agg(
        *(pl.col(name).fill_null(0).mean() for name in MEASURES), pl.col("coach").last()
    )
    table = arms.join(by_person, on="person_id", how="inner", maintain_order="left")
    names = {arm.id for arm in of.protocol.arms}
    promises = [each for each in THE_SWEDISH_PROMISES if {each.arm, each.against} <= names]
    held = promises_held(
        promises, arm=table["arm"].to_numpy(),
        measures={name: table[name].to_numpy() for name in MEASURES}, level=of.protocol.level,
    )  # fmt: skip
    broken = of.frames["study_breach"].join(arms, on="person_id", how="inner")
    return Delivery(
        tuple(_given(arm.id, table, log) for arm in of.protocol.arms),
        held, breaches_by_arm(list(broken.select("arm", "breach").iter_rows())),
        tuple(Survey(**row) for row in of.frames["study_survey"].iter_rows(named=True)),
    )  # fmt: skip


def _given(arm: str, table: pl.DataFrame, log: pl.DataFrame) -> GivenByArm:
    mine = table.filter(pl.col("arm") == arm)
    means = {name: float(mine[name].mean() or 0) for name in MEASURES}  # type: ignore[arg-type]
    load = (
        log.filter(pl.col("coach").is_not_null())
        .join(mine.select("person_id"), on="person_id")
        .group_by("coach", "month").len()["len"].mean()
    )  # fmt: skip
    return GivenByArm(arm, mine.height, means, float(load or 0))  # type: ignore[arg-type]
