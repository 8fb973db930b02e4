"""``samsyn study report``: the printed report, every number in a file, and the replay bundle."""

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from samsyn.register.clock import today
from samsyn.register.private_file import write_private

if TYPE_CHECKING:
    from samsyn.evaluation.study_folder import Study
    from samsyn.evaluation.study_results import StudyResults

BUNDLE = "replay.zip"


@click.command("report")
@click.argument("study")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option("--cut", type=click.DateTime(["%Y-%m-%d"]), help="Another data cut: exploratory.")
@click.option("--interim", is_flag=True, help="Inflow, flow, balance and delivery; no outcomes.")
@click.option("--json", "as_json", is_flag=True, help="Say what was written as JSON.")
def command(
    study: str, output: Path, cut: datetime | None, interim: bool, as_json: bool
) -> None:  # fmt: skip
    """Write the report of STUDY to a folder: HTML, PDF, figures.csv and the replay bundle.

    Not before the data cut of the protocol, but for --interim, which opens no outcomes. The
    bundle, replay.zip, is for auditors: it holds rows about people under other ids, and is not
    published.
    """
    from samsyn.evaluation.study_analysis import analyse_study, interim_study
    from samsyn.evaluation.study_folder import find_study
    from samsyn.reports.writing import check_output

    check_output(output)
    found = find_study(study)
    if interim:
        results = interim_study(found)
        paths = _write(found, results, output, interim=True)
    else:
        results = analyse_study(found, today=today(), cut=cut.date() if cut else None)
        paths = _with_bundle(found, results, output)
    if as_json:
        files = [str(path) for path in paths]
        answer = {"study": results.study, "snapshot": results.source.snapshot, "files": files}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"{results.title}, ögonblicksbild {results.source.snapshot}:")
    for path in paths:
        click.echo(f"  {path}")


def _with_bundle(study: "Study", results: "StudyResults", output: Path) -> list[Path]:
    """The report and its bundle, whose hash the report prints."""
    from samsyn.evaluation.study_analysis import DRAWS
    from samsyn.evaluation.study_bundle import write_bundle

    with TemporaryDirectory() as name:
        made = write_bundle(study, results, draws=DRAWS, to=Path(name) / BUNDLE)
        content = made.read_bytes()
    paths = _write(study, results, output, replay=(BUNDLE, sha256(content).hexdigest()))
    bundle = output / BUNDLE
    write_private(bundle, content)
    return [*paths, bundle]


def _write(
    study: "Study", results: "StudyResults", output: Path, *,
    replay: tuple[str, str] = ("", ""), interim: bool = False,
) -> list[Path]:  # fmt: skip
    from samsyn.disclosure.study import release_study, study_facts
    from samsyn.evaluation.study_files import read_tables
    from samsyn.reports.study import write_study_report

    frames = read_tables(study.tables_folder, without=["status_spell"])
    facts = study_facts(
        results, locked=study.versions, frames=frames, replay=replay, interim=interim
    )
    return list(write_study_report(release_study(facts), output))
