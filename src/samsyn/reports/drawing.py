"""The picture of a chart: drawn by Vega-Lite, or by ourselves where it is a flow of people."""

import json
from functools import cache
from typing import Any

import vl_convert

from samsyn.reports import charts, study_charts
from samsyn.reports.document import Chart
from samsyn.reports.flow_chart import flow


def svg(chart: Chart) -> str:
    """The chart as a self-contained SVG; the same chart gives the same bytes."""
    if chart.kind == "flow":
        return flow(chart.table)
    if chart.kind in study_charts.DRAWN:
        return _svg(study_charts.specification(chart))
    return charts.svg(chart)


def _svg(specification: dict[str, Any]) -> str:
    return _drawn(json.dumps(specification, ensure_ascii=False, sort_keys=True))


@cache
def _drawn(text: str) -> str:
    return str(vl_convert.vegalite_to_svg(text, vl_version=charts.VEGA_LITE, format_locale="sv-SE"))
