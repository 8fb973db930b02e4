"""What the arms gave and what it took: contacts, breaches, resources, those called, surveys."""

from datetime import timedelta

import numpy as np
import polars as pl

from samsyn.evaluation.demo.people import Drawn
from samsyn.evaluation.demo.published import A_MONTH, BREACHES, SURVEY
from samsyn.evaluation.status_months import PersonMonths

MONTHS = 15
PEOPLE_A_COACH = 16
OFFICERS = {"CM": (0.9, 0.8), "FS": (1.7, 1.5), "SE": (0.8, 0.9)}
"""Hours a month of officers at the insurance agency and the employment service, all arms."""
STAFF = {"SE": "job_coach", "CM": "case_manager"}


def delivery(drawn: Drawn, person: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """``study_delivery``: months from the start of support to its end, at most fifteen."""
    dates = {row["person_id"]: row for row in person.iter_rows(named=True)}
    turns: dict[tuple[str, str], int] = {}
    parts = []
    for each, entry in zip(drawn.log, drawn.days, strict=True):
        row = dates[each.person]
        if row["started_on"] is None:
            continue
        turn = turns[each.arm, each.stratum] = turns.get((each.arm, each.stratum), -1) + 1
        months = min(MONTHS, max(1, (row["ended_on"] - entry).days // 30))
        coach = f"{each.arm}-{each.stratum}-{1 + turn // PEOPLE_A_COACH}"
        parts.append(_months(each.person, coach, months, each.arm, rng))
    return pl.concat(parts)


def _months(
    person: str, coach: str, months: int, arm: str, rng: np.random.Generator
) -> pl.DataFrame:
    mean = A_MONTH[arm]
    return pl.DataFrame(
        {
            "person_id": [person] * months,
            "month": np.arange(1, months + 1),
            "coach": [coach] * months,
            "staff_hours": np.round(rng.gamma(4, mean["staff_hours"] / 4, months), 1),
            **{name: rng.poisson(mean[name], months)
               for name in ("personal_contacts", "workplace_visits", "help_outside_work")},
        }
    )  # fmt: skip


def breaches(drawn: Drawn, rng: np.random.Generator) -> pl.DataFrame:
    """``study_breach``: a few of each kind."""
    arms, rows = np.array(drawn.arms), []
    for arm, kind, many in BREACHES:
        for place in rng.permutation(np.flatnonzero(arms == arm))[:many]:
            day = drawn.days[place] + timedelta(int(rng.integers(40, 300)))
            rows.append((drawn.log[place].person, kind, day))
    return pl.DataFrame(rows, schema=["person_id", "breach", "occurred_on"], orient="row")


def costs(
    drawn: Drawn, given: pl.DataFrame, months: PersonMonths, rng: np.random.Generator
) -> pl.DataFrame:
    """``study_cost``: units of every priced item over fifteen months, by year since entry."""
    hours = {
        (person, year): total
        for person, year, total in given.with_columns(year=(pl.col("month") - 1) // 12)
        .group_by("person_id", "year", maintain_order=True)
        .agg(pl.col("staff_hours").sum())
        .iter_rows()
    }
    subsidised = months.outcome(["work_subsidised", "work_supported", "work_sheltered"])
    plain = months.outcome(["work_unsubsidised", "education"])
    parts = []
    for place, each in enumerate(drawn.log):
        for year, span in ((0, slice(0, 12)), (1, slice(12, MONTHS))):
            seen = int(np.isfinite(subsidised[place, span]).sum())
            with_subsidy = float(np.nansum(subsidised[place, span]))
            out = float(np.nansum(plain[place, span]))
            first, second = OFFICERS[each.arm]
            units = {
                "insurance_officer": float(rng.poisson(first * seen)),
                "employment_officer": float(rng.poisson(second * seen)),
                "wage_subsidy": with_subsidy,
                "psychiatric_visit": float(rng.poisson(0.45 * seen)),
                "travel": with_subsidy + out,
                "activity_compensation": seen - out - 0.5 * with_subsidy,
            }
            if each.arm in STAFF:
                units[STAFF[each.arm]] = hours.get((each.person, year), 0.0)
            parts += [(each.person, item, year, round(n, 1)) for item, n in units.items() if n > 0]
    return pl.DataFrame(parts, schema=["person_id", "item", "year_of_study", "units"], orient="row")


def called(rng: np.random.Generator) -> pl.DataFrame:
    """``study_called``: the share called rises where, and when, the study is under way."""
    rows = []
    months = [f"{2014 + (10 + n) // 12}-{(10 + n) % 12 + 1:02}" for n in range(17)]
    for group, size in (("from_start", 1900), ("joined_later", 1100), ("other", 24_000)):
        for turn, month in enumerate(months):
            active = group == "from_start" or (group == "joined_later" and turn >= 6)
            share = 0.06 + 0.004 * min(turn, 12) if active else 0.031
            eligible = round(size * (1 - 0.012 * turn))
            rows.append((group, month, eligible, int(rng.binomial(eligible, share))))
    return pl.DataFrame(
        rows, schema=["municipalities", "month", "eligible", "called"], orient="row"
    )


def survey() -> pl.DataFrame:
    """``study_survey``."""
    names = ["respondents", "arm", "question", "invited", "answered", "satisfied"]
    return pl.DataFrame(SURVEY, schema=names, orient="row")
