"""What is written in a study while people come in: steps, the draw, what was given, breaches.

Each action holds the study, checks, and writes whole tables; a person is a study's own id.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from samsyn.errors import SamsynError, UnknownName, WrongUse
from samsyn.evaluation.assignment import Assignment
from samsyn.evaluation.delivery import BREACHES
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.screening import STEPS
from samsyn.evaluation.status_months import months_after
from samsyn.evaluation.study_files import Frames, read_tables, write_table
from samsyn.evaluation.study_folder import Study, seed_of
from samsyn.evaluation.study_gathering import NeverDrawn, assignment_frame
from samsyn.vocabulary.codelist import code_list

LIKE_A_NUMBER = re.compile(r"\D*(\d{2})?\d{6}[-+ ]?\d{4}\D*")
AMOUNTS = ("staff_hours", "personal_contacts", "workplace_visits", "help_outside_work")
DRAWN_BEFORE = STEPS.index("assigned")


class CannotScreen(SamsynError):
    """A step that the person cannot take now."""


class CannotDraw(SamsynError):
    """Someone who may not be drawn now, or a log that is not here."""


def record_step(
    study: Study,
    person: str,
    step: str,
    *,
    on: date,
    site: str = "",
    suggested_by: str = "",
    reason: str = "",
) -> None:
    """Write that a person came to ``step`` on a day, or with ``reason`` that they went no further.

    The first step needs ``site`` and ``suggested_by``. The draw itself is ``assign_person``; at
    the step ``assigned`` only the reason of someone drawn can be written.
    """
    check_person(person)
    if step not in STEPS:
        raise UnknownName(step, "step of screening", known=STEPS)
    if step == "assigned" and not reason:
        raise CannotScreen("No one is assigned by hand: samsyn study assign draws the arm.")
    protocol = study.locked if STEPS.index(step) >= STEPS.index("consented") else study.protocol
    with study.alone():
        frame = read_tables(study.tables_folder, without=["status_spell"])["study_person"]
        found = frame.filter(pl.col("person_id") == person).to_dicts()
        row = found[0] if found else _first(protocol, person, step, site, suggested_by, on)
        _check_step(row, step, on)
        row[f"{step}_on"] = row[f"{step}_on"] or on
        row["reason"] = reason or None
        if reason:
            code_list("study_stop_reason").check(reason, on)
        _put(study, "study_person", frame, row, ["person_id"])


def assign_person(study: Study, person: str, *, on: date) -> Assignment:
    """Draw the person's arm: once, with consent recorded, under every caseload cap.

    Raises ``CannotDraw`` before consent, ``WaitsForRoom`` where an arm is full (nothing is drawn,
    and nothing told of what comes next), ``AlreadyAssigned`` the second time.
    """
    check_person(person)
    protocol = study.locked
    with study.alone():
        frames = read_tables(study.tables_folder, without=["status_spell"])
        _check_log_is_here(study, frames)
        row = _known(frames, person)
        _check_may_be_drawn(protocol, row, on)
        with study.open_log(protocol) as log:
            drawn = log.assign(
                person, seed=seed_of(protocol), stratum=_stratum(protocol, row, frames),
                shares={arm.id: arm.share for arm in protocol.arms},
                consented=row["consented_on"] is not None, room=room(protocol, frames),
            )  # fmt: skip
            _keep_draws(study, frames["study_person"], log.read(), on)
    return drawn


def record_given(
    study: Study, person: str, *, month: int, amounts: Mapping[str, float], coach: str = ""
) -> None:
    """Add hours and contacts to what the person was given in a month since entry."""
    if month < 1:
        raise WrongUse("Months since entry count from 1.")
    for name, amount in amounts.items():
        if name not in AMOUNTS:
            raise UnknownName(name, "measure of delivery", known=AMOUNTS)
        if amount < 0:
            raise WrongUse(f"{name} cannot be negative.")
    with study.alone():
        frames = _frames_of_drawn(study, person)
        frame = frames["study_delivery"]
        here = frame.filter((pl.col("person_id") == person) & (pl.col("month") == month))
        empty: dict[str, Any] = {"person_id": person, "month": month}
        row = here.to_dicts()[0] if here.height else empty
        for name, amount in amounts.items():
            row[name] = (row.get(name) or 0) + amount
        row["coach"] = coach or row.get("coach")
        _put(study, "study_delivery", frame, row, ["person_id", "month"])


def record_breach(study: Study, person: str, breach: str, *, on: date) -> None:
    """Write down what broke the arms apart, of a kind in the list; the arm stays as drawn."""
    if breach not in BREACHES:
        raise UnknownName(breach, "kind of breach", known=BREACHES)
    with study.alone():
        frame = _frames_of_drawn(study, person)["study_breach"]
        row = {"person_id": person, "breach": breach, "occurred_on": on}
        _put(study, "study_breach", frame, row, ["person_id", "breach", "occurred_on"])


def record_end(study: Study, person: str, *, on: date, broke_off: bool) -> None:
    """Write that the person's support ended; the place in the arm is free again."""
    with study.alone():
        frame = _frames_of_drawn(study, person)["study_person"]
        row = frame.filter(pl.col("person_id") == person).to_dicts()[0]
        if row["started_on"] is None or on < row["started_on"]:
            raise CannotScreen("Support ends after it has started: write the day it started first.")
        row |= {"ended_on": on, "broke_off": broke_off}
        _put(study, "study_person", frame, row, ["person_id"])


