"""A report's files: index.html, report.pdf, figures.csv, tables.xlsx and the charts.

They are written to a folder beside the one asked for, which is put in place when all are there:
a report is whole or absent. A folder with anything but an earlier report in it is left alone.
"""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from samsyn.errors import SamsynError
from samsyn.reports.document import Block, Chart, Section
from samsyn.reports.drawing import svg
from samsyn.reports.figures_csv import figures_csv
from samsyn.reports.html import html
from samsyn.reports.lowered import lowered
from samsyn.reports.making import Made
from samsyn.reports.pdf import pdf
from samsyn.reports.workbook import workbook

FILES = ("index.html", "report.pdf", "figures.csv", "tables.xlsx")
CHARTS = "charts"
REPLAY = "replay.zip"
"""What the report of a study is computed again from; written beside it."""


class OutputRefused(SamsynError):
    """The output folder holds something that is not a report."""


def write(made: Made, folder: Path) -> tuple[Path, ...]:
    """Write every file of a report to ``folder`` and return their paths."""
    check_output(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".samsyn-", dir=folder.parent) as beside:
        ready = Path(beside) / "report"
        contents = files(made)
        for name, content in contents.items():
            path = ready / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.exists():
            folder.rename(Path(beside) / "earlier")
        shutil.move(ready, folder)
    return tuple(folder / name for name in contents)


def check_output(folder: Path) -> None:
    """Raise ``OutputRefused`` unless ``folder`` is absent, empty or an earlier report."""
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(f"{folder} is a file. Give a folder for the report.")
    others = sorted(
        path.name
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.name not in (*FILES, CHARTS, REPLAY)
    )
    if others:
        raise OutputRefused(
            f"{folder} holds something else ({', '.join(others[:3])}). Nothing was written."
            " Give a new folder, or one with an earlier report to replace."
        )


def files(made: Made) -> Mapping[str, bytes]:
    """The bytes of every file of a report, by its path in the report's folder."""
    plain = lowered(made.report)
    contents = {
        "index.html": html(plain).encode(),
        "report.pdf": pdf(plain),
        "figures.csv": figures_csv(made.report.name, made.printed).encode(),
        "tables.xlsx": workbook(made.report),
    }
    for section in (*made.report.sections, *made.report.appendices):
        contents |= _charts(section.blocks)
    return contents


def _charts(blocks: tuple[Block, ...]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for block in blocks:
        if isinstance(block, Section):
            found |= _charts(block.blocks)
        elif isinstance(block, Chart):
            found[f"{CHARTS}/diagram-{block.number}.svg"] = svg(block).encode()
    return found
