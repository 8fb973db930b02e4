"""`samsyn retain`: who is past the day at which they become pseudonyms, and making them so."""

import click

from samsyn.cli.operator import operator


@click.command("retain")
@click.option("--carry-out", is_flag=True, help="Do it. Without: say what would be done.")
def command(carry_out: bool) -> None:
    """Take name, number and birth date from everyone who is past the controller's day.

    Statistics stay. What is done is in the log, person by person. Keys that are older than the
    controller keeps them are destroyed, so that names and numbers in old copies cannot be
    decrypted. Uploads, exports and drafts that are a week old go too, and refused rows that are
    a month old.
    """
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.actions.retain import due_by_controller, pseudonymise_due
    from samsyn.register.actions.retain_keys import retain_keys, spent_keys
    from samsyn.register.clock import today
    from samsyn.register.disposal import dispose_of_old
    from samsyn.register.keys import load_keys

    if carry_out:
        dispose_of_old()
    found = list(due_by_controller(today()))
    for due in found:
        click.echo(f"  {due.controller}: {due.persons} personer ({due.months} månader)")
        if carry_out:
            done = pseudonymise_due(controller=due.controller, by=operator(), on=today())
            click.echo(f"    gallrade: {done}")
    keys = 0
    for controller in sorted({pair.controller for pair in load_keys().pairs}):
        if spent := len(spent_keys(controller, today())):
            click.echo(f"  {controller}: {spent} nycklar som inget längre behöver")
            keys += spent
        if carry_out:
            retain_keys(controller=controller, by=operator(), on=today())
    if not found and not keys:
        click.echo("Ingen är att gallra i dag.")
    elif not carry_out:
        click.echo("Inget är ändrat. Gallra med --carry-out.")
