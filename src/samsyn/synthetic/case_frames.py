"""The tables of reinforced cooperation: cases, what happened in them, and how it went."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from samsyn.synthetic import assumed
from samsyn.synthetic.bodies import EMPLOYMENT, INSURANCE
from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.case_cells import AT_LEAST, NEVER
from samsyn.synthetic.cells import Cells
from samsyn.synthetic.chance import happened, moved_to_sum, one_of
from samsyn.synthetic.drawing import dealt_cells, spread_out
from samsyn.synthetic.figures import QUANTILES
from samsyn.synthetic.fitting import with_quantile, with_sum
from samsyn.synthetic.identity import numbers_and_birth_dates
from samsyn.vocabulary.area import municipalities

Columns = dict[str, NDArray[Any]]
NOT_YET = np.datetime64("NaT")
NINETY = 90


def case_frames(
    calibrated: Calibrated, taken: dict[tuple[str, int], int], today: date, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """The tables of cases, and ``person`` with those they are about."""
    rows = spread_out(
        calibrated.cases.cases, ("sex", "benefit", "assessed", "began", "ended", "how")
    )
    order = rng.permutation(len(rows["sex"]))
    rows = {name: column[order] for name, column in rows.items()}
    _dealt(calibrated, rows, rng)
    _dates(calibrated, rows, rng)
    for step in ("requested", "assessment_first", "assessment_last", "started", "closed"):
        rows[step] = happened(rows[step], today)
    rows["benefit_since"] = rows["assessment_first"] - rows["benefit_days"]
    persons = _persons(rows, taken, rng)
    return {
        "person": persons,
        "cooperation_case": _cases(rows, persons, rng),
        "cooperation_event": _events(rows, rng).filter(pl.col("occurred_on") <= today),
        "cooperation_outcome": _outcomes(rows, rng).filter(pl.col("measured_on") <= today),
    }


def _dealt(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    """Diagnosis and status as counted."""
    diagnoses, statuses = calibrated.cases.diagnoses, calibrated.cases.statuses
    at = dealt_cells(rows, diagnoses, ("sex", "benefit", "assessed"), rng)
    rows["diagnosis_group"] = diagnoses.labels["diagnosis_group"][at]
    done = np.flatnonzero((rows["how"] == "ended") & (rows["began"] != NEVER))
    some = {name: column[done] for name, column in rows.items()}
    at = dealt_cells(some, statuses, ("sex", "benefit", "ended"), rng)
    for name in ("point", "status"):
        rows[name] = np.full(len(rows["sex"]), "none", "U8")
        rows[name][done] = statuses.labels[name][at]


def _start(year: NDArray[Any]) -> NDArray[Any]:
    return (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")


def _dates(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    """The days of each step, in order, each in its year."""
    number = len(rows["sex"])
    ends_same = rows["ended"] == rows["assessed"]
    begins_same = rows["began"] == rows["assessed"]
    latest = np.where(ends_same, 220, np.where(begins_same, 270, 358))
    rows["assessment_last"] = _start(rows["assessed"]) + (3 + rng.random(number) * latest).astype(
        int
    )
    rows["assessment_first"] = rows["assessment_last"] - rng.choice([0, 0, 0, 7, 14, 28], number)
    rows["requested"] = rows["assessment_first"] - rng.integers(14, 75, number)
    begun = rows["began"] != NEVER
    year = np.where(begun, rows["began"], rows["assessed"])
    low = np.maximum(rows["assessment_last"] + 3, _start(year))
    ends_in_it = begun & (rows["ended"] == rows["began"])
    high = _start(year) + np.where(ends_in_it, 300, 360)
    rows["started"] = _between(low, np.maximum(high, low), rng, narrow=90)
    since = np.where(begun, rows["started"], rows["assessment_last"])
    year = np.where(rows["how"] == "open", year, rows["ended"])
    low = np.maximum(since + 2, _start(year))
    rows["closed"] = _between(low, np.maximum(_start(year) + 364, low), rng)
    rows["closed"] = np.where(rows["how"] == "open", NOT_YET, rows["closed"])
    rows["started"] = np.where(begun, rows["started"], NOT_YET)
    _days_of_cooperation(calibrated, rows, low, np.maximum(_start(year) + 364, low))
    _days_before(calibrated.cases.days_before, rows, rng)


def _between(
    low: NDArray[Any], high: NDArray[Any], rng: np.random.Generator, narrow: int = 400
) -> NDArray[Any]:
    span = np.minimum((high - low).astype(int), narrow)
    return np.asarray(low + (rng.random(len(low)) * (span + 1)).astype(int))


def _days_of_cooperation(
    calibrated: Calibrated, rows: Columns, low: NDArray[Any], high: NDArray[Any]
) -> None:
    """Move the ends within their years until quantiles and sums of days are as they should."""
    done = rows["how"] == "ended"
    asked = rows["requested"]
    least, most = (low - asked).astype(int), (high - asked).astype(int)
    days = np.where(done, (rows["closed"] - asked).astype(int), 0)
    for figure in calibrated.quantiles:
        if figure.indicator == "cooperation_days":
            these = done & (rows["ended"] == figure.year)
            these &= rows["benefit"] == figure.keys.get("benefit", rows["benefit"])
            share, value = QUANTILES[figure.statistic], int(figure.value)
            fitted = with_quantile(days[these], least[these], most[these], share, value)
            days[these], least[these], most[these] = fitted
    cells = calibrated.cases.days
    for at, total in enumerate(cells.counts.tolist()):
        these = done & (rows["benefit"] == cells.labels["benefit"][at])
        these &= rows["ended"] == cells.labels["ended"][at]
        days[these] = with_sum(days[these], least[these], most[these], total)
    rows["closed"] = np.where(done, asked + days, rows["closed"])


def _days_before(cells: Cells, rows: Columns, rng: np.random.Generator) -> None:
    """How long each had the benefit before the assessment, with the sums as counted."""
    days = np.zeros(len(rows["sex"]), np.int64)
    for at, total in enumerate(cells.counts.tolist()):
        these = (rows["benefit"] == cells.labels["benefit"][at]) & (
            rows["assessed"] == cells.labels["assessed"][at]
        )
        number = int(these.sum())
        if number:
            mean = total / number
            drawn = rng.gamma(2.0, mean / 2.0, number).astype(np.int64)
            least, most = np.full(number, AT_LEAST // 3), np.full(number, int(mean * 4) + AT_LEAST)
            days[these] = moved_to_sum(np.clip(drawn, least, most), least, most, total)
    rows["benefit_days"] = days


def _persons(
    rows: Columns, taken: dict[tuple[str, int], int], rng: np.random.Generator
) -> pl.DataFrame:
    """One person a case, known to the insurance agency."""
    number = len(rows["sex"])
    since = rows["benefit_since"].astype("datetime64[Y]").astype(int) + 1970
    young = rows["benefit"] == "activity_compensation"
    old = since - rng.integers(22, 60, number)
    low, high = rows["assessed"] - 29, np.maximum(since - 20, rows["assessed"] - 29)
    born_young = low + (rng.random(number) * (high - low + 1)).astype(int)
    birth_year = np.where(young, born_young, old)
    numbers, born = numbers_and_birth_dates(rows["sex"], birth_year, taken)
    return pl.DataFrame(
        {
            "person_id": [f"Q{each:07}" for each in range(1, number + 1)],
            "controller": np.full(number, INSURANCE),
            "personal_identity_number": numbers,
            "sex": rows["sex"],
            "birth_year": birth_year,
            "birth_date": born,
        }
    )


def case_ids(number: int) -> list[str]:
    """Numbered as they come, which says nothing of anyone."""
    return [f"C{each:07}" for each in range(1, number + 1)]


def _cases(rows: Columns, persons: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    number = len(rows["sex"])
    codes = np.asarray(sorted(municipalities()))
    home = codes[np.minimum((rng.random(number) ** 1.5 * len(codes)).astype(int), len(codes) - 1)]
    county = home.astype("U2")
    office = np.where(rng.random(number) < 0.5, "1", "2")
    return pl.DataFrame(
        {
            "case_id": case_ids(number),
            "person_id": persons["person_id"],
            "municipality_code": home,
            "employment_office": np.char.add(np.char.add(f"{EMPLOYMENT}-", county), office),
            "insurance_office": np.char.add(f"{INSURANCE}-", county),
            "benefit": rows["benefit"],
            "benefit_since": rows["benefit_since"],
            "diagnosis_group": rows["diagnosis_group"],
            "initiated_by": one_of(
                rng,
                ["social_insurance_agency", "public_employment_service", "own_initiative"],
                np.array([80.0, 15, 5]),
                number,
            ),
            "plan_agreed_on": rows["assessment_last"],
            "consented_on": rows["requested"] - rng.integers(0, 14, number),
        }
    )


def _events(rows: Columns, rng: np.random.Generator) -> pl.DataFrame:
    """Every step with its day; the kind of measure by chance, preparatory first."""
    number = len(rows["sex"])
    ids = np.asarray(case_ids(number))
    begun = ~np.isnat(rows["started"])
    first_kind = np.where(rng.random(number) < 0.62, "preparatory", "vocational")
    wait = (rows["started"] - rows["assessment_last"]).astype(int)
    planned = rows["assessment_last"] + np.where(begun, wait // 2, 0)
    lasts = np.where(np.isnat(rows["closed"]), 200, (rows["closed"] - rows["started"]).astype(int))
    second = begun & (first_kind == "preparatory") & (rng.random(number) < 0.45) & (lasts > 40)
    steps = [
        _event(ids, "requested", rows["requested"]),
        _event(ids, "assessment_first", rows["assessment_first"]),
        _event(ids, "assessment_last", rows["assessment_last"]),
        _event(ids, np.char.add(first_kind, "_planned"), planned, begun),
        _event(ids, np.char.add(first_kind, "_started"), rows["started"], begun),
        _event(ids, "vocational_started", rows["started"] + lasts // 2, second),
        _event(ids, "employer_support", rows["assessment_last"], rng.random(number) < 0.06),
        _event(ids, rows["how"], rows["closed"], rows["how"] != "open", _reasons(rows, rng)),
    ]
    return pl.concat(steps)


def _event(
    ids: NDArray[Any],
    event: Any,
    day: NDArray[Any],
    those: NDArray[np.bool_] | None = None,
    reason: NDArray[Any] | None = None,
) -> pl.DataFrame:
    number = len(ids)
    chosen = np.ones(number, bool) if those is None else those
    return pl.DataFrame(
        {
            "case_id": ids[chosen],
            "event": np.broadcast_to(event, number)[chosen],
            "occurred_on": day[chosen],
            "reason": (np.full(number, "") if reason is None else reason)[chosen],
        }
    ).with_columns(pl.col("reason").replace("", None))


def _reasons(rows: Columns, rng: np.random.Generator) -> NDArray[Any]:
    number = len(rows["sex"])
    planned = one_of(
        rng, ["as_planned", "to_other_party", "to_association"], np.array([88.0, 9, 3]), number
    )
    broken = one_of(
        rng,
        ["too_ill", "own_choice", "moved", "consent_withdrawn", "deceased"],
        np.array([62.0, 28, 5, 4, 1]),
        number,
    )
    return np.where(rows["how"] == "ended", planned, broken)


def _outcomes(rows: Columns, rng: np.random.Generator) -> pl.DataFrame:
    """Status at the end and 90 days after; the later one is what counts where there is one."""
    done = np.flatnonzero(rows["point"] != "none")
    ids = np.asarray(case_ids(len(rows["sex"])))
    counted = _statuses(rows["status"][done], rng)
    other = _statuses(rng.permutation(rows["status"][done]), rng)
    late = rows["point"][done] == "day_90"
    kept = rng.random(len(done)) < 0.7
    at_exit = np.where(late & ~kept, other, counted)
    frames = [
        pl.DataFrame(
            {
                "case_id": ids[done],
                "point": np.full(len(done), "exit"),
                "measured_on": rows["closed"][done],
                "status": at_exit,
            }
        ),
        pl.DataFrame(
            {
                "case_id": ids[done][late],
                "point": np.full(int(late.sum()), "day_90"),
                "measured_on": rows["closed"][done][late] + NINETY,
                "status": counted[late],
            }
        ),
    ]
    return pl.concat(frames)


def _statuses(classes: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """A status of each class, by what is assumed."""
    known = assumed.weights("case_outcomes")
    members = {
        "gained": ("work_unsubsidised", "work_subsidised", "education"),
        "near": ("labour_market_programme", "openly_unemployed"),
        "not": ("still_insured", "other"),
    }
    found = np.full(len(classes), "", "U32")
    for each, codes in members.items():
        these = classes == each
        weights = np.array([known[code] for code in codes])
        found[these] = one_of(rng, list(codes), weights, int(these.sum()))
    return found
