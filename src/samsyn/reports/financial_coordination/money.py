"""Chapter 7: the money (T18), and what it comes to for each participant."""

from collections.abc import Iterator

from samsyn.disclosure import Question, Released
from samsyn.reports.asking import all_two_years, two_years
from samsyn.reports.categories import cell, rows_by
from samsyn.reports.comparing import compared
from samsyn.reports.context import Context, Key
from samsyn.reports.document import Block, Chart, Column, Inline, Paragraph, Row, Section, Table
from samsyn.reports.observations import observed, told_change
from samsyn.reports.prose import Parts, counted, flat, number, p
from samsyn.vocabulary.period import Period

_COSTS = {
    "Förbundens egna kostnader": "administration_cost",
    "Insatsernas kostnader": "intervention_cost",
}
OUTTURN: Key = {"amount": "outturn"}
_FOR_EACH = {
    "Kostnad per deltagare": "cost_per_participant",
    "Kostnad per deltagande som lett till arbete eller studier": "cost_per_work_or_study",
}


def asks(period: Period) -> tuple[Question, ...]:
    """Funds by source, costs by kind, the result, and costs for each participant."""
    return (
        *two_years("funds", period),
        *all_two_years(tuple(_COSTS.values()), period, by=("amount", "kind")),
        *two_years("result", period),
        *(Question(each, (period.year_before(), period), by=()) for each in _FOR_EACH.values()),
    )


def section(ctx: Context) -> Section:
    """Funds, costs and result; per participant; people's own words; what stands out."""
    return Section(
        "Ekonomi",
        (
            _told(ctx),
            *([_nothing_spent(ctx)] if not _outturn(ctx).value else []),
            _table(ctx),
            *_drawn(ctx),
            *_prices(ctx),
            *ctx.own("ekonomi"),
            observed(_observations(ctx)),
        ),
        key="ekonomi",
    )


def _outturn(ctx: Context) -> Released:
    return ctx.get("intervention_cost", amount="outturn")


def _told(ctx: Context) -> Paragraph:
    if not ctx.get("funds").value:
        return p(f"Förbundens medel för {ctx.year} är inte registrerade.")
    return p(
        "Samordningsförbunden finansieras av staten, regionerna och kommunerna. För ",
        f"{ctx.year} fick förbunden ",
        counted(ctx.get("funds")),
        ". ",
        compared(ctx, "funds", "Beloppet"),
        " Av medlen kom ",
        counted(ctx.get("funds", funding_source="state")),
        " från staten. Medel per förbund framgår av bilagan över deltagare och medel.",
    )


def _nothing_spent(ctx: Context) -> Paragraph:
    return p(f"Utfallet för insatsernas kostnader {ctx.year} är inte registrerat.")


def _table(ctx: Context) -> Table:
    heads = tuple(Column(str(year)) for year in (ctx.before, ctx.period))
    columns = (*heads, Column("Förändring"), Column(f"Budget {ctx.period}"))
    title = (
        f"Samordningsförbundens medel, kostnader och resultat, {ctx.before} och {ctx.period}, mnkr"
    )
    notes = (("Kostnader är utfall om inget annat sägs. mnkr = miljoner kronor.",),)
    return Table(title, columns, tuple(_rows(ctx)), "Post", notes)


def _rows(ctx: Context) -> Iterator[Row]:
    funds: Key = {"indicator": "funds"}
    for label, source in rows_by(ctx, "funds", "funding_source").items():
        yield Row(label, _cells(ctx, {**funds, **source}), indent=True)
    yield Row("Medel totalt", _cells(ctx, funds), total=True)
    for title, of in _COSTS.items():
        yield Row(title, _cells(ctx, {"indicator": of, **OUTTURN}, budget=True))
    if _outturn(ctx).value:
        yield Row("Resultat", _cells(ctx, {"indicator": "result"}), total=True)


def _cells(ctx: Context, key: Key, *, budget: bool = False) -> tuple[Inline, ...]:
    return (
        cell(ctx, {**key, "period": ctx.before}),
        cell(ctx, key),
        cell(ctx, {**key, "statistic": "change_absolute"}),
        cell(ctx, {**key, "amount": "budget"}) if budget else "",
    )


def _drawn(ctx: Context) -> tuple[Chart, ...]:
    """Who gave the money, each source a bar, both years."""
    rows = rows_by(ctx, "funds", "funding_source")
    table = ctx.table(
        f"Medel till samordningsförbunden efter finansiär, {ctx.before} och {ctx.period}, mnkr",
        indicator="funds",
        rows=rows,
        columns={str(ctx.before): {"period": ctx.before}, str(ctx.period): {}},
    )
    return (Chart(table, "bars", told=True),) if rows else ()


def _prices(ctx: Context) -> tuple[Section, ...]:
    if not _outturn(ctx).value:
        return ()
    return (Section("Kostnad per deltagare", tuple(_for_each(ctx))),)


def _for_each(ctx: Context) -> Iterator[Block]:
    yield p(
        "Kostnaden per deltagare är utfallet för individinriktade insatser delat med alla",
        " deltagare i dem. Den säger inget om hur bra en insats är: en insats för dem som står",
        " långt från arbete kostar mer per deltagare.",
    )
    for title, of in _FOR_EACH.items():
        yield p(f"{title}: ", *_price(ctx, of), ".")


def _price(ctx: Context, of: str) -> Parts:
    now, then = ctx.get(of), ctx.get(of, period=ctx.before)
    if not now.shown:
        return ("uppgift kan inte lämnas (", *number(now), ")")
    told = flat(number(now), f" kronor {ctx.period}")
    return flat(told, ", mot ", number(then), f" kronor {ctx.before}") if then.shown else told


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, "funds", "Beloppet som förbunden fick")
    if _outturn(ctx).value:
        yield told_change(ctx, "intervention_cost", "Utfallet för insatserna", **OUTTURN)
        yield _result(ctx)


def _result(ctx: Context) -> Parts:
    result = ctx.get("result")
    if not result.value:
        return ()
    way = "större" if result.value > 0 else "mindre"
    told = f"Medlen var {way} än kostnaderna för året. Resultatet var "
    return flat(told, counted(result), ".")
