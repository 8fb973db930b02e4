"""Chapter 8: the national council's support, with training and surveys where there are any."""

from collections.abc import Iterator

from samsyn.disclosure import Question
from samsyn.reports.asking import two_years
from samsyn.reports.categories import rows_by
from samsyn.reports.context import Context
from samsyn.reports.document import Block, Section
from samsyn.reports.measures import measures_table
from samsyn.reports.prose import counted, p
from samsyn.reports.surveys import asked_surveys, surveys
from samsyn.vocabulary.period import Period


def asks(period: Period) -> tuple[Question, ...]:
    """Those who took part in support, and how associations answered in surveys."""
    return (
        *two_years("support_participants", period, by=("kind",)),
        *asked_surveys(period),
    )


def section(ctx: Context) -> Section:
    """People's own words, measures, training and surveys."""
    blocks = (*ctx.own("stod"), *measures_table(ctx), *_training(ctx), *surveys(ctx))
    return Section("Nationella rådets stöd", blocks, key="stod")


def _training(ctx: Context) -> Iterator[Block]:
    held = ctx.get("support_participants")
    if not held.value and not ctx.get("support_participants", period=ctx.before).value:
        return
    rows = {**rows_by(ctx, "support_participants", "kind", "support_kind"), "Samtliga": {}}
    yield p(f"Under {ctx.year} hade det nationella stödet ", counted(held), ".")
    yield ctx.table(
        f"Deltagare i nationellt stöd, {ctx.before} och {ctx.period}",
        indicator="support_participants",
        rows=rows,
        columns=ctx.two_years(),
        stub="Stöd",
    )
