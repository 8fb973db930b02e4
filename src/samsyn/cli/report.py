"""``samsyn report``: a yearly report from a snapshot."""

import json
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from samsyn.vocabulary.period import Period, parse_period

if TYPE_CHECKING:
    from samsyn.reports.families import Family


@click.command("report")
@click.argument("name")
@click.option("--year", required=True, help="The year (2017) or half-year (2017-H1) to report.")
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to write to: new, empty, or with an earlier report to replace.",
)
@click.option("--snapshot", help="The snapshot's id or folder (default: the latest).")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder with your own sections (Markdown) and report.toml.",
)
@click.option("--json", "as_json", is_flag=True, help="Say what was written as JSON.")
def command(
    name: str, year: str, output: Path, snapshot: str | None, texts: Path | None, as_json: bool
) -> None:
    """Write the report NAME: financial-coordination, priority-groups or reinforced-cooperation.

    It is made from a snapshot, and the same snapshot always gives the same bytes. Written are
    index.html, report.pdf, figures.csv (every number printed), tables.xlsx and charts/*.svg.

    \b
    Examples:
      samsyn report priority-groups --year 2017 --output report-2017
      samsyn report priority-groups --year 2017 --texts our-texts --output report-2017
    """
    started = perf_counter()
    from samsyn.reports.families import family
    from samsyn.reports.writing import check_output

    chosen, period = family(name), parse_period(year)
    check_output(output)
    paths, taken_from = _write(chosen, period, snapshot, texts, output)
    seconds = perf_counter() - started
    if as_json:
        answer = {
            "report": name,
            "period": str(period),
            "snapshot": taken_from,
            "files": [str(path) for path in paths],
            "seconds": round(seconds, 2),
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"{name} {period}, from the snapshot {taken_from}, in {seconds:.1f} seconds:")
    for path in paths:
        click.echo(f"  {path}")


def _write(
    chosen: "Family", period: Period, snapshot: str | None, texts: Path | None, output: Path
) -> tuple[tuple[Path, ...], str]:
    """Write the report; the paths written, and the id of the snapshot they came from."""
    from samsyn.disclosure import open_snapshot
    from samsyn.reports.making import make
    from samsyn.reports.writing import write

    opened = open_snapshot(snapshot)
    try:
        return write(make(chosen, period, opened, texts), output), opened.id
    finally:
        opened.close()
