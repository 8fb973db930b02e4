"""How people came into the study: the flow, where and when, and who was called."""

from collections.abc import Iterator

from samsyn.reports.document import Block, Chart, Inline, Label, Section, Table
from samsyn.reports.figure import figure
from samsyn.reports.prose import flat, joined, number, p, written_month
from samsyn.reports.study.pages import EMPTY, Key, Study, table
from samsyn.reports.study.words import CALLED_IN, municipalities, step, stopped

BEFORE = ("suggested", "judged", "wants_support", "asked", "consented", "assigned")
AFTER = ("accepted", "started")


def people(study: Study) -> Section:
    """The flow diagram, the draw, and the inflow by month and municipality."""
    return Section("Vägen in i studien", tuple(_told(study)), key="inflode")


def _told(study: Study) -> Iterator[Block]:
    yield p(
        "Diagrammet visar hur många som nådde varje steg, och varför de andra stannade. Personer "
        "räknas efter lottningen i den arm de lottades till."
    )
    yield Chart(_flow(study), "flow")
    yield _draw(study)
    yield from _months(study)
    yield _sites(study)
    yield from _called(study)


def _flow(study: Study) -> Table:
    """Everyone in the first column, the arms in the rest; reasons indented."""
    rows: dict[str, list[Inline]] = {}
    for name in BEFORE:
        total = study.find("study_people", "count", step=name)
        if total:
            rows[step(name)] = [figure(total), *(EMPTY for _ in study.arms)]
            if name != "assigned":  # why people stopped after the draw is told by arm
                _stopped(study, rows, name)
    _arms(study, rows, "Lottade till armen", {"step": "assigned"})
    for name in AFTER:
        _arms(study, rows, step(name), {"step": name})
    if study.find("study_people", "count", step="observed", arm=next(iter(study.arms)),
                  horizon=study.month):  # fmt: skip
        seen: Key = {"step": "observed", "horizon": str(study.month)}
        _arms(study, rows, f"Observerade månad {study.month}", seen)
        lost: Key = {"step": "not_observed", "horizon": str(study.month)}
        for reason in _reasons(study, **lost):
            cells = [study.cell("study_people", "count", arm=arm, stopped=reason, **lost)
                     for arm in study.arms]  # fmt: skip
            _put(rows, f"- {stopped(reason)}", [EMPTY, *cells])
    return table("Flödet av personer genom studien", ("Samtliga", *study.heads.values()), rows,
                 stub="Steg")  # fmt: skip


def _stopped(study: Study, rows: dict[str, list[Inline]], name: str) -> None:
    for reason in _reasons(study, step=name):
        cell = study.cell("study_people", "count", step=name, stopped=reason)
        _put(rows, f"- {stopped(reason)}", [cell, *(EMPTY for _ in study.arms)])


def _arms(study: Study, rows: dict[str, list[Inline]], title: str, key: Key) -> None:
    cells = [study.cell("study_people", "count", arm=arm, **key) for arm in study.arms]
    if all(cell is EMPTY for cell in cells):
        return
    rows[title] = [EMPTY, *cells]
    for reason in _reasons(study, arm=next(iter(study.arms)), **key):
        found = [
            study.cell("study_people", "count", arm=arm, stopped=reason, **key)
            for arm in study.arms
        ]
        _put(rows, f"- {stopped(reason)}", [EMPTY, *found])


def _put(rows: dict[str, list[Inline]], name: str, cells: list[Inline]) -> None:
    """Rows are keyed by heading; the same reason at two steps is told apart by spaces."""
    while name in rows:
        name += "\u200b"
    rows[name] = cells


def _reasons(study: Study, **key: str) -> list[str]:
    """Reasons with anyone in them, those still under way last."""
    names = study.keyed("study_people", "stopped", **key)
    some = [each for each in names if _some(study, each, key)]
    return sorted(some, key=lambda name: name == "under_way")


def _some(study: Study, reason: str, key: Key) -> bool:
    rows = [
        row
        for row in study.released.release.rows("study_people")
        if f"stopped={reason}" in row.breakdown.split(";")
        and all(f"{name}={value}" in row.breakdown.split(";") for name, value in key.items())
    ]
    return any(row.value != 0 for row in rows)


def _draw(study: Study) -> Block:
    """How many got each arm, beside the shares that the draw was set to."""
    rows: dict[str, list[Inline]] = {
        title: [
            study.cell("study_people", "count", step="assigned", arm=arm),
            *study.cells("study_drawn", "expected", "share", "planned", arm=arm),
        ]
        for arm, title in study.heads.items()
    }
    heads = ("Personer|lottade", "Personer|väntade", "Andel, procent|lottade",
             "Andel, procent|väntad")  # fmt: skip
    return table(
        "Lottade till armarna, mot vad lottningen var inställd på", heads, rows, stub="Arm"
    )


def _months(study: Study) -> Iterator[Block]:
    names = study.keyed("study_entered", "month")
    if not names:
        return
    rows = {name: [study.cell("study_entered", "count", month=name)] for name in names}
    yield Chart(table("Lottade efter månad", ("Lottade",), rows, stub="Månad"), "bars")


def _sites(study: Study) -> Block:
    joined = {site.municipality: site.joins_on for site in study.protocol.sites}
    names = study.released.municipalities
    codes = sorted(
        {row.area for row in study.released.release.rows("study_entered") if row.area},
        key=lambda code: (joined.get(code, study.protocol.data_cut), code),
    )
    rows = {
        f"{names.get(code, code)}, från {joined[code].isoformat()}" if code in joined else code: [
            study.cell("study_entered", "count", area=code)
        ]
        for code in codes
    }
    total = [study.cell("study_entered", "count")]
    return table(
        "Lottade efter kommun", ("Lottade",), {**rows, "Samtliga": total}, stub="Kommun"
    )  # fmt: skip


def _called(study: Study) -> Iterator[Block]:
    groups = study.keyed("study_called", "group")
    months = sorted(study.keyed("study_called", "month"))
    if not months:
        return
    yield _first_and_last(study, groups, months)
    rows = {
        month: [study.cell("study_called", "share", group=group, month=month) for group in groups]
        for month in months
    }
    title = "Andel som kallats till gemensam bedömning, av dem som kunde komma i fråga, procent"
    heads = [municipalities(group) for group in groups]
    yield Chart(table(title, heads, rows, stub="Månad"), "paths")


def _first_and_last(study: Study, groups: list[str], months: list[str]) -> Block:
    """What a month's share was at each end, in each group of municipalities."""
    told = [
        flat(
            "; " if place else "", f"{CALLED_IN[group]} ",
            joined([number(study.get("study_called", "share", group=group, month=month))
                    for month in (months[0], months[-1])]),
        )
        for place, group in enumerate(groups)
    ]  # fmt: skip
    return p(
        "Av dem som kunde komma i fråga kallades följande andelar till gemensam bedömning i ",
        Label(written_month(months[0])), " och ", Label(written_month(months[-1])),
        ", i procent: ", flat(*told), ".",
    )  # fmt: skip
