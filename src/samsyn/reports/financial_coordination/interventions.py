"""Chapter 5: the interventions, by orientation (T2), focus (T3) and need group (T4)."""

from collections.abc import Iterator

from samsyn.disclosure import Question
from samsyn.reports.asking import all_two_years
from samsyn.reports.categories import UNKNOWN, by_label, rows_by, with_shares
from samsyn.reports.comparing import compared
from samsyn.reports.context import Context
from samsyn.reports.document import (
    Block,
    Chart,
    Column,
    Emphasis,
    Inline,
    Label,
    Row,
    Section,
    Table,
)
from samsyn.reports.observations import (
    largest_change,
    lowered,
    most_common,
    observed,
    told_change,
)
from samsyn.reports.prose import Parts, a_change, counted, flat, number, of_all, p, sentences
from samsyn.reports.series import asked_series
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.period import Period
from samsyn.vocabulary.printed import NOT_APPLICABLE
from samsyn.vocabulary.rules import rule

_NEW = "Gruppen är ny för året. Ingen jämförelse görs med året innan."


def asks(period: Period) -> tuple[Question, ...]:
    """Interventions and their shares, and the associations with some for a need group."""
    asked = ("interventions", "interventions_share", "associations_with_group")
    return (*all_two_years(asked, period), *asked_series(("interventions",), period))


def section(ctx: Context) -> Section:
    """The three tables, people's own examples, and what stands out."""
    return Section(
        "Insatser",
        (
            Section("Individinriktade och strukturövergripande insatser", _orientation(ctx)),
            Section("Insatsernas inriktning", _focus(ctx)),
            Section(
                "Insatser för prioriterade behovsgrupper", tuple(_groups(ctx)), key="behovsgrupper"
            ),
            *_own(ctx),
            observed(_observations(ctx)),
        ),
        key="insatser",
    )


def _own(ctx: Context) -> tuple[Section, ...]:
    return (Section("Exempel på insatser", ctx.own("insatser")),)


def _orientation(ctx: Context) -> tuple[Block, ...]:
    individual, structural = (
        ctx.get("interventions", orientation=each) for each in ("individual", "structural")
    )
    told = p(
        f"Under {ctx.year} pågick ",
        counted(ctx.get("interventions")),
        ". ",
        compared(ctx, "interventions"),
        " Av dem var ",
        number(individual),
        " individinriktade och ",
        number(structural),
        " strukturövergripande. En individinriktad insats vänder sig till deltagare, en",
        " strukturövergripande till personal och till hur myndigheterna arbetar tillsammans. En",
        " insats som pågår en del av året räknas.",
    )
    return (told, _by_orientation(ctx))


def _by_orientation(ctx: Context) -> Table:
    rows = {**rows_by(ctx, "interventions", "orientation"), "Samtliga": {}}
    table = ctx.table(
        f"Insatser efter nivå, {ctx.before} och {ctx.period}",
        indicator="interventions",
        rows=rows,
        columns=ctx.two_years(),
        stub="Nivå",
    )
    share = {"indicator": "interventions_share"}
    return with_shares(ctx, table, [{**share, **key} if key else {} for key in rows.values()])


def _focus(ctx: Context) -> tuple[Block, ...]:
    rows = rows_by(ctx, "interventions", "focus")
    if all(UNKNOWN in row.values() for row in rows.values()):
        return (p(f"Ingen inriktning är registrerad för insatserna {ctx.year}."),)
    table = ctx.table(
        f"Insatser efter inriktning, {ctx.before} och {ctx.period}",
        indicator="interventions",
        rows=rows,
        columns=ctx.two_years(),
        stub="Inriktning",
        notes=(("En insats kan ha flera inriktningar. Raderna kan inte läggas ihop.",),),
    )
    told = sentences("Insatserna har olika inriktning.", _common_focus(ctx))
    return (told, table)


def _common_focus(ctx: Context) -> Parts:
    return most_common(by_label(ctx, "interventions", "focus"), "Den vanligaste inriktningen")


def need_groups(ctx: Context) -> dict[str, str]:
    """The code of each group the government prioritised for the year, by its label."""
    day = ctx.period.last_day
    return {code_list("target_group").label(code, day): code for code in rule("priorities").on(day)}


def is_new(ctx: Context, group: str) -> bool:
    """Whether the government prioritises the group for the first time."""
    earlier = [each for each in rule("priorities").values if each.first_day <= ctx.before.last_day]
    return bool(earlier) and group not in earlier[-1].value


