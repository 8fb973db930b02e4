"""Invented participations and the persons they are of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from samsyn.synthetic import assumed
from samsyn.synthetic.bodies import Body
from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.cells import Cells, Floats
from samsyn.synthetic.chance import happened, one_of, stream
from samsyn.synthetic.efforts import Efforts
from samsyn.synthetic.figures import QUANTILES
from samsyn.synthetic.fitting import with_quantile, with_sum
from samsyn.synthetic.identity import numbers_and_birth_dates
from samsyn.synthetic.placing import another, days, place
from samsyn.synthetic.spells import spells

Columns = dict[str, NDArray[Any]]
AUTHORITIES = ("FK", "EMPLOYMENT", "REGION", "MUNICIPALITY")


@dataclass
class Participations:
    """Columns of participations; ``spell`` and ``person`` say whose each is."""

    spells: Columns
    rows: Columns
    persons: pl.DataFrame
    benefit_days: Cells | None  # sums that figures ask for, by source and year of entry
    taken: dict[tuple[str, int], int]  # identity numbers given, by sex and birth year


def participations(
    calibrated: Calibrated,
    made: Efforts,
    found: list[Body],
    weight: Floats,
    seed: int,
    today: date,
) -> Participations:
    """All participations with their days, interventions and persons."""
    people = spells(calibrated, stream(seed, "spells"))
    rng = stream(seed, "participations")
    spread = assumed.number("association_effect")
    effect = spread * stream(seed, "effects").standard_normal(len(found))
    first = place(people, made, found, weight, effect, rng)
    twice = np.flatnonzero(people["times"] == 2)
    some = {name: column[twice] for name, column in people.items()}
    second = another(first[twice], some, made)
    spell = np.concatenate([np.arange(len(first)), twice])
    rows: Columns = {"spell": spell, "intervention": np.concatenate([first, second])}
    rows["in_error"] = np.zeros(len(spell), bool)
    rows |= _errors(rows, people, made, rng)
    spell = rows["spell"]
    entered, exited = days(people["entered"][spell], people["exited"][spell], rng)
    rows["entered_on"], rows["exited_on"] = entered, exited
    _fit_durations(calibrated, rows, people)
    entered, exited = (happened(rows[name], today) for name in ("entered_on", "exited_on"))
    rows["entered_on"], rows["exited_on"] = entered, exited
    wrong = rows["in_error"]
    rows["exited_on"] = np.where(wrong, entered + rng.integers(0, 21, len(spell)), exited)
    rows["exit_reason"] = np.where(wrong, "registered_in_error", people["exit_reason"][spell])
    _keep_apart(rows, rng)
    _details(rows, people, made, found, rng)
    taken: dict[tuple[str, int], int] = {}
    persons, of_spell = _persons(people, rows, made, seed, taken)
    rows["person"] = of_spell[spell]
    of_benefit = calibrated.people.families.get("benefit_days")
    return Participations(people, rows, persons, of_benefit, taken)


def _errors(rows: Columns, people: Columns, made: Efforts, rng: np.random.Generator) -> Columns:
    """A few are registered by mistake, on someone who takes part elsewhere."""
    number = int(len(rows["spell"]) * assumed.number("registered_in_error_percent") / 100)
    picked = rng.permutation(np.flatnonzero(people["times"] == 1))[:number]
    some = {name: column[picked] for name, column in people.items()}
    own = rows["intervention"][picked]
    wrong = another(own, some, made)
    picked, wrong = picked[wrong != own], wrong[wrong != own]
    return {
        "spell": np.concatenate([rows["spell"], picked]),
        "intervention": np.concatenate([rows["intervention"], wrong]),
        "in_error": np.concatenate([rows["in_error"], np.ones(len(wrong), bool)]),
    }


def _fit_durations(calibrated: Calibrated, rows: Columns, people: Columns) -> None:
    """Move days within their years until means and quantiles are those of the figures."""
    spell, right = rows["spell"], ~rows["in_error"]
    sex, exited = people["sex"][spell], people["exited"][spell]
    turns = exited - people["entered"][spell]
    least, most = np.maximum(365 * (turns - 1) + 2, 1), 365 * (turns + 1) - 2
    days = (rows["exited_on"] - rows["entered_on"]).astype(int)
    for figure in calibrated.quantiles:
        if figure.indicator == "duration_days":
            these = right & (exited == figure.year) & (sex == figure.keys.get("sex", sex))
            share, value = QUANTILES[figure.statistic], int(figure.value)
            fitted = with_quantile(days[these], least[these], most[these], share, value)
            days[these], least[these], most[these] = fitted
    cells = calibrated.people.families.get("durations")
    for at in range(0 if cells is None else len(cells)):
        assert cells is not None
        these = right & (exited == cells.labels["exited"][at]) & (sex == cells.labels["sex"][at])
        total = int(cells.counts[at])
        days[these] = with_sum(days[these], least[these], most[these], total)
    _move(rows, people, days)


def _move(rows: Columns, people: Columns, days: NDArray[Any]) -> None:
    """Let each last its days: the exit moves within its year, and the entry if it must."""
    entered, exited = (_turn_of_year(people[name][rows["spell"]]) for name in ("entered", "exited"))
    first = np.maximum(entered, exited - days)
    last = np.minimum(entered + 364, exited + 364 - days)
    moved = np.clip(rows["entered_on"], first, np.maximum(first, last))
    rows["entered_on"], rows["exited_on"] = moved, moved + days


def _turn_of_year(year: NDArray[Any]) -> NDArray[Any]:
    return (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")


def _keep_apart(rows: Columns, rng: np.random.Generator) -> None:
    """Give the same days to none: a second time in one intervention comes after the first."""
    order = np.lexsort((rows["entered_on"], rows["intervention"], rows["spell"]))
    same = (rows["spell"][order][1:] == rows["spell"][order][:-1]) & (
        rows["intervention"][order][1:] == rows["intervention"][order][:-1]
    )
    later, earlier = order[1:][same], order[:-1][same]
    overlap = rows["exited_on"][earlier] >= rows["entered_on"][later]
    later, earlier = later[overlap], earlier[overlap]
    last = rows["exited_on"][earlier] + 1
    year = rows["entered_on"][later].astype("datetime64[Y]")
    fits = (last.astype("datetime64[Y]") == year) & (last <= rows["exited_on"][later])
    rows["entered_on"][later[fits]] = last[fits]


def _details(
    rows: Columns, people: Columns, made: Efforts, found: list[Body], rng: np.random.Generator
) -> None:
    spell, number = rows["spell"], len(rows["spell"])
    rows["referred_by"] = people["referred_by"][spell]
    rows["municipality"] = _municipalities(rows, made, found, rng)
    before = rng.integers(0, 10, number)
    rows["consented_on"] = rows["entered_on"] - before
    withdrawn = rows["exit_reason"] == "consent_withdrawn"
    rows["consent_withdrawn_on"] = np.where(
        withdrawn & (rows["exited_on"] > rows["entered_on"]),
        rows["exited_on"],
        np.datetime64("NaT"),
    )


def _municipalities(
    rows: Columns, made: Efforts, found: list[Body], rng: np.random.Generator
) -> NDArray[Any]:
    """Where each lives: in the area of the association on the day of entry."""
    owner = made.association[rows["intervention"]]
    chosen = np.full(len(owner), "", "U4")
    year = rows["entered_on"].astype("datetime64[Y]").astype(int) + 1970
    for at, body in enumerate(found):
        for each in np.unique(year[owner == at]).tolist():
            these = np.flatnonzero((owner == at) & (year == each))
            day = date(each, 1, 1)
            here = [
                c for c, first, last in body.areas if first <= day and (not last or last >= day)
            ]
            here = here or [body.areas[0][0]]
            size = np.array([1 + (int(code) * 7919 % 97) / 10 for code in here])
            chosen[these] = one_of(rng, here, size, len(these))
    return chosen


def _persons(
    people: Columns,
    rows: Columns,
    made: Efforts,
    seed: int,
    taken: dict[tuple[str, int], int],
) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    """The table person, and the person of each spell, by place."""
    rng = stream(seed, "persons")
    home = np.zeros(len(people["sex"]), np.int64)
    home[rows["spell"]] = made.association[rows["intervention"]]
    of_spell, leader = _one_person_a_spell(people, home, rng)
    controller = _controllers(rows, people, leader, rng)
    sex, birth_year = people["sex"][leader], people["birth_year"][leader]
    numbers, born = numbers_and_birth_dates(sex, birth_year, taken)
    frame = pl.DataFrame(
        {
            "person_id": [f"P{each:07}" for each in range(1, len(leader) + 1)],
            "controller": controller,
            "personal_identity_number": numbers,
            "sex": sex,
            "birth_year": birth_year,
            "birth_date": born,
        }
    )
    return frame, of_spell


def _one_person_a_spell(
    people: Columns, home: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The person of each spell and the first spell of each person, in random order.

    Some come back in a later year: same sex, birth year and association.
    """
    number = len(home)
    order = np.lexsort((people["entered"], home, people["birth_year"], people["sex"]))
    same = np.ones(number - 1, bool)
    for column in (people["sex"], people["birth_year"], home):
        same &= column[order][1:] == column[order][:-1]
    gap = people["entered"][order][1:] > people["exited"][order][:-1]
    share = assumed.number("returning_percent") / 100
    back = same & gap & (rng.random(number - 1) < min(1.0, share * 4))
    starts = np.concatenate([[True], ~back])
    numbered = np.cumsum(starts) - 1
    shuffled = rng.permutation(int(starts.sum()))
    of_spell = np.empty(number, np.int64)
    of_spell[order] = shuffled[numbered]
    leader = np.empty(int(starts.sum()), np.int64)
    leader[shuffled[numbered[starts]]] = order[starts]
    return of_spell, leader


