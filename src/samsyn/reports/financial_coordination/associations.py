"""Chapter 3: how many associations and municipalities, and which came and went (T1)."""

from collections.abc import Iterator, Sequence

from samsyn.disclosure import Question, Released
from samsyn.disclosure.directory import Association
from samsyn.reports.asking import all_two_years
from samsyn.reports.context import Context
from samsyn.reports.document import Block, ItemList, Label, Paragraph, Section, Table
from samsyn.reports.figure import Figure
from samsyn.reports.observations import observed
from samsyn.reports.prose import Parts, counted, flat, joined, number, p, written_date
from samsyn.reports.series import asked_series, columns_of, context_notes
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.period import Period

COUNTED = ("associations", "municipalities")


def asks(period: Period) -> tuple[Question, ...]:
    """Associations and municipalities, this year, the year before and the years before that."""
    return (*all_two_years(COUNTED, period), *asked_series(COUNTED, period))


def section(ctx: Context) -> Section:
    """The numbers, the series (as long as that of participants), the names, what stands out."""
    return Section(
        "Antal samordningsförbund och kommuner",
        (
            _told(ctx),
            _table(ctx),
            *context_notes(ctx, "participants_total"),
            *_events(ctx),
            observed(_observations(ctx)),
        ),
        key="forbund",
    )


def of_all_municipalities(ctx: Context) -> Parts:
    """``253 av landets 290 kommuner``; how many there are is geography, not follow-up."""
    every = Label(f" av landets {len(municipalities())} kommuner")
    return (*number(ctx.get("municipalities")), every)


def _told(ctx: Context) -> Paragraph:
    return p(
        f"Den {written_date(ctx.period.last_day)} fanns det ",
        counted(ctx.get("associations")),
        ", som tillsammans omfattade ",
        of_all_municipalities(ctx),
        ". En kommun kan höra till flera förbund och räknas då en gång. Vilka kommuner som hör",
        " till vilket förbund framgår av bilagan över samordningsförbund och kommuner.",
    )


def _table(ctx: Context) -> Table:
    return ctx.table(
        "Samordningsförbund och kommuner den 31 december, efter år",
        rows={
            "Samordningsförbund": {"indicator": "associations"},
            "Kommuner": {"indicator": "municipalities"},
        },
        columns={
            **columns_of(ctx, "participants_total"),
            f"Förändring sedan {ctx.before}, antal": {"statistic": "change_absolute"},
        },
        stub="Antal den sista december",
    )


def _events(ctx: Context) -> Iterator[Block]:
    """Associations and municipalities that came and went, by name."""
    told = tuple(_association_events(ctx))
    yield p(
        f"Sedan den {written_date(ctx.before.last_day)} har följande förändringar skett:"
        if told
        else f"Inga förbund eller kommuner har tillkommit eller lämnat under {ctx.year}."
    )
    if told:
        yield ItemList(told, own=True)


def _association_events(ctx: Context) -> Iterator[Parts]:
    then, now, known = ctx.before.last_day, ctx.period.last_day, ctx.directory
    gone = known.gone_since(then, now)
    if new := known.new_since(then, now):
        yield flat("Nya förbund: ", _named([each.name for each in new]))
    if merged := [each for each in gone if each.merged_into]:
        yield flat("Sammanslagna förbund: ", joined([_merged(ctx, each) for each in merged]), ".")
    if closed := [each.name for each in gone if not each.merged_into]:
        yield flat("Nedlagda förbund: ", _named(closed))
    before, after = known.municipalities_on(then), known.municipalities_on(now)
    if joining := [name for name in after if name not in before]:
        yield flat("Nya kommuner: ", _named(joining))
    if leaving := [name for name in before if name not in after]:
        yield flat("Kommuner som har lämnat: ", _named(leaving))


def _merged(ctx: Context, gone: Association) -> str:
    return f"{gone.name} (uppgick i {ctx.directory.name_of(gone.merged_into)})"


def _named(names: Sequence[str]) -> Parts:
    return flat(joined(names), ".")


def _observations(ctx: Context) -> Iterator[Parts]:
    named = {"samordningsförbund": "associations", "kommuner": "municipalities"}
    for name, indicator in named.items():
        yield _changed(ctx, f"Antalet {name}", ctx.change(indicator, "absolute"))


def _changed(ctx: Context, subject: str, change: Released) -> Parts:
    """``Antalet kommuner ökade med 6 jämfört med 2016.``, without the noun a second time."""
    if not change.shown:
        return ()
    since = f" jämfört med {ctx.before}."
    if not change.value:
        return (f"{subject} var oförändrat{since}",)
    verb = "ökade" if change.value > 0 else "minskade"
    return (f"{subject} {verb} med ", Figure(change, "size"), since)
