"""Figures over several years, with what happened in them that a reader should know."""

from collections.abc import Iterable

from samsyn.disclosure import Question
from samsyn.reports.context import Context, Key
from samsyn.reports.document import Label, Note
from samsyn.reports.prose import Parts, flat
from samsyn.vocabulary.period import Period

YEARS = 6
"""How many years a series shows at most, the report's own the last."""


def years_until(period: Period) -> tuple[Period, ...]:
    """The period and the same of the years before it, the earliest first."""
    years = [period]
    while len(years) < YEARS:
        years.append(years[-1].year_before())
    return tuple(reversed(years))


def asked_series(indicators: Iterable[str], period: Period) -> tuple[Question, ...]:
    """The totals of the indicators for the years of a series."""
    years = years_until(period)
    return tuple(Question(name, years, by=()) for name in indicators)


def years_known(ctx: Context, indicator: str) -> tuple[Period, ...]:
    """The years of the series from the first in which the indicator counts anything."""
    years = years_until(ctx.period)
    known = [place for place, year in enumerate(years) if ctx.get(indicator, period=year).value]
    return years[known[0] :] if known else years[-1:]


def columns_of(ctx: Context, indicator: str) -> dict[str, Key]:
    """A column a year that the series knows."""
    return {str(year): {"period": year} for year in years_known(ctx, indicator)}


def context_notes(ctx: Context, indicator: str) -> tuple[Note, ...]:
    """What happened in the years of the series of ``indicator``: a pandemic, a reform."""
    return notes_since(ctx, years_known(ctx, indicator)[0])


def notes_since(ctx: Context, first: Period) -> tuple[Note, ...]:
    """What happened from a period to the report's own, both included."""
    notes = ctx.directory.notes_between(first.first_day, ctx.period.last_day)
    return tuple(
        Note(
            flat(_days(note.first_day.year, note.last_day), note.text, _source(note.source)),
            "context",
            own=True,
        )
        for note in notes
    )


def _days(first: int, last: object) -> Parts:
    year = getattr(last, "year", None)
    span = f"Från {first}" if year is None else str(first) if year == first else f"{first}–{year}"
    return (Label(f"{span}: "),)


def _source(source: str) -> Parts:
    return (Label(f" Källa: {source}."),) if source else ()
