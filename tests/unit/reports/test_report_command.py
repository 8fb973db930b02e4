"""``samsyn report``: what it writes, and how it says no."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from samsyn.cli.report import command
from samsyn.errors import SamsynError, UnknownName, WrongUse
from samsyn.reports.writing import OutputRefused


def run(*arguments: str) -> str:
    """The command's standard output; its error is raised as it is."""
    result = CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def test_it_writes_the_report_and_says_where(snapshot_folder: Path, tmp_path: Path) -> None:
    """With --json a program can read the paths and the seconds."""
    to = tmp_path / "deep" / "r"
    asked = ("priority-groups", "--year", "2017", "--snapshot", str(snapshot_folder))
    told = json.loads(run(*asked, "--output", str(to), "--json"))
    assert told["snapshot"] == snapshot_folder.name
    assert str(to / "index.html") in told["files"]
    assert all(Path(path).is_file() for path in told["files"])
    assert told["seconds"] > 0
    assert "report.pdf" in run(*asked, "--output", str(to))


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (("priority-group", "--year", "2017"), UnknownName, "priority-groups"),
        (("priority-groups", "--year", "in 2017"), WrongUse, "not a period"),
        (("priority-groups", "--year", "2031"), SamsynError, "2031"),
    ],
)
def test_what_cannot_be_reported_is_said_and_nothing_written(
    snapshot_folder: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    error: type[SamsynError],
    said: str,
) -> None:
    """Unknown report, unreadable year, a year without data."""
    rest = ("--snapshot", str(snapshot_folder), "--output", str(tmp_path / "r"))
    with pytest.raises(error, match=said):
        run(*arguments, *rest)
    assert list(tmp_path.iterdir()) == []


def test_another_folder_is_refused_before_anything_is_counted(tmp_path: Path) -> None:
    """Even before the snapshot is looked for."""
    (tmp_path / "annat.txt").write_text("")
    asked = ("priority-groups", "--year", "2017", "--snapshot", "no-such")
    with pytest.raises(OutputRefused):
        run(*asked, "--output", str(tmp_path))
