"""Chapter 6, how it went: completed (T12), occupation and income (T13–T15), outcome, time."""

from collections.abc import Iterator
from string import ascii_uppercase

from samsyn.disclosure import Question, Released
from samsyn.reports.asking import all_two_years, two_years
from samsyn.reports.categories import by_label, cell, label_of, rows_by, sex_table
from samsyn.reports.comparing import compared, share_by_sex
from samsyn.reports.context import SEXES, SEXES_AND_ALL, Context, Key
from samsyn.reports.document import Block, Chart, Column, Inline, Label, Row, Section, Table
from samsyn.reports.financial_coordination import participants
from samsyn.reports.observations import (
    lowered,
    most_common,
    observed,
    told_change,
    women_beside_men,
)
from samsyn.reports.prose import Parts, counted, flat, joined, number, p, sentences
from samsyn.vocabulary.period import Period

WORK, SEEKING = "outcome_work_or_study", "outcome_job_seeking"
EITHER = "outcome_work_study_or_job_seeking"
_TURNED = {
    "Börjat eller ökat arbete eller studier": {"indicator": "started_or_increased"},
    "Ingen offentlig försörjning efter insatsen": {"indicator": "no_public_support_after"},
}
_GROUPS = {"Ålder": "age_group", "Utbildning": "education", "Försörjning före": "income_before"}


def asks(period: Period) -> tuple[Question, ...]:
    """Completed participations, and what those who took part do and live on afterwards."""
    turned = tuple(key["indicator"] for key in _TURNED.values())
    return (
        *two_years("completed", period, by=("exit_reason", "sex")),
        *all_two_years(("occupation_before", "occupation_after"), period, by=("occupation", "sex")),
        *all_two_years((*turned, EITHER), period, by=("sex",)),
        *(q for key in _GROUPS.values() for q in _by_group(period, key)),
        *two_years("duration_days", period, by=("income_before", "sex")),
        Question("work_kind_after", (period,), by=("work_kind",)),
        Question("income_transition", (period,), by=("income_before", "income_after")),
        Question("outcome_later", (period,), by=("point",)),
    )


def _by_group(period: Period, key: str) -> tuple[Question, ...]:
    return all_two_years((WORK, SEEKING), period, by=(key, "sex"))


def sections(ctx: Context) -> tuple[Section, ...]:
    """Completed; occupation; outcome by group; income; days."""
    return (
        Section("Avslutade deltaganden", tuple(_completed(ctx)), key="avslutade"),
        Section("Sysselsättning före och efter insatsen", tuple(_occupation(ctx)), key="resultat"),
        Section("Försörjning före och efter insatsen", tuple(_incomes(ctx))),
        Section("Resultat för olika grupper", tuple(_outcomes(ctx)), key="grupper"),
        Section("Tid i insatsen", tuple(_days(ctx)), key="tid"),
    )


def observations(ctx: Context) -> Section:
    """What stands out in the chapter: who took part, and how it went."""
    return observed((*participants.observations(ctx), *_observations(ctx)))


def _completed(ctx: Context) -> Iterator[Block]:
    yield sentences(
        (f"Under {ctx.year} avslutades ", *number(ctx.get("completed")), " deltaganden."),
        compared(ctx, "completed"),
        "Den som har avslutat flera insatser räknas en gång för varje.",
        most_common(by_label(ctx, "completed", "exit_reason"), "Den vanligaste orsaken"),
    )
    yield sex_table(
        ctx,
        f"Avslutade deltaganden efter orsak och kön, {ctx.before} och {ctx.period}",
        indicator="completed",
        rows={**rows_by(ctx, "completed", "exit_reason"), "Samtliga": {}},
        stub="Avslutsorsak",
    )


def outcome_told(ctx: Context) -> tuple[Parts, ...]:
    """Work or study, its change, and job-seeking beside it, a sentence each."""
    if not ctx.get(WORK).shown:
        return (("Hur det gick visas inte, eftersom underlaget är för litet.",),)
    return (
        ("Av dem som avslutade en insats var det ", *share_by_sex(ctx, WORK, "som"), "."),
        compared(ctx, WORK, "Andelen", statistic="change_points"),
        ("Ytterligare ", *share_by_sex(ctx, SEEKING), "."),
    )


def _occupation(ctx: Context) -> Iterator[Block]:
    together: Parts = ()
    if ctx.get(EITHER).shown:
        together = ("Sammanlagt var det ", *share_by_sex(ctx, EITHER, "som"), ".")
    whose = "Andelarna är av de deltaganden där situationen är registrerad vid utregistreringen."
    yield sentences(*outcome_told(ctx), together, whose)
    yield _before_and_after(ctx)
    yield _drawn(ctx)
    yield sex_table(
        ctx,
        f"Ökat arbete eller studier, och försörjning, {ctx.before} och {ctx.period}, procent",
        rows=_TURNED,
        change="points",
        stub="Andel av avslutade",
    )

    yield from _kinds_and_later(ctx)


