"""How a study goes while it runs, blind to outcomes: the status spells are not even opened.

Counts and balance by arm; never a single person, and nothing that comes after the draw but what
was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from samsyn.evaluation.analysis import NamedColumns
from samsyn.evaluation.balance_table import Balance, balance
from samsyn.evaluation.delivery import breaches_by_arm
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.screening import Flow, consort
from samsyn.evaluation.study_actions import room
from samsyn.evaluation.study_background import MEASURES, drawn
from samsyn.evaluation.study_files import Frames, read_tables
from samsyn.evaluation.study_folder import Study
from samsyn.evaluation.study_gathering import assignments_of, screened
from samsyn.evaluation.study_results import ArmDrawn

OUTCOMES = ("status_spell",)


@dataclass(frozen=True)
class Inflow:
    """People drawn by month (2015-01), and by then in all: so many, and so many planned."""

    month: str
    people: int
    in_all: int
    planned: int


@dataclass(frozen=True)
class Caseload:
    """One arm: people with a place, the cap in all (0: none), coaches, and those over the cap."""

    arm: str
    holding: int
    cap: int
    coaches: int
    over_cap: int


@dataclass(frozen=True)
class Monitored:
    """The study so far. ``waiting``: consented and not drawn; ``given``: means by arm a month.

    ``balance`` is None until everyone has covariates in two arms or more; ``without_covariates``
    says how many lack some.
    """

    study: str
    on: date
    invented: bool
    flow: Flow
    inflow: tuple[Inflow, ...]
    drawn: tuple[ArmDrawn, ...]
    waiting: int
    balance: Balance | None
    without_covariates: int
    breaches: Mapping[str, Mapping[str, int]]
    caseloads: tuple[Caseload, ...]
    given: Mapping[str, Mapping[str, float]]


def monitor(study: Study, *, on: date) -> Monitored:
    """Inflow against plan, flow, balance, breaches, caseloads and waiting."""
    protocol, frames = study.locked, read_tables(study.tables_folder, without=OUTCOMES)
    log = assignments_of(frames["study_assignment"])
    arms = {each.person: each.arm for each in log}
    person = frames["study_person"]
    waiting = person.filter(
        pl.col("consented_on").is_not_null() & pl.col("assigned_on").is_null()
        & pl.col("reason").is_null()
    ).height  # fmt: skip
    found, missing = _balance(protocol, frames)
    names = frames["study_assignment"].select("person_id", "arm")
    broken = frames["study_breach"].join(names, on="person_id")
    return Monitored(
        protocol.study, on, study.invented, consort(screened(person, arms)),
        _inflow(protocol, frames, on),
        drawn(log, [arm.id for arm in protocol.arms]) if log else (),
        waiting, found, missing,
        breaches_by_arm(list(broken.select("arm", "breach").iter_rows())),
        _caseloads(protocol, frames, names), _given(frames, names),
    )  # fmt: skip


def _inflow(protocol: Protocol, frames: Frames, on: date) -> tuple[Inflow, ...]:
    days = frames["study_assignment"]["assigned_on"]
    first = min(site.joins_on for site in protocol.sites)
    counted = dict(days.dt.strftime("%Y-%m").value_counts().iter_rows())
    goal = protocol.power.people_an_arm * len(protocol.arms) if protocol.power else 0
    last = _last_day_of_intake(protocol)
    found, in_all = [], 0
    for month in _months(first, min(on, last)):
        in_all += counted.get(month, 0)
        past = (np.datetime64(month, "M") + 1).astype("datetime64[D]") - np.datetime64(first)
        share = min(1.0, float(past / (np.datetime64(last) - np.datetime64(first))))
        found.append(Inflow(month, counted.get(month, 0), in_all, round(goal * share)))
    return tuple(found)


def _last_day_of_intake(protocol: Protocol) -> date:
    """The last day on which someone can be drawn and be followed to the first horizon."""
    cut = np.datetime64(protocol.data_cut)
    day: date = (cut - np.timedelta64(round(30.4 * min(protocol.horizons)), "D")).item()
    return day


def _months(first: date, last: date) -> list[str]:
    span = np.arange(np.datetime64(first, "M"), np.datetime64(last, "M") + 1)
    return [str(month) for month in span]


def _balance(protocol: Protocol, frames: Frames) -> tuple[Balance | None, int]:
    """Over those with every covariate, and how many lack some."""
    log = frames["study_assignment"].select("person_id", "arm", "stratum", "block", "number")
    known = frames["study_covariate"].filter(pl.col("covariate").is_in(protocol.covariates))
    if not protocol.covariates or log.is_empty():
        return None, 0
    wide = log.join(
        known.pivot(on="covariate", index="person_id", values="value"), on="person_id", how="left"
    ).sort("number")
    missing = [name for name in protocol.covariates if name not in wide.columns]
    whole = wide.drop_nulls() if not missing else wide.head(0)
    lacking = wide.height - whole.height
    if whole["arm"].n_unique() < len(protocol.arms):
        return None, lacking
    columns = {name: whole[name].to_list() for name in protocol.covariates}
    blocks = [f"{s} {b}" for s, b in whole.select("stratum", "block").iter_rows()]
    found = balance(
        NamedColumns(columns, protocol.covariates), whole["arm"].to_list(),
        reference=protocol.reference, strata=blocks, draws=1_000,
    )  # fmt: skip
    return found, lacking


def _caseloads(protocol: Protocol, frames: Frames, names: pl.DataFrame) -> tuple[Caseload, ...]:
    free = room(protocol, frames)
    last = (
        frames["study_delivery"].filter(pl.col("coach").is_not_null())
        .group_by("person_id").agg(pl.col("coach").sort_by("month").last())
        .join(names, on="person_id")
        .join(frames["study_person"].filter(pl.col("ended_on").is_null()).select("person_id"),
              on="person_id")
    )  # fmt: skip
    found = []
    for arm in protocol.arms:
        cap = int(arm.staff * arm.caseload)
        loads = last.filter(pl.col("arm") == arm.id).group_by("coach").len()
        over = loads.filter(pl.col("len") > arm.caseload).height if arm.caseload else 0
        holding = cap - free[arm.id] if arm.id in free else _holding(frames, names, arm.id)
        found.append(Caseload(arm.id, holding, cap, loads.height, over))
    return tuple(found)


def _holding(frames: Frames, names: pl.DataFrame, arm: str) -> int:
    open_ = frames["study_person"].filter(pl.col("ended_on").is_null() & pl.col("reason").is_null())
    return open_.join(names.filter(pl.col("arm") == arm), on="person_id").height


def _given(frames: Frames, names: pl.DataFrame) -> dict[str, dict[str, float]]:
    means = (
        frames["study_delivery"].join(names, on="person_id")
        .group_by("arm").agg(pl.col(name).fill_null(0).mean() for name in MEASURES).sort("arm")
    )  # fmt: skip
    return {row.pop("arm"): row for row in means.iter_rows(named=True)}
