"""Counting associations, interventions, cases, money and the rest again, from the rows alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl

from samsyn.synthetic.recount_people import Fraction, Frames, Keys, PeopleCounts

MENTAL = "F"
REGAINED = (
    "work_unsubsidised", "work_subsidised", "education", "labour_market_programme",
    "openly_unemployed",
)  # fmt: skip


def _lasting(year: int) -> pl.Expr:
    """On any day of the year."""
    last = date(year, 12, 31)
    return (pl.col("first_day") <= last) & (pl.col("last_day").fill_null(last) >= date(year, 1, 1))


def _on_last_day(year: int) -> pl.Expr:
    last = date(year, 12, 31)
    return (pl.col("first_day") <= last) & (pl.col("last_day").fill_null(last) >= last)


class BodyCounts:
    """Associations, municipalities, interventions, head counts, money, surveys."""

    def __init__(self, frames: Frames, people: PeopleCounts) -> None:
        self.frames, self.people = frames, people
        self.known: dict[str, Callable[[Keys, int], Fraction]] = {
            "associations": lambda keys, year: (self._associations(year).height, None),
            "municipalities": self._municipalities,
            "interventions": lambda keys, year: (self._interventions(keys, year).height, None),
            "interventions_share": self._interventions_share,
            "associations_with_group": self._with_group,
            "participants_anonymous": lambda k, y: self._heads("anonymous", k, y),
            "participants_volume": lambda k, y: self._heads("volume", k, y),
            "participants_total": lambda keys, year: (self._total(year), None),
            "participants_structural": self._structural,
            "benefit_coverage": self._coverage,
            "transition_meetings": self._meetings,
            "transition_meeting_coverage": self._meeting_coverage,
            "support_participants": self._support,
            "funds": lambda k, y: (self._sum("association_funds", "amount_sek", k, y), None),
            "administration_cost": lambda k, y: (self._cost("association_cost", k, y), None),
            "intervention_cost": lambda k, y: (self._cost("intervention_cost", k, y), None),
            "result": lambda keys, year: (self._result(year), None),
            "cost_per_participant": lambda k, y: (self._individual_cost(y), self._total(y)),
            "cost_per_work_or_study": self._per_outcome,
            "staff_ratio": self._staff,
            "survey_share": self._survey,
        }

    def _year(self, table: str, year: int) -> pl.DataFrame:
        return self.frames[table].filter(pl.col("year") == year)

    def _sum(self, table: str, column: str, keys: Keys, year: int) -> float:
        rows = self._year(table, year)
        names = {"funding_source": "source"}
        for key, value in keys.items():
            rows = rows.filter(pl.col(names.get(key, key)) == value)
        return float(rows[column].sum())

    def _cost(self, table: str, keys: Keys, year: int) -> float:
        amount = keys.get("amount", "outturn")
        rest = {key: value for key, value in keys.items() if key != "amount"}
        return self._sum(table, f"{amount}_sek", rest, year)

    def _result(self, year: int) -> float:
        spent = self._cost("association_cost", {}, year) + self._cost("intervention_cost", {}, year)
        return self._sum("association_funds", "amount_sek", {}, year) - spent

    def _individual_cost(self, year: int) -> float:
        individual = self.frames["intervention"].filter(pl.col("orientation") == "individual")
        rows = self._year("intervention_cost", year)
        return float(rows.join(individual, on="intervention_code", how="semi")["outturn_sek"].sum())

    def _per_outcome(self, keys: Keys, year: int) -> Fraction:
        reached, _ = self.people.known["outcome_work_or_study"]({}, year)
        return self._individual_cost(year), reached

    def _staff(self, keys: Keys, year: int) -> Fraction:
        people, _ = self.people.known["participants_identified"](keys, year)
        staff = self._year("intervention_staff", year)
        if "method" in keys:
            method = self.frames["intervention"].filter(pl.col("method") == keys["method"])
            staff = staff.join(method, on="intervention_code", how="semi")
        return people, float(staff["full_time_equivalents"].sum())

    def _associations(self, year: int) -> pl.DataFrame:
        return self.frames["association"].filter(_on_last_day(year))

    def _municipalities(self, keys: Keys, year: int) -> Fraction:
        areas = self.frames["association_area"].filter(_on_last_day(year))
        inside = areas.join(self._associations(year), on="association_code", how="semi")
        return inside["municipality_code"].n_unique(), None

    def _interventions(self, keys: Keys, year: int) -> pl.DataFrame:
        rows = self.frames["intervention"].filter(_lasting(year))
        for key, value in keys.items():
            if key == "target_group":
                tags = self.frames["intervention_group"].filter(
                    (pl.col("target_group") == value) & _lasting(year)
                )
                rows = rows.join(tags, on="intervention_code", how="semi")
            else:
                rows = rows.filter(pl.col(key).str.split(";").list.contains(value))
        return rows

    def _interventions_share(self, keys: Keys, year: int) -> Fraction:
        return self._interventions(keys, year).height, self._interventions({}, year).height

    def _with_group(self, keys: Keys, year: int) -> Fraction:
        tagged = self._interventions(keys, year)
        return self._associations(year).join(tagged, on="association_code", how="semi").height, None

    def _heads(self, kind: str, keys: Keys, year: int) -> Fraction:
        return self._sum("head_count", "persons", {"kind": kind, **keys}, year), None

    def _total(self, year: int) -> float:
        heads = sum(self._heads(kind, {}, year)[0] for kind in ("anonymous", "volume"))
        return self.people.known["participants_identified"]({}, year)[0] + heads

    def _structural(self, keys: Keys, year: int) -> Fraction:
        held = self.frames["structural_activity"].filter(pl.col("held_on").dt.year() == year)
        counted = self._year("head_count", year).filter(pl.col("kind") == "structural")
        held = held.join(counted, on="intervention_code", how="anti")
        if "format" in keys:
            return float(held.filter(pl.col("format") == keys["format"])["persons"].sum()), None
        return float(held["persons"].sum()) + float(counted["persons"].sum()), None

    def _coverage(self, keys: Keys, year: int) -> Fraction:
        part, _ = self.people.known["participants_on_benefit"](keys, year)
        rows = self._year("benefit_population", year).filter(
            (pl.col("benefit") == keys["income_source"]) & (pl.col("municipality_code") == "")
        )
        if "sex" in keys:
            rows = rows.filter(pl.col("sex") == keys["sex"])
        return part, float(rows["persons"].sum())

    def _meetings(self, keys: Keys, year: int) -> Fraction:
        rows = self.frames["transition_meeting"].filter(pl.col("held_on").dt.year() == year)
        for key, value in keys.items():
            rows = rows.filter(pl.col(key) == value)
        return rows.height, None

    def _meeting_coverage(self, keys: Keys, year: int) -> Fraction:
        return self._meetings(keys, year)[0], self._sum("benefit_ended", "persons", keys, year)

    def _support(self, keys: Keys, year: int) -> Fraction:
        rows = self.frames["support_activity"].filter(pl.col("held_on").dt.year() == year)
        for key, value in keys.items():
            rows = rows.filter(pl.col(key) == value)
        return float(rows["participants"].sum()), None

    def _survey(self, keys: Keys, year: int) -> Fraction:
        rows = self._year("survey_count", year).filter(pl.col("answer") != "no_answer")
        names = {"question": "question_code"}
        for key, value in keys.items():
            rows = rows.filter(pl.col(names.get(key, key)) == value)
        positive = rows.filter(pl.col("answer") == "positive")
        return float(positive["respondents"].sum()), float(rows["respondents"].sum())


class CaseCounts:
    """Cases of reinforced cooperation."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.known: dict[str, Callable[[Keys, int], Fraction]] = {
            "joint_assessments": lambda keys, year: (self._assessed(keys, year).height, None),
            "psychiatric_share": self._psychiatric,
            "diagnosis_share": self._diagnosis,
            "assessment_day": self._days_before,
            "started_after_assessment": self._started_share,
            "measures_started": self._started,
            "rehabilitation_completed": lambda keys, year: (
                self._completed(keys, year).height,
                None,
            ),
            "regained_work_capacity": lambda k, y: self._status(k, y, REGAINED),
            "cooperation_work_or_education": lambda k, y: self._status(k, y, REGAINED[:3]),
            "regained_at_exit_share": self._at_exit,
            "cooperation_days": self._days,
        }
        self.cases = self._with_steps()

    def _with_steps(self) -> pl.DataFrame:
        events = self.frames["cooperation_event"]
        started = pl.col("event").is_in(["preparatory_started", "vocational_started"])
        rows = self.frames["cooperation_case"].join(
            self.frames["person"].select("person_id", "sex"), on="person_id"
        )
        steps = {name: pl.col("event") == name for name in
                 ("requested", "assessment_first", "assessment_last", "ended")}  # fmt: skip
        for name, test in {**steps, "started": started}.items():
            days = (
                events.filter(test).group_by("case_id").agg(pl.col("occurred_on").min().alias(name))
            )
            rows = rows.join(days, on="case_id", how="left")
        return rows

    def _of(self, keys: Keys, step: str, year: int) -> pl.DataFrame:
        rows = self.cases.filter(pl.col(step).dt.year() == year)
        for key, value in keys.items():
            rows = rows.filter(pl.col(key) == value)
        return rows

    def _assessed(self, keys: Keys, year: int) -> pl.DataFrame:
        return self._of(keys, "assessment_last", year)

    def _psychiatric(self, keys: Keys, year: int) -> Fraction:
        rows = self._assessed(keys, year)
        return rows.filter(pl.col("diagnosis_group").str.starts_with(MENTAL)).height, rows.height

    def _diagnosis(self, keys: Keys, year: int) -> Fraction:
        rest = {key: value for key, value in keys.items() if key != "diagnosis_group"}
        rows = self._assessed(rest, year)
        same = pl.col("diagnosis_group") == keys["diagnosis_group"]
        return rows.filter(same).height, rows.height

    def _mean(self, rows: pl.DataFrame, since: str, until: str) -> Fraction:
        known = rows.drop_nulls([since, until])
        return float((known[until] - known[since]).dt.total_days().sum()), known.height

    def _days_before(self, keys: Keys, year: int) -> Fraction:
        return self._mean(self._assessed(keys, year), "benefit_since", "assessment_first")

    def _days(self, keys: Keys, year: int) -> Fraction:
        return self._mean(self._of(keys, "ended", year), "requested", "ended")

    def cooperation_days(self, keys: Keys, year: int) -> pl.Series:
        """Days of each case ended, for the median."""
        rows = self._of(keys, "ended", year)
        return (rows["ended"] - rows["requested"]).dt.total_days()

    def _started_share(self, keys: Keys, year: int) -> Fraction:
        rows = self._assessed(keys, year)
        return rows.filter(pl.col("started") >= pl.col("assessment_last")).height, rows.height

    def _started(self, keys: Keys, year: int) -> Fraction:
        return self._of(keys, "started", year).height, None

    def _completed(self, keys: Keys, year: int) -> pl.DataFrame:
        return self._of(keys, "ended", year).filter(pl.col("started") <= pl.col("ended"))

    def _with_status(self, keys: Keys, year: int) -> pl.DataFrame:
        """Completed cases with a status: at day 90, else at exit."""
        outcomes = self.frames["cooperation_outcome"].sort("case_id", "point")
        first = outcomes.unique("case_id", keep="first", maintain_order=True)  # day_90 < exit
        rows = first.select("case_id", pl.col("point").alias("at"), "status")
        return self._completed(keys, year).join(rows, on="case_id")

    def _status(self, keys: Keys, year: int, those: tuple[str, ...]) -> Fraction:
        rows = self._with_status(keys, year)
        return rows.filter(pl.col("status").is_in(those)).height, rows.height

    def _at_exit(self, keys: Keys, year: int) -> Fraction:
        rows = self._with_status(keys, year)
        return rows.filter(pl.col("at") == "exit").height, rows.height


def series_of(people: PeopleCounts, cases: CaseCounts) -> dict[str, Any]:
    """The single values behind medians and quartiles, by indicator."""
    return {"duration_days": people.durations, "cooperation_days": cases.cooperation_days}
