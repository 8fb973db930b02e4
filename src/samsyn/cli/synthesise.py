"""``samsyn synthesise``: make an invented register that reproduces published figures."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from samsyn.errors import WrongUse
from samsyn.exchange.writing import OutputExists, write_package
from samsyn.synthetic.conflicts import OnConflict
from samsyn.synthetic.figures import SHIPPED, read_figures
from samsyn.synthetic.national import TINY_YEARS, Register, national, tiny
from samsyn.synthetic.stress import write_stress

EXAMPLES = """
\b
Examples:
  samsyn synthesise national --on-conflict last --output register
  samsyn synthesise national --figures my_figures.csv --years 2018-2020 --output register.zip
  samsyn synthesise tiny --output small
  samsyn synthesise stress --times 100 --output snapshots
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


_FIGURES = click.option(
    "--figures",
    type=click.Path(path_type=Path),
    default=SHIPPED,
    help="CSV of published figures (default: those that come with Samsyn).",
)
_YEARS = click.option(
    "--years", default="2016-2021", show_default=True, help="First and last year."
)
_SEED = click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
_ON_CONFLICT = click.option(
    "--on-conflict",
    type=click.Choice([each.value for each in OnConflict]),
    default=OnConflict.REFUSE.value,
    show_default=True,
    help="When figures cannot hold together: refuse, or let the first or the last bind.",
)
_PACKAGE = click.option(
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to write: a folder or a .zip that is not there yet.",
)


@command.command("national")
@_FIGURES
@_YEARS
@_SEED
@_ON_CONFLICT
@_PACKAGE
def _national(figures: Path, years: str, seed: int, on_conflict: str, output: Path) -> None:
    """The whole country, with reinforced cooperation, as an exchange package."""
    span = years_of(years)
    _must_be_free(output)
    with _progress() as progress:
        made = _made(progress, figures, span, seed, on_conflict)
        _write(progress, made, output, f"national-{span[0]}-{span[-1]}", span)
    _say_what_binds(made, output)


@command.command("tiny")
@_SEED
@_PACKAGE
def _tiny(seed: int, output: Path) -> None:
    """One association, two years, a few dozen people, as an exchange package."""
    _must_be_free(output)
    with _progress() as progress:
        made = tiny(seed=seed, today=_today())
        _write(progress, made, output, "tiny", TINY_YEARS)
    _say_what_binds(made, output)


@command.command("stress")
@_FIGURES
@_YEARS
@_SEED
@_ON_CONFLICT
@click.option("--times", type=click.IntRange(min=1, max=9999), default=10, show_default=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to put the snapshot's folder in.",
)
def _stress(
    figures: Path, years: str, seed: int, on_conflict: str, times: int, output: Path
) -> None:
    """The whole country many times over, as a snapshot, for benchmarks."""
    span = years_of(years)
    with _progress() as progress:
        made = _made(progress, figures, span, seed, on_conflict)
        copies = progress.add_task("Writing the snapshot …", total=times)
        started = monotonic()
        manifest = write_stress(
            made.frames,
            times,
            into=output,
            seed=seed,
            taken_on=min(_made_on(span).date(), _today()),
            tell=lambda copy: progress.update(copies, completed=copy),
        )
    rows, seconds = manifest.tables["participation"].rows, monotonic() - started
    click.echo(f"Påhittade data: {output / manifest.id}")
    click.echo(f"{rows} participations in {seconds:.1f} s.")


def _made(
    progress: Progress, figures: Path, span: tuple[int, ...], seed: int, on_conflict: str
) -> Register:
    progress.add_task("Making the register …", total=None)
    conflict = OnConflict(on_conflict)
    return national(read_figures(figures), span, seed=seed, today=_today(), on_conflict=conflict)


def _write(
    progress: Progress, made: Register, output: Path, size: str, span: tuple[int, ...]
) -> None:
    progress.add_task("Writing the package …", total=None)
    name = f"samsyn-invented-{size}"
    write_package(made.frames, to=output, name=name, created=_made_on(span), invented=True)


def _must_be_free(output: Path) -> None:
    """Say so before the work, not after it."""
    if output.exists() or output.is_symlink():
        raise OutputExists(output)


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _today() -> date:
    return datetime.now(tz=UTC).date()


def _made_on(span: tuple[int, ...]) -> datetime:
    """The day after the last year: the same figures and seed give the same bytes."""
    return datetime.combine(date(span[-1] + 1, 1, 1), datetime.min.time(), tzinfo=UTC)


def _say_what_binds(made: Register, output: Path) -> None:
    rows = sum(len(frame) for frame in made.frames.values())
    click.echo(f"Påhittade data: {output} ({rows:,} rows).".replace(",", " "))
    click.echo(f"{len(made.calibrated.bound)} figures hold, counted again from the rows.")
    if made.calibrated.not_used:
        click.echo(f"{len(made.calibrated.not_used)} figures are not used:")
        for each in made.calibrated.not_used:
            click.echo(f"  {each.figure}: {each.reason}")
