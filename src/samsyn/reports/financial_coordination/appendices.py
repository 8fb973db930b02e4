"""Appendices: associations with their municipalities; participants and money of each."""

from samsyn.disclosure import Question
from samsyn.disclosure.directory import Association
from samsyn.reports.context import SEXES_AND_ALL, Context, Key
from samsyn.reports.document import Column, Inline, Label, Row, Section, Table
from samsyn.reports.prose import p, written_date
from samsyn.vocabulary.period import Period
from samsyn.vocabulary.printed import NIL

IDENTIFIED = "participants_identified"


def asks(period: Period) -> tuple[Question, ...]:
    """Identified participants and money of each association."""
    years = (period.year_before(), period)
    return (
        Question(IDENTIFIED, (period,), level="association", by=("sex",)),
        Question("funds", years, level="association", by=()),
        Question("intervention_cost", years, level="association", by=()),
    )


def sections(ctx: Context) -> tuple[Section, ...]:
    """The appendices before that of definitions."""
    return (_associations(ctx), _each(ctx))


def _associations(ctx: Context) -> Section:
    day = ctx.period.last_day
    rows = tuple(
        Row(each.name, (Label(", ".join(each.municipalities_on(day))),))
        for each in ctx.directory.on(day)
    )
    title = f"Samordningsförbund och deras kommuner den {written_date(day)}"
    table = Table(title, (Column("Kommuner", numeric=False),), rows, "Samordningsförbund", own=True)
    told = p(f"Förbund och kommuner som de var den {written_date(day)}, i bokstavsordning.")
    return Section("Samordningsförbund och kommuner", (told, table), key="bilaga-forbund")


def _each(ctx: Context) -> Section:
    return Section(
        "Deltagare och medel per samordningsförbund",
        (Section("Deltagare", (_participants(ctx),)), Section("Medel", (_money(ctx),))),
        key="bilaga-deltagare",
    )


def _participants(ctx: Context) -> Table:
    heads = tuple(Column(sex) for sex in SEXES_AND_ALL)
    keys = [{**sex, "period": ctx.period} for sex in SEXES_AND_ALL.values()]
    rows = tuple(
        Row(name, tuple(_cell(ctx, IDENTIFIED, code, key) for key in keys))
        for code, name in _active(ctx)
    )
    title = f"Deltagare med personuppgifter per samordningsförbund {ctx.year}"
    return Table(title, heads, rows, "Samordningsförbund")


def _money(ctx: Context) -> Table:
    years = (ctx.before, ctx.period)
    names = {"funds": "Medel", "intervention_cost": "Insatsernas kostnader, utfall"}
    asked: dict[str, Key] = {"funds": {}, "intervention_cost": {"amount": "outturn"}}
    heads = tuple(Column(str(year), name) for name in names.values() for year in years)
    rows = tuple(
        Row(
            name,
            tuple(
                _cell(ctx, of, code, {**asked[of], "period": year})
                for of in names
                for year in years
            ),
        )
        for code, name in _active(ctx)
    )
    title = f"Medel och kostnader per samordningsförbund, {ctx.before} och {ctx.period}, mnkr"
    return Table(title, heads, rows, "Samordningsförbund")


def _active(ctx: Context) -> list[tuple[str, str]]:
    """Code and name of every association with a day in the period, in Swedish order."""
    return [(each.code, each.name) for each in _during(ctx, ctx.period)]


def _during(ctx: Context, period: Period) -> tuple[Association, ...]:
    return ctx.directory.during(period.first_day, period.last_day)


def _cell(ctx: Context, indicator: str, code: str, key: Key) -> Inline:
    """The association's figure; a dash where nothing at all is counted in it that year."""
    where = {"level": "association", "area": code}
    total = {name: value for name, value in key.items() if name != "sex"}
    if code not in {each.code for each in _during(ctx, key["period"])}:
        return ""
    if key != total and ctx.get(indicator, **where, **total).value == 0:
        return Label(NIL)
    return ctx.cell({"indicator": indicator, **where, **key})
