"""Chapter 6, result: completed rehabilitation, and who regained the capacity to work."""

from collections.abc import Iterator

from samsyn.disclosure import Question
from samsyn.reports.asking import all_two_years
from samsyn.reports.categories import rows_by, sex_table
from samsyn.reports.comparing import compared, share_by_sex
from samsyn.reports.context import SEXES, Context
from samsyn.reports.document import Block, Chart, Label, Section
from samsyn.reports.observations import observed, told_change, women_beside_men
from samsyn.reports.prose import Parts, flat, number, p, sentences
from samsyn.reports.reinforced_cooperation.counted_cases import any_of, per_benefit
from samsyn.vocabulary.period import Period

COMPLETED, REGAINED = "rehabilitation_completed", "regained_work_capacity"
WORK = "cooperation_work_or_education"


def asks(period: Period) -> tuple[Question, ...]:
    """Completed rehabilitation and its outcome, by benefit and sex."""
    years = (period.year_before(), period)
    return (
        *all_two_years((COMPLETED, REGAINED, WORK), period, by=("benefit", "sex")),
        Question("regained_at_exit_share", years, by=()),
    )


def section(ctx: Context) -> Section:
    """Completed, regained, work or education, and what stands out."""
    if not any_of(ctx, COMPLETED):
        none = p(f"Ingen avslutad rehabilitering är registrerad för {ctx.year}.")
        return Section("Resultat", (none,), key="resultat")
    parts = (
        Section("Avslutad rehabilitering", tuple(_completed(ctx)), key="avslutade"),
        Section("Återfått arbetsförmåga", tuple(_regained(ctx)), key="aterfatt"),
        Section("Arbete eller utbildning", tuple(_work(ctx)), key="arbete"),
        observed(_observations(ctx)),
    )
    return Section("Resultat", parts, key="resultat")


def _completed(ctx: Context) -> Iterator[Block]:
    yield p(
        f"Under {ctx.year} avslutades ",
        number(ctx.get(COMPLETED)),
        " rehabiliteringar. ",
        compared(ctx, COMPLETED),
        " Samarbeten som har avbrutits räknas inte.",
    )
    yield sex_table(
        ctx,
        f"Avslutad rehabilitering efter ersättning och kön, {ctx.before} och {ctx.period}",
        indicator=COMPLETED,
        rows={**rows_by(ctx, COMPLETED, "benefit"), "Samtliga": {}},
        stub="Ersättning",
    )


def _regained(ctx: Context) -> Iterator[Block]:
    yield p(
        "Den som arbetar, utbildar sig, deltar i ett arbetsmarknadspolitiskt program eller är",
        " öppet arbetslös räknas som att ha återfått arbetsförmåga. ",
        Label("Det mäts 90 dagar efter avslutet, eller vid avslutet om uppgift saknas då."),
    )
    yield sentences(*regained_told(ctx), _by_benefit(ctx), _at_exit(ctx))
    yield _shares(ctx, REGAINED, "Andel som hade återfått arbetsförmåga")
    yield _drawn(ctx)


def regained_told(ctx: Context) -> tuple[Parts, ...]:
    """The share that regained the capacity to work, by sex, and its change, a sentence each."""
    return _outcome_told(ctx, REGAINED)


def _outcome_told(ctx: Context, indicator: str) -> tuple[Parts, ...]:
    if not ctx.get(indicator).shown:
        return (("Hur det gick visas inte, eftersom underlaget är för litet.",),)
    return (
        ("Av dem som avslutade var det ", *share_by_sex(ctx, indicator, "som"), "."),
        compared(ctx, indicator, "Andelen", statistic="change_points"),
    )


def _by_benefit(ctx: Context) -> Parts:
    told = per_benefit(ctx, REGAINED, "procent bland dem med")
    return flat("Andelen var ", told, ".") if told else ()


def _at_exit(ctx: Context) -> Parts:
    share = ctx.get("regained_at_exit_share")
    if not share.value:
        return ()
    return flat("För ", number(share), " procent är status bara känd vid avslutet.")


def _shares(ctx: Context, indicator: str, title: str) -> Block:
    return sex_table(
        ctx,
        f"{title}, {ctx.before} och {ctx.period}, procent",
        indicator=indicator,
        rows={**rows_by(ctx, COMPLETED, "benefit"), "Samtliga": {}},
        change="points",
        stub="Ersättning",
    )


def _drawn(ctx: Context) -> Block:
    table = ctx.table(
        f"Andel som hade återfått arbetsförmåga {ctx.year}, kvinnor och män, procent",
        indicator=REGAINED,
        rows={**rows_by(ctx, COMPLETED, "benefit"), "Samtliga": {}},
        columns=SEXES,
    )
    return Chart(table, "bars", told=True)


def _work(ctx: Context) -> Iterator[Block]:
    narrower = "Ett snävare mått räknar bara arbete och utbildning."
    yield sentences(narrower, *_outcome_told(ctx, WORK))
    yield _shares(ctx, WORK, "Andel som hade arbete eller utbildning")


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, COMPLETED, "Antalet avslutade rehabiliteringar")
    subject = "Andelen som hade återfått arbetsförmåga"
    yield told_change(ctx, REGAINED, subject, statistic="change_points")
    yield women_beside_men(ctx.get(REGAINED, sex="woman"), ctx.get(REGAINED, sex="man"))
    subject = "Andelen som hade arbete eller utbildning"
    yield told_change(ctx, WORK, subject, statistic="change_points")
