"""Chapter 6, who took part: numbers (T5–T7), age and education (T8–T9), support (T10–T11)."""

from collections.abc import Iterator

from samsyn.disclosure import Question
from samsyn.reports.asking import all_two_years, two_years
from samsyn.reports.categories import by_label, codes, rows_by, sex_table, with_shares
from samsyn.reports.comparing import compared, sex_told
from samsyn.reports.context import SEXES, Context, Key
from samsyn.reports.document import Block, Chart, Label, Section, Table
from samsyn.reports.observations import most_common, told_change
from samsyn.reports.prose import Parts, counted, flat, number, p, sentences
from samsyn.reports.series import asked_series, columns_of, context_notes
from samsyn.vocabulary.period import Period

IDENTIFIED = "participants_identified"
KINDS = {
    "Deltagare med personuppgifter": IDENTIFIED,
    "Anonyma deltagare": "participants_anonymous",
    "Deltagare i volyminsatser": "participants_volume",
}
_COVERED = {"activity_compensation": "aktivitetsersättning", "sickness_benefit": "sjukpenning"}
_SEVERAL = (
    ("En person kan ha flera försörjningar och räknas i var och en.",),
    (Label("Raderna summerar till mer än alla deltagare, och andelarna till mer än 100 procent."),),
)


def asks(period: Period) -> tuple[Question, ...]:
    """The kinds of participants over the years, and those identified by who they are."""
    totals = (*KINDS.values(), "participants_total", "participants_structural")
    return (
        *all_two_years(totals[1:], period),
        *asked_series(totals, period),
        *(q for key in _WHO for q in two_years(IDENTIFIED, period, by=(key, "sex"))),
        *two_years("time_in_public_support", period, by=("band", "sex")),
        *two_years("sex_share", period, of=IDENTIFIED, by=("sex",)),
        Question("participants_on_benefit", (period,), by=("income_source",)),
        Question("benefit_coverage", (period,), by=("income_source",)),
    )


_WHO = ("age_group", "education", "income_source")


def sections(ctx: Context) -> tuple[Section, ...]:
    """Numbers; age and education; support before."""
    return (
        Section("Antal deltagare", tuple(_numbers(ctx)), key="antal"),
        Section("Ålder och utbildning", tuple(_background(ctx)), key="bakgrund"),
        Section("Försörjning före insatsen", tuple(_support(ctx)), key="forsorjning"),
    )


def _numbers(ctx: Context) -> Iterator[Block]:
    yield p(
        f"Under {ctx.year} registrerades ",
        counted(ctx.get("participants_total")),
        " i individinriktade insatser. ",
        compared(ctx, "participants_total"),
        " Summan räknar deltagare med personuppgifter en gång. Den som är anonym eller deltar i",
        " en volyminsats kan vara registrerad i flera insatser.",
    )
    yield ctx.table(
        f"Deltagare i individinriktade insatser, {ctx.before} och {ctx.period}",
        rows={
            **{name: {"indicator": each} for name, each in KINDS.items()},
            "Totalt": {"indicator": "participants_total"},
        },
        columns=ctx.two_years(),
        total="Totalt",
        stub="Deltagare",
    )
    yield _by_year(ctx)
    yield from context_notes(ctx, "participants_total")
    yield from _structural(ctx)
    yield from _sexes(ctx)


def _by_year(ctx: Context) -> Chart:
    """Each year a bar, parted by how the participants are known."""
    years = columns_of(ctx, "participants_total")
    table = ctx.table(
        "Deltagare i individinriktade insatser efter år och sätt att följa, antal",
        rows=years,
        columns={name: {"indicator": each} for name, each in KINDS.items()},
        stub="År",
    )
    return Chart(table, "parts")


def _structural(ctx: Context) -> Iterator[Block]:
    found = ctx.get("participants_structural")
    if not found.value and not ctx.get("participants_structural", period=ctx.before).value:
        yield p("För de strukturövergripande insatserna är inga deltagare registrerade.")
        return
    yield p(
        "I de strukturövergripande insatserna räknades ",
        number(found),
        " deltagare, som hör till personalen. ",
        compared(ctx, "participants_structural"),
        " De räknas för sig och ingår inte i antalet deltagare ovan.",
    )
    yield ctx.table(
        f"Deltagare i strukturövergripande insatser, {ctx.before} och {ctx.period}",
        indicator="participants_structural",
        rows={**rows_by(ctx, "participants_structural", "format"), "Totalt": {}},
        columns=ctx.two_years(),
        total="Totalt",
        stub="Form",
        notes=(("Formen är känd bara för aktiviteter som registreras var för sig.",),),
    )


