"""The tables of interventions: what they are, their target groups."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from samsyn.synthetic.bodies import Body
from samsyn.synthetic.efforts import Efforts
from samsyn.synthetic.names import intervention_names
from samsyn.synthetic.participations import Participations

GOALS = {
    "individual": "Deltagarna ska komma närmare arbete eller studier.",
    "structural": "Parterna ska samverka bättre kring gemensamma målgrupper.",
}
DESCRIPTIONS = {
    "individual": "Samordnat stöd från flera parter till personer som behöver det.",
    "structural": "Gemensamma aktiviteter för parternas medarbetare.",
}
OPEN = np.datetime64("NaT")


def effort_frames(
    made: Efforts, found: list[Body], people: Participations, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """The tables intervention and intervention_group."""
    codes = intervention_codes(made, found)
    first, last = intervention_days(made, found, people, rng)
    orientation = made.orientation.tolist()
    frame = pl.DataFrame(
        {
            "intervention_code": codes,
            "association_code": [found[at].code for at in made.association.tolist()],
            "name": intervention_names(orientation, rng),
            "description": [DESCRIPTIONS[each] for each in orientation],
            "orientation": orientation,
            "focus": made.focus,
            "method": pl.Series(made.method).replace("", None),
            "follow_up": np.where(made.by_person, "persons", "counts"),
            "goal": [GOALS[each] for each in orientation],
            "esf": rng.random(len(made)) < 0.04,
            "own_insurance": rng.random(len(made)) < 0.15,
            "first_day": first,
            "last_day": last,
        }
    )
    return {"intervention": frame, "intervention_group": _groups(made, codes, first, last)}


def intervention_codes(made: Efforts, found: list[Body]) -> list[str]:
    """The association's code and a running number within it."""
    numbers: dict[int, int] = {}
    codes = []
    for at in made.association.tolist():
        numbers[at] = numbers.get(at, 0) + 1
        codes.append(f"{found[at].code}-{numbers[at]:03}")
    return codes


def intervention_days(
    made: Efforts, found: list[Body], people: Participations, rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    """First and last day within the years said, wide enough for the participants."""
    first, last = _drawn_days(made, found, rng)
    at = people.rows["intervention"]
    np.minimum.at(first, at, people.rows["entered_on"])
    ends = np.isnat(last)
    latest = np.full(len(first), np.datetime64("1900-01-01"))
    np.maximum.at(latest, at, people.rows["exited_on"])
    most = _day(made.ended, 364)
    last = np.where(ends, OPEN, np.maximum(last, np.minimum(latest, most)))
    return first, last


def _drawn_days(
    made: Efforts, found: list[Body], rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    number = len(made)
    early = made.began < made.years[0]
    began = np.where(early, made.years[0] - rng.integers(1, 6, number), made.began)
    first = _day(began, np.asarray([0, 0, 14, 31, 90, 212, 243])[rng.integers(0, 7, number)])
    bounds = np.array([found[at].first_day for at in made.association.tolist()], "datetime64[D]")
    first = np.maximum(first, bounds)
    ends = np.asarray([364, 364, 180, 151, 303])[rng.integers(0, 5, number)]
    last = _day(made.ended, ends)
    last = np.maximum(last, first)
    return first, np.where(made.ended > made.years[-1], OPEN, last)


def _day(year: NDArray[Any], day: Any) -> NDArray[Any]:
    start = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return np.asarray(start + day)


def _groups(
    made: Efforts, codes: list[str], first: NDArray[Any], last: NDArray[Any]
) -> pl.DataFrame:
    """Each unbroken run of years tagged, on the turns of the year or the intervention's days."""
    rows: list[tuple[str, str, date, date | None]] = []
    ends = last.astype("datetime64[D]").tolist()
    for group, tagged in made.tags.items():
        edges = np.diff(np.pad(tagged.astype(np.int8), ((0, 0), (1, 1))), axis=1)
        starts, stops = np.argwhere(edges == 1), np.argwhere(edges == -1)
        for (at, start), (_, end) in zip(starts.tolist(), stops.tolist(), strict=True):
            begin = date(made.years[start], 1, 1)
            begun = first[at].item()
            whole = start == 0 or not made.active(made.years[start] - 1)[at]
            still = end == len(made.years) or not made.active(made.years[end])[at]
            rows.append(
                (
                    codes[at],
                    group,
                    begun if whole else max(begin, begun),
                    ends[at] if still else date(made.years[end - 1], 12, 31),
                )
            )
    schema = {
        "intervention_code": pl.String, "target_group": pl.String,
        "first_day": pl.Date, "last_day": pl.Date,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")
