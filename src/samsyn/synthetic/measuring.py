"""Invented measurements and incomes: at entry, at exit, and some months later."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from samsyn.synthetic import assumed
from samsyn.synthetic.chance import one_of
from samsyn.synthetic.day_cells import LONG
from samsyn.synthetic.fitting import with_sum
from samsyn.synthetic.incomes import SICK_LISTED
from samsyn.synthetic.participations import Participations, participation_ids
from samsyn.vocabulary.rules import rule

NEVER = np.datetime64("NaT")
PERCENTS = (25, 50, 75, 100)
LATER = {"month_6": 183, "month_12": 365}


def measurement_frame(found: Participations, today: date, rng: np.random.Generator) -> pl.DataFrame:
    """The table measurement."""
    ids = np.asarray(participation_ids(len(found.rows["spell"])))
    frames = [_entry(found, ids, rng), _exit(found, ids, rng)]
    frames += [_months_after(found, ids, point, days, rng) for point, days in LATER.items()]
    every = pl.concat(frames, how="diagonal")
    return every.filter(pl.col("measured_on") <= today)


def _occupied(
    kind: NDArray[Any], percent: NDArray[Any], known: NDArray[Any]
) -> dict[str, NDArray[Any]]:
    """The columns of an occupation; all empty where it is not known."""
    works, studies = kind == "work", kind == "studies"
    return {
        "works": _where(known, works),
        "work_percent": _where(known & works, percent),
        "studies": _where(known, studies),
        "study_percent": _where(known & studies, percent),
        "seeks_work": _where(known, np.asarray(kind == "job_seeking")),
    }


def _where(known: NDArray[Any], values: NDArray[Any]) -> NDArray[Any]:
    """The values where they are known, else None."""
    found: NDArray[Any] = values.astype(object)
    found[~known] = None
    return found


def _frame(columns: dict[str, NDArray[Any]]) -> pl.DataFrame:
    types = {
        "works": pl.Boolean, "studies": pl.Boolean, "seeks_work": pl.Boolean,
        "work_percent": pl.Int32, "study_percent": pl.Int32,
    }  # fmt: skip
    return pl.DataFrame(
        {
            name: pl.Series(name, column.tolist(), dtype=types[name])
            if name in types
            else pl.Series(name, column)
            for name, column in columns.items()
        }
    )


def _entry(found: Participations, ids: NDArray[Any], rng: np.random.Generator) -> pl.DataFrame:
    spell = found.rows["spell"]
    people = found.spells
    known = people["before"][spell] != "missing"
    occupied = _occupied(people["before"][spell], people["percent_before"][spell], known)
    day = found.rows["entered_on"]
    kinds = one_of(
        rng, ["unsubsidised", "subsidised", "sheltered"], np.array([60.0, 35, 5]), len(spell)
    )
    frame = _frame(
        {
            "participation_id": ids,
            "point": np.full(len(spell), "entry"),
            "measured_on": day - rng.integers(0, 7, len(spell)),
            "education": people["education"][spell],
            "work_kind": np.where(known & (people["before"][spell] == "work"), kinds, ""),
            "public_support_since": day - _supported(people["band"][spell], rng),
            **occupied,
        }
    )
    return _emptied(frame)


def _supported(band: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Days on public support before entry, well inside each band; none where it is unknown."""
    spans = rule("support_bands").on(date(2016, 1, 1))
    least = np.array([spans.get(each, (0, 0))[0] for each in band.tolist()]) * 365.25
    most = np.array([spans.get(each, (0, 1))[1] for each in band.tolist()])
    most = np.minimum(most, 20) * 365.25
    drawn = (least + 5 + rng.random(len(band)) * (most - least - 10)).astype(np.int64)
    days = drawn.astype("timedelta64[D]")
    return np.asarray(np.where(band == "unknown", np.timedelta64("NaT"), days))


def _exit(found: Participations, ids: NDArray[Any], rng: np.random.Generator) -> pl.DataFrame:
    spell = found.rows["spell"]
    people, after = found.spells, found.spells["after"][spell]
    measured = (after != "missing") & ~found.rows["in_error"]
    kind = people["work_kind"][spell]
    kind = np.where((after == "work") & (kind != "unknown"), kind, "")
    known = np.ones(len(spell), bool)
    frame = _frame(
        {
            "participation_id": ids,
            "point": np.full(len(spell), "exit"),
            "measured_on": found.rows["exited_on"],
            "education": people["education"][spell],
            "work_kind": kind,
            **_occupied(after, people["percent_after"][spell], known),
        }
    )
    return _emptied(frame.filter(pl.Series(measured)))


