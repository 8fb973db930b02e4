"""The report of a randomised study: released results in, HTML, PDF, workbook, figures.csv out."""

from pathlib import Path

from samsyn.disclosure.study import StudyRelease
from samsyn.reports.making import Made
from samsyn.reports.study.building import build
from samsyn.reports.writing import write


def write_study_report(study: StudyRelease, output: Path) -> tuple[Path, ...]:
    """Write the report of ``release_study(facts)`` to the folder ``output``; its files' paths.

    An interim release gives an interim report: inflow, flow, balance and delivery. The same
    release gives the same bytes.
    """
    return write(made(study), output)


def made(study: StudyRelease) -> Made:
    """The numbered report and its figures, not yet written."""
    return build(study)