def _kinds_and_later(ctx: Context) -> Iterator[Block]:
    """Which kinds of work it was, and how many still worked or studied some months later."""
    if kinds := _told_by(ctx, "work_kind_after", "work_kind"):
        yield p("Av dem som arbetade efter insatsen hade ", kinds, ".")
    if later := _told_by(ctx, "outcome_later", "point"):
        yield p("Av dem som har följts upp senare arbetade eller studerade ", later, ".")


def _told_by(ctx: Context, indicator: str, key: str) -> Parts:
    """``41 procent arbete utan subvention, 38 procent …``: each category that is shown."""
    told = [
        flat(number(each), " procent ", Label(lowered(label)))
        for label, each in by_label(ctx, indicator, key)
        if each.shown and not each.breakdown.endswith("=unknown")
    ]
    return joined(told)


def _before_and_after(ctx: Context) -> Table:
    """Four classes that leave nobody out, before and after, for women, men and all."""
    times = {"Före insatsen": "occupation_before", "Efter insatsen": "occupation_after"}
    heads = tuple(Column(sex, time) for time in times for sex in SEXES_AND_ALL)
    keys = [{"indicator": of, **sex} for of in times.values() for sex in SEXES_AND_ALL.values()]
    classes = rows_by(ctx, "occupation_after", "occupation")
    body = tuple(
        Row(name, tuple(ctx.cell({**each, **key}) for key in keys))
        for name, each in classes.items()
    )
    notes = (
        ("Klasserna utesluter varandra: arbete går före studier, som går före arbetssökande.",),
        ("Före är av dem som är registrerade före, efter av dem som är registrerade efter.",),
    )
    title = f"Sysselsättning före och efter avslutad insats {ctx.year}, procent"
    return Table(title, heads, body, "Sysselsättning", notes)


def _drawn(ctx: Context) -> Chart:
    table = ctx.table(
        f"Sysselsättning före och efter avslutad insats {ctx.year}, procent av samtliga",
        rows={
            "Före insatsen": {"indicator": "occupation_before"},
            "Efter insatsen": {"indicator": "occupation_after"},
        },
        columns=rows_by(ctx, "occupation_after", "occupation"),
    )
    return Chart(table, "parts", told=True)


def _incomes(ctx: Context) -> Iterator[Block]:
    yield p(
        "Tabellen visar hur många avslutade deltaganden som hade en viss försörjning före",
        " insatsen (rader) och efter (kolumner). Ett deltagande kan ha flera försörjningar både",
        " före och efter och räknas då i flera celler.",
    )
    yield _transition(ctx)


def _transition(ctx: Context) -> Table:
    """Sources before as rows and after as columns, each by a letter that the rows explain."""
    found = _sources(ctx)
    marks = dict(zip(found, ascii_uppercase, strict=False))
    rows = tuple(
        Row(
            f"{mark} {label_of(ctx, 'income_before', before)}",
            tuple(_moved(ctx, before, after) for after in found),
        )
        for before, mark in marks.items()
    )
    notes = (("Kolumnernas bokstäver står för samma försörjningar som radernas.",),)
    title = f"Försörjning före och efter avslutad insats {ctx.year}, antal deltaganden"
    heads = tuple(Column(mark, "Efter insatsen") for mark in marks.values())
    return Table(title, heads, rows, "Före insatsen", notes)


def _sources(ctx: Context) -> tuple[str, ...]:
    """The sources of income that anybody has before or after, in the order of the list."""
    rows = ctx.release.by("income_transition", "income_after", "income_before", period=ctx.period)
    pairs = [(_codes(row), row.value != 0) for row in rows]
    held = {code for both, anybody in pairs if anybody for code in both}
    return tuple(code for code in dict.fromkeys(both[1] for both, _ in pairs) if code in held)


def _codes(row: Released) -> tuple[str, str]:
    """The sources after and before of a row, as its breakdown names them."""
    after, before = (part.partition("=")[2] for part in row.breakdown.split(";"))
    return after, before


def _moved(ctx: Context, before: str, after: str) -> Inline:
    key = {"indicator": "income_transition", "income_before": before, "income_after": after}
    return cell(ctx, key)


def _outcomes(ctx: Context) -> Iterator[Block]:
    yield p(
        "Resultatet skiljer sig mellan grupper av deltagare. Skillnaderna beror också på vilka",
        " som deltar och visar inte hur det hade gått utan insatsen.",
    )
    yield _by_groups(ctx)
    yield _by_sex_drawn(ctx)