def _sexes(ctx: Context) -> Iterator[Block]:
    yield sentences(
        ("Med personuppgifter följdes ", *number(ctx.get(IDENTIFIED)), " deltagare."),
        sex_told(ctx, IDENTIFIED, "Av dem var"),
    )
    yield _by_sex(ctx)


def _by_sex(ctx: Context) -> Table:
    """Number and change, with the share of each sex this year and the year before."""
    rows = {**_sex_rows(ctx), "Samtliga": {}}
    table = ctx.table(
        f"Deltagare med personuppgifter efter kön, {ctx.before} och {ctx.period}",
        indicator=IDENTIFIED,
        rows=rows,
        columns=ctx.two_years(),
        stub="Kön",
    )
    share: Key = {"indicator": "sex_share", "of": IDENTIFIED}
    return with_shares(ctx, table, [{**share, **key} if key else {} for key in rows.values()])


def _sex_rows(ctx: Context) -> dict[str, Key]:
    """Women, men, and those whose sex is unknown if there are any."""
    unknown = "unknown" in codes(ctx, IDENTIFIED, "sex")
    return {**SEXES, **({"Uppgift saknas": {"sex": "unknown"}} if unknown else {})}


def _background(ctx: Context) -> Iterator[Block]:
    yield sentences(
        "Deltagarnas ålder och utbildning är de vid den senaste inregistreringen.",
        most_common(by_label(ctx, IDENTIFIED, "age_group"), "Den vanligaste åldersgruppen"),
        most_common(by_label(ctx, IDENTIFIED, "education"), "Den vanligaste utbildningsnivån"),
    )
    yield _by(ctx, "ålder", "age_group")
    yield _drawn(ctx, f"Kvinnor och män efter ålder {ctx.year}, antal", "age_group")
    yield _by(ctx, "utbildning", "education")


def _support(ctx: Context) -> Iterator[Block]:
    yield sentences(
        "En deltagare kan ha flera försörjningar samtidigt.",
        most_common(by_label(ctx, IDENTIFIED, "income_source"), "Den vanligaste försörjningen"),
        *(_coverage(ctx, code) for code in _COVERED),
    )
    yield _by(ctx, "försörjning före insatsen", "income_source")
    yield _drawn(ctx, f"Kvinnor och män efter försörjning före {ctx.year}, antal", "income_source")
    yield p(
        "Hur länge deltagarna har haft offentlig försörjning räknas till inregistreringen, för",
        " varje deltagande som började under året. Avbrott på högst en månad bortses från.",
    )
    yield _time(ctx)


def _coverage(ctx: Context, benefit: str) -> Parts:
    """How large a part of everybody on a benefit took part."""
    found = ctx.get("benefit_coverage", income_source=benefit)
    if not found.shown:
        return ()
    return flat(
        f"Av alla som hade {_COVERED[benefit]} under året deltog ",
        number(found),
        " procent i en insats (",
        counted(ctx.get("participants_on_benefit", income_source=benefit)),
        ").",
    )


def _by(ctx: Context, title: str, key: str) -> Table:
    several = key == "income_source"
    return sex_table(
        ctx,
        f"Deltagare med personuppgifter efter {title} och kön, {ctx.before} och {ctx.period}",
        indicator=IDENTIFIED,
        rows={**rows_by(ctx, IDENTIFIED, key), "Samtliga": {}},
        notes=_SEVERAL if several else (),
        stub=title.split()[0].capitalize(),
    )


def _drawn(ctx: Context, title: str, key: str) -> Chart:
    rows = rows_by(ctx, IDENTIFIED, key)
    table = ctx.table(title, indicator=IDENTIFIED, rows=rows, columns=SEXES)
    return Chart(table, "bars", told=True)


def _time(ctx: Context) -> Table:
    of = "time_in_public_support"
    return sex_table(
        ctx,
        f"Påbörjade deltaganden efter tid med offentlig försörjning, {ctx.before} och {ctx.period}",
        indicator=of,
        rows={**rows_by(ctx, of, "band"), "Samtliga": {}},
        stub="Tid",
    )


def observations(ctx: Context) -> Iterator[Parts]:
    """What stands out among the participants."""
    yield told_change(ctx, "participants_total", "Antalet deltagare i individinriktade insatser")
    yield sex_told(ctx, IDENTIFIED, "Av deltagarna med personuppgifter var")
    ages = by_label(ctx, IDENTIFIED, "age_group")
    yield most_common(ages, "Den vanligaste åldersgruppen bland deltagarna")
    incomes = by_label(ctx, IDENTIFIED, "income_source")
    yield most_common(incomes, "Den vanligaste försörjningen före insatsen")
