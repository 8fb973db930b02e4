"""R12: the events of a case in the order of reinforced cooperation."""

from collections.abc import Iterator

import polars as pl

from samsyn.exchange.merged import Merged
from samsyn.exchange.problems import Hits
from samsyn.vocabulary.codelist import code_list

START = ""
NEXT: dict[str, tuple[str, ...]] = {
    START: ("requested",),
    "requested": ("assessment_first", "interrupted"),
    "assessment_first": ("assessment_last", "interrupted"),
    "assessment_last": ("preparatory_planned", "vocational_planned", "ended", "interrupted"),
    "preparatory_planned": ("preparatory_started", "ended", "interrupted"),
    "vocational_planned": ("vocational_started", "ended", "interrupted"),
    "preparatory_started": ("vocational_started", "ended", "interrupted"),
    "vocational_started": ("preparatory_started", "ended", "interrupted"),
    "ended": (),
    "interrupted": (),
}
"""What may follow each event of a case."""
SIDE_STEP = "employer_support"
"""May stand anywhere before the end, and changes nothing for what follows."""


def events_in_order(merged: Merged) -> Iterator[Hits]:
    """R12: all the package's events of a case in which one event cannot follow the one before.

    Events of the same day are taken in the order of the code list.
    """
    if not merged.touches("cooperation_event"):
        return
    ours = merged.package_rows("cooperation_event")
    events = _sorted(merged.rows("cooperation_event").join(ours, on="case_id", how="semi"))
    steps = events.filter(pl.col("event") != SIDE_STEP)
    wrong = pl.concat([_wrong_steps(steps), _late_side_steps(events)])
    first_wrong = wrong.unique("case_id", keep="first", maintain_order=True)
    told = ours.join(first_wrong, on="case_id", maintain_order="left")
    yield Hits("events_out_of_order", "cooperation_event", "event", told)


def _sorted(events: pl.DataFrame) -> pl.DataFrame:
    order = pl.Enum(code_list("cooperation_event").codes)
    return events.select("case_id", "occurred_on", pl.col("event").cast(order)).sort(pl.all())


def _wrong_steps(steps: pl.DataFrame) -> pl.DataFrame:
    """The steps that cannot follow the one before: case_id, ``wrong``, what it comes ``after``."""
    allowed = [f"{before}>{event}" for before, events in NEXT.items() for event in events]
    same_case = pl.col("case_id") == pl.col("case_id").shift(1)
    event = pl.col("event").cast(pl.String)
    before = pl.when(same_case.fill_null(False)).then(event.shift(1)).otherwise(pl.lit(START))
    pairs = steps.select("case_id", event.alias("wrong"), before.alias("before"))
    wrong = pairs.filter(~(pl.col("before") + ">" + pl.col("wrong")).is_in(allowed))
    return wrong.select("case_id", "wrong", _after(pl.col("before")).alias("after"))


def _late_side_steps(events: pl.DataFrame) -> pl.DataFrame:
    """The side steps after the end, in the same columns."""
    is_final = pl.col("event").cast(pl.String).is_in([e for e, then in NEXT.items() if not then])
    ended = is_final.cum_sum().over("case_id") > 0
    late = events.filter(ended & (pl.col("event") == SIDE_STEP))
    wrong = pl.col("event").cast(pl.String).alias("wrong")
    return late.select("case_id", wrong, pl.lit("efter slutet").alias("after"))


def _after(before: pl.Expr) -> pl.Expr:
    return pl.when(before == START).then(pl.lit("först")).otherwise("efter " + before)
