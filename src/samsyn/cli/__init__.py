"""The command ``samsyn``: composes the floors below, one command a file."""

import sys
from importlib import import_module

import click

from samsyn.errors import SamsynError

COMMANDS = {
    "synthesise": "samsyn.cli.synthesise",
    "import": "samsyn.cli.import_package",
    "export": "samsyn.cli.export",
    "snapshot": "samsyn.cli.snapshot",
    "check": "samsyn.cli.check",
    "indicator": "samsyn.cli.indicator",
    "report": "samsyn.cli.report",
    "study": "samsyn.cli.study",
    "serve": "samsyn.cli.serve",
    "user": "samsyn.cli.user",
    "quality": "samsyn.cli.quality",
    "remind": "samsyn.cli.remind",
    "retain": "samsyn.cli.retain",
    "log": "samsyn.cli.log",
    "demo": "samsyn.cli.demo",
}


class Commands(click.Group):
    """Loads a command's module when it is called, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samsyn")
def samsyn() -> None:
    """Follow-up, reporting and evaluation of coordinated rehabilitation back to work.

    Data lie in the folder SAMSYN_HOME (default: the user's data directory).
    """


def main() -> None:
    """Run the command; an error meant for the user prints without a traceback."""
    try:
        samsyn(prog_name="samsyn")
    except SamsynError as error:
        click.echo(f"samsyn: {error}", err=True)
        sys.exit(error.exit_code)