def need_group_told(ctx: Context, group: str, label: str) -> Parts:
    """Associations of all, interventions and the absolute change, for one group."""
    name = Emphasis((f"{label}: ",), strong=True)
    if not ctx.get("interventions", target_group=group).value:
        return (name, "inget samordningsförbund hade någon insats för gruppen.")
    return flat(
        name,
        of_all(ctx.get("associations_with_group", target_group=group), ctx.get("associations")),
        " hade minst en insats för gruppen. Det var sammanlagt ",
        counted(ctx.get("interventions", target_group=group)),
        _change(ctx, group),
    )


def _change(ctx: Context, group: str) -> Parts:
    if is_new(ctx, group):
        return (f". {_NEW}",)
    change = ctx.change("interventions", "absolute", target_group=group)
    if not change.shown:
        return (f". Någon jämförelse med {ctx.before} kan inte göras.",)
    if not change.value:
        return (f", lika många som {ctx.before}.",)
    return flat(", ", a_change(change), f" jämfört med {ctx.before}.")


def _groups(ctx: Context) -> Iterator[Block]:
    groups = need_groups(ctx)
    yield p(
        f"För {ctx.year} prioriterade regeringen {_listed(groups)}. En insats kan vända sig till",
        " flera grupper.",
    )
    yield from (p(need_group_told(ctx, code, label)) for label, code in groups.items())
    yield _by_group(ctx, groups)
    yield _drawn(ctx, groups)


def _listed(groups: dict[str, str]) -> str:
    *first, last = [lowered(label) for label in groups]
    return f"{', '.join(first)} och {last}" if first else last


def _by_group(ctx: Context, groups: dict[str, str]) -> Table:
    heads = (
        Column("med minst en insats", "Samordningsförbund"),
        Column("av samtliga", "Samordningsförbund"),
        Column(str(ctx.before), "Insatser"),
        Column(str(ctx.period), "Insatser"),
        Column("Förändring, antal", "Insatser"),
    )
    rows = tuple(Row(label, _cells(ctx, code)) for label, code in groups.items())
    notes = ("En insats kan vända sig till flera grupper. Raderna kan inte läggas ihop.",)
    new = (
        (f"{NOT_APPLICABLE} {_NEW}",) if any(is_new(ctx, code) for code in groups.values()) else ()
    )
    return Table(
        f"Förbund och insatser efter prioriterad behovsgrupp, {ctx.before} och {ctx.period}",
        heads,
        rows,
        "Behovsgrupp",
        tuple((note,) for note in (*notes, *new)),
    )


def _cells(ctx: Context, group: str) -> tuple[Inline, ...]:
    key = {"indicator": "interventions", "target_group": group}
    past: tuple[Inline, Inline] = (
        (Label(NOT_APPLICABLE), Label(NOT_APPLICABLE))
        if is_new(ctx, group)
        else (
            ctx.cell({**key, "period": ctx.before}),
            ctx.cell({**key, "statistic": "change_absolute"}),
        )
    )
    associations = ctx.cell({"indicator": "associations_with_group", "target_group": group})
    whole = ctx.cell({"indicator": "associations"})
    return (associations, whole, past[0], ctx.cell(key), past[1])


def _drawn(ctx: Context, groups: dict[str, str]) -> Chart:
    table = ctx.table(
        f"Samordningsförbund med minst en insats för gruppen {ctx.year}, antal",
        indicator="associations_with_group",
        rows={label: {"target_group": code} for label, code in groups.items()},
        columns={"Samordningsförbund": {}},
    )
    return Chart(table, "bars", told=True)


def _observations(ctx: Context) -> Iterator[Parts]:
    yield told_change(ctx, "interventions", "Antalet insatser")
    share = ctx.get("interventions_share", orientation="individual")
    if share.shown:
        yield flat("Av insatserna var ", number(share), " procent individinriktade.")
    yield told_change(
        ctx,
        "interventions_share",
        "Andelen individinriktade insatser",
        statistic="change_points",
        orientation="individual",
    )
    yield _common_focus(ctx)
    old = {label: code for label, code in need_groups(ctx).items() if not is_new(ctx, code)}
    changes = [
        (label, ctx.change("interventions", "absolute", target_group=code))
        for label, code in old.items()
    ]
    yield largest_change(changes, "Antalet insatser")
