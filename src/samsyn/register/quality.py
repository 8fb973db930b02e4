"""How good the registrations are, per association: rules hit, what is filled in, how soon.

Participations registered in error count nowhere. Associations are named by code; rows that
belong to none (cases, populations) have the code "". Counts here are for those who answer for
the register; nothing in them is for print.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from samsyn.exchange.check import warnings_of
from samsyn.register.known import KnownRegister
from samsyn.register.reading import one_moment
from samsyn.register.rows import read_rows
from samsyn.vocabulary.tables import TABLES

ERROR = "registered_in_error"
SOON_DAYS = 30

_OF_PARTICIPATION = ("municipality_code", "referred_by")
_OF_MEASUREMENT = {
    "entry": ("education", "works", "studies", "seeks_work", "public_support_since"),
    "exit": ("works", "studies", "seeks_work"),
}


@dataclass(frozen=True)
class Quality:
    """Long tables, sorted, each with ``association_code``.

    ``problems``: rules hit (rule, problem, what_to_do, …), a row each.
    ``completeness``: ``what`` should be known, for how many rows (``of``), and is (``known``).
    ``timeliness``: ``what`` happened, ``rows`` registered, ``median_days`` from the event to the
    registration, and how many were registered within 30 days (``soon``).
    """

    problems: pl.DataFrame
    completeness: pl.DataFrame
    timeliness: pl.DataFrame


def quality(*, today: date) -> Quality:
    """The quality of all registrations, as of one moment."""
    with one_moment():
        known = KnownRegister()
        frames = {name: known.frame(name) for name in TABLES}
        at = {name: _registered_on(name) for name in ("participation", "measurement")}
    owners = _owners(frames)
    return Quality(
        problems=_with_association(warnings_of(frames, today), owners),
        completeness=completeness(frames),
        timeliness=timeliness(frames, at),
    )


def of_association(whole: Quality, code: str) -> Quality:
    """The part of ``whole`` that is about the association of ``code``."""
    ours = pl.col("association_code") == code
    return Quality(
        problems=whole.problems.filter(ours),
        completeness=whole.completeness.filter(ours),
        timeliness=whole.timeliness.filter(ours),
    )


def completeness(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """For each association and thing to be known: of how many rows, and of how many it is."""
    entered = _participations(frames)
    parts = [_filled(entered, f"participation.{name}", name) for name in _OF_PARTICIPATION]
    for point, fields in _OF_MEASUREMENT.items():
        reached = entered if point == "entry" else entered.drop_nulls("exited_on")
        measured = _at(frames["measurement"], point).with_columns(measurement=pl.lit(True))
        rows = reached.join(measured, on="participation_id", how="left")
        earning = _at(frames["income"], point).select("participation_id").unique()
        income = earning.with_columns(income=pl.lit(True))
        rows = rows.join(income, on="participation_id", how="left")
        for name in ("measurement", *fields, "income"):
            parts.append(_filled(rows, f"{point}.{name}", name))
    return pl.concat(parts).sort("association_code", "what")


def timeliness(
    frames: Mapping[str, pl.DataFrame], registered: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """For each association: how many days after entry and exit what was known was registered.

    An exit is dated by its measurement. ``registered`` has keys and ``registered_on`` by table.
    """
    entered = _participations(frames)
    entries = entered.join(registered["participation"], on="participation_id").with_columns(
        event=pl.col("entered_on"), what=pl.lit("entry")
    )
    measured = frames["measurement"].join(
        registered["measurement"], on=["participation_id", "point"]
    )
    exits = entered.join(_at(measured, "exit"), on="participation_id").with_columns(
        event=pl.col("measured_on"), what=pl.lit("exit")
    )
    columns = ("association_code", "what", "event", "registered_on")
    rows = pl.concat([entries.select(columns), exits.select(columns)])
    days = (pl.col("registered_on") - pl.col("event")).dt.total_days()
    counted = rows.group_by("association_code", "what").agg(
        rows=pl.len(), median_days=days.median(), soon=(days <= SOON_DAYS).sum()
    )
    return counted.sort("association_code", "what")


def _participations(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Those not registered in error, with their association."""
    interventions = frames["intervention"].select("intervention_code", "association_code")
    rows = frames["participation"].filter(pl.col("exit_reason").ne_missing(ERROR))
    return rows.join(interventions, on="intervention_code")


def _at(rows: pl.DataFrame, point: str) -> pl.DataFrame:
    return rows.filter(pl.col("point") == point).drop("point")


def _filled(rows: pl.DataFrame, what: str, column: str) -> pl.DataFrame:
    counted = rows.group_by("association_code").agg(
        of=pl.len().cast(pl.Int64), known=pl.col(column).count().cast(pl.Int64)
    )
    return counted.select("association_code", pl.lit(what).alias("what"), "of", "known")


def _registered_on(name: str) -> pl.DataFrame:
    """The key of each row of a table, and the day (UTC) it came into the register."""
    table = TABLES[name]
    rows = read_rows(table, (*table.key, "registered_at"))
    day = pl.col("registered_at").str.head(10).str.to_date("%Y-%m-%d").alias("registered_on")
    return rows.select(*table.key, day)


def _owners(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The association of each key that a problem may begin with: field, value, association."""
    of_association = frames["association"].select(
        field=pl.lit("association_code"), value="association_code", owner="association_code"
    )
    of_intervention = frames["intervention"].select(
        field=pl.lit("intervention_code"), value="intervention_code", owner="association_code"
    )
    through = frames["intervention"].select("intervention_code", owner="association_code")
    of_participation = (
        frames["participation"]
        .join(through, on="intervention_code")
        .select(field=pl.lit("participation_id"), value="participation_id", owner="owner")
    )
    return pl.concat([of_association, of_intervention, of_participation])


def _with_association(problems: pl.DataFrame, owners: pl.DataFrame) -> pl.DataFrame:
    """Each problem with the association that its row's key leads to."""
    first = pl.col("key").str.extract_groups(r"^(?<field>\w+)=(?<value>.*?)(?:; |$)")
    keyed = problems.with_columns(first.struct.rename_fields(["key_field", "key_value"]).alias("_"))
    found = keyed.unnest("_").join(
        owners,
        left_on=["key_field", "key_value"],
        right_on=["field", "value"],
        how="left",
        maintain_order="left",
    )
    named = found.with_columns(association_code=pl.col("owner").fill_null(""))
    return named.select("association_code", *problems.columns).sort(
        "association_code", "rule", maintain_order=True
    )
