"""``samsyn study``: an experiment from plan to printed report, one verb a file."""

from importlib import import_module

import click

VERBS = {
    "new": "samsyn.cli.study_new",
    "power": "samsyn.cli.study_power",
    "lock": "samsyn.cli.study_lock",
    "screen": "samsyn.cli.study_screen",
    "assign": "samsyn.cli.study_assign",
    "log": "samsyn.cli.study_log",
    "monitor": "samsyn.cli.study_monitor",
    "follow": "samsyn.cli.study_follow",
    "analyse": "samsyn.cli.study_analyse",
    "report": "samsyn.cli.study_report",
    "replay": "samsyn.cli.study_replay",
    "simulate": "samsyn.cli.study_simulate",
    "demo": "samsyn.cli.study_demo",
}


class Verbs(click.Group):
    """Loads a verb's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        found: click.Command = import_module(VERBS[cmd_name]).command
        return found


@click.group("study", cls=Verbs)
def command() -> None:
    """Run an experiment: protocol, power, screening, draw, follow-up, analysis, report.

    STUDY is a name (the folder SAMSYN_HOME/studies/NAME) or the path of a folder.

    \b
    Try the example:
      samsyn study demo
      samsyn study analyse tre-armar
    """
