"""Chapter 7: the transition meetings with those whose benefit ends or was refused."""

from collections.abc import Iterator

from samsyn.disclosure import Question
from samsyn.reports.asking import two_years
from samsyn.reports.categories import by_label, rows_by, sex_table
from samsyn.reports.comparing import compared
from samsyn.reports.context import Context
from samsyn.reports.document import Block, Section
from samsyn.reports.observations import most_common, observed, told_change
from samsyn.reports.prose import Parts, counted, number, p
from samsyn.reports.reinforced_cooperation.counted_cases import any_of
from samsyn.vocabulary.period import Period

HELD, COVERAGE = "transition_meetings", "transition_meeting_coverage"
TITLE = "Omställningsmöten"


def asks(period: Period) -> tuple[Question, ...]:
    """Meetings by reason and sex, and beside all whose benefit ended."""
    return (
        *two_years(HELD, period, by=("reason", "sex")),
        *two_years(COVERAGE, period, by=("reason",)),
    )


def section(ctx: Context) -> Section:
    """Number, change, reasons, coverage, and what stands out."""
    if not any_of(ctx, HELD):
        none = p(f"Inga omställningsmöten är registrerade för {ctx.year}.")
        return Section(TITLE, (none,), key="omstallning")
    return Section(TITLE, (*_held(ctx), observed(_observations(ctx))), key="omstallning")


def _held(ctx: Context) -> Iterator[Block]:
    yield p(
        "Ett omställningsmöte erbjuds den vars ersättning upphör eller som har fått avslag.",
        f" Under {ctx.year} hölls ",
        counted(ctx.get(HELD)),
        ". ",
        compared(ctx, HELD),
        *_coverage(ctx),
    )
    yield sex_table(
        ctx,
        f"Omställningsmöten efter anledning och kön, {ctx.before} och {ctx.period}",
        indicator=HELD,
        rows={**rows_by(ctx, HELD, "reason"), "Samtliga": {}},
        stub="Anledning",
    )


def _coverage(ctx: Context) -> Parts:
    share = ctx.get(COVERAGE)
    if not share.value:
        return ()
    return (" Mötena motsvarade ", *number(share), " procent av dem vars ersättning upphörde.")


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, HELD, "Antalet omställningsmöten")
    yield most_common(by_label(ctx, HELD, "reason"), "Den vanligaste anledningen")
