"""Counting participants again, from the rows alone: how the register is checked.

Shares nothing with the cells the rows were made from. Definitions: indicators, version 1.
Each count takes the breakdown and the year, and gives part and whole (None: no whole).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

import polars as pl

from samsyn.vocabulary.rules import rule

Keys = Mapping[str, str]
Fraction = tuple[float, float | None]
Frames = Mapping[str, pl.DataFrame]
ON = date(2017, 1, 1)
SICK = ("sickness_benefit", "rehabilitation_benefit")
WORKING = pl.col("works_exit").fill_null(False)
STUDYING = pl.col("studies_exit").fill_null(False)
SEEKING = pl.col("seeks_work_exit").fill_null(False) & ~WORKING & ~STUDYING
OUTCOMES = {
    "outcome_work_or_study": WORKING | STUDYING,
    "outcome_job_seeking": SEEKING,
    "outcome_work_study_or_job_seeking": WORKING | STUDYING | SEEKING,
}
SIMPLE = ("sex", "age_group", "education", "referred_by", "exit_reason")


def measured(point: str) -> pl.Expr:
    """Whether any of the three questions is answered at a point."""
    names = ("works", "studies", "seeks_work")
    return pl.any_horizontal(pl.col(f"{name}_{point}").is_not_null() for name in names)


def occupation(point: str) -> pl.Expr:
    """The exclusive occupation at a point: work before studies before seeking work."""
    yes = {name: pl.col(f"{name}_{point}").fill_null(False) for name in ("works", "studies")}
    seeks = pl.col(f"seeks_work_{point}").fill_null(False)
    return (
        pl.when(yes["works"]).then(pl.lit("work"))
        .when(yes["studies"]).then(pl.lit("studies"))
        .when(seeks).then(pl.lit("job_seeking"))
        .otherwise(pl.lit("other"))
    )  # fmt: skip


class PeopleCounts:
    """Counts of participations and persons in individual interventions."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.known: dict[str, Callable[[Keys, int], Fraction]] = {
            "participants_identified": self._identified,
            "participants_on_benefit": self._identified,
            "participants_started": self._started,
            "completed": lambda keys, year: (self._completed(keys, year).height, None),
            "outcome_coverage": self._coverage,
            "occupation_after": lambda keys, year: self._occupation("exit", keys, year),
            "occupation_before": lambda keys, year: self._occupation("entry", keys, year),
            "work_kind_after": self._work_kind,
            "started_or_increased": self._increased,
            "no_public_support_after": self._freed,
            "duration_days": self._duration,
            "benefit_days_at_entry": self._benefit_days,
            "time_in_public_support": self._bands,
            "outcome_later": lambda keys, year: self._later(keys, year, covered=False),
            "outcome_later_coverage": lambda keys, year: self._later(keys, year, covered=True),
            **{name: self._outcome(test) for name, test in OUTCOMES.items()},
        }

    @cached_property
    def rows(self) -> pl.DataFrame:
        """Participations in individual interventions, those in error left out, with attributes."""
        individual = self.frames["intervention"].filter(pl.col("orientation") == "individual")
        rows = (
            self.frames["participation"]
            .filter(pl.col("exit_reason").fill_null("") != "registered_in_error")
            .join(individual.select("intervention_code", "method"), on="intervention_code")
            .join(self.frames["person"].select("person_id", "sex", "birth_date"), on="person_id")
        )
        for point in ("entry", "exit"):
            rows = rows.join(self._point(point), on="participation_id", how="left")
            rows = rows.join(self._sources(point), on="participation_id", how="left")
        return rows.with_columns(_age_group(), pl.col("education_entry").alias("education"))

    def _point(self, point: str) -> pl.DataFrame:
        frame = self.frames["measurement"].filter(pl.col("point") == point).drop("point")
        names = {name: f"{name}_{point}" for name in frame.columns if name != "participation_id"}
        return frame.rename(names)

    def _sources(self, point: str) -> pl.DataFrame:
        income = self.frames["income"].filter(pl.col("point") == point)
        return income.group_by("participation_id").agg(pl.col("source").alias(f"sources_{point}"))

    @cached_property
    def tags(self) -> pl.DataFrame:
        return self.frames["intervention_group"]

    def chosen(self, rows: pl.DataFrame, keys: Keys, year: int) -> pl.DataFrame:
        """Rows of a breakdown, each participation by itself."""
        for key, value in keys.items():
            if key in SIMPLE:
                rows = rows.filter(pl.col(key) == value)
            elif key in ("income_source", "income_before"):
                rows = rows.filter(_has(value))
            elif key == "method":
                rows = rows.filter(pl.col("method").str.split(";").list.contains(value))
            elif key == "target_group":
                rows = self._tagged(rows, (value,), year)
            elif key == "derived_group":
                rows = self._derived(rows, value, year)
            else:
                raise KeyError(key)
        return rows

    def _tagged(self, rows: pl.DataFrame, groups: tuple[str, ...], year: int) -> pl.DataFrame:
        first, last = date(year, 1, 1), date(year, 12, 31)
        tags = self.tags.filter(
            pl.col("target_group").is_in(groups)
            & (pl.col("first_day") <= last)
            & (pl.col("last_day").fill_null(last) >= first)
        )
        return rows.join(
            tags.select("intervention_code").unique(), on="intervention_code", how="semi"
        )

    def _derived(self, rows: pl.DataFrame, group: str, year: int) -> pl.DataFrame:
        if group == "young_activity_compensation":
            return rows.filter(_has("activity_compensation"))
        if group == "long_term_sick":
            income = self.frames["income"].filter(
                (pl.col("point") == "entry") & pl.col("source").is_in(SICK)
            )
            long = rows.join(income, on="participation_id").filter(
                (pl.col("entered_on") - pl.col("since")).dt.total_days() >= 365
            )
            return rows.join(long.select("participation_id").unique(), on="participation_id")
        young = rows.filter((pl.col("age_group") == "16-29") & ~_has("activity_compensation"))
        tagged = self._tagged(young, ("young_disability", "neuropsychiatric"), year)
        other = young.filter(_has("sickness_compensation"))
        return pl.concat([tagged, other]).unique("participation_id")

    def _active(self, year: int) -> pl.DataFrame:
        last, first = date(year, 12, 31), date(year, 1, 1)
        return self.rows.filter(
            (pl.col("entered_on") <= last) & (pl.col("exited_on").fill_null(last) >= first)
        )

    def _persons(self, rows: pl.DataFrame, keys: Keys, year: int) -> Fraction:
        """Persons once; age and education as at the latest entry, the rest in any of theirs."""
        latest = {key: value for key, value in keys.items() if key in ("age_group", "education")}
        if latest:
            rows = rows.sort("entered_on", "participation_id").unique("person_id", keep="last")
        return self.chosen(rows, keys, year)["person_id"].n_unique(), None

    def _identified(self, keys: Keys, year: int) -> Fraction:
        return self._persons(self._active(year), keys, year)

    def _started(self, keys: Keys, year: int) -> Fraction:
        return self._persons(self.rows.filter(pl.col("entered_on").dt.year() == year), keys, year)

    def _completed(self, keys: Keys, year: int) -> pl.DataFrame:
        followed = self.rows.join(
            self.frames["intervention"].filter(pl.col("follow_up") == "persons"),
            on="intervention_code",
            how="semi",
        )
        return self.chosen(followed.filter(pl.col("exited_on").dt.year() == year), keys, year)

    def _outcome(self, test: pl.Expr) -> Callable[[Keys, int], Fraction]:
        def count(keys: Keys, year: int) -> Fraction:
            rows = self._completed(keys, year).filter(measured("exit"))
            return rows.filter(test).height, rows.height

        return count

    def _coverage(self, keys: Keys, year: int) -> Fraction:
        rows = self._completed(keys, year)
        return rows.filter(measured("exit")).height, rows.height

    def _occupation(self, point: str, keys: Keys, year: int) -> Fraction:
        rest = {key: value for key, value in keys.items() if key != "occupation"}
        rows = self._completed(rest, year).filter(measured(point))
        return rows.filter(occupation(point) == keys["occupation"]).height, rows.height

    def _work_kind(self, keys: Keys, year: int) -> Fraction:
        rest = {key: value for key, value in keys.items() if key != "work_kind"}
        rows = self._completed(rest, year).filter(WORKING)
        kind = pl.col("work_kind_exit").fill_null("unknown")
        return rows.filter(kind == keys["work_kind"]).height, rows.height

    def _increased(self, keys: Keys, year: int) -> Fraction:
        rows = self._completed(keys, year).filter(measured("entry") & measured("exit"))
        more = pl.any_horizontal(
            pl.col(f"{name}_exit").fill_null(0) > pl.col(f"{name}_entry").fill_null(0)
            for name in ("work_percent", "study_percent")
        )
        return rows.filter(more).height, rows.height

    def _freed(self, keys: Keys, year: int) -> Fraction:
        rows = self._completed(keys, year).filter(pl.col("sources_exit").is_not_null())
        free = pl.col("sources_exit").list.set_difference(["no_public_income"]).list.len() == 0
        return rows.filter(free).height, rows.height

    def _duration(self, keys: Keys, year: int) -> Fraction:
        rows = self._completed(keys, year)
        days = (rows["exited_on"] - rows["entered_on"]).dt.total_days()
        return float(days.sum()), rows.height

    def durations(self, keys: Keys, year: int) -> pl.Series:
        """Days of each completed participation, for the median and the quartiles."""
        rows = self._completed(keys, year)
        return (rows["exited_on"] - rows["entered_on"]).dt.total_days()

    def _benefit_days(self, keys: Keys, year: int) -> Fraction:
        source = keys["income_source"]
        wanted = SICK if source == "sick_listed" else (source,)
        income = self.frames["income"].filter(
            (pl.col("point") == "entry") & pl.col("source").is_in(wanted)
        )
        rows = self.rows.filter(pl.col("entered_on").dt.year() == year)
        rows = rows.join(income.drop_nulls("since"), on="participation_id")
        days = (rows["entered_on"] - rows["since"]).dt.total_days()
        return float(days.sum()), rows.height

    def _bands(self, keys: Keys, year: int) -> Fraction:
        rest = {key: value for key, value in keys.items() if key != "band"}
        rows = self.chosen(self.rows.filter(pl.col("entered_on").dt.year() == year), rest, year)
        if "band" in keys:
            rows = rows.filter(_band() == keys["band"])
        return rows.height, None

    def _later(self, keys: Keys, year: int, *, covered: bool) -> Fraction:
        rest = {key: value for key, value in keys.items() if key != "point"}
        point = self._point(keys["point"]).rename(lambda name: name.replace(keys["point"], "later"))
        rows = self._completed(rest, year).join(point, on="participation_id", how="left")
        answered = rows.filter(measured("later"))
        if covered:
            return answered.height, rows.height
        gained = pl.any_horizontal(
            pl.col("works_later").fill_null(False), pl.col("studies_later").fill_null(False)
        )
        return answered.filter(gained).height, answered.height


