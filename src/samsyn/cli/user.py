"""`samsyn user`: the first administrator, who makes everyone else in the pages."""

from datetime import timedelta

import click

from samsyn.cli.operator import operator


@click.group("user")
def command() -> None:
    """Accounts."""


@command.command("add-administrator")
@click.argument("email")
@click.argument("name")
@click.option("--address", default="http://localhost:8000", show_default=True)
def add_administrator(email: str, name: str, address: str) -> None:
    """Make a system administrator, and print the link where they choose a password."""
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.access import Acting, Place
    from samsyn.register.actions.appoint import appoint
    from samsyn.register.actions.keep_user import make_user
    from samsyn.register.clock import today
    from samsyn.register.roles import PlaceKind, Role
    from samsyn.web.invitation import invitation_path

    nation = Place(PlaceKind.NATION)
    by = Acting(operator(), Role.SYSTEM_ADMINISTRATOR, 0, frozenset({nation}))
    user = make_user(by=by, email=email, name=name)
    appoint(
        by=by,
        user=user,
        role=Role.SYSTEM_ADMINISTRATOR,
        place=nation,
        last_day=today() + timedelta(days=365),
    )
    click.echo(f"{name} är systemadministratör i ett år. Välj lösenord här, inom tre dagar:")
    click.echo(f"  {address}{invitation_path(user)}")
