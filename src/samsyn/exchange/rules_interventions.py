"""R08 and R11: what is registered fits how the intervention is followed, and that stays fixed."""

from collections.abc import Iterator

import polars as pl

from samsyn.exchange.merged import Merged
from samsyn.exchange.problems import Hits

FIXED = ("orientation", "follow_up", "esf")
"""What may not change once an intervention has registrations."""
REGISTRATIONS = ("participation", "head_count", "structural_activity")

_CODE = "intervention_code"


def followed_as_said(merged: Merged) -> Iterator[Hits]:
    """R08: persons where counts are kept, counts of the wrong kind, a structural one by person."""
    how = merged.rows("intervention").select(_CODE, "orientation", "follow_up")
    counts, individual = pl.col("follow_up") == "counts", pl.col("orientation") == "individual"
    if merged.touches("participation"):
        persons = merged.package_rows("participation").join(how, on=_CODE)
        yield Hits("person_on_counts", "participation", _CODE, persons.filter(counts))
    if merged.touches("head_count"):
        yield from _heads_fit(merged, how)
    if merged.touches("intervention"):
        by_person = merged.package_rows("intervention").filter(~individual & ~counts)
        yield Hits("structural_by_person", "intervention", "follow_up", by_person)


def _heads_fit(merged: Merged, how: pl.DataFrame) -> Iterator[Hits]:
    counts, individual = pl.col("follow_up") == "counts", pl.col("orientation") == "individual"
    heads = merged.package_rows("head_count").join(how, on=_CODE)
    kind = pl.col("kind")
    for message, wrong in (
        ("volume_on_persons", (kind == "volume") & ~counts),
        ("anonymous_on_counts", (kind == "anonymous") & counts),
        ("structural_on_individual", (kind == "structural") & individual),
    ):
        yield Hits(message, "head_count", "kind", heads.filter(wrong))


def fixed_once_registered(merged: Merged) -> Iterator[Hits]:
    """R11: orientation, follow_up or esf changed though the register has registrations."""
    if not merged.touches("intervention"):
        return
    held = merged.known.frame("intervention").select(_CODE, *FIXED)
    codes = [merged.known.frame(name).select(_CODE) for name in REGISTRATIONS]
    registered = held.join(pl.concat(codes), on=_CODE, how="semi")
    both = merged.package_rows("intervention").join(registered, on=_CODE, suffix=" before")
    for field in FIXED:
        before = pl.col(f"{field} before")
        changed = both.filter(pl.col(field).ne_missing(before))
        told = changed.with_columns(before.cast(pl.String).fill_null("inget").alias("before"))
        yield Hits("fixed_field", "intervention", field, told)