def _has(source: str) -> pl.Expr:
    wanted = SICK if source == "sick_listed" else (source,)
    each = (pl.col("sources_entry").list.contains(one) for one in wanted)
    return pl.any_horizontal(each).fill_null(False)


def _age_group() -> pl.Expr:
    """Whole years at entry, by birth date, in the groups of the dated rule."""
    entered, born = pl.col("entered_on"), pl.col("birth_date")
    early = (entered.dt.month() < born.dt.month()) | (
        (entered.dt.month() == born.dt.month()) & (entered.dt.day() < born.dt.day())
    )
    age = entered.dt.year() - born.dt.year() - early.cast(pl.Int32)
    group = pl.lit("other")
    for name, (first, last) in rule("age_groups").on(ON).items():
        group = pl.when(age.is_between(first, last)).then(pl.lit(name)).otherwise(group)
    return group.alias("age_group")


def _band() -> pl.Expr:
    """Completed years on public support at entry, in the bands of the dated rule."""
    since = pl.col("public_support_since_entry")
    days = (pl.col("entered_on") - since).dt.total_days()
    band = pl.lit("unknown")
    for name, (first, last) in rule("support_bands").on(ON).items():
        inside = (days >= first * 365.25) & (days < last * 365.25)
        band = pl.when(inside).then(pl.lit(name)).otherwise(band)
    return band
