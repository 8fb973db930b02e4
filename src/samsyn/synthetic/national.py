"""The invented national register: from figures to the tables of an exchange package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from samsyn.errors import WrongUse
from samsyn.synthetic import assumed
from samsyn.synthetic.bodies import bodies, body_frames
from samsyn.synthetic.calibrate import Calibrated, calibrate
from samsyn.synthetic.case_frames import case_frames
from samsyn.synthetic.cells import Floats
from samsyn.synthetic.chance import stream
from samsyn.synthetic.conflicts import OnConflict
from samsyn.synthetic.effort_frames import effort_frames
from samsyn.synthetic.efforts import efforts
from samsyn.synthetic.figures import Figure, read_figures
from samsyn.synthetic.head_frames import activity_frame, head_count_frame
from samsyn.synthetic.measuring import income_frame, measurement_frame
from samsyn.synthetic.money_frames import fund_weights, money_frames
from samsyn.synthetic.participations import participation_frame, participations
from samsyn.synthetic.plain_frames import plain_frames
from samsyn.synthetic.verify import verify

TINY = Path(__file__).with_name("tiny.csv")
TINY_YEARS = (2018, 2019)


@dataclass
class Register:
    """The tables by name, and what became of each figure."""

    frames: dict[str, pl.DataFrame]
    calibrated: Calibrated


def national(
    figures: Sequence[Figure],
    years: tuple[int, ...],
    *,
    seed: int,
    today: date,
    on_conflict: OnConflict = OnConflict.REFUSE,
) -> Register:
    """An invented register of ``years`` in which every figure that binds holds.

    Nothing in it happens after ``today``. Raises ``Conflict``.
    """
    if years[-1] > today.year:
        raise WrongUse(f"{years[-1]} is still to come: nothing can have happened in it.")
    calibrated = calibrate(figures, years, on_conflict)
    frames = _frames(calibrated, seed, today)
    verify(calibrated.bound, frames)
    return Register(frames, calibrated)


def tiny(*, seed: int, today: date) -> Register:
    """One association, two years, a few dozen people: for tests and for trying things out."""
    return national(read_figures(TINY), TINY_YEARS, seed=seed, today=today)


def _frames(calibrated: Calibrated, seed: int, today: date) -> dict[str, pl.DataFrame]:
    found = bodies(calibrated, stream(seed, "bodies"))
    frames = body_frames(found, stream(seed, "body names"))
    weight, runs = _weights(len(found), stream(seed, "weights"))
    made = efforts(calibrated, found, runs, stream(seed, "efforts"))
    people = participations(calibrated, made, found, weight, seed, today)
    frames |= effort_frames(made, found, people, stream(seed, "effort frames"))
    codes = frames["intervention"]["intervention_code"].to_list()
    runs_from, runs_to = (frames["intervention"][d].to_numpy() for d in ("first_day", "last_day"))
    frames["head_count"] = head_count_frame(calibrated, made, people, codes, weight)
    frames["structural_activity"] = activity_frame(
        calibrated, made, codes, (runs_from, runs_to), today, stream(seed, "activities")
    )
    funds = fund_weights(len(found), weight, stream(seed, "funds"))
    spent = stream(seed, "money")
    frames |= money_frames(calibrated, made, found, people, codes, funds, spent)
    areas = sorted({code for body in found for code, _, _ in body.areas})
    frames |= plain_frames(calibrated, areas, today, stream(seed, "plain"))
    cases = case_frames(calibrated, people.taken, today, stream(seed, "cases"))
    frames |= cases
    frames["person"] = pl.concat([people.persons, cases["person"]])
    frames["participation"] = participation_frame(people, codes, today)
    frames["measurement"] = measurement_frame(people, today, stream(seed, "measurements"))
    frames["income"] = income_frame(people, frames["measurement"], stream(seed, "incomes"))
    return frames


def _weights(number: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """How large each association is in participants, and in interventions; they go together."""
    together = assumed.weights("interventions_per_association")
    one, two = rng.standard_normal((2, number))
    both = together["correlation"]
    participants = np.exp(assumed.number("participants_per_association") * one)
    mixed = both * one + np.sqrt(1 - both**2) * two
    sigma = np.sqrt(np.log(1 + 1 / together["k"] + 1 / together["mean"]))
    return participants, np.asarray(np.exp(sigma * mixed))
