"""Claim: the yearly report's indicators for two years, in all breakdowns, take under 2 seconds.

From an opened snapshot of the national register, in a process where Ibis is imported, nothing
else kept. Peer: pandas, written plainly, doing four indicators by their keys. Limit: reading the
columns that are needed.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from prepared import best, home

from samsyn.extracts.snapshot import open_snapshot
from samsyn.statistics.indicator import indicators
from samsyn.statistics.indicators import cooperation, cooperation_results, transition
from samsyn.statistics.question import Question
from samsyn.statistics.run import count
from samsyn.vocabulary.period import Period, parse_span

MOST_SECONDS = 2
YEARS = parse_span("2018..2019")
FOUR = ("participants_identified", "completed", "outcome_work_or_study", "joint_assessments")
COOPERATION = {
    each.id
    for each in (*cooperation.INDICATORS, *cooperation_results.INDICATORS, *transition.INDICATORS)
}
COLUMNS = {
    "participation": None,
    "person": ["person_id", "sex"],
    "intervention": ["intervention_code", "orientation", "follow_up", "method"],
    "intervention_group": None,
    "measurement": ["participation_id", "point", "education", "works", "studies", "seeks_work"],
    "income": ["participation_id", "point", "source"],
    "cooperation_case": ["case_id", "person_id", "benefit"],
    "cooperation_event": None,
}
AGES = [-1, 15, 29, 44, 59, 64, 200]
AGE_NAMES = ["below", "16-29", "30-44", "45-59", "60-64", "above"]


def main() -> int:
    """Print seconds and ratios; 1 if the claim is not kept or the two do not agree."""
    folder = max((home() / "snapshots").iterdir())
    yearly = tuple(name for name in indicators() if name not in COOPERATION)
    report = best([ours(folder, yearly)[0] for _ in range(5)])
    print(f"{len(yearly)} indicators × 2 years: {report:.2f} s (claim: {MOST_SECONDS})")
    everything = best([ours(folder, tuple(indicators()))[0] for _ in range(3)])
    print(f"all {len(indicators())}: {everything:.2f} s")
    four, counted = min((ours(folder, FOUR) for _ in range(3)), key=lambda each: each[0])
    peer, expected = min((in_pandas(folder) for _ in range(3)), key=lambda each: each[0])
    limit = best([seconds(lambda: read(folder)) for _ in range(3)])
    print(
        f"{len(FOUR)} of them: {four:.2f} s; pandas, plainly written: {peer / four:.1f} × our time"
    )
    print(f"  reading the columns alone: {limit / four:.2f} of our time")
    same = all(counted[name] == total for name, total in expected.items())
    print("  the totals agree" if same else f"  THEY DIFFER: {expected}")
    return int(report > MOST_SECONDS or not same)


def ours(folder: Path, names: tuple[str, ...]) -> tuple[float, dict[tuple[str, str], float]]:
    """Seconds from an opened snapshot, and the totals by indicator and year."""
    questions = [
        Question(name, YEARS, of="participants_identified" if name == "sex_share" else "")
        for name in names
    ]
    with open_snapshot(folder) as snapshot:
        began = time.perf_counter()
        rows = count(questions, snapshot)
        took = time.perf_counter() - began
    totals = {(row.indicator, row.period): row for row in rows if not row.breakdown}
    return took, {
        key: row.numerator if row.statistic == "share" else row.value  # type: ignore[misc]
        for key, row in totals.items()
    }


def read(folder: Path) -> dict[str, pd.DataFrame]:
    return {
        name: pq.read_table(folder / f"{name}.parquet", columns=columns).to_pandas()
        for name, columns in COLUMNS.items()
    }


def in_pandas(folder: Path) -> tuple[float, dict[tuple[str, str], float]]:
    """Seconds of the peer, reading included, and its totals."""
    began = time.perf_counter()
    totals = {}
    tables = read(folder)
    entries = everyone(tables)
    for year in YEARS:
        totals["participants_identified", year.name] = identified(tables, entries, year)
        done, reached = completed(tables, entries, year)
        totals["completed", year.name], totals["outcome_work_or_study", year.name] = done, reached
        totals["joint_assessments", year.name] = assessed(tables, year)
    return time.perf_counter() - began, totals


def everyone(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Participations that count, with sex, age group, education and intervention."""
    rows = tables["participation"]
    rows = rows[rows.exit_reason != "registered_in_error"]
    rows = rows.merge(tables["person"], on="person_id", how="left")
    rows = rows.merge(tables["intervention"], on="intervention_code")
    at_entry = tables["measurement"][tables["measurement"].point == "entry"]
    education = at_entry[["participation_id", "education"]]
    rows = rows.merge(education, on="participation_id", how="left")
    rows["age_group"] = pd.cut(rows.age_at_entry, AGES, labels=AGE_NAMES).astype(str)
    rows["entered_on"] = pd.to_datetime(rows.entered_on)
    rows["exited_on"] = pd.to_datetime(rows.exited_on)
    return rows[rows.orientation == "individual"]


