"""R17 and R19: the parties behind an intervention, and how many an association registers."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.merged import Merged
from samsyn.exchange.problems import Hits

FEWEST_PARTIES = 2
SMALLEST_YEAR = 20
"""The year before must have had so many for a change to be judged."""
LARGEST_CHANGE = 0.5

_CODE = "association_code"
_NEVER = date(9999, 12, 31)
_DAY = timedelta(days=1)


NO_JUMPS = pl.DataFrame(
    schema={_CODE: pl.String, "year": pl.Int32, "before": pl.Int64, "after": pl.Int64}
)


def two_parties(merged: Merged) -> Iterator[Hits]:
    """R17: an intervention with fewer than two parties among the members on any of its days."""
    ends = merged.rows("association").select(_CODE, pl.col("last_day").alias("_closes"))
    interventions = merged.rows("intervention").join(ends, on=_CODE, maintain_order="left")
    open_until = pl.coalesce("last_day", "_closes", pl.lit(_NEVER))
    days = interventions.with_columns(open_until.alias("_end"))
    met = days.join(_gaps(merged, days[_CODE].unique()), on=_CODE, maintain_order="left").filter(
        (pl.col("_from") <= pl.col("_end")) & (pl.col("_to") >= pl.col("first_day"))
    )
    told = met.sort("_from").unique("intervention_code", keep="first", maintain_order=True)
    from_day = pl.max_horizontal("_from", "first_day").alias("from_day")
    yield Hits(
        "few_parties",
        "intervention",
        _CODE,
        told.with_columns(from_day).sort(LINE, "intervention_code"),
    )


def _gaps(merged: Merged, associations: pl.Series) -> pl.DataFrame:
    """For each association the spans of days (``_from``–``_to``) with fewer than two parties."""
    starts = pl.DataFrame({_CODE: associations}).with_columns(_on=pl.lit(date.min), _step=pl.lit(0))
    spans = _party_spans(merged)
    steps = [
        starts,
        spans.select(_CODE, pl.col("_from").alias("_on"), _step=pl.lit(1)),
        spans.filter(pl.col("_to") < _NEVER).select(
            _CODE, (pl.col("_to") + _DAY).alias("_on"), _step=pl.lit(-1)
        ),
    ]
    counted = (
        pl.concat(steps)
        .group_by(_CODE, "_on")
        .agg(pl.col("_step").sum())
        .sort(_CODE, "_on")
        .with_columns(
            pl.col("_step").cum_sum().over(_CODE).alias("_parties"),
            (pl.col("_on").shift(-1).over(_CODE) - _DAY).fill_null(_NEVER).alias("_to"),
        )
    )
    few = counted.filter(pl.col("_parties") < FEWEST_PARTIES)
    return few.select(_CODE, pl.col("_on").alias("_from"), "_to")


def _party_spans(merged: Merged) -> pl.DataFrame:
    """The spans of days on which each party is a member, those that meet joined into one."""
    of_party = [_CODE, "party"]
    parties = merged.rows("organisation").select("organisation_code", "party")
    members = (
        merged.rows("association_member")
        .join(parties, on="organisation_code")
        .select(
            *of_party,
            pl.col("first_day").alias("_from"),
            pl.col("last_day").fill_null(_NEVER).alias("_to"),
        )
        .sort(*of_party, "_from")
    )
    covered = pl.col("_to").cum_max().shift(1).over(of_party)
    is_new = (covered.is_null() | ((covered < _NEVER) & (pl.col("_from") > covered + _DAY))).cast(
        pl.Int32
    )
    return (
        members.with_columns(is_new.alias("_span"))
        .with_columns(pl.col("_span").cum_sum().over(of_party))
        .group_by(*of_party, "_span")
        .agg(pl.col("_from").min(), pl.col("_to").max())
    )


def volume_jumps(merged: Merged) -> pl.DataFrame:
    """R19: association_code, year, and its entries and heads the year ``before`` and ``after``.

    Only what the package changes is judged, so that the same package again asks nothing.
    """
    now = _compared(_volumes(merged))
    if not merged.sound:
        return now.sort(_CODE, "year")
    held = _compared(_volumes(Merged({}, merged.known, merged.today)))
    return now.join(held, on=now.columns, how="anti").sort(_CODE, "year")


def _compared(volumes: pl.DataFrame) -> pl.DataFrame:
    """The years off by more than half from a year before of at least twenty."""
    before = volumes.select(_CODE, pl.col("year") + 1, pl.col("persons").alias("before"))
    both = volumes.join(before, on=[_CODE, "year"]).rename({"persons": "after"})
    change = (pl.col("after") - pl.col("before")).abs() > LARGEST_CHANGE * pl.col("before")
    large = both.filter((pl.col("before") >= SMALLEST_YEAR) & change)
    return large.select(_CODE, "year", "before", "after")


def _volumes(merged: Merged) -> pl.DataFrame:
    """Entries (but those in error) plus heads, by association and year."""
    entered = merged.rows("participation").filter(
        pl.col("exit_reason").ne_missing("registered_in_error")
    )
    of = merged.rows("intervention").select("intervention_code", _CODE)
    entries = entered.select(
        "intervention_code",
        pl.col("entered_on").dt.year().alias("year"),
        persons=pl.lit(1, pl.Int64),
    )
    heads = merged.rows("head_count").select("intervention_code", "year", "persons")
    counted = pl.concat([entries, heads]).join(of, on="intervention_code")
    return counted.group_by(_CODE, "year").agg(pl.col("persons").sum())