def _by_groups(ctx: Context) -> Table:
    names = {WORK: "Arbete eller studier", SEEKING: "Arbetssökande"}
    heads = (
        *(Column(sex, name) for name in names.values() for sex in SEXES_AND_ALL),
        Column(str(ctx.before), "Arbete eller studier, samtliga"),
        Column("Förändring, procentenheter", "Arbete eller studier, samtliga"),
    )
    keys: list[Key] = [
        *({"indicator": of, **sex} for of in names for sex in SEXES_AND_ALL.values()),
        {"indicator": WORK, "period": ctx.before},
        {"indicator": WORK, "statistic": "change_points"},
    ]
    rows = tuple(_group_rows(ctx, keys))
    title = f"Resultat efter avslutad insats {ctx.year}, procent"
    notes = (("En deltagare kan ha haft flera försörjningar före.",),)
    return Table(title, heads, rows, "Grupp", notes)


def _group_rows(ctx: Context, keys: list[Key]) -> Iterator[Row]:
    yield Row("Samtliga", tuple(cell(ctx, key) for key in keys), total=True)
    for title, name in _GROUPS.items():
        yield Row(title, ("",) * len(keys))
        for label, group in rows_by(ctx, WORK, name).items():
            yield Row(label, tuple(cell(ctx, {**key, **group}) for key in keys), indent=True)


def _by_sex_drawn(ctx: Context) -> Chart:
    table = ctx.table(
        f"Resultat efter avslutad insats för kvinnor och män {ctx.year}, procent",
        rows={
            "Arbete eller studier": {"indicator": WORK},
            "Arbetssökande": {"indicator": SEEKING},
            "Arbete, studier eller arbetssökande": {"indicator": EITHER},
        },
        columns=SEXES,
    )
    return Chart(table, "bars")


def _days(ctx: Context) -> Iterator[Block]:
    mean, median = (ctx.get("duration_days", statistic=each) for each in ("mean", "median"))
    if not (mean.shown and median.shown):
        yield p("Hur länge deltagandena hade pågått visas inte, eftersom de är för få.")
    else:
        few = "Ett fåtal långa deltaganden gör att genomsnittet är högre än medianen."
        mean_told = ("De som avslutades hade i genomsnitt pågått i ", *counted(mean))
        yield sentences(
            (*mean_told, "; hälften av dem i högst ", *counted(median), "."),
            few if _skewed(mean, median) else "",
        )
    yield _time_table(ctx)


def _skewed(mean: Released, median: Released) -> bool:
    """Whether the mean is so much above the median that the reader will wonder."""
    return float(mean.value or 0) > 1.1 * float(median.value or 0)


def _time_table(ctx: Context) -> Table:
    now = str(ctx.period)
    heads = (
        Column("Medelvärde", str(ctx.before)),
        Column("Median", str(ctx.before)),
        Column("Medelvärde", now),
        Column("Undre kvartil", now),
        Column("Median", now),
        Column("Övre kvartil", now),
        Column("Antal", now),
    )
    of = {"indicator": "duration_days"}
    past = {**of, "period": ctx.before}
    keys: list[Key] = [
        {**past, "statistic": "mean"},
        {**past, "statistic": "median"},
        {**of, "statistic": "mean"},
        {**of, "statistic": "lower_quartile"},
        {**of, "statistic": "median"},
        {**of, "statistic": "upper_quartile"},
        {**of, "statistic": "mean", "form": "n"},
    ]
    title = (
        f"Dagar från in- till utregistrering, avslutade deltaganden {ctx.before} och {ctx.period}"
    )
    return Table(title, heads, tuple(_time_rows(ctx, keys)), "Grupp")


def _time_rows(ctx: Context, keys: list[Key]) -> Iterator[Row]:
    for label, sex in SEXES_AND_ALL.items():
        yield Row(label, tuple(cell(ctx, {**key, **sex}) for key in keys), total=not sex)
    yield Row("Försörjning före", ("",) * len(keys))
    for label, source in rows_by(ctx, "duration_days", "income_before").items():
        yield Row(label, tuple(cell(ctx, {**key, **source}) for key in keys), indent=True)


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, "completed", "Antalet avslutade deltaganden")
    if ctx.get(WORK).shown:
        told = share_by_sex(ctx, WORK, "som")
        yield flat("Av dem som avslutade en insats var det ", told, ".")
    subject = "Andelen som arbetade eller studerade efter insatsen"
    yield told_change(ctx, WORK, subject, statistic="change_points")
    yield women_beside_men(ctx.get(WORK, sex="woman"), ctx.get(WORK, sex="man"))
    median = ctx.get("duration_days", statistic="median")
    if median.shown:
        yield flat("Hälften av deltagandena hade pågått i högst ", counted(median), ".")
