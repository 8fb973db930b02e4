"""`samsyn quality`: count how good the registrations are, for the pages about quality."""

import click


@click.command("quality")
def command() -> None:
    """Count hits of rules, what is filled in and how soon.

    `samsyn remind` does it first, so that it is done each day. Run it after an import at the
    command line.
    """
    from samsyn.register.opening import open_register

    open_register()
    count()


def count() -> None:
    """Count, and say how many hits there are; the register is open."""
    from samsyn.register.actions.refresh_quality import refresh_quality
    from samsyn.register.clock import today

    counts = refresh_quality(on=today())
    click.echo(f"Kvaliteten är räknad: {counts['there']} träffar, {counts['new']} nya.")