def record_units(study: Study, person: str, item: str, units: float, *, year: int) -> None:
    """Add units of a priced item that the person used in a year since entry (0 is the first)."""
    known = [price.id for price in study.protocol.prices]
    if item not in known:
        raise UnknownName(item, "price in the protocol", known=known)
    with study.alone():
        frame = _frames_of_drawn(study, person)["study_cost"]
        key = {"person_id": person, "item": item, "year_of_study": year}
        here = frame.filter(*(pl.col(name) == value for name, value in key.items()))
        before = here["units"][0] if here.height else 0.0
        _put(study, "study_cost", frame, {**key, "units": before + units}, list(key))


def room(protocol: Protocol, frames: Frames) -> dict[str, int]:
    """Free places by arm with a cap: staff × caseload, less those whose support may still go on."""
    person, drawn = frames["study_person"], frames["study_assignment"].select("person_id", "arm")
    holding = person.join(drawn, on="person_id").filter(
        pl.col("ended_on").is_null() & pl.col("reason").is_null()
    )
    taken = dict(holding.group_by("arm").len().iter_rows())
    return {
        arm.id: int(arm.staff * arm.caseload) - taken.get(arm.id, 0)
        for arm in protocol.arms
        if arm.caseload
    }


def intake_is_over(protocol: Protocol, on: date) -> bool:
    """Whether someone drawn on the day ``on`` would not reach the first horizon by the cut."""
    month = min(protocol.horizons)
    over = months_after(np.array([on], dtype="datetime64[D]"), month)[0] - np.timedelta64(1, "D")
    return bool(over > np.datetime64(protocol.data_cut))


def check_person(person: str) -> None:
    """Raise where the id looks like a personal identity number; the message does not repeat it."""
    if LIKE_A_NUMBER.fullmatch(person):
        raise WrongUse(
            "That looks like a personal identity number. A study knows people by ids of its own: "
            "the register's person id, or a number that you make up."
        )
    if not person or person != person.strip():
        raise WrongUse("A person's id is empty, or has spaces at its ends.")


def _first(
    protocol: Protocol, person: str, step: str, site: str, suggested_by: str, on: date
) -> dict[str, Any]:
    if step != STEPS[0]:
        raise CannotScreen(f"The person is not in the screening log: begin with {STEPS[0]}.")
    if not site or not suggested_by:
        raise WrongUse("The first step needs --site and --suggested-by.")
    _site(protocol, site)
    code_list("study_pool").check(suggested_by, on)
    days = {f"{each}_on": None for each in STEPS}
    return {"person_id": person, "site": site, "suggested_by": suggested_by, "reason": None, **days}


