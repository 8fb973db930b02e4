"""Chapter 3.5: the need groups, by the interventions that are meant for them."""

from dataclasses import replace

from samsyn.reports.context import Context
from samsyn.reports.document import Chart, Emphasis, Label, Paragraph, Row, Section, Table
from samsyn.reports.prose import Parts, a_change, counted, of_all, p, revised
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.rules import rule

NEW = "ny grupp"


def need_groups(ctx: Context) -> Section:
    """Per prioritised group: associations of all, interventions, absolute change."""
    groups = _prioritised(ctx)
    intro = p(
        f"För {ctx.year} har regeringen prioriterat nedanstående behovsgrupper. En insats kan",
        " rikta sig till flera grupper, och därför går antalen inte att lägga ihop.",
    )
    told = tuple(_told(ctx, code, label) for code, label in groups.items())
    return Section(
        "Insatser för prioriterade behovsgrupper",
        (intro, *told, _table(ctx, groups), *_chart(ctx, groups)),
        key="behovsgrupper",
    )


def _prioritised(ctx: Context) -> dict[str, str]:
    """The groups of the year by code, in the order of the assignment, with their labels."""
    codes = rule("priorities").on(ctx.period.last_day)
    return {code: code_list("target_group").label(code, ctx.period.last_day) for code in codes}


def _is_new(ctx: Context, code: str) -> bool:
    """Whether the government names the group for the first time, as far as the rule knows."""
    priorities = rule("priorities")
    known_then = priorities.values[0].first_day <= ctx.before.last_day
    return known_then and code not in priorities.on(ctx.before.last_day)


def _told(ctx: Context, code: str, label: str) -> Paragraph:
    associations = ctx.get("associations_with_group", target_group=code)
    found = ctx.get("interventions", target_group=code)
    return p(
        Emphasis((f"{label}. ",), strong=True),
        "I ",
        *of_all(associations, ctx.get("associations")),
        " pågick minst en insats för gruppen. Sammanlagt var det ",
        *counted(found),
        *_change(ctx, code),
    )


def _change(ctx: Context, code: str) -> Parts:
    if _is_new(ctx, code):
        return (f". Gruppen är ny för {ctx.year}, så det finns ingen jämförelse med året innan.",)
    before = ctx.get("interventions", period=ctx.before, target_group=code)
    change = ctx.change("interventions", "absolute", target_group=code)
    if not change.shown:
        return (f". Någon jämförelse med {ctx.before} kan inte göras.",)
    told = (", ", *a_change(change), f" jämfört med {ctx.before}.")
    return (*told, *revised((before, ctx.past(before)), (change, ctx.past(change))))


def _table(ctx: Context, groups: dict[str, str]) -> Table:
    table = ctx.table(
        f"Samordningsförbund och insatser per prioriterad behovsgrupp {ctx.year}",
        indicator="interventions",
        rows={label: {"target_group": code} for code, label in groups.items()},
        columns={
            "Förbund med minst en insats": {"indicator": "associations_with_group"},
            f"Insatser {ctx.before}": {"period": ctx.before},
            f"Insatser {ctx.period}": {},
            "Förändring, antal": {"statistic": "change_absolute"},
        },
        stub="Behovsgrupp",
        notes=(
            ("En insats kan rikta sig till flera grupper. Raderna kan inte läggas ihop.",),
            ("Antal samordningsförbund: ", ctx.figure("associations"), "."),
        ),
    )
    codes = zip(groups, table.rows, strict=True)
    rows = (_without_past(row) if _is_new(ctx, code) else row for code, row in codes)
    return replace(table, rows=tuple(rows))


def _without_past(row: Row) -> Row:
    """The row of a group that is new: nothing to compare with."""
    associations, _, now, _ = row.cells
    return replace(row, cells=(associations, Label(NEW), now, Label("ingen jämförelse")))


def _chart(ctx: Context, groups: dict[str, str]) -> tuple[Chart, ...]:
    rows = {
        label: {"target_group": code} for code, label in groups.items() if not _is_new(ctx, code)
    }
    columns = {str(ctx.before): {"period": ctx.before}, str(ctx.period): {}}
    title = f"Insatser per behovsgrupp {ctx.before} och {ctx.period}, antal"
    table = ctx.table(
        title, indicator="interventions", rows=rows, columns=columns, stub="Behovsgrupp"
    )
    return (Chart(table, "bars"),) if rows else ()
