"""Charts: a table of figures drawn with Vega-Lite, and told in words for who cannot see it.

No axis prints a number: each mark is labelled with its figure as printed, so a chart holds the
numbers of its table and no others. Women and men always have the same two colours (safe for the
colour blind, of unlike lightness) and the lighter an outline; lines differ in shape and dash.
"""

import json
from collections.abc import Mapping
from functools import cache
from textwrap import wrap
from typing import Any

import vl_convert

from samsyn.reports.document import Chart, Row, Table
from samsyn.reports.figure import Figure

VEGA_LITE = "6.4"
FONT = "Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif"
_INK, _MUTED = "#1d2a33", "#51616c"
_WOMEN, _MEN = "#5b2a86", "#f0b64a"
_FIXED = {"Kvinnor": _WOMEN, "Män": _MEN}
_SERIES = ("#b4c7d4", "#1f5673", "#c8602c", "#3f7d5a", "#7d8a93")
_OUTLINE = {_MEN: "#8a5f00", _SERIES[0]: "#5c7688"}
_WIDTH, _BAR = 400, 19

_KINDS = {
    "bars": "Stapeldiagram",
    "parts": "Stapeldiagram med andelar",
    "lines": "Linjediagram",
    "steps": "Vattenfallsdiagram",
    "forest": "Punktdiagram med konfidensintervall",
    "band": "Linjediagram med konfidensband",
    "paths": "Linjediagram",
    "plane": "Punktdiagram i fyra fält",
    "flow": "Flödesdiagram",
}


def svg(chart: Chart) -> str:
    """The chart as a self-contained SVG; the same chart gives the same bytes."""
    return _svg(json.dumps(specification(chart), ensure_ascii=False, sort_keys=True))


@cache
def _svg(text: str) -> str:
    return str(vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, format_locale="sv-SE"))