def _check_step(row: dict[str, Any], step: str, on: date) -> None:
    reached = [each for each in STEPS if row[f"{each}_on"]]
    if row["reason"]:
        raise CannotScreen(f"The person went no further after {reached[-1]} ({row['reason']}).")
    if row[f"{step}_on"] and reached[-1] == step:
        return  # a reason for stopping at the step already reached
    following = STEPS[len(reached)]
    if step == "assigned":
        raise CannotScreen("No one is assigned by hand: samsyn study assign draws the arm.")
    if step != following:
        raise CannotScreen(f"The next step is {following}, not {step}.")
    if reached and on < row[f"{reached[-1]}_on"]:
        raise CannotScreen(f"{step} on {on} is before {reached[-1]}.")


def _site(protocol: Protocol, site: str) -> date:
    joins = {each.municipality: each.joins_on for each in protocol.sites}
    if site not in joins:
        raise UnknownName(site, "site in the protocol", known=joins)
    return joins[site]


def _check_may_be_drawn(protocol: Protocol, row: dict[str, Any], on: date) -> None:
    if row["consented_on"] is None:
        raise CannotDraw(
            "Consent to the study is not recorded, and no arm is drawn before it is: "
            "samsyn study screen STUDY PERSON consented."
        )
    if row["reason"]:
        raise CannotDraw(f"The person went no further ({row['reason']}).")
    joins = _site(protocol, row["site"])
    if on < max(joins, row["consented_on"]):
        raise CannotDraw(f"No one is drawn there on {on}: the site joins {joins}.")
    if intake_is_over(protocol, on):
        month = min(protocol.horizons)
        raise CannotDraw(
            f"Someone drawn on {on} has not reached month {month} by the data cut, "
            f"{protocol.data_cut}: the intake is over."
        )


def _stratum(protocol: Protocol, row: dict[str, Any], frames: Frames) -> str:
    """The site, and the values of the other covariates that the draw is done within.

    A site alone is its code; with others as ``0180 sex=1``.
    """
    mine = frames["study_covariate"].filter(pl.col("person_id") == row["person_id"])
    known = dict(mine.select("covariate", "value").iter_rows())
    parts = []
    for name in protocol.strata:
        if name != "site" and name not in known:
            raise CannotDraw(
                f"The draw is done within {name}, which is not known of the person: put it in "
                "study_covariate first."
            )
        parts.append(row["site"] if name == "site" else f"{name}={known[name]:g}")
    return " ".join(parts)


def _check_log_is_here(study: Study, frames: Frames) -> None:
    if not study.log_file.exists() and not frames["study_assignment"].is_empty():
        raise CannotDraw(
            "This folder has a list of assignments but not the log they were drawn from. Draw "
            "where the log is, or the same place could be given twice."
        )


def _keep_draws(study: Study, person: pl.DataFrame, log: tuple[Assignment, ...], on: date) -> None:
    """Bring the tables up to the log; a draw whose table was not written is made good here."""
    names = [each.person for each in log]
    missing = pl.col("person_id").is_in(names) & pl.col("assigned_on").is_null()
    person = person.with_columns(
        assigned_on=pl.when(missing).then(pl.lit(on)).otherwise(pl.col("assigned_on"))
    )
    days = dict(person.select("person_id", "assigned_on").iter_rows())
    write_table(study.tables_folder, "study_person", person)
    write_table(study.tables_folder, "study_assignment", assignment_frame(log, days))


def _frames_of_drawn(study: Study, person: str) -> Frames:
    check_person(person)
    frames = read_tables(study.tables_folder, without=["status_spell"])
    if person not in set(frames["study_assignment"]["person_id"]):
        raise NeverDrawn("The person has no arm: nothing is logged for someone never drawn.")
    return frames


def _known(frames: Frames, person: str) -> dict[str, Any]:
    found = frames["study_person"].filter(pl.col("person_id") == person).to_dicts()
    if not found:
        raise CannotDraw("The person is not in the screening log: samsyn study screen.")
    return found[0]


def _put(study: Study, name: str, frame: pl.DataFrame, row: dict[str, Any], key: list[str]) -> None:
    """The table with this row in place of the one with its key."""
    new = pl.DataFrame([row], schema_overrides={c: t for c, t in frame.schema.items() if c in row})
    same = pl.all_horizontal(pl.col(column) == row[column] for column in key)
    write_table(
        study.tables_folder, name, pl.concat([frame.filter(~same), new], how="diagonal_relaxed")
    )