def _months_after(
    found: Participations, ids: NDArray[Any], point: str, days: int, rng: np.random.Generator
) -> pl.DataFrame:
    spell = found.rows["spell"]
    later = found.spells[point][spell]
    number = len(spell)
    works = rng.random(number) < 0.7
    kind = np.where(later == "yes", np.where(works, "work", "studies"), "other")
    seeking = (kind == "other") & (rng.random(number) < 0.35)
    kind = np.where(seeking, "job_seeking", kind)
    percent = np.asarray(PERCENTS)[rng.integers(1, 4, number)]
    frame = _frame(
        {
            "participation_id": ids,
            "point": np.full(number, point),
            "measured_on": found.rows["exited_on"] + days + rng.integers(0, 14, number),
            "work_kind": np.where(kind == "work", "unsubsidised", ""),
            **_occupied(kind, percent, np.ones(number, bool)),
        }
    )
    return _emptied(frame.filter(pl.Series((later != "missing") & ~found.rows["in_error"])))


def _emptied(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("work_kind").replace("", None))


def income_frame(
    found: Participations, measured: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """The table income: at entry for all, at exit for those measured."""
    number = len(found.rows["spell"])
    ids = np.asarray(participation_ids(number))
    entry = _sources(ids, found.spells["sources"][found.rows["spell"]])
    days = _since(entry, found, rng)
    left = measured.filter(pl.col("point") == "exit").get_column("participation_id")
    after = _after(found, rng)
    exits = _sources(ids, after).filter(pl.col("participation_id").is_in(left.implode()))
    return pl.concat(
        [
            entry.select(
                "participation_id",
                pl.lit("entry").alias("point"),
                "source",
                _percent(entry, rng),
                pl.Series("since", days),
            ),
            exits.select("participation_id", pl.lit("exit").alias("point"), "source"),
        ],
        how="diagonal",
    )


def _sources(ids: NDArray[Any], sources: NDArray[Any]) -> pl.DataFrame:
    """A row for each source of each participation; none where there is none."""
    frame = pl.DataFrame({"participation_id": ids, "source": sources}).with_row_index("at")
    split = frame.with_columns(pl.col("source").str.split("+")).explode("source")
    return split.filter(pl.col("source") != "")


def _percent(entry: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    partly = entry["source"].is_in([*SICK_LISTED, "sickness_compensation"]).to_numpy()
    drawn = np.asarray(PERCENTS)[one_of_four(rng, len(partly))]
    return pl.Series("percent", _where(partly, drawn).tolist(), dtype=pl.Int32)


def one_of_four(rng: np.random.Generator, size: int) -> NDArray[np.int64]:
    """Places of 25, 50, 75 and 100 percent; the whole is the most usual."""
    return np.searchsorted(np.array([0.08, 0.26, 0.32]), rng.random(size))


def _since(entry: pl.DataFrame, found: Participations, rng: np.random.Generator) -> NDArray[Any]:
    """Since when each source: sick-listed about as long as is known, others some years."""
    source = entry["source"].to_numpy()
    mean = assumed.number("sick_listed_days")
    sick = np.isin(source, SICK_LISTED)
    days = rng.gamma(1.3, np.where(sick, mean / 1.3, 700), len(source)).astype(np.int64)
    at = entry["at"].to_numpy()
    least, most = np.full(len(days), 14), np.full(len(days), 5000)
    if "long" in found.spells:
        long = found.spells["long"][found.rows["spell"]][at]
        least, most = np.where(sick & long, LONG, least), np.where(sick & ~long, LONG - 10, most)
    days = np.clip(days, least, most)
    _fit_benefit_days(found, source, at, days, least, most)
    since = found.rows["entered_on"][at] - days
    return np.where(source == "no_public_income", NEVER, since)


def _fit_benefit_days(
    found: Participations,
    source: NDArray[Any],
    at: NDArray[Any],
    days: NDArray[Any],
    least: NDArray[Any],
    most: NDArray[Any],
) -> None:
    """Move days on each benefit until their sums are those of the figures."""
    cells = found.benefit_days
    if cells is None:
        return
    entered = found.spells["entered"][found.rows["spell"]][at]
    right = ~found.rows["in_error"][at]
    for place, total in enumerate(cells.counts.tolist()):
        these = right & (source == cells.labels["source"][place])
        these &= entered == cells.labels["entered"][place]
        if these.any():
            days[these] = with_sum(days[these], least[these], most[these], total)


def _after(found: Participations, rng: np.random.Generator) -> NDArray[Any]:
    """Sources at exit: none for those set free, else what they had, or something less."""
    people, spell = found.spells, found.rows["spell"]
    before = people["sources"][spell]
    first = np.array([each.split("+")[0] for each in before.tolist()])
    year = found.rows["exited_on"].astype("datetime64[Y]").astype(int) + 1970
    grown = year - people["birth_year"][spell] >= 30
    had = np.where((first == "activity_compensation") & grown, "sickness_compensation", first)
    new = one_of(
        rng,
        ["activity_support", "unemployment_benefit", "social_assistance", "other_public"],
        np.array([45.0, 25, 20, 10]),
        len(had),
    )
    seeking = people["after"][spell] == "job_seeking"
    change = (seeking & (rng.random(len(had)) < 0.6)) | np.isin(had, ("", "no_public_income"))
    studies = (people["after"][spell] == "studies") & (rng.random(len(had)) < 0.5)
    left = np.where(studies, "student_aid", np.where(change, new, had))
    return np.where(people["freed"][spell], "no_public_income", left)
