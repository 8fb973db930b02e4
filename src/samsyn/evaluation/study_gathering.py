"""From the study tables to what the analyses take: one row a person drawn, in the draw's order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from samsyn.errors import SamsynError, UnknownName, WrongUse
from samsyn.evaluation.analysis import StudyData
from samsyn.evaluation.assignment import Assignment
from samsyn.evaluation.linear import Floats
from samsyn.evaluation.protocol import Protocol, Subgroup
from samsyn.evaluation.screening import STEPS, Screened
from samsyn.evaluation.status_months import PersonMonths, person_months
from samsyn.evaluation.study_files import Frames
from samsyn.vocabulary.codelist import code_list

GONE = ("deceased", "emigrated")


class NeverDrawn(SamsynError):
    """Someone is treated as assigned who has no line in the log of the draw."""


@dataclass(frozen=True)
class Gathered:
    """Everyone drawn, in the draw's order; ``people`` and every array have that order.

    ``left_on``: by reason (``deceased``, ``emigrated``, ``protected``) the day by person, NaT for
    the others. ``took_part``: whether the person started the support of the own arm.
    """

    protocol: Protocol
    data_cut: date
    people: tuple[str, ...]
    data: StudyData
    screened: tuple[Screened, ...]
    left_on: dict[str, np.ndarray]
    person: pl.DataFrame
    frames: Frames


def assignments_of(frame: pl.DataFrame) -> tuple[Assignment, ...]:
    """The lines of ``study_assignment``, in the order drawn."""
    return tuple(
        Assignment(
            row["number"], row["person_id"], row["stratum"], row["block"], row["position"],
            shares_of(row["shares"]), row["arm"],
        )
        for row in frame.sort("number").iter_rows(named=True)
    )  # fmt: skip


def shares_of(text: str) -> tuple[tuple[str, int], ...]:
    """The parts in force, as the table writes them.

    >>> shares_of("CM:1;FS:1;SE:2")
    (('CM', 1), ('FS', 1), ('SE', 2))
    """
    parts = (each.split(":") for each in text.split(";"))
    return tuple((arm, int(part)) for arm, part in parts)


def assignment_frame(log: Sequence[Assignment], days: dict[str, date]) -> pl.DataFrame:
    """The log as ``study_assignment``; ``days``: the day of each person's draw."""
    return pl.DataFrame(
        [
            {
                "person_id": each.person, "number": each.number, "assigned_on": days[each.person],
                "stratum": each.stratum, "block": each.block, "position": each.position,
                "shares": ";".join(f"{arm}:{part}" for arm, part in each.shares), "arm": each.arm,
            }
            for each in log
        ],
    )  # fmt: skip


def gather(protocol: Protocol, frames: Frames, *, data_cut: date | None = None) -> Gathered:
    """Everyone drawn, with months to the data cut (default: the protocol's).

    Raises ``NeverDrawn`` for someone who is treated as assigned without a line in the log.
    """
    cut = data_cut or protocol.data_cut
    log = assignments_of(frames["study_assignment"])
    if not log:
        raise WrongUse("No one has been drawn yet, so there is nothing to analyse.")
    people = tuple(each.person for each in log)
    _check_drawn(frames, set(people))
    person = (
        pl.DataFrame({"person_id": people})
        .join(frames["study_person"], on="person_id", how="left", maintain_order="left")
        .drop("assigned_on")
        .join(
            frames["study_assignment"].select("person_id", "assigned_on"),
            on="person_id", how="left", maintain_order="left",
        )
    )  # fmt: skip
    left_on = _left_on(people, person, frames["status_spell"])
    months = _months(protocol, people, person, left_on, frames["status_spell"], cut)
    covariates = _covariates(people, frames["study_covariate"])
    clusters = person["cluster"]
    data = StudyData(
        arm=[each.arm for each in log], stratum=[each.stratum for each in log],
        block=[each.block for each in log], share=[each.share for each in log],
        entered_on=person["assigned_on"].to_list(),
        covariates={name: _complete(name, values) for name, values in covariates.items()
                    if name in protocol.covariates},
        groups={each.id: _groups(each, covariates) for each in protocol.subgroups},
        months=months,
        cluster=clusters.to_list() if clusters.is_not_null().any() else None,
    )  # fmt: skip
    arms = {each.person: each.arm for each in log}
    return Gathered(
        replace(protocol, data_cut=cut), cut, people, data,
        screened(frames["study_person"], arms), left_on, person, frames,
    )  # fmt: skip


