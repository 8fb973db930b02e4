"""`samsyn export`: write the register as an exchange package."""

import json
from pathlib import Path

import click

from samsyn.cli.operator import operator, working
from samsyn.errors import WrongUse


@click.command("export")
@click.argument("package", type=click.Path(path_type=Path))
@click.option(
    "--identity-numbers",
    is_flag=True,
    help="With personal identity numbers and names, encrypted to --recipient. Logged.",
)
@click.option("--recipient", default="", help="The receiver's public key (age1…).")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
def command(package: Path, identity_numbers: bool, recipient: str, as_json: bool) -> None:
    """Write the whole register to PACKAGE: a new folder, or a new file where it ends in .zip.

    Personal identity numbers and names are left out unless asked for; with them the package
    leaves only encrypted (age), as one file.

    \b
    Examples:
      samsyn export register-2026-11-22.zip
      samsyn export flytt.zip.age --identity-numbers --recipient age1…
    """
    from samsyn.register.opening import open_register

    if identity_numbers and not recipient:
        raise WrongUse(
            "Ett paket med personnummer lämnar registret bara krypterat. Ange mottagarens nyckel "
            "med --recipient age1… (den skapas med age-keygen)."
        )
    open_register()
    from samsyn.register.actions.export_package import export_package, export_sealed

    with working("Skriver paketet"):
        if identity_numbers:
            counts = export_sealed(to=package, by=operator(), recipient=recipient)
        else:
            counts = export_package(to=package, by=operator())
    if as_json:
        told = {"package": str(package), "identity_numbers": identity_numbers, "tables": counts}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for table, rows in counts.items():
        click.echo(f"  {table}: {rows}")
    click.echo(f"Registret är skrivet till {package}.")
    if identity_numbers:
        click.secho(
            "Paketet innehåller personnummer och namn, krypterat till mottagaren. Utlämnandet är "
            "loggat.",
            bold=True,
        )
