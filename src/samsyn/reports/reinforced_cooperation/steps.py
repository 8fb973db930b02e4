"""Chapter 5, measures: who began one after the assessment, and how long it all took."""

from collections.abc import Iterator

from samsyn.disclosure import Question
from samsyn.reports.asking import two_years
from samsyn.reports.categories import rows_by, sex_table
from samsyn.reports.comparing import compared
from samsyn.reports.context import Context
from samsyn.reports.document import Block, Section
from samsyn.reports.observations import observed, told_change
from samsyn.reports.prose import Parts, counted, flat, number, p
from samsyn.reports.reinforced_cooperation.counted_cases import any_of, per_benefit
from samsyn.vocabulary.period import Period

STARTED, AFTER, DAYS = "measures_started", "started_after_assessment", "cooperation_days"
TITLE = "Insatser efter kartläggningen"


def asks(period: Period) -> tuple[Question, ...]:
    """Measures started, the share that began one, and the days in cooperation."""
    return (
        *two_years(STARTED, period, by=("benefit", "sex")),
        *two_years(AFTER, period, by=("benefit",)),
        Question(DAYS, (period.year_before(), period), by=("benefit",)),
    )


def section(ctx: Context) -> Section:
    """Those who began, the days, and what stands out."""
    if not any_of(ctx, STARTED) and not any_of(ctx, "joint_assessments"):
        none = p(f"Inga påbörjade insatser är registrerade för {ctx.year}.")
        return Section(TITLE, (none,), key="insatser")
    blocks = (*_started(ctx), *_days(ctx), observed(_observations(ctx)))
    return Section(TITLE, blocks, key="insatser")


def _started(ctx: Context) -> Iterator[Block]:
    share = ctx.get(AFTER)
    yield p(
        "Kartläggningen kan leda till en arbetsförberedande eller arbetslivsinriktad insats.",
        f" Under {ctx.year} påbörjades den första insatsen i ",
        counted(ctx.get(STARTED)),
        ". ",
        compared(ctx, STARTED),
        " Av dem som kartlades under året har ",
        number(share),
        " procent börjat en insats efter kartläggningen. ",
        compared(ctx, AFTER, "Andelen", statistic="change_points"),
    )
    yield sex_table(
        ctx,
        f"Påbörjade insatser efter ersättning och kön, {ctx.before} och {ctx.period}",
        indicator=STARTED,
        rows={**rows_by(ctx, STARTED, "benefit"), "Samtliga": {}},
        stub="Ersättning",
        notes=(("Varje ärende räknas en gång, när den första insatsen börjar.",),),
    )
    yield ctx.table(
        f"Andel som har börjat en insats efteråt, {ctx.before} och {ctx.period}, procent",
        indicator=AFTER,
        rows={**rows_by(ctx, "joint_assessments", "benefit"), "Samtliga": {}},
        columns=ctx.two_years("points"),
        stub="Ersättning",
        notes=(("Den som kartlades sent på året kan ännu inte ha hunnit börja en insats.",),),
    )


def _days(ctx: Context) -> Iterator[Block]:
    mean, median = (ctx.get(DAYS, statistic=each) for each in ("mean", "median"))
    if not mean.shown:
        yield p(f"Tiden i samarbetet kan inte redovisas för {ctx.year}.")
        return
    yield p(
        f"De samarbeten som avslutades {ctx.year} hade i genomsnitt pågått i ",
        counted(mean),
        ", räknat från begäran om kartläggning: ",
        per_benefit(ctx, DAYS, "dagar för dem med"),
        ". Hälften av samarbetena hade pågått i högst ",
        counted(median),
        ".",
    )
    past = {"period": ctx.before}
    yield ctx.table(
        f"Dagar i förstärkt samarbete, {ctx.before} och {ctx.period}",
        indicator=DAYS,
        rows={**rows_by(ctx, "joint_assessments", "benefit"), "Samtliga": {}},
        columns={
            f"Medelvärde {ctx.before}": {**past, "statistic": "mean"},
            f"Medelvärde {ctx.period}": {"statistic": "mean"},
            f"Median {ctx.before}": {**past, "statistic": "median"},
            f"Median {ctx.period}": {"statistic": "median"},
        },
        stub="Ersättning",
    )


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, STARTED, "Antalet påbörjade insatser")
    subject = "Andelen som har börjat en insats efter kartläggningen"
    yield told_change(ctx, AFTER, subject, statistic="change_points")
    median = ctx.get(DAYS, statistic="median")
    if median.shown:
        yield flat("Hälften av de avslutade samarbetena hade pågått i högst ", counted(median), ".")