def screened(person: pl.DataFrame, arms: dict[str, str]) -> tuple[Screened, ...]:
    """The screening log as the flow diagram takes it."""
    return tuple(
        Screened(
            row["person_id"], row["suggested_by"],
            {step: row[f"{step}_on"] for step in STEPS if row[f"{step}_on"]},
            row["reason"] or "", arms.get(row["person_id"], ""),
        )
        for row in person.iter_rows(named=True)
    )  # fmt: skip


def _check_drawn(frames: Frames, drawn: set[str]) -> None:
    person = frames["study_person"]
    told = set(person.filter(pl.col("assigned_on").is_not_null())["person_id"])
    treated = told.union(
        *(frames[name]["person_id"] for name in ("study_delivery", "study_cost", "study_breach"))
    )
    strangers = len(treated - drawn)
    if strangers:
        raise NeverDrawn(
            f"{strangers} people are treated as assigned, but have no line in the log of the draw. "
            "Who was never drawn cannot be analysed in an arm: take out their rows of assignment, "
            "delivery, costs and breaches, or bring back the whole log."
        )


def _left_on(
    people: Sequence[str], person: pl.DataFrame, spells: pl.DataFrame
) -> dict[str, np.ndarray]:
    days = {"protected": person["protected_from"].to_numpy().astype("datetime64[D]")}
    for status in GONE:
        first = spells.filter(pl.col("status") == status).group_by("person_id").agg(
            pl.col("first_day").min()
        )  # fmt: skip
        joined = pl.DataFrame({"person_id": people}).join(
            first, on="person_id", how="left", maintain_order="left"
        )
        days[status] = joined["first_day"].to_numpy().astype("datetime64[D]")
    return days


def _months(
    protocol: Protocol,
    people: tuple[str, ...],
    person: pl.DataFrame,
    left_on: dict[str, np.ndarray],
    spells: pl.DataFrame,
    cut: date,
) -> PersonMonths:
    leaving = np.stack([*left_on.values()])
    leaving = np.where(np.isnat(leaving), np.datetime64(cut + timedelta(1)), leaving).min(axis=0)
    known_to = np.minimum(leaving - np.timedelta64(1, "D"), np.datetime64(cut))
    kept = spells.filter(~pl.col("status").is_in(GONE) & (pl.col("first_day") <= cut))
    return person_months(
        people=people, entered_on=person["assigned_on"].to_numpy(), observed_to=known_to,
        spell_person=kept["person_id"].to_list(), spell_status=kept["status"].to_list(),
        spell_first_day=kept["first_day"].to_numpy(), spell_last_day=kept["last_day"].to_numpy(),
        precedence=[code for code in code_list("spell_status").codes if code not in GONE],
        months=protocol.follow_up_months,
    )  # fmt: skip


def _covariates(people: Sequence[str], frame: pl.DataFrame) -> dict[str, Floats]:
    wide = pl.DataFrame({"person_id": people})
    found = {}
    for (name,), part in frame.sort("covariate").group_by("covariate", maintain_order=True):
        joined = wide.join(part, on="person_id", how="left", maintain_order="left")
        found[str(name)] = joined["value"].to_numpy().astype(np.float64)
    return found


def _complete(name: str, values: Floats) -> list[float]:
    missing = int(np.isnan(values).sum())
    if missing:
        raise WrongUse(
            f"{missing} people drawn have no value of {name} in study_covariate. Fill in what was "
            "known before the draw, or take the covariate out of the protocol with a reason."
        )
    return [float(value) for value in values]


def _groups(group: Subgroup, covariates: dict[str, Floats]) -> list[str]:
    """Two groups: 1 is the first, 0 the second. More: 1 is the first, 2 the second and so on."""
    if group.id not in covariates:
        raise UnknownName(group.id, "covariate in study_covariate", known=covariates)
    values = _complete(group.id, covariates[group.id])
    two = len(group.groups) == 2
    names = {1.0: group.groups[0], 0.0: group.groups[1]} if two else {
        float(number): name for number, name in enumerate(group.groups, start=1)
    }  # fmt: skip
    strange = {value for value in values if value not in names}
    if strange:
        raise WrongUse(f"{group.id} has the value {min(strange):g}, which is no group of it.")
    return [names[value] for value in values]
