"""Chapter 4, inflow: the joint assessments, of whom, with which diagnoses, and how early."""

from collections.abc import Iterator

from samsyn.disclosure import Question
from samsyn.reports.asking import all_two_years, two_years
from samsyn.reports.categories import by_label, rows_by, sex_table
from samsyn.reports.comparing import compared, sex_told
from samsyn.reports.context import Context, Key
from samsyn.reports.document import Block, Chart, Section, Table
from samsyn.reports.observations import most_common, observed, told_change, women_beside_men
from samsyn.reports.prose import Parts, counted, p, sentences
from samsyn.reports.reinforced_cooperation.counted_cases import any_of, per_benefit
from samsyn.reports.series import asked_series, columns_of, context_notes
from samsyn.vocabulary.period import Period

ASSESSED = "joint_assessments"
PSYCHIATRIC = "psychiatric_share"
TITLE = "Gemensamma kartläggningar"


def asks(period: Period) -> tuple[Question, ...]:
    """Assessments by benefit and sex, psychiatric shares, diagnoses, and the day."""
    years = (period.year_before(), period)
    return (
        *all_two_years((ASSESSED, PSYCHIATRIC), period, by=("benefit", "sex")),
        *asked_series((ASSESSED, "transition_meetings"), period),
        Question("sex_share", years, of=ASSESSED, by=("sex",)),
        Question("diagnosis_share", (period,), by=("benefit", "diagnosis_group")),
        *two_years("assessment_day", period, by=("benefit",)),
    )


def section(ctx: Context) -> Section:
    """Numbers, diagnoses, the day of the assessment, and what stands out."""
    if not any_of(ctx, ASSESSED):
        none = p(f"Inga gemensamma kartläggningar är registrerade för {ctx.year}.")
        return Section(TITLE, (none,), key="inflode")
    parts = (
        Section("Antal kartläggningar", tuple(_numbers(ctx)), key="antal"),
        Section("Diagnoser", tuple(_diagnoses(ctx)), key="diagnoser"),
        Section("När kartläggningen görs", tuple(_day(ctx)), key="dag"),
        observed(_observations(ctx)),
    )
    return Section(TITLE, parts, key="inflode")


def _numbers(ctx: Context) -> Iterator[Block]:
    yield sentences(
        "I en gemensam kartläggning träffar personen båda myndigheterna för att ta reda på vilket"
        " stöd som behövs.",
        (f"Under {ctx.year} genomfördes ", *counted(ctx.get(ASSESSED)), "."),
        compared(ctx, ASSESSED),
        sex_told(ctx, ASSESSED, "Av dem som deltog var"),
        "En kartläggning räknas det år då det sista mötet hölls.",
    )
    yield sex_table(
        ctx,
        f"Gemensamma kartläggningar efter ersättning och kön, {ctx.before} och {ctx.period}",
        indicator=ASSESSED,
        rows={**rows_by(ctx, ASSESSED, "benefit"), "Samtliga": {}},
        stub="Ersättning",
    )
    yield from _by_year(ctx)


def _by_year(ctx: Context) -> Iterator[Block]:
    """The series, where it has more years than the two of the table."""
    years = columns_of(ctx, ASSESSED)
    if len(years) > 1:
        table = ctx.table(
            "Gemensamma kartläggningar och omställningsmöten efter år, antal",
            rows={TITLE: {"indicator": ASSESSED}, "Omställningsmöten": _MEETINGS},
            columns=years,
        )
        yield Chart(table, "lines")
    yield from context_notes(ctx, ASSESSED)


_MEETINGS: Key = {"indicator": "transition_meetings"}


def _diagnoses(ctx: Context) -> Iterator[Block]:
    shares = per_benefit(ctx, PSYCHIATRIC, "procent bland dem med")
    yield p(
        "Diagnosen kommer från Försäkringskassan. ",
        *(("Andelen med en psykiatrisk diagnos var ", *shares, ".") if shares else ()),
        *_psychiatric_changes(ctx),
    )
    yield sex_table(
        ctx,
        f"Andel med psykiatrisk diagnos, {ctx.before} och {ctx.period}, procent",
        indicator=PSYCHIATRIC,
        rows={**rows_by(ctx, ASSESSED, "benefit"), "Samtliga": {}},
        change="points",
        stub="Ersättning",
    )
    yield _by_diagnosis(ctx)


def _psychiatric_changes(ctx: Context) -> Parts:
    """How the share changed for each benefit, in a sentence of its own."""
    told = [
        (" ", *told_change(ctx, PSYCHIATRIC, subject, statistic="change_points", **row))
        for subject, row in _shares_of_each(ctx)
    ]
    return tuple(part for parts in told if len(parts) > 1 for part in parts)


def _shares_of_each(ctx: Context) -> list[tuple[str, Key]]:
    named = {"sickness_benefit": "sjukpenning", "activity_compensation": "aktivitetsersättning"}
    return [(f"Andelen bland dem med {name}", {"benefit": code}) for code, name in named.items()]


def _by_diagnosis(ctx: Context) -> Table:
    of = "diagnosis_share"
    return ctx.table(
        f"Gemensamma kartläggningar efter diagnosgrupp {ctx.year}, procent",
        indicator=of,
        rows=rows_by(ctx, of, "diagnosis_group"),
        columns={**_benefits(ctx), "Samtliga": {}},
        stub="Diagnosgrupp",
    )


def _benefits(ctx: Context) -> dict[str, Key]:
    return rows_by(ctx, ASSESSED, "benefit")


def _day(ctx: Context) -> Iterator[Block]:
    days = per_benefit(ctx, "assessment_day", "dagar med")
    if days:
        yield p("Kartläggningens första möte hölls i genomsnitt efter ", days, ".")
    yield ctx.table(
        f"Dagar med ersättning före kartläggningen, medelvärde {ctx.before} och {ctx.period}",
        indicator="assessment_day",
        rows={**_benefits(ctx), "Samtliga": {}},
        columns={str(ctx.before): {"period": ctx.before}, str(ctx.period): {}},
        stub="Ersättning",
    )


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, ASSESSED, "Antalet gemensamma kartläggningar")
    yield sex_told(ctx, ASSESSED, "Av dem som deltog var")
    women, men = (ctx.get(PSYCHIATRIC, sex=sex) for sex in ("woman", "man"))
    yield women_beside_men(women, men, "Andelen med en psykiatrisk diagnos")
    assessed = by_label(ctx, ASSESSED, "benefit")
    yield most_common(assessed, "Den vanligaste ersättningen")
