"""Chapter 4: how the work is followed, how many are covered, and how well."""

from collections.abc import Iterator

from samsyn.disclosure import Question, Released
from samsyn.reports.asking import all_two_years, two_years
from samsyn.reports.categories import label_of
from samsyn.reports.comparing import compared
from samsyn.reports.context import Context
from samsyn.reports.document import Block, ItemList, Label, Section
from samsyn.reports.observations import observed, told_change, women_beside_men
from samsyn.reports.prose import Parts, counted, flat, number, p, sentences
from samsyn.vocabulary.period import Period

_KINDS = ("participants_identified", "participants_anonymous", "participants_volume")


def asks(period: Period) -> tuple[Question, ...]:
    """Who is known in which way, and for how many the outcome is measured."""
    return (
        *all_two_years(_KINDS, period, by=()),
        *all_two_years(("outcome_coverage", "completed"), period, by=("sex",)),
        *two_years("participants_identified", period, by=("education",)),
        *two_years("time_in_public_support", period, by=("band",)),
        Question("outcome_later_coverage", (period,), by=("point",)),
    )


def section(ctx: Context) -> Section:
    """How follow-up works, coverage, quality, and what stands out."""
    return Section(
        "Uppföljning i praktiken",
        (
            *ctx.own("uppfoljning"),
            Section("Registreringarnas täckning", _coverage(ctx), key="tackning"),
            Section("Registreringarnas kvalitet", tuple(_quality(ctx)), key="kvalitet"),
            observed(_observations(ctx)),
        ),
        key="uppfoljning",
    )


def _coverage(ctx: Context) -> tuple[Block, ...]:
    identified, anonymous, volume = (ctx.get(name) for name in _KINDS)
    ways = (
        flat(
            counted(identified),
            ", som har samtyckt till att följas från inregistrering till utregistrering,",
        ),
        flat(counted(anonymous), ", som räknas per år och kön, och"),
        flat(counted(volume), ", där bara antalet deltagare registreras."),
    )
    return (
        p(f"De som deltog i individinriktade insatser {ctx.year} följs på tre sätt:"),
        ItemList(ways),
        p(
            "Bara de som följs med personuppgifter kan redovisas efter ålder, utbildning,",
            " försörjning och resultat. Om de andra är resultatet inte känt.",
        ),
    )


def _quality(ctx: Context) -> Iterator[Block]:
    covered, ended = ctx.get("outcome_coverage"), ctx.get("completed")
    when = "Ett resultat kan redovisas när situationen är registrerad vid utregistreringen."
    if covered.shown:
        share = ("Det var den för ", *number(covered), " procent av ", *counted(ended), ".")
        change = compared(ctx, "outcome_coverage", "Andelen", statistic="change_points")
        yield sentences(when, share, change)
    else:
        yield sentences(when, "Hur många det gäller visas inte, eftersom de är för få.")
    if missing := tuple(_missing(ctx)):
        yield p("Uppgifter som saknas vid inregistreringen:")
        yield ItemList(missing)
    later = ctx.release.by("outcome_later_coverage", "point", period=ctx.period)
    if told := tuple(_later(ctx, each) for each in later if each.shown and each.value):
        yield p("Uppföljning efter avslutad insats:")
        yield ItemList(told)


def _missing(ctx: Context) -> Iterator[Parts]:
    rows = ctx.release.by("participants_identified", "education", level="nation", period=ctx.period)
    for each in (row for row in rows if _missing_somewhere(row)):
        yield flat("Utbildning saknas för ", counted(each), ".")
    rows = ctx.release.by("time_in_public_support", "band", level="nation", period=ctx.period)
    for each in (row for row in rows if _missing_somewhere(row)):
        yield flat("Tid med offentlig försörjning saknas för ", counted(each), ".")


def _missing_somewhere(row: Released) -> bool:
    return row.breakdown.endswith("=unknown") and not row.against and bool(row.value)


def _later(ctx: Context, covered: Released) -> Parts:
    label = label_of(ctx, "point", covered.breakdown.partition("=")[2])
    return flat(Label(label), ": ", number(covered), " procent har en registrerad uppföljning.")


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, "participants_identified", "Antalet deltagare med personuppgifter")
    women, men = (ctx.get("outcome_coverage", sex=sex) for sex in ("woman", "man"))
    what = "Andelen avslutade deltaganden med registrerat resultat"
    yield women_beside_men(women, men, what)
