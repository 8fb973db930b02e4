"""The report as one self-contained, accessible HTML page (WCAG 2.1 AA)."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.jinja")


def html(report: dict[str, Any]) -> str:
    """The page of a lowered report (``lowered.lowered``)."""
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return _template().render(css=css, **report)
