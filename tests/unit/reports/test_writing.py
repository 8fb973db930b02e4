"""A report is whole or absent, and nothing else is ever overwritten."""

from pathlib import Path

import pytest

from samsyn.reports import writing
from samsyn.reports.making import Made
from samsyn.reports.writing import OutputRefused, write


def test_all_files_are_written_and_replaced_by_the_same_bytes(made: Made, tmp_path: Path) -> None:
    """index.html, report.pdf, figures.csv, tables.xlsx, charts; a second time changes nothing."""
    paths = write(made, tmp_path / "r")
    first = {path.name: path.read_bytes() for path in paths}
    assert {"index.html", "report.pdf", "figures.csv", "tables.xlsx"} <= set(first)
    assert "diagram-1.svg" in first
    assert {path.name: path.read_bytes() for path in write(made, tmp_path / "r")} == first
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_folder_with_something_else_is_left_alone(made: Made, tmp_path: Path) -> None:
    """The error names what lies there, and nothing is written."""
    (tmp_path / "mitt.docx").write_text("kvar")
    with pytest.raises(OutputRefused, match=r"mitt\.docx"):
        write(made, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mitt.docx"]


def test_a_failure_half_way_leaves_what_was_there(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier report stands untouched when the new one cannot be made."""
    write(made, tmp_path / "r")
    before = (tmp_path / "r" / "index.html").read_bytes()
    monkeypatch.setattr(writing, "workbook", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(made, tmp_path / "r")
    assert (tmp_path / "r" / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_file_in_the_way_is_refused(made: Made, tmp_path: Path) -> None:
    """A report goes in a folder."""
    (tmp_path / "r").write_text("")
    with pytest.raises(OutputRefused, match="file"):
        write(made, tmp_path / "r")
