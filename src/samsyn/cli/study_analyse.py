"""``samsyn study analyse``: everything the locked protocol asks for, at the data cut."""

import json
from datetime import datetime

import click

from samsyn.cli.study_results_told import asked_told, told
from samsyn.errors import WrongUse
from samsyn.register.clock import today


@click.command("analyse")
@click.argument("study")
@click.option("--cut", type=click.DateTime(["%Y-%m-%d"]), help="Another data cut: exploratory.")
@click.option("--outcome", help="One analysis by itself: the outcome.")
@click.option("--month", type=int, help="… at this month since the draw.")
@click.option("--arm", help="… of this arm")
@click.option("--against", help="… against this one")
@click.option("--by", default="", help="… by this subgroup.")
@click.option("--exploratory", is_flag=True, help="It is in no version of the protocol: I know.")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON, with all decimals.")
def command(
    study: str, cut: datetime | None, outcome: str | None, month: int | None, arm: str | None,
    against: str | None, by: str, exploratory: bool, as_json: bool,
) -> None:  # fmt: skip
    """Analyse STUDY by its locked protocol; not before its data cut.

    What was not planned before the first person entered is marked as exploratory. These numbers
    have not passed disclosure control: samsyn study report prints those that may be shown.

    \b
    Examples:
      samsyn study analyse tre-armar
      samsyn study analyse tre-armar --outcome work_or_study --month 12 --arm SE --against FS \\
        --exploratory
    """
    from samsyn.evaluation.study_analysis import analyse_study, ask
    from samsyn.evaluation.study_bundle import plain
    from samsyn.evaluation.study_files import read_tables
    from samsyn.evaluation.study_folder import check_open, find_study
    from samsyn.evaluation.study_gathering import gather

    found, last = find_study(study), cut.date() if cut else None
    locked = check_open(found, today=today(), cut=last)
    _note(found.folder.name, str(last or locked[-1].protocol.data_cut), outcome, month, arm, by)
    single = (outcome, month, arm, against)
    if any(single):
        from samsyn.evaluation.protocol_versions import Analysis

        if not all(single):
            raise WrongUse("One analysis needs --outcome, --month, --arm and --against.")
        of = gather(locked[-1].protocol, read_tables(found.tables_folder), data_cut=last)
        analysis = Analysis(outcome or "", month or 0, arm or "", against or "", by)
        answer = ask(locked, of, analysis, exploratory=exploratory)
        lines = asked_told(answer, of.protocol, invented=found.invented)
        content = plain(answer)
    else:
        results = analyse_study(found, today=today(), cut=last)
        lines, content = told(results, found.locked), plain(results)
    click.echo(json.dumps(content, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))


def _note(study: str, cut: str, outcome: str | None, month: int | None, arm: str | None,
          by: str) -> None:  # fmt: skip
    """Say aloud, and log, that what follows has not passed disclosure control."""
    from samsyn.disclosure.unprotected import log_file, note_unprotected_use

    asked = {"study": study, "outcome": outcome, "month": month, "arm": arm, "by": by}
    note_unprotected_use(f"{study} {cut}", [asked])
    click.echo(
        "samsyn: these numbers are NOT protected. Keep them to yourself, and do not publish "
        f"them. The use is noted in {log_file()}.",
        err=True,
    )
