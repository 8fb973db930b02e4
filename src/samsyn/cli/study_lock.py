"""``samsyn study lock``: from here on, changes are dated and exploratory."""

from datetime import datetime

import click

from samsyn.register.clock import today


@click.command("lock")
@click.argument("study")
@click.option("--reason", default="", help="Why the protocol changes (needed from version 2 on).")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
def command(study: str, reason: str, day: datetime | None) -> None:
    """Lock the protocol of STUDY as its next version, before the first person enters.

    Later versions need a reason; what they add is exploratory wherever it is printed.
    """
    from samsyn.evaluation.protocol_versions import changed_fields, lock
    from samsyn.evaluation.study_files import read_tables
    from samsyn.evaluation.study_folder import find_study

    found = find_study(study)
    with found.alone():
        frames = read_tables(found.tables_folder, without=["status_spell"])
        entered = frames["study_assignment"].height
        before = found.versions
        on = day.date() if day else today()
        version = lock(found.folder, on=on, people_entered=entered, reason=reason)
    click.echo(f"Protokollet är låst: version {version.number}, {version.dated}.")
    if before:
        fields = ", ".join(changed_fields(before[-1].protocol, version.protocol))
        mark = "utforskande" if entered else "fortfarande planerat, ingen är inne"
        click.echo(f"Ändrat: {fields} ({mark}). {entered} personer är lottade.")
