"""Chapter 3.6: the need groups found per person, which interventions' labels cannot tell."""

from collections.abc import Mapping

from samsyn.disclosure import Released
from samsyn.reports.comparing import by_sex, compared
from samsyn.reports.context import SEXES, SEXES_AND_ALL, Context, Key
from samsyn.reports.document import Block, Chart, Note, Paragraph, Section, Table
from samsyn.reports.prose import Parts, number, p, share
from samsyn.vocabulary.rules import rule

_BENEFITS = {
    "activity_compensation": "aktivitetsersättning",
    "sickness_benefit": "sjukpenning",
}


def derived_groups(ctx: Context) -> Section:
    """Per person: how many in each group, by sex, started against all, share on the benefit."""
    rows = _rows(ctx)
    return Section(
        "Behovsgrupperna person för person",
        (
            p(
                "En insats som riktar sig till en grupp kan ha deltagare utanför den, och den som",
                " hör till gruppen kan delta i en insats som riktar sig till alla. Här redovisas",
                " därför också hur många deltagare som själva hör till varje grupp, enligt det som",
                " registrerades när de började.",
            ),
            *(_told(ctx, label, str(key["derived_group"])) for label, key in rows.items()),
            _table(ctx, rows),
            _approximation(ctx),
            _chart(ctx, rows),
            _started(ctx, rows),
            *_coverage(ctx),
        ),
        key="personer",
    )


def _groups(ctx: Context) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = rule("derived_groups").on(ctx.period.last_day)
    return groups


def _rows(ctx: Context) -> dict[str, Key]:
    """A row a derived group; an approximation says so in its label."""
    return {
        f"{about['label_sv']}{' (närmevärde)' if about.get('approximation') else ''}": {
            "derived_group": code
        }
        for code, about in _groups(ctx).items()
    }


def _told(ctx: Context, label: str, code: str) -> Paragraph:
    of = "participants_identified"
    return p(
        f"{label}: ",
        *number(ctx.get(of, derived_group=code)),
        " deltagare. ",
        *compared(ctx, of, derived_group=code),
        " Av dem var ",
        *by_sex(ctx, of, derived_group=code),
        ".",
    )


def _table(ctx: Context, rows: Mapping[str, Key]) -> Table:
    return ctx.table(
        f"Deltagare med personuppgifter per behovsgrupp {ctx.before} och {ctx.period}",
        indicator="participants_identified",
        rows=rows,
        columns=ctx.two_years(),
        stub="Behovsgrupp",
        notes=(("En person kan höra till flera grupper.",),),
    )


def _approximation(ctx: Context) -> Note:
    """Which group is an approximation, and what it is made of."""
    return Note(
        (
            "Unga med funktionsnedsättning är ett närmevärde: funktionsnedsättning registreras",
            " inte, så gruppen bestäms av ålder, försörjning och vad insatsen riktar sig till.",
        )
    )


def _chart(ctx: Context, rows: Mapping[str, Key]) -> Chart:
    table = ctx.table(
        f"Deltagare per behovsgrupp och kön {ctx.year}, antal",
        indicator="participants_identified",
        rows=rows,
        columns=SEXES,
        stub="Behovsgrupp",
    )
    return Chart(table, "bars")


def _started(ctx: Context, rows: Mapping[str, Key]) -> Table:
    """Those who started during the year beside all who took part."""
    columns = {
        f"{name}|{heading}": {"indicator": indicator, **key}
        for name, indicator in (
            ("Började under året", "participants_started"),
            ("Samtliga deltagare", "participants_identified"),
        )
        for heading, key in SEXES_AND_ALL.items()
    }
    return ctx.table(
        f"Deltagare som påbörjade en insats {ctx.year}, och samtliga deltagare",
        rows=rows,
        columns=columns,
        stub="Behovsgrupp",
    )


def _coverage(ctx: Context) -> tuple[Block, ...]:
    """The share of everyone on a benefit who took part."""
    rows = {
        name.capitalize(): {"income_source": code}
        for code, name in _BENEFITS.items()
        if _find(ctx, code)
    }
    if not rows:
        return ()
    told = (part for code in _BENEFITS if (found := _find(ctx, code)) for part in _share(found))
    table = ctx.table(
        f"Deltagare av alla med ersättningen {ctx.year}, procent",
        indicator="benefit_coverage",
        rows=rows,
        columns=SEXES_AND_ALL,
        stub="Ersättning",
    )
    return (p(*told), table)


def _find(ctx: Context, code: str) -> Released | None:
    key = {"period": str(ctx.period), "breakdown": f"income_source={code}"}
    found = ctx.release.rows("benefit_coverage", statistic="share", **key)
    return found[0] if found and found[0].shown else None


def _share(found: Released) -> Parts:
    name = _BENEFITS[found.breakdown.partition("=")[2]]
    told = share(found)
    return (f"Deltagarna med {name} var ", *told, f" av alla som hade {name} under året. ")
