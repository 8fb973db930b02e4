"""The tables of plain counts: populations, meetings, support activities, surveys, notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from samsyn.synthetic import assumed
from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.cells import Cells
from samsyn.synthetic.chance import apportioned, happened
from samsyn.synthetic.drawing import spread_out
from samsyn.synthetic.money_cells import QUESTION
from samsyn.vocabulary.area import municipalities

QUESTION_TEXT = "Ger myndigheterna ett tillräckligt stöd till samverkan i förbundet?"
FEW_AREAS = 20  # a register of so few municipalities leaves out the others
BY_MUNICIPALITY = ("activity_compensation", "sickness_benefit")
PANDEMIC = (
    "Coronapandemin gjorde att färre kunde delta i insatser på plats och att aktiviteter "
    "ställdes in eller hölls digitalt."
)
FEWER_OFFICES = "Arbetsförmedlingen minskade antalet medarbetare och lokala kontor."
NOTES = (
    ("N2020-1", date(2020, 3, 11), date(2021, 12, 31), PANDEMIC, "Folkhälsomyndigheten"),
    ("N2019-1", date(2019, 2, 1), date(2020, 6, 30), FEWER_OFFICES, "Arbetsförmedlingen"),
)


def plain_frames(
    calibrated: Calibrated, areas: Sequence[str], today: date, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """The tables of plain counts, by name; ``areas`` are the municipalities of associations."""
    cells = calibrated.heads
    return {
        "benefit_population": pl.concat(
            [_counted(cells.population), _by_municipality(cells.population, areas, rng)]
        ),
        "benefit_ended": _counted(cells.ended),
        "transition_meeting": _meetings(cells.meetings, today, rng),
        "support_activity": _support(cells.support, today, rng),
        **_surveys(calibrated),
        "context_note": _notes(calibrated.years),
    }


def _counted(cells: Cells) -> pl.DataFrame:
    """The cells as rows of the whole country (no municipality)."""
    columns: dict[str, Any] = dict(cells.labels)
    frame = pl.DataFrame({**columns, "persons": cells.counts})
    return frame.with_columns(
        pl.lit("").alias("municipality_code"), pl.col("year").cast(pl.Int32)
    ).select(pl.exclude("persons"), "persons")


def _by_municipality(cells: Cells, areas: Sequence[str], rng: np.random.Generator) -> pl.DataFrame:
    """The same people by municipality, for what is counted by county."""
    codes = list(areas) if len(areas) < FEW_AREAS else sorted(municipalities())
    size = rng.lognormal(0, 0.9, len(codes))
    frames = []
    for at in np.flatnonzero(np.isin(cells.labels["benefit"], BY_MUNICIPALITY)).tolist():
        frames.append(
            pl.DataFrame(
                {
                    **{
                        name: np.full(len(codes), column[at])
                        for name, column in cells.labels.items()
                    },
                    "municipality_code": codes,
                    "persons": apportioned(int(cells.counts[at]), size),
                }
            )
        )
    return pl.concat(frames).with_columns(pl.col("year").cast(pl.Int32))


def _meetings(cells: Cells, today: date, rng: np.random.Generator) -> pl.DataFrame:
    rows = spread_out(cells, ("reason", "sex", "year"))
    number = len(rows["sex"])
    order = rng.permutation(number)
    start = (rows["year"][order] - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    held = happened(start + rng.integers(5, 355, number), today)
    codes = np.asarray(sorted(municipalities()))
    return pl.DataFrame(
        {
            "meeting_id": [f"M{each:07}" for each in range(1, number + 1)],
            "held_on": held,
            "sex": rows["sex"][order],
            "reason": rows["reason"][order],
            "municipality_code": codes[rng.integers(0, len(codes), number)],
        }
    )


def _support(cells: Cells, today: date, rng: np.random.Generator) -> pl.DataFrame:
    rows: list[tuple[str, str, date, str, int, int, int]] = []
    for kind, year, total in zip(
        cells.labels["kind"].tolist(), cells.labels["year"].tolist(), cells.counts.tolist(),
        strict=True,
    ):  # fmt: skip
        number = max(1, total // 30)
        for turn, persons in enumerate(apportioned(total, np.ones(number)).tolist()):
            if not persons:
                continue
            answered = int(persons * 0.7)
            held = min(date(year, 1 + (turn * 5 + 1) % 12, 1 + turn % 28), today)
            by = ("Försäkringskassan", "Arbetsförmedlingen")[int(rng.integers(0, 2))]
            code = f"S{year}-{kind}-{turn + 1}"
            rows.append((code, kind, held, by, persons, answered, int(answered * 0.85)))
    schema = {
        "activity_code": pl.String, "kind": pl.String, "held_on": pl.Date,
        "arranged_by": pl.String, "participants": pl.Int64,
        "respondents": pl.Int64, "satisfied": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _surveys(calibrated: Calibrated) -> dict[str, pl.DataFrame]:
    """One survey a year: how many gave each answer, and how many were asked."""
    cells, rate = calibrated.money.surveys, assumed.weights("survey_response_percent")
    counts = pl.DataFrame({**dict(cells.labels), "respondents": cells.counts}).select(
        pl.lit("national").alias("survey_code"),
        pl.col("year").cast(pl.Int32),
        pl.col("question").alias("question_code"),
        "respondent_group",
        pl.lit("").alias("association_code"),
        "answer",
        "respondents",
    )
    keys = ["survey_code", "year", "question_code", "respondent_group", "association_code"]
    total = counts.group_by(keys, maintain_order=True).agg(pl.col("respondents").sum())
    of_group = pl.col("respondent_group").replace_strict(rate, return_dtype=pl.Float64)
    invited = total.group_by(
        ["survey_code", "year", "respondent_group", "association_code"], maintain_order=True
    ).agg(pl.col("respondents").max())
    return {
        "survey": counts.select("survey_code", "year", "question_code")
        .unique(maintain_order=True)
        .with_columns(
            pl.when(pl.col("question_code") == QUESTION)
            .then(pl.lit(QUESTION_TEXT))
            .otherwise(pl.col("question_code"))
            .alias("question"),
            pl.lit("1").alias("instrument_version"),
        ),
        "survey_count": counts,
        "survey_invited": invited.with_columns(
            (pl.col("respondents") * 100 / of_group).round().cast(pl.Int64).alias("invited")
        ).drop("respondents"),
    }


def _notes(years: tuple[int, ...]) -> pl.DataFrame:
    inside = [note for note in NOTES if note[2].year >= years[0] and note[1].year <= years[-1]]
    schema = {
        "note_code": pl.String, "first_day": pl.Date, "last_day": pl.Date,
        "text_sv": pl.String, "source": pl.String,
    }  # fmt: skip
    return pl.DataFrame(inside, schema=schema, orient="row")