def identified(tables: dict[str, pd.DataFrame], entries: pd.DataFrame, year: Period) -> int:
    """Persons once, by sex, age, education; by income, target group and method, any of them."""
    first, last = pd.Timestamp(year.first_day), pd.Timestamp(year.last_day)
    active = entries[(entries.entered_on <= last) & ~(entries.exited_on < first)]
    persons = active.sort_values("entered_on").drop_duplicates("person_id", keep="last")
    for keys in (["sex"], ["age_group"], ["education"], ["age_group", "sex"], ["education", "sex"]):
        persons.groupby(keys).size()
    income = tables["income"][tables["income"].point == "entry"]
    methods = active.assign(code=active.method.fillna("unknown").str.split(";")).explode("code")
    coded = [
        active.merge(income, on="participation_id").rename(columns={"source": "code"}),
        active.merge(tables["intervention_group"], on="intervention_code").rename(
            columns={"target_group": "code"}
        ),
        methods,
    ]
    for rows in coded:
        once = rows.drop_duplicates(["person_id", "code"])
        once.groupby("code").size()
        once.groupby(["code", "sex"]).size()
    return len(persons)


def completed(
    tables: dict[str, pd.DataFrame], entries: pd.DataFrame, year: Period
) -> tuple[int, int]:
    """Participations that ended, by reason; of the measured, those in work or studies, by keys."""
    first, last = pd.Timestamp(year.first_day), pd.Timestamp(year.last_day)
    done = entries[entries.exited_on.between(first, last) & (entries.follow_up == "persons")]
    for keys in (["exit_reason"], ["sex"], ["exit_reason", "sex"]):
        done.groupby(keys).size()
    after = tables["measurement"][tables["measurement"].point == "exit"].drop(columns="education")
    rows = done.merge(after, on="participation_id")
    rows = rows[rows[["works", "studies", "seeks_work"]].notna().any(axis=1)]
    rows["reached"] = rows.works.eq(True) | rows.studies.eq(True)
    for keys in (["sex"], ["age_group"], ["education"], ["age_group", "sex"], ["education", "sex"]):
        rows.groupby(keys).reached.agg(["sum", "count"])
    income = tables["income"][tables["income"].point == "entry"]
    by_income = rows.merge(income, on="participation_id")
    by_income.groupby("source").reached.agg(["sum", "count"])
    by_income.groupby(["source", "sex"]).reached.agg(["sum", "count"])
    return len(done), int(rows.reached.sum())


def assessed(tables: dict[str, pd.DataFrame], year: Period) -> int:
    """Cases whose last assessment meeting was in the year, by benefit and sex."""
    events = tables["cooperation_event"]
    last = events[events.event == "assessment_last"].groupby("case_id").occurred_on.max()
    held = last[(last >= year.first_day) & (last <= year.last_day)]
    cases = tables["cooperation_case"].merge(held.rename("held"), on="case_id")
    cases = cases.merge(tables["person"], on="person_id", how="left")
    for keys in (["benefit"], ["sex"], ["benefit", "sex"]):
        cases.groupby(keys).size()
    return len(cases)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
