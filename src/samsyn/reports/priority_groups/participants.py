"""Chapters 3.1–3.3: how many took part, and on which benefits."""

from samsyn.reports.comparing import by_sex, compared
from samsyn.reports.context import SEXES, Context
from samsyn.reports.document import Block, Chart, Section, Table
from samsyn.reports.prose import counted, number, p
from samsyn.reports.series import notes_since

_BENEFIT = "participants_on_benefit"


def participants(ctx: Context) -> Section:
    """Registrations, those identified, and their sex."""
    total = p(
        f"Under {ctx.year} registrerades ",
        *counted(ctx.get("participants_total")),
        " i insatser som samordningsförbunden finansierar, inräknat dem som registrerades",
        " anonymt eller i volyminsatser. ",
        *compared(ctx, "participants_total"),
    )
    identified = p(
        "Av dem lämnade ",
        *number(ctx.get("participants_identified")),
        " samtycke till att följas med personuppgifter. ",
        *compared(ctx, "participants_identified"),
        " Bland dem som följs med personuppgifter var ",
        *by_sex(ctx, "participants_identified"),
        ".",
    )
    notes = notes_since(ctx, ctx.before)
    blocks: tuple[Block, ...] = (total, identified, _table(ctx), *notes, _chart(ctx))
    return Section("Deltagare i insatser", blocks, key="deltagare")


def on_benefit(ctx: Context, source: str, *, title: str, had: str, key: str) -> Section:
    """Those with an income source at entry: number, change, sex."""
    text = p(
        "Av deltagarna med personuppgifter var det ",
        *number(ctx.get(_BENEFIT, income_source=source)),
        f" som {had}. ",
        *compared(ctx, _BENEFIT, income_source=source),
        " Av dem var ",
        *by_sex(ctx, _BENEFIT, income_source=source),
        ".",
    )
    return Section(title, (text,), key=key)


def _table(ctx: Context) -> Table:
    rows = {
        "Samtliga registrerade": {"indicator": "participants_total"},
        "Med personuppgifter": {"indicator": "participants_identified"},
        "- Med aktivitetsersättning": {
            "indicator": _BENEFIT,
            "income_source": "activity_compensation",
        },
        "- Sjukskrivna": {"indicator": _BENEFIT, "income_source": "sick_listed"},
    }
    return ctx.table(
        f"Deltagare i insatser {ctx.before} och {ctx.period}",
        rows=rows,
        columns=ctx.two_years(),
        stub="Deltagare",
    )


def _chart(ctx: Context) -> Chart:
    rows = {
        "Med personuppgifter": {"of": "participants_identified"},
        "Med aktivitetsersättning": {"of": _BENEFIT, "income_source": "activity_compensation"},
        "Sjukskrivna": {"of": _BENEFIT, "income_source": "sick_listed"},
    }
    table = ctx.table(
        f"Kvinnor och män bland deltagarna {ctx.year}, procent",
        indicator="sex_share",
        rows=rows,
        columns=SEXES,
        stub="Deltagare",
    )
    return Chart(table, "parts")
