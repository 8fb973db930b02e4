"""`samsyn log`: proving that the log is whole."""

import sys

import click


@click.group("log")
def command() -> None:
    """The register's log."""


@command.command("verify")
def verify() -> None:
    """Follow the chain from the first entry to the last; exit status 1 where it is broken."""
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.audit import first_broken_entry, last_sequence

    broken = first_broken_entry()
    if broken is None:
        click.echo(f"Loggen är hel: {last_sequence()} poster.")
        return
    click.echo(
        f"Loggen håller inte från post {broken}: en post är ändrad eller borttagen. Rör ingenting, "
        "spara databasen som den är och säg till dataskyddsombudet.",
        err=True,
    )
    sys.exit(1)
