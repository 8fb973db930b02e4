"""``samsyn study follow``: the outcomes of those drawn, from a snapshot of the register."""

import json
from dataclasses import asdict

import click

from samsyn.cli.operator import operator, working
from samsyn.vocabulary.printed import number


@click.command("follow")
@click.argument("study")
@click.option("--snapshot", help="The snapshot's id or folder (default: the latest).")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
def command(study: str, snapshot: str | None, as_json: bool) -> None:
    """Take the outcomes of those drawn in STUDY from a snapshot of the register.

    Not before the data cut of the protocol: until then no outcome lies in the study. The people of
    the study are known by the register's own ids; that they were looked up is in its log. The
    snapshot and its hash stand in the report and in the replay bundle.

    \b
    Example:
      samsyn snapshot
      samsyn study follow tre-armar
    """
    from samsyn.evaluation.study_folder import check_open, find_study
    from samsyn.evaluation.study_follow import drawn_people, follow
    from samsyn.extracts.snapshot import whole_snapshot
    from samsyn.register.clock import today

    found = find_study(study)
    check_open(found, today=today())
    folder = whole_snapshot(snapshot)
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.actions.link_study import link_study

    with working("Hämtar utfall"):
        known = link_study(
            by=operator(), study=found.folder.name, snapshot=folder.name,
            persons=drawn_people(found),
        )  # fmt: skip
        taken = follow(found, folder, known, today=today())
    if as_json:
        click.echo(json.dumps(asdict(taken), default=str, ensure_ascii=False, indent=1))
        return
    click.echo(
        f"{number(taken.spells)} statusperioder för {number(taken.people - taken.without_spells)} "
        f"av {number(taken.people)} lottade är hämtade ur {taken.snapshot}."
    )
    if taken.without_spells:
        click.echo(
            f"Om {number(taken.without_spells)} lottade finns ingen uppgift där. De räknas som "
            "utan status i månaderna fram till datastoppet; se efter att importen är fullständig."
        )
