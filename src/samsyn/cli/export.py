"""`samsyn export`: write the register as an exchange package."""

import json
from pathlib import Path

import click

from samsyn.cli.operator import operator, working


@click.command("export")
@click.argument("package", type=click.Path(path_type=Path))
@click.option(
    "--identity-numbers",
    is_flag=True,
    help="With personal identity numbers and names, in clear. The asking is logged.",
)
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
def command(package: Path, identity_numbers: bool, as_json: bool) -> None:
    """Write the whole register to PACKAGE: a new folder, or a new file where it ends in .zip.

    Personal identity numbers and names are left out unless asked for.

    \b
    Examples:
      samsyn export register-2026-11-22.zip
      samsyn export flytt --identity-numbers
    """
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.actions.export_package import export_package

    with working("Skriver paketet"):
        counts = export_package(to=package, by=operator(), identity_numbers=identity_numbers)
    if as_json:
        told = {"package": str(package), "identity_numbers": identity_numbers, "tables": counts}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for table, rows in counts.items():
        click.echo(f"  {table}: {rows}")
    click.echo(f"Registret är skrivet till {package}.")
    if identity_numbers:
        click.secho(
            "Paketet innehåller personnummer och namn i klartext. Utlämnandet är loggat.", bold=True
        )
