"""Charts of a study: estimates with limits, paths by month, cost against effect.

As in ``charts.py`` no axis prints a number: what stands in a chart is a figure of its table.
"""

from collections.abc import Callable, Mapping
from textwrap import wrap
from typing import Any

from samsyn.reports.charts import FONT
from samsyn.reports.document import Chart, Row, Table
from samsyn.reports.figure import Figure

_INK, _MUTED, _LINE = "#1d2a33", "#51616c", "#c3ccd2"
_SERIES = ("#1f5673", "#c8602c", "#3f7d5a", "#7d8a93", "#5b2a86")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4])
_WIDTH = 430
_AXIS = {"domain": False, "ticks": False, "labelAngle": 0, "title": None, "grid": False}

Spec = dict[str, Any]


def specification(chart: Chart) -> Spec:
    """The Vega-Lite specification of a study's chart."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "transparent",
        "config": _CONFIG,
        **DRAWN[chart.kind](chart.table),
    }


def value_of(cell: object) -> float | None:
    """The value of a cell that shows a figure."""
    return cell.released.value if isinstance(cell, Figure) else None


def _values(row: Row, names: tuple[str, ...]) -> Spec:
    return dict(zip(names, map(value_of, row.cells), strict=False))


def _forest(table: Table) -> Spec:
    """First three columns: estimate, lower, upper."""
    names = [_broken(row.heading) for row in table.rows]
    rows = [
        {"row": _broken(row.heading), **found, "label": _interval(row)}
        for row in table.rows
        if (found := _values(row, ("estimate", "lower", "upper")))["estimate"] is not None
    ]
    y = {"field": "row", "type": "nominal", "sort": names, "title": None,
         "axis": {**_AXIS, "labelExpr": "split(datum.label, '\\n')", "labelLimit": 300,
                  "labelPadding": 8, "labelLineHeight": 16}}  # fmt: skip
    x = {"type": "quantitative", "axis": None}
    return {
        "data": {"values": rows},
        "width": _WIDTH,
        "height": {"step": 36 + 16 * max(name.count("\n") for name in names)},
        "layer": [
            _nil("x"),
            {"mark": {"type": "rule", "strokeWidth": 2.5, "color": _SERIES[0]},
             "encoding": {"y": y, "x": {**x, "field": "lower"}, "x2": {"field": "upper"}}},
            {"mark": {"type": "point", "filled": True, "size": 110, "color": _SERIES[0],
                      "opacity": 1},
             "encoding": {"y": y, "x": {**x, "field": "estimate"}}},
            *(
                {"mark": {"type": "text", "dy": -13, **look},
                 "encoding": {"y": y, "x": {**x, "field": "estimate"}, "text": {"field": "label"}}}
                for look in ({"color": "#ffffff", "stroke": "#ffffff", "strokeWidth": 5},
                             {"color": _INK})
            ),
        ],
    }  # fmt: skip


def _broken(heading: str) -> str:
    """A heading in lines short enough to stand beside its estimate."""
    return "\n".join(wrap(heading, 32, break_long_words=False))


def _interval(row: Row) -> str:
    estimate, lower, upper = (cell.printed for cell in row.cells[:3] if isinstance(cell, Figure))
    return f"{estimate} ({lower} till {upper})"


def _nil(channel: str) -> Spec:
    """The line of no difference."""
    return {
        "data": {"values": [{"nil": 0}]},
        "mark": {"type": "rule", "color": _MUTED, "strokeDash": [4, 3]},
        "encoding": {channel: {"field": "nil", "type": "quantitative", "axis": None}},
    }


def _band(table: Table) -> Spec:
    """Columns: estimate, lower, upper, lower and upper of the whole path; rows: months."""
    names = ("estimate", "lower", "upper", "lower_all", "upper_all")
    months = [row.heading for row in table.rows]
    rows = [
        {"month": row.heading, **found, "label": _printed(row.cells[0])}
        for row in table.rows
        if (found := _values(row, names))["estimate"] is not None
    ]
    x = {"field": "month", "type": "ordinal", "scale": {"domain": months},
         "axis": {**_AXIS, "title": "Månad sedan lottningen"}}  # fmt: skip
    y = {"type": "quantitative", "axis": None}

    def area(low: str, high: str, opacity: float) -> Spec:
        encoding = {"x": x, "y": {**y, "field": low}, "y2": {"field": high}}
        return {"mark": {"type": "area", "color": _SERIES[0], "opacity": opacity},
                "encoding": encoding}  # fmt: skip

    return {
        "data": {"values": rows},
        "width": _WIDTH + 90,
        "height": 250,
        "layer": [
            area("lower_all", "upper_all", 0.14),
            area("lower", "upper", 0.26),
            _nil("y"),
            {"mark": {"type": "line", "color": _SERIES[0], "strokeWidth": 2.5,
                      "point": {"filled": True, "size": 45, "color": _SERIES[0]}},
             "encoding": {"x": x, "y": {**y, "field": "estimate"}}},
            {"mark": {"type": "text", "dy": -12, "fontSize": 11, "color": _INK},
             "encoding": {"x": x, "y": {**y, "field": "estimate"}, "text": {"field": "label"}}},
        ],
    }  # fmt: skip


def _printed(cell: object) -> str:
    return cell.printed if isinstance(cell, Figure) else ""


def _paths(table: Table) -> Spec:
    """A line a column over the rows; only the last figure of each is printed in the picture."""
    places = [row.heading for row in table.rows]
    series = [column.heading for column in table.columns]
    rows = [
        {"place": row.heading, "series": name, "value": value_of(cell),
         "label": _printed(cell) if _last(table, column) == place else ""}
        for place, row in enumerate(table.rows)
        for column, (name, cell) in enumerate(zip(series, row.cells, strict=True))
        if value_of(cell) is not None
    ]  # fmt: skip
    scale = {"domain": series, "range": list(_SERIES[: len(series)])}
    dash = {"domain": series, "range": list(_DASHES[: len(series)])}
    legend = {"columns": 3 if sum(map(len, series)) < 62 else 1}
    name = {"field": "series", "sort": series, "title": None}
    shape = {**name, "legend": legend, "scale": {"domain": series}}
    x = {"field": "place", "type": "ordinal", "scale": {"domain": places},
         "axis": {**_AXIS, "title": table.stub or None, "labelOverlap": True}}  # fmt: skip
    y = {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}}
    return {
        "data": {"values": rows},
        "width": _WIDTH + 60,
        "height": 250,
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5, "point": {"filled": True, "size": 50}},
             "encoding": {
                 "color": {**name, "scale": scale, "legend": legend},
                 "strokeDash": {**name, "scale": dash, "legend": legend},
                 "shape": shape}},
            {"mark": {"type": "text", "align": "left", "dx": 9, "color": _INK},
             "encoding": {"text": {"field": "label"}, "detail": {"field": "series"}}},
        ],
    }  # fmt: skip


def _last(table: Table, column: int) -> int:
    """The last row whose figure in the column is shown."""
    shown = [
        place for place, row in enumerate(table.rows) if value_of(row.cells[column]) is not None
    ]
    return shown[-1] if shown else -1


def _plane(table: Table) -> Spec:
    """Row 1 cost, row 2 effect (estimate, lower, upper); rows 3–6 the shares of the quadrants."""
    cost, effect = (_values(row, ("estimate", "lower", "upper")) for row in table.rows[:2])
    if None in (*cost.values(), *effect.values()):
        return {"data": {"values": []}, "mark": "point", "width": 10, "height": 10}
    wide, high = (1.15 * max(map(abs, part.values())) or 1.0 for part in (effect, cost))
    place: dict[str, Any] = {
        "x": {"field": "x", "type": "quantitative", "axis": None},
        "y": {"field": "y", "type": "quantitative", "axis": None},
    }
    for name, reach in (("x", wide), ("y", high)):
        place[name]["scale"] = {"domain": [-reach, reach]}
    x, y = effect["estimate"], cost["estimate"]
    axes = [_line(-wide, wide, 0, 0), _line(0, 0, -high, high)]
    cross = [
        _line(effect["lower"], effect["upper"], y, y),
        _line(x, x, cost["lower"], cost["upper"]),
    ]
    text = _quadrants(table.rows[2:6], wide, high)
    return {
        "width": _WIDTH + 120,
        "height": 320,
        "layer": [
            _lines(axes, place, _LINE, 1.5),
            _lines(cross, place, _SERIES[0], 2.5),
            {"data": {"values": [{"x": x, "y": y}]}, "encoding": place,
             "mark": {"type": "point", "filled": True, "size": 120, "color": _SERIES[1],
                      "opacity": 1}},
            *(_words([each for each in text if each["side"] == side], place, side)
              for side in ("left", "right")),
        ],
    }  # fmt: skip


def _line(x: float, x2: float, y: float, y2: float) -> Spec:
    return {"x": x, "x2": x2, "y": y, "y2": y2}


def _lines(values: list[Spec], place: Spec, colour: str, width: float) -> Spec:
    mark = {"type": "rule", "color": colour, "strokeWidth": width}
    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return {"data": {"values": values}, "mark": mark, "encoding": {**place, **ends}}


def _quadrants(rows: tuple[Row, ...], wide: float, high: float) -> list[Spec]:
    """The corners' words: cheaper and better is to the right and below."""
    corners = ((1, -1), (-1, 1), (1, 1), (-1, -1))
    return [
        {
            "x": wide * 0.96 * along,
            "y": high * 0.92 * up,
            "side": "right" if along > 0 else "left",
            "label": f"{row.heading}: {_printed(row.cells[0])} procent",
        }
        for (along, up), row in zip(corners, rows, strict=False)
    ]


def _words(values: list[Spec], place: Spec, side: str) -> Spec:
    mark = {"type": "text", "align": side, "color": _INK}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {**place, "text": {"field": "label"}},
    }


_CONFIG: Spec = {
    "font": FONT,
    "text": {"font": FONT, "fontSize": 13},
    "axis": {
        "labelFontSize": 13,
        "labelColor": _INK,
        "titleColor": _MUTED,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    },
    "legend": {"orient": "top", "labelFontSize": 13, "labelLimit": 0, "labelColor": _INK},
    "view": {"stroke": None},
}

DRAWN: Mapping[str, Callable[[Table], Spec]] = {
    "forest": _forest,
    "band": _band,
    "paths": _paths,
    "plane": _plane,
}