def specification(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite specification of a chart."""
    draw = {"bars": _bars, "parts": _parts, "lines": _lines, "steps": _steps}[chart.kind]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "transparent",
        "width": _WIDTH,
        "config": _config(),
        **draw(chart.table),
    }


def alternative(chart: Chart) -> str:
    """The chart in words: its kind, its title, and each row with its figures as printed."""
    rows = (_told(row, chart.table) for row in chart.table.rows)
    return f"{_KINDS[chart.kind]}. {chart.table.title}. {' '.join(rows)}"


def _told(row: Row, table: Table) -> str:
    pairs = zip(table.columns, row.cells, strict=True)
    told = (
        f"{column.group} {column.heading} {text}".strip()
        for column, cell in pairs
        if (text := _text(cell))
    )
    return f"{row.heading}: {', '.join(told)}."


def _text(cell: object) -> str:
    if isinstance(cell, Figure):
        return cell.printed if cell.shown else "visas inte"
    return str(getattr(cell, "text", cell))


def _values(table: Table) -> list[dict[str, Any]]:
    """One row of data a figure; what is not shown keeps its place and its symbol."""
    return [
        {
            "row": _broken(row.heading),
            "column": column.heading,
            "value": cell.released.value or 0,
            "label": cell.printed,
            "place": place,
        }
        for place, row in enumerate(table.rows)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if isinstance(cell, Figure)
    ]


def _colours(table: Table) -> dict[str, Any]:
    """The scale of the columns: women and men by name, others in a fixed order."""
    names = [column.heading for column in table.columns]
    free = iter(_SERIES if len(names) > 1 else _SERIES[1:])
    colours = [_FIXED.get(name) or next(free) for name in names]
    return {"domain": names, "range": colours}


def _outlines(table: Table) -> dict[str, Any]:
    scale = _colours(table)
    return {**scale, "range": [_OUTLINE.get(colour, colour) for colour in scale["range"]]}


def _bars(table: Table) -> dict[str, Any]:
    names = [column.heading for column in table.columns]
    several = len(names) > 1
    step = max(_BAR, _step(table) // len(names))
    base: dict[str, Any] = {"y": _category(table)}
    if several:
        base["yOffset"] = {"field": "column", "sort": names}
    end = {"field": "value", "type": "quantitative", "axis": None}
    label = {"type": "text", "align": "left", "dx": 5, "color": _INK}
    return {
        "data": {"values": _values(table)},
        "height": {"step": step, "for": "offset"} if several else {"step": _step(table)},
        "encoding": base,
        "layer": [
            {
                "mark": {"type": "bar", "strokeWidth": 1},
                "encoding": {"x": end, **_painted(table, legend=several)},
            },
            {"mark": label, "encoding": {"x": end, "text": {"field": "label"}}},
        ],
    }


def _parts(table: Table) -> dict[str, Any]:
    scale = _colours(table)
    inside = {name: _over(colour) for name, colour in _pairs(scale)}
    text = {"domain": list(inside), "range": list(inside.values())}
    names = scale["domain"]
    order = {"field": "order", "type": "quantitative"}
    values = [{**each, "order": names.index(each["column"])} for each in _values(table)]
    x = {"field": "value", "type": "quantitative", "stack": "zero", "axis": None}
    mid = {**x, "bandPosition": 0.5}
    return {
        "data": {"values": values},
        "height": {"step": _step(table)},
        "encoding": {"y": _category(table), "order": order},
        "layer": [
            {
                "mark": {"type": "bar", "strokeWidth": 1, "height": {"band": 0.72}},
                "encoding": {"x": x, **_painted(table, legend=True)},
            },
            {
                "mark": {"type": "text", "fontWeight": 600},
                "encoding": {
                    "x": mid,
                    "text": {"field": "label"},
                    "color": {"field": "column", "scale": text, "legend": None},
                },
            },
        ],
    }


_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross"]


def _lines(table: Table) -> dict[str, Any]:
    periods = [column.heading for column in table.columns]
    names = [_broken(row.heading) for row in table.rows]
    free = iter(_SERIES[1:] + _SERIES[:1])
    scale = {"domain": names, "range": [_FIXED.get(name) or next(free) for name in names]}
    dashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4]]
    dash = {"domain": names, "range": dashes[: len(names)]}
    shape = {"domain": names, "range": _SHAPES[: len(names)]}
    x = {"field": "column", "type": "ordinal", "sort": periods, "axis": _AXIS, "title": None}
    y = {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}}
    series = {"field": "row", "legend": _legend(names), "title": None}  # alike, or it stands twice
    mark = {"type": "text", "dy": -11, "color": _INK}
    return {
        "data": {"values": _values(table)},
        "height": 190,
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "line", "point": {"filled": True, "size": 55}, "strokeWidth": 2.5},
                "encoding": {
                    "color": {**series, "scale": scale},
                    "strokeDash": {**series, "scale": dash},
                    "shape": {**series, "scale": shape},
                },
            },
            {"mark": mark, "encoding": {"text": {"field": "label"}, "detail": {"field": "row"}}},
        ],
    }


def _steps(table: Table) -> dict[str, Any]:
    """A waterfall: rows marked as totals stand on the ground, the others on what went before."""
    values, level = [], 0.0
    totals = {_broken(row.heading): row.total for row in table.rows}
    for each in _values(table):
        start = 0.0 if totals[each["row"]] else level
        level = start + each["value"]
        kind = "total" if totals[each["row"]] else "up" if each["value"] >= 0 else "down"
        values.append(
            {**each, "start": start, "end": level, "kind": kind, "top": max(start, level)}
        )
    paint = {"domain": ["total", "up", "down"], "range": [_SERIES[1], _SERIES[3], _SERIES[2]]}
    end = {"field": "end", "type": "quantitative", "axis": None}
    return {
        "data": {"values": values},
        "height": {"step": _step(table)},
        "encoding": {"y": _category(table)},
        "layer": [
            {
                "mark": "bar",
                "encoding": {
                    "x": {"field": "start", "type": "quantitative", "axis": None},
                    "x2": {"field": "end"},
                    "color": {"field": "kind", "scale": paint, "legend": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "color": _INK},
                "encoding": {"x": {**end, "field": "top"}, "text": {"field": "label"}},
            },
        ],
    }


_AXIS = {"domain": False, "ticks": False, "labelAngle": 0, "title": None, "grid": False}


def _step(table: Table) -> int:
    """The height of a row: enough for the bar, and for a heading of several lines."""
    lines = max(_broken(row.heading).count("\n") + 1 for row in table.rows)
    return max(_BAR + 14, 16 * lines + 10)


def _legend(names: list[str]) -> dict[str, Any]:
    """A legend in as many columns as its names leave room for."""
    short = sum(len(name) + 5 for name in names) <= 75
    columns = len(names) if short else 2 if max(map(len, names)) <= 30 else 1
    return {"title": None, "columns": columns}


def _category(table: Table) -> dict[str, Any]:
    headings = [_broken(row.heading) for row in table.rows]
    lines = {"labelExpr": "split(datum.label, '\\n')"}
    axis = {**_AXIS, **lines, "labelLimit": 260, "labelPadding": 8, "labelLineHeight": 16}
    return {"field": "row", "type": "nominal", "sort": headings, "axis": axis, "title": None}


def _broken(heading: str) -> str:
    """A heading in lines short enough to stand beside its bars."""
    return "\n".join(wrap(heading, 26, break_long_words=False))


def _painted(table: Table, *, legend: bool) -> dict[str, Any]:
    shown = _legend([column.heading for column in table.columns]) if legend else None
    return {
        "fill": {"field": "column", "scale": _colours(table), "legend": shown},
        "stroke": {"field": "column", "scale": _outlines(table), "legend": None},
    }


def _pairs(scale: Mapping[str, Any]) -> list[tuple[str, str]]:
    return list(zip(scale["domain"], scale["range"], strict=True))


def _over(colour: str) -> str:
    return _INK if colour in _OUTLINE else "#ffffff"


def _config() -> dict[str, Any]:
    text = {"font": FONT, "fontSize": 13}
    return {
        "font": FONT,
        "text": text,
        "axis": {"labelFontSize": 13, "labelColor": _INK},
        "legend": {
            "orient": "top",
            "labelFontSize": 13,
            "labelLimit": 0,
            "labelColor": _INK,
            "symbolType": "square",
            "symbolSize": 130,
            "titleColor": _MUTED,
        },
        "view": {"stroke": None},
        "scale": {"bandPaddingInner": 0.25, "offsetBandPaddingInner": 0.08},
    }
