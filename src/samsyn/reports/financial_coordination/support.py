"""Chapter 8: the national council's support, with training and surveys where there are any."""

from collections.abc import Iterator

from samsyn.disclosure import Question, Released
from samsyn.reports.asking import two_years
from samsyn.reports.categories import label_of, rows_by
from samsyn.reports.context import Context
from samsyn.reports.document import Block, ItemList, Label, Section
from samsyn.reports.figure import Figure
from samsyn.reports.measures import measures_table
from samsyn.reports.prose import Parts, flat, number, p
from samsyn.vocabulary.period import Period


def asks(period: Period) -> tuple[Question, ...]:
    """Those who took part in support, and how associations answered in surveys."""
    return (
        *two_years("support_participants", period, by=("kind",)),
        Question("survey_share", (period,), by=("respondent_group",)),
    )


def section(ctx: Context) -> Section:
    """People's own words, measures, training and surveys."""
    blocks = (*ctx.own("stod"), *measures_table(ctx), *_training(ctx), *_surveys(ctx))
    return Section("Nationella rådets stöd", blocks, key="stod")


def _training(ctx: Context) -> Iterator[Block]:
    held = ctx.get("support_participants")
    if not held.value and not ctx.get("support_participants", period=ctx.before).value:
        return
    rows = {**rows_by(ctx, "support_participants", "kind", "support_kind"), "Samtliga": {}}
    yield p("I det nationella stödet deltog ", number(held), f" personer {ctx.year}.")
    yield ctx.table(
        f"Deltagare i nationellt stöd, {ctx.before} och {ctx.period}",
        indicator="support_participants",
        rows=rows,
        columns=ctx.two_years(),
        stub="Stöd",
    )


def _surveys(ctx: Context) -> Iterator[Block]:
    rows = ctx.release.by("survey_share", "respondent_group", level="nation", period=ctx.period)
    told = tuple(_answered(ctx, row) for row in rows if row.statistic == "share" and row.n)
    if told:
        yield p(
            f"I årets enkät ställdes frågor om stödet. Andelen som svarade positivt {ctx.year}:"
        )
        yield ItemList(told)


def _answered(ctx: Context, positive: Released) -> Parts:
    group = label_of(ctx, "respondent_group", positive.breakdown.partition("=")[2])
    told = (Figure(positive, "n"), " svar)")
    return flat(Label(f"{group}: "), number(positive), " procent (", told)
