"""``samsyn study assign``: the one draw of a person's arm."""

from datetime import datetime

import click

from samsyn.register.clock import today


@click.command("assign")
@click.argument("study")
@click.argument("person")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
def command(study: str, person: str, day: datetime | None) -> None:
    """Draw the arm of PERSON and print it: once, never again.

    Consent must be recorded. Where an arm has no free place the person waits: nothing is drawn,
    and nothing is told of what comes next.
    """
    from samsyn.evaluation.study_actions import assign_person
    from samsyn.evaluation.study_folder import find_study

    found = find_study(study)
    drawn = assign_person(found, person, on=day.date() if day else today())
    title = next(arm.title for arm in found.locked.arms if arm.id == drawn.arm)
    click.echo(f"{person}: {drawn.arm} ({title}), lottning nummer {drawn.number}.")
