"""Checking a package against the rules R01–R19, and a whole register against the warnings.

Rows are judged by column, never one by one. A refused row refuses those that refer to it, so
the rules are run again on what is left until nothing more falls; what is accepted then
satisfies every rule together with what the register holds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from samsyn.exchange.csv_rows import LINE
from samsyn.exchange.known import NOTHING_KNOWN, Known
from samsyn.exchange.merged import KnownOnce, Merged
from samsyn.exchange.package import Package
from samsyn.exchange.problems import Hits, joined, worded
from samsyn.exchange.rule_texts import MESSAGES, RULES
from samsyn.exchange.rules_associations import NO_JUMPS, two_parties, volume_jumps
from samsyn.exchange.rules_cooperation import events_in_order
from samsyn.exchange.rules_days import (
    days_in_order,
    entries_within,
    interventions_within,
    nothing_in_the_future,
)
from samsyn.exchange.rules_interventions import fixed_once_registered, followed_as_said
from samsyn.exchange.rules_keys import identity_numbers, repeated_keys
from samsyn.exchange.rules_people import (
    consent_holds,
    exit_has_reason,
    identity_number_agrees,
    no_income_stands_alone,
)
from samsyn.exchange.rules_references import Rows, settled
from samsyn.exchange.rules_values import typed_rows
from samsyn.exchange.rules_warnings import (
    activity_compensation_by_age,
    extent_fits_answer,
    funds_as_law_says,
    not_open_for_long,
    one_participation_at_a_time,
)
from samsyn.exchange.writing import PROBLEM_COLUMNS
from samsyn.vocabulary.tables import TABLES

__all__ = ["RULES", "Checked", "check", "warnings_of"]

Check = Callable[[Merged], Iterator[Hits]]

REFUSING: tuple[Check, ...] = (
    identity_numbers,
    days_in_order,
    nothing_in_the_future,
    entries_within,
    interventions_within,
    consent_holds,
    no_income_stands_alone,
    followed_as_said,
    exit_has_reason,
    identity_number_agrees,
    fixed_once_registered,
    events_in_order,
)
WARNING: Mapping[Check, str] = {
    funds_as_law_says: "association_funds",
    extent_fits_answer: "measurement",
    activity_compensation_by_age: "income",
    one_participation_at_a_time: "participation",
    two_parties: "intervention",
    not_open_for_long: "participation",
}
"""Each check, and the table whose rows it warns of."""


@dataclass(frozen=True)
class Checked:
    """A package judged.

    ``accepted``: rows to take, by table, typed as ``table_schema``, with the columns the file
    had. ``refused``: the other rows as they were read, with ``PROBLEM_COLUMNS``; written with
    ``write_package`` they can be corrected and imported. ``problems``: one row a problem, of
    ``PROBLEM_SCHEMA``, by rule, file and line. ``repeated``: rows that said the same as an
    earlier one. ``volume``: the hits of R19 (association_code, year, before, after), for whoever
    imports to stop at.
    """

    accepted: dict[str, pl.DataFrame]
    refused: dict[str, pl.DataFrame]
    problems: pl.DataFrame
    repeated: int
    volume: pl.DataFrame

    @property
    def refused_rows(self) -> int:
        """How many rows are not taken."""
        return sum(frame.height for frame in self.refused.values())


def check(
    package: Package, *, known: Known, today: date, volumes: bool = True, language: str = "sv"
) -> Checked:
    """Judge every row of ``package`` together with what is ``known`` on the day of import.

    Without ``volumes`` R19 is left out: where not all of the register near the rows is known.
    ``language`` is that of the problems.
    """
    register = KnownOnce(known)
    values = _Values.of(package, today)
    sound, hits = _judged(values.rows, package.frames, register, today)
    refusals = [*values.hits, *hits]
    merged = Merged(sound, register, today)
    volume = volume_jumps(merged) if volumes else NO_JUMPS
    warned = [each for each, table in WARNING.items() if merged.touches(table)]
    warnings = [_of_package(each) for each in _run(warned, merged)]
    told = [
        worded(each, file=package.files[each.table], language=language)
        for each in (*refusals, *warnings)
    ]
    problems = joined([package.file_problems, *told, worded(_volume_hits(volume), file="")])
    refused = _refused(package, sound, values.repeats, problems)
    return Checked(
        accepted={name: rows.drop(LINE) for name, rows in sound.items()},
        refused=refused,
        problems=problems.sort("rule", "file", "line", maintain_order=True),
        repeated=sum(len(lines) for lines in values.repeats.values()),
        volume=volume,
    )


def warnings_of(frames: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """What R13–R19 say of a whole register, as rows of ``PROBLEM_SCHEMA`` without file and line.

    ``frames`` has the typed rows of each table; a table left out is empty.
    """
    merged = Merged({}, KnownOnce(_Frames(frames)), today)
    hits = [*_run(WARNING, merged), _volume_hits(volume_jumps(merged))]
    return joined([worded(each, file="") for each in hits]).sort("rule", "key", maintain_order=True)


@dataclass(frozen=True)
class _Frames:
    """A register given as frames."""

    frames: Mapping[str, pl.DataFrame]

    def frame(self, table: str) -> pl.DataFrame:
        return self.frames.get(table, NOTHING_KNOWN.frame(table))

    def identity_holder(self, numbers: pl.DataFrame) -> pl.DataFrame:
        return NOTHING_KNOWN.identity_holder(numbers)


@dataclass(frozen=True)
class _Values:
    """The rows whose own values and keys are right, by table, and the hits of the others."""

    rows: Rows
    hits: list[Hits]
    repeats: dict[str, pl.Series]  # the lines that repeat an earlier row word for word

    @classmethod
    def of(cls, package: Package, today: date) -> "_Values":
        rows: Rows = {}
        hits: list[Hits] = []
        repeats: dict[str, pl.Series] = {}
        for name, text in package.frames.items():
            if name in package.refused_tables:
                continue
            typed = typed_rows(TABLES[name], text, package.ragged.get(name), today=today)
            lines, twice = repeated_keys(TABLES[name], text, typed.rows)
            found = [*typed.hits, *twice]
            repeats[name] = lines
            rows[name] = _less(typed.rows, found, besides=lines)
            hits += found
        return cls(rows, hits, repeats)


def _judged(
    rows: Rows, given: Mapping[str, pl.DataFrame], known: KnownOnce, today: date
) -> tuple[Rows, list[Hits]]:
    """The rows that stand when nothing more falls, and every hit on the way."""
    told: list[Hits] = []
    while True:
        rows, lost = settled(rows, given, known)
        told += lost
        merged = Merged(rows, known, today)
        hits = [each for each in _run(REFUSING, merged) if each.rows.height]
        if not hits:
            return rows, told
        told += hits
        rows = {name: _less(of, _in(name, hits)) for name, of in rows.items()}


def _run(checks: Iterable[Check], merged: Merged) -> Iterator[Hits]:
    for each in checks:
        yield from each(merged)


def _in(name: str, hits: Iterable[Hits]) -> list[Hits]:
    return [each for each in hits if each.table == name]


def _less(
    rows: pl.DataFrame, hits: Iterable[Hits], *, besides: pl.Series | None = None
) -> pl.DataFrame:
    """The rows but for those on a line that was hit, or is in ``besides``."""
    lines = [each.rows[LINE] for each in hits if each.rows.height]
    gone = [*lines, *([besides] if besides is not None and len(besides) else [])]
    return rows.filter(~pl.col(LINE).is_in(pl.concat(gone).implode())) if gone else rows


def _of_package(hits: Hits) -> Hits:
    ours = hits.rows.filter(pl.col(LINE).is_not_null())
    return Hits(hits.message, hits.table, hits.field, ours)


def _volume_hits(volume: pl.DataFrame) -> Hits:
    rows = volume.with_columns(pl.lit(None, pl.Int64).alias(LINE))
    return Hits("volume", "association", "year", rows)


def _refused(
    package: Package,
    sound: Rows,
    repeats: Mapping[str, pl.Series],
    problems: pl.DataFrame,
) -> dict[str, pl.DataFrame]:
    refused = {}
    for name, text in package.frames.items():
        if name in package.refused_tables:
            left = _with_file_problem(text, name, problems)
        else:
            if text.height == sound[name].height + len(repeats[name]):
                continue
            rest = text.join(sound[name].select(LINE), on=LINE, how="anti")
            rest = rest.filter(~pl.col(LINE).is_in(repeats[name].implode()))
            left = _with_problems(rest, name, problems)
        if left.height:
            refused[name] = left
    return refused


def _with_problems(rows: pl.DataFrame, table: str, problems: pl.DataFrame) -> pl.DataFrame:
    """The rows with all that was said of each, in the columns of a refused row."""
    rule, problem, what_to_do = PROBLEM_COLUMNS
    of_table = problems.filter(
        (pl.col("table") == table) & (pl.col("severity") == "refused"), pl.col("line").is_not_null()
    )
    said = of_table.select(
        pl.col("line").alias(LINE), pl.col("rule").alias(rule), problem, what_to_do
    )
    several = said[LINE].is_duplicated()
    joined_up = (
        said.filter(several)
        .group_by(LINE)
        .agg(
            pl.col(rule).unique(maintain_order=True).str.join(";"),
            pl.col(problem).str.join(" "),
            pl.col(what_to_do).unique(maintain_order=True).str.join(" "),
        )
    )
    once = pl.concat([said.filter(~several), joined_up])
    return rows.join(once, on=LINE, how="left", maintain_order="left").drop(LINE)


def _with_file_problem(text: pl.DataFrame, table: str, problems: pl.DataFrame) -> pl.DataFrame:
    rule, problem, what_to_do = PROBLEM_COLUMNS
    said = problems.filter((pl.col("table") == table) & (pl.col("severity") == "refused"))
    message = MESSAGES["file_refused"]
    reason = " ".join(said["problem"])
    return text.drop(LINE).with_columns(
        pl.lit(message.rule).alias(rule),
        pl.lit(message.problem.format(reason=reason)).alias(problem),
        pl.lit(message.what_to_do).alias(what_to_do),
    )
