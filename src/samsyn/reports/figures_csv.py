"""``figures.csv``: every number a report prints, in the order read, in the contract's shape."""

import csv
from collections.abc import Iterable
from io import StringIO

from samsyn.reports.numbering import Printed

COLUMNS = (
    "figure_id",
    "report",
    "section",
    "indicator",
    "of",
    "statistic",
    "period",
    "against",
    "level",
    "area",
    "breakdown",
    "value",
    "unit",
    "n",
    "printed",
    "status",
    "definition_version",
    "snapshot",
)


def figures_csv(report: str, printed: Iterable[Printed]) -> str:
    """The text of ``figures.csv``: a header, and a row a printed figure; LF, UTF-8 when written.

    ``value`` is unrounded and empty where withheld; ``printed`` is as it stands in the text.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in printed:
        row = {name: getattr(each.released, name, "") for name in COLUMNS}
        row |= {"figure_id": each.figure.id, "report": report, "section": each.section}
        row |= {"printed": each.figure.printed}
        writer.writerow(["" if row[name] is None else row[name] for name in COLUMNS])
    return out.getvalue()
