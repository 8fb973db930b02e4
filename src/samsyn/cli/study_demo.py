"""``samsyn study demo``: the Swedish three-arm study, its people made up."""

from pathlib import Path

import click


@click.command("demo")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The folder of the study (default: SAMSYN_HOME/studies/tre-armar).",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people.")
def command(output: Path | None, seed: int) -> None:
    """Make the Swedish three-arm study as an example: 1,063 invented people in 25 municipalities.

    Calibrated to what is published of it; the same seed gives the same bytes.
    """
    from samsyn.evaluation.demo.make import NAME, make_demo
    from samsyn.evaluation.study_folder import place_for

    made = make_demo(output or place_for(NAME), seed=seed)
    name = str(output) if output else NAME
    click.echo(f"Påhittad studie i {made.folder}. Läs protokollet där, och gå vidare:")
    for line in ("power {}", "monitor {}", "analyse {}", "report {} --output rapport",
                 "simulate {} --effect 0.08"):  # fmt: skip
        click.echo(f"  samsyn study {line.format(name)}")
