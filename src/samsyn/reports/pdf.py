"""The report as tagged PDF (PDF/UA-1), laid out by Typst from plain data.

The same report gives the same bytes: the PDF's date is the snapshot's, and the fonts are those
that Typst carries itself. Typst refuses a document without title or alternative texts.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

import typst

from samsyn.errors import SamsynError
from samsyn.reports.charts import FONT
from samsyn.reports.html import TEMPLATES

SERIF = "Libertinus Serif"


class PdfRefused(SamsynError):
    """Typst could not lay the report out: a defect in the report or in the template."""


def pdf(report: dict[str, Any]) -> bytes:
    """The PDF of a lowered report (``lowered.lowered``)."""
    year, month, day = report["day"]
    noon = int(datetime(year, month, day, 12, tzinfo=UTC).timestamp())
    try:
        made = typst.compile(
            str(TEMPLATES / "report.typ"),
            format="pdf",
            sys_inputs={"report": json.dumps(_drawn(report), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            timestamp=noon,
        )
    except typst.TypstError as error:
        raise PdfRefused(f"The PDF was not made: {error}") from error
    assert isinstance(made, bytes)
    return made


def _drawn(data: Any) -> Any:
    """The data with each chart's letters in a font that is there, and its width beside it."""
    if isinstance(data, list):
        return [_drawn(each) for each in data]
    if not isinstance(data, dict):
        return data
    out = {key: _drawn(value) for key, value in data.items()}
    if out.get("kind") == "chart":
        width = re.search(r'width="([\d.]+)"', out["svg"])
        out["width"] = float(width[1]) if width else 1.0
        out["svg"] = out["svg"].replace(FONT, SERIF)
    return out
