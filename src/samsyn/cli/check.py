"""`samsyn check`: the quality of the registrations, per association."""

import json
from typing import TYPE_CHECKING, Any

import click
import polars as pl
from rich.console import Console
from rich.table import Table

from samsyn.cli.operator import working
from samsyn.exchange.rule_texts import RULES

if TYPE_CHECKING:
    from samsyn.register.quality import Quality

_OF_NO_ASSOCIATION = "(inget förbund)"


@click.command("check")
@click.option("--association", default="", help="Only the association of this code.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
def command(association: str, as_json: bool) -> None:
    """Show the quality of registrations: rules hit, completeness, timeliness, per association.

    Completeness: the share of what should be known that is. Timeliness: the median number of
    days from the event until it was registered. Figures are for those who answer for the
    register, not for print.

    \b
    Examples:
      samsyn check
      samsyn check --association F07 --json
    """
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.clock import today
    from samsyn.register.quality import of_association, quality

    with working("Går igenom registret"):
        found = quality(today=today())
    if association:
        found = of_association(found, association)
    if as_json:
        click.echo(json.dumps(_told(found), ensure_ascii=False, indent=1))
        return
    console = Console(width=None if Console().is_terminal else 120)
    console.print(_rules(found), _completeness(found), _associations(found))


def _told(found: "Quality") -> dict[str, Any]:
    hits = _counted(found.problems, ["association_code", "rule"])
    return {
        "rules": hits.to_dicts(),
        "completeness": _shares(found.completeness).to_dicts(),
        "timeliness": found.timeliness.to_dicts(),
    }


def _rules(found: "Quality") -> Table:
    table = Table(title="Att se över", title_justify="left")
    for name in ("Regel", "Vad", "Antal", "Första"):
        table.add_column(name, justify="right" if name == "Antal" else "left")
    first = found.problems.group_by("rule").agg(pl.len().alias("rows"), pl.col("key").first())
    for row in first.sort("rule").iter_rows(named=True):
        title = RULES[row["rule"]].title_sv
        table.add_row(row["rule"], title, str(row["rows"]), row["key"])
    return table


def _completeness(found: "Quality") -> Table:
    table = Table(title="Fullständighet", title_justify="left")
    for name in ("Uppgift", "Av", "Känt", "Andel"):
        table.add_column(name, justify="left" if name == "Uppgift" else "right")
    whole = found.completeness.group_by("what", maintain_order=True).agg(pl.sum("of", "known"))
    for row in whole.sort("what").iter_rows(named=True):
        table.add_row(row["what"], str(row["of"]), str(row["known"]), _share(row))
    return table


def _associations(found: "Quality") -> Table:
    table = Table(title="Per förbund", title_justify="left")
    for name in _COLUMNS:
        table.add_column(name, justify="left" if name == "Förbund" else "right")
    hits = dict(_counted(found.problems, ["association_code"]).rows())
    known = {(a, w): {"of": o, "known": k} for a, w, o, k in found.completeness.rows()}
    days = {(row["association_code"], row["what"]): row for row in found.timeliness.to_dicts()}
    codes = sorted({*hits, *(code for code, _ in known)})
    for code in codes:
        table.add_row(
            code or _OF_NO_ASSOCIATION,
            str(known.get((code, "entry.measurement"), {}).get("of", 0)),
            _share(known.get((code, "entry.measurement"))),
            _share(known.get((code, "exit.measurement"))),
            _days(days.get((code, "entry"))),
            _days(days.get((code, "exit"))),
            str(hits.get(code, 0)),
        )
    return table


_COLUMNS = (
    "Förbund",
    "Deltaganden",
    "Mätt vid start",
    "Mätt vid avslut",
    "Dagar, start",
    "Dagar, avslut",
    "Att se över",
)


def _counted(problems: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    return problems.group_by(by).agg(pl.len().alias("rows")).sort(by)


def _shares(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(share=pl.when(pl.col("of") > 0).then(pl.col("known") / pl.col("of")))


def _share(row: dict[str, int] | None) -> str:
    """Whole percent, rounded down so that only all is 100."""
    return f"{100 * row['known'] // row['of']} %" if row and row["of"] else "–"


def _days(row: dict[str, Any] | None) -> str:
    return f"{row['median_days']:.0f}" if row and row["median_days"] is not None else "–"
