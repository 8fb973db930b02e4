"""R13–R16 and R18: what is taken but looks wrong. Rows of package and register alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl

from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.merged import Merged
from samsyn.exchange.problems import Hits, hits_where
from samsyn.vocabulary.rules import rule

OPEN_YEARS = 3
SHARE_TOLERANCE = 0.01
"""How far a share of an association's funds may be off: one percentage point."""

_ERROR = "registered_in_error"
_SLACK = 1e-9  # shares are fractions: exactly one point off is within the tolerance


def funds_as_law_says(merged: Merged) -> Iterator[Hits]:
    """R13: the shares of state, region and municipality of their sum, per association and year."""
    payers = list(_expected(merged.today))
    rows = merged.rows("association_funds").filter(pl.col("source").is_in(payers))
    sums = rows.group_by("association_code", "year", maintain_order=True).agg(
        pl.col(LINE).min(),
        *(
            pl.col("amount_sek").filter(pl.col("source") == payer).sum().alias(payer)
            for payer in payers
        ),
    )
    total = pl.sum_horizontal(payers)
    shares = sums.filter(total > 0).with_columns(pl.col(payer) / total for payer in payers)
    for year, of_year in shares.group_by("year", maintain_order=True):
        expected = _expected(date(int(str(year[0])), 12, 31))
        off = [(pl.col(p) - s).abs() > SHARE_TOLERANCE + _SLACK for p, s in expected.items()]
        told = of_year.filter(pl.any_horizontal(off)).with_columns(
            *(_percent(pl.col(payer)).alias(payer) for payer in payers),
            pl.lit(", ".join(f"{100 * share:g}" for share in expected.values())).alias("expected"),
        )
        yield Hits("funds_shares", "association_funds", "year", told)


def _expected(day: date) -> dict[str, float]:
    shares: dict[str, float] = rule("funding_shares").on(day)
    return shares


def _percent(share: pl.Expr) -> pl.Expr:
    return (
        (100 * share)
        .round(1)
        .cast(pl.String)
        .str.replace(r"\.0$", "")
        .str.replace(".", ",", literal=True)
    )


def extent_fits_answer(merged: Merged) -> Iterator[Hits]:
    """R14: a percentage though the answer is no, or none though it is yes."""
    rows = merged.rows("measurement")
    for answer, percent in (("works", "work_percent"), ("studies", "study_percent")):
        given = pl.col(percent).is_not_null()
        for hits in hits_where(
            rows,
            "measurement",
            ("percent_without", percent, given & ~pl.col(answer)),
            ("without_percent", percent, ~given & pl.col(answer)),
        ):
            yield replace(hits, rows=hits.rows.with_columns(answer_field=pl.lit(answer)))


def activity_compensation_by_age(merged: Merged) -> Iterator[Hits]:
    """R15: before July of the year one turns 19, or after the month before one turns 30.

    Judged on the day of the measurement (else of the entry or exit). By birth year alone the
    latter is certain from December of the year one turns 30.
    """
    incomes = merged.rows("income").filter(pl.col("source") == "activity_compensation")
    if incomes.is_empty():
        return
    ages = rule("activity_compensation_ages").on(merged.today)
    born, year = pl.col("birth_date"), pl.col("birth_year")
    first = pl.date(year + ages["first_age"], 7, 1)
    month = pl.coalesce(born.dt.month(), pl.lit(12))
    too_late = pl.date(year + ages["last_age"], month, 1)
    dated = _dated_incomes(merged, incomes)
    for message, age, wrong in (
        ("too_young", ages["first_age"], pl.col("on") < first),
        ("too_old", ages["last_age"], pl.col("on") >= too_late),
    ):
        yield Hits(message, "income", "source", dated.filter(wrong).with_columns(age=pl.lit(age)))


def _dated_incomes(merged: Merged, incomes: pl.DataFrame) -> pl.DataFrame:
    """The incomes with the day they are about (``on``) and the person's birth."""
    measured = merged.rows("measurement").select("participation_id", "point", "measured_on")
    entries = merged.rows("participation").select(
        "participation_id", "person_id", "entered_on", "exited_on"
    )
    persons = merged.rows("person").select("person_id", "birth_year", "birth_date")
    point = pl.col("point")
    on = (
        pl.when(pl.col("measured_on").is_not_null())
        .then(pl.col("measured_on"))
        .when(point == "entry")
        .then(pl.col("entered_on"))
        .when(point == "exit")
        .then(pl.col("exited_on"))
    )
    return (
        incomes.join(entries, on="participation_id", maintain_order="left")
        .join(persons, on="person_id", maintain_order="left")
        .join(measured, on=["participation_id", "point"], how="left", maintain_order="left")
        .with_columns(on.alias("on"))
    )


def one_participation_at_a_time(merged: Merged) -> Iterator[Hits]:
    """R16: the same person in the same intervention on at least one common day.

    The later of the two is named; the package's where only the earlier comes from it. Those
    registered in error are no participations.
    """
    pair = ["person_id", "intervention_code"]
    rows = merged.rows("participation").filter(pl.col("exit_reason").ne_missing(_ERROR))
    if rows.height <= 1:  # one row repeats nothing
        return
    several = rows.filter(rows.select(pair).is_duplicated())
    ends = pl.col("exited_on").fill_null(date.max)
    sorted_rows = several.sort(*pair, "entered_on", "participation_id").with_columns(
        ends.alias("_end")
    )
    latest = pl.col("_end").cum_max()
    holder = pl.when(pl.col("_end") == latest).then("participation_id").forward_fill()
    before = sorted_rows.with_columns(
        latest.shift(1).over(pair).alias("_until"),
        holder.shift(1).over(pair).alias("other"),
        pl.col("entered_on").shift(-1).over(pair).alias("_next"),
        pl.col("participation_id").shift(-1).over(pair).alias("_next_id"),
        pl.col(LINE).shift(-1).over(pair).alias("_next_line"),
    )
    later = before.filter(pl.col("entered_on") <= pl.col("_until"))
    yield Hits("parallel", "participation", "entered_on", later)
    earlier = before.filter(
        pl.col(LINE).is_not_null()
        & pl.col("_next_line").is_null()
        & (pl.col("_next") <= pl.col("_end"))
    ).with_columns(pl.col("_next_id").alias("other"))
    yield Hits("parallel", "participation", "entered_on", earlier)


def not_open_for_long(merged: Merged) -> Iterator[Hits]:
    """R18: a participation open for more than three years on the day of import."""
    rows = merged.rows("participation").filter(pl.col("exited_on").is_null())
    until = pl.col("entered_on").dt.offset_by(f"{OPEN_YEARS}y")
    yield Hits("open_long", "participation", "entered_on", rows.filter(until < merged.today))
