"""``samsyn synthesise``: make an invented register that reproduces published figures."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from samsyn.errors import WrongUse
from samsyn.exchange.writing import write_package
from samsyn.synthetic.conflicts import OnConflict
from samsyn.synthetic.figures import SHIPPED, read_figures
from samsyn.synthetic.national import Register, national

EXAMPLES = """
\b
Examples:
  samsyn synthesise national --on-conflict last --output register
  samsyn synthesise national --figures my_figures.csv --years 2018-2020 --output register.zip
"""


@click.group("synthesise", epilog=EXAMPLES)
def command() -> None:
    """Make an invented register that reproduces published figures exactly.

    Associations, interventions and people are made up; identity numbers are of a series that
    no human being has.
    """


def years_of(text: str) -> tuple[int, ...]:
    """The years of ``2016-2021`` or ``2019``; raises ``WrongUse``.

    >>> years_of("2016-2018")
    (2016, 2017, 2018)
    """
    first, _, last = text.partition("-")
    try:
        years = tuple(range(int(first), int(last or first) + 1))
    except ValueError:
        years = ()
    if not years or not 1995 <= years[0] <= years[-1] <= 2100 or len(years) > 30:
        raise WrongUse(f"{text!r} is not a span of years. Write 2016-2021, or 2019.")
    return years


@command.command("national")
@click.option(
    "--figures",
    type=click.Path(path_type=Path),
    default=SHIPPED,
    help="CSV of published figures (default: those that come with Samsyn).",
)
@click.option("--years", default="2016-2021", show_default=True, help="First and last year.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--on-conflict",
    type=click.Choice([each.value for each in OnConflict]),
    default=OnConflict.REFUSE.value,
    show_default=True,
    help="When two figures cannot hold together: refuse, or let the first or the last bind.",
)
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder, or .zip.")
def _national(figures: Path, years: str, seed: int, on_conflict: str, output: Path) -> None:
    """The whole country, with reinforced cooperation."""
    span = years_of(years)
    with _progress() as progress:
        task = progress.add_task("Reading figures …", total=None)
        read = read_figures(figures)
        progress.update(task, description="Making the register …")
        today = datetime.now(tz=UTC).date()
        made = national(read, span, seed=seed, today=today, on_conflict=OnConflict(on_conflict))
        progress.update(task, description="Writing the package …")
        write_package(
            made.frames, to=output, name=_name("national", span), created=_made_on(span),
            invented=True,
        )  # fmt: skip
    _say_what_binds(made, output)


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
        console=console, transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip


def _name(size: str, span: tuple[int, ...]) -> str:
    return f"samsyn-invented-{size}-{span[0]}-{span[-1]}"


def _made_on(span: tuple[int, ...]) -> datetime:
    """The day after the last year: the same figures and seed give the same bytes."""
    return datetime.combine(date(span[-1] + 1, 1, 1), datetime.min.time(), tzinfo=UTC)


def _say_what_binds(made: Register, output: Path) -> None:
    rows = sum(len(frame) for frame in made.frames.values())
    click.echo(f"Påhittade data: {output} ({rows:,} rows).".replace(",", " "))
    click.echo(f"{len(made.calibrated.bound)} figures hold.")
    if made.calibrated.not_used:
        click.echo(f"{len(made.calibrated.not_used)} figures are not used:")
        for each in made.calibrated.not_used:
            click.echo(f"  {each.figure}: {each.reason}")
