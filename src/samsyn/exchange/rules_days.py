"""R04 and R05: days in order, nothing before it happens, and each thing within what it is in."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.merged import Merged
from samsyn.exchange.problems import Hits, hits_where
from samsyn.vocabulary.tables import TABLES

HAPPENED: dict[str, tuple[str, ...]] = {
    "structural_activity": ("held_on",),
    "person": ("birth_date",),
    "participation": ("entered_on", "exited_on", "consented_on", "consent_withdrawn_on"),
    "measurement": ("measured_on", "public_support_since"),
    "income": ("since",),
    "cooperation_case": (
        "benefit_since",
        "plan_agreed_on",
        "consented_on",
        "consent_withdrawn_on",
    ),
    "cooperation_event": ("occurred_on",),
    "cooperation_outcome": ("measured_on",),
    "status_spell": ("first_day",),
    "transition_meeting": ("held_on",),
    "support_activity": ("held_on",),
}
"""The dates that say something has happened; the others may be plans."""

_PAIRS = (("first_day", "last_day"), ("entered_on", "exited_on"))
_OPEN = "tills vidare"


def days_in_order(merged: Merged) -> Iterator[Hits]:
    """R04: a last day before the first, an exit before the entry."""
    for name in merged.sound:
        for first, last in _PAIRS:
            if {first, last}.issubset(TABLES[name].names):
                wrong = ("days_reversed", last, pl.col(last) < pl.col(first))
                for hits in hits_where(merged.package_rows(name), name, wrong):
                    yield replace(hits, rows=_naming_first(hits.rows, first))


def _naming_first(rows: pl.DataFrame, first: str) -> pl.DataFrame:
    return rows.with_columns(pl.lit(first).alias("first_field"), pl.col(first).alias("first_value"))


def nothing_in_the_future(merged: Merged) -> Iterator[Hits]:
    """R04: a day after the day of import for what is said to have happened."""
    today = pl.lit(merged.today)
    for name in merged.sound:
        later = [("in_the_future", f, pl.col(f) > today) for f in HAPPENED.get(name, ())]
        for hits in hits_where(merged.package_rows(name), name, *later):
            yield replace(hits, rows=hits.rows.with_columns(today.alias("today")))


def entries_within(merged: Merged) -> Iterator[Hits]:
    """R05: an entry outside the days of its intervention.

    Where it is the days that change and the entry that stands in the register, the row that
    changes them is refused.
    """
    if not merged.touches("participation", "intervention", "association"):
        return
    within = _interventions(merged).with_columns(
        pl.coalesce("last_day", "outer_last").alias("last_day")
    )
    entries = merged.rows("participation").join(within, on="intervention_code")
    outside = _outside(entries, pl.col("entered_on"), pl.col("entered_on"), "first_day", "last_day")
    ours = outside.filter(pl.col(LINE).is_not_null())
    yield Hits("entry_outside", "participation", "entered_on", _open_end(ours, "last_day"))
    left = outside.filter(pl.col(LINE).is_null())
    yield from _leaving(merged, left, "intervention", "leaves_entries_outside")
    left = left.filter(pl.col("intervention_line").is_null())
    yield from _leaving(merged, left, "association", "leaves_entries_outside")


def interventions_within(merged: Merged) -> Iterator[Hits]:
    """R05: an intervention whose days are outside its association's."""
    if not merged.touches("intervention", "association"):
        return
    first, last = pl.col("first_day"), pl.max_horizontal("first_day", "last_day")
    outside = _outside(_interventions(merged), first, last, "outer_first", "outer_last")
    ours = outside.filter(pl.col("intervention_line").is_not_null())
    told = ours.with_columns(pl.col("intervention_line").alias(LINE))
    yield Hits("intervention_outside", "intervention", "first_day", _open_end(told, "outer_last"))
    left = outside.filter(pl.col("intervention_line").is_null())
    yield from _leaving(merged, left, "association", "leaves_interventions_outside")


def _interventions(merged: Merged) -> pl.DataFrame:
    """Each with its days and its association's, and the lines both stand on."""
    outer = merged.rows("association").select(
        "association_code",
        pl.col("first_day").alias("outer_first"),
        pl.col("last_day").alias("outer_last"),
        pl.col(LINE).alias("association_line"),
    )
    inner = merged.rows("intervention").select(
        "intervention_code",
        "association_code",
        "first_day",
        "last_day",
        pl.col(LINE).alias("intervention_line"),
    )
    return inner.join(outer, on="association_code", maintain_order="left")


def _outside(
    rows: pl.DataFrame, first: pl.Expr, last: pl.Expr, outer_first: str, outer_last: str
) -> pl.DataFrame:
    """The rows that begin too early or end too late; ``broken`` names the outer day they pass."""
    early, late = first < pl.col(outer_first), (last > pl.col(outer_last)).fill_null(False)
    broken = pl.when(late).then(pl.lit("last_day")).otherwise(pl.lit("first_day"))
    return rows.with_columns(broken.alias("broken")).filter(early | late)


def _leaving(merged: Merged, left: pl.DataFrame, table: str, message: str) -> Iterator[Hits]:
    """The package's row of ``table`` whose new days leave rows of the register outside."""
    if left.is_empty():
        return
    times = left.group_by(pl.col(f"{table}_line").alias(LINE), "broken").agg(times=pl.len())
    told = merged.package_rows(table).join(times, on=LINE, maintain_order="left")
    for field in ("first_day", "last_day"):
        yield Hits(message, table, field, told.filter(pl.col("broken") == field))


def _open_end(rows: pl.DataFrame, last: str) -> pl.DataFrame:
    return rows.with_columns(pl.col(last).cast(pl.String).fill_null(_OPEN))