def _controllers(
    rows: Columns, people: Columns, leader: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[Any]:
    """The authority that took the consent: of the municipality, most often."""
    home = np.full(len(people["sex"]), "", "U4")
    home[rows["spell"][::-1]] = rows["municipality"][::-1]
    here = home[leader]
    kind = one_of(rng, list(AUTHORITIES), np.array([14.0, 24.0, 14.0, 48.0]), len(here))
    region = np.char.add("R", here.astype("U2"))
    return np.select(
        [kind == "FK", kind == "EMPLOYMENT", kind == "REGION"],
        ["FK", "AF", region],
        np.char.add("K", here),
    )


def participation_frame(found: Participations, codes: list[str], today: date) -> pl.DataFrame:
    """The table participation; exits after ``today`` are still to come."""
    rows, number = found.rows, len(found.rows["spell"])
    left = rows["exited_on"] <= np.datetime64(today)
    persons = found.persons["person_id"].to_numpy()
    return pl.DataFrame(
        {
            "participation_id": participation_ids(number),
            "person_id": persons[rows["person"]],
            "intervention_code": np.asarray(codes)[rows["intervention"]],
            "municipality_code": rows["municipality"],
            "entered_on": rows["entered_on"],
            "exited_on": np.where(left, rows["exited_on"], np.datetime64("NaT")),
            "exit_reason": np.where(left, rows["exit_reason"], ""),
            "referred_by": rows["referred_by"],
            "consented_on": rows["consented_on"],
            "consent_withdrawn_on": np.where(
                left, rows["consent_withdrawn_on"], np.datetime64("NaT")
            ),
        }
    ).with_columns(pl.col("exit_reason").replace("", None))


def participation_ids(number: int) -> list[str]:
    """Numbered as they come, which says nothing of anyone."""
    return [f"D{each:08}" for each in range(1, number + 1)]
