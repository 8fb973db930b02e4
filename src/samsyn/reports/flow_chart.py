"""A flow of people as boxes: how many came to each step, and beside it why the others stopped.

Drawn from its table. First column: everyone; the rest: a column an arm. A row with a figure for
everyone is a box in the middle, one with figures by arm a row of boxes, and an indented row belongs
to the box above it.
"""

from dataclasses import dataclass, field
from html import escape
from textwrap import wrap

from samsyn.reports.charts import FONT
from samsyn.reports.document import Row, Table
from samsyn.reports.figure import Figure

_WIDTH, _LINE, _PAD, _GAP = 640, 17, 9, 26
_INK, _BOX, _SIDE, _EDGE = "#1d2a33", "#eaf1f5", "#ffffff", "#51616c"


@dataclass
class _Box:
    """A box with its lines of text; ``left`` and ``width`` in points."""

    left: float
    width: float
    lines: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def wrapped(self, lines: list[str]) -> list[str]:
        room = max(12, int((self.width - 2 * _PAD) / 7.4))
        return [part for line in lines for part in wrap(line, room)]


def flow(table: Table) -> str:
    """The diagram of a flow table as SVG."""
    levels = _levels(table)
    out, top, before = [], 12.0, list[tuple[float, float]]()
    for boxes in levels:
        height = max(_height(box) for box in boxes)
        out += [_arrow(start, box, top) for box in boxes for start in _from(before, box)]
        for box in boxes:
            out += _drawn(box, top)
        before = [(box.left + box.width / 2, top + _own(box)) for box in boxes]
        top += height + _GAP
    return _svg(out, top - _GAP + 12)


def _levels(table: Table) -> list[list[_Box]]:
    """The boxes from the top down, reasons in or beside them."""
    arms = len(table.columns) - 1
    levels: list[list[_Box]] = []
    for row in table.rows:
        by_arm = any(isinstance(cell, Figure) for cell in row.cells[1:])
        if not row.indent:
            levels.append(_boxes(row, table, arms if by_arm else 0))
            continue
        for box, cell in zip(levels[-1], row.cells[1:] if by_arm else row.cells, strict=False):
            if isinstance(cell, Figure) and cell.printed != "–":
                box.beside.append(f"{row.heading}: {cell.printed}")
    return levels


def _boxes(row: Row, table: Table, arms: int) -> list[_Box]:
    if not arms:
        (cell,) = row.cells[:1]
        return [_Box(20, 270, [f"{row.heading}: {_printed(cell)}"])]
    width = (_WIDTH - 10 * (arms + 1)) / arms
    return [
        _Box(10 + place * (width + 10), width, [column.heading, f"{row.heading}: {_printed(cell)}"])
        for place, (column, cell) in enumerate(zip(table.columns[1:], row.cells[1:], strict=True))
    ]


def _printed(cell: object) -> str:
    return cell.printed if isinstance(cell, Figure) else ""


def _single(box: _Box) -> bool:
    """A box of everyone has its reasons beside it; an arm's box has them inside."""
    return box.width == 270


def _inside(box: _Box) -> list[str]:
    return box.wrapped(box.lines if _single(box) else [*box.lines, *box.beside])


def _own(box: _Box) -> float:
    return len(_inside(box)) * _LINE + 2 * _PAD


def _height(box: _Box) -> float:
    beside = len(_Box(0, 300).wrapped(box.beside)) * _LINE + 2 * _PAD if _single(box) else 0
    return max(_own(box), beside if box.beside else 0)


def _drawn(box: _Box, top: float) -> list[str]:
    out = _rectangle(box.left, top, box.width, _inside(box), _BOX)
    if _single(box) and box.beside:
        lines = _Box(0, 300).wrapped(box.beside)
        middle = top + _own(box) / 2
        out.append(_path(f"M{box.left + box.width:.0f} {middle:.0f}H320"))
        out += _rectangle(330, top, 300, lines, _SIDE)
    return out


def _rectangle(left: float, top: float, width: float, lines: list[str], fill: str) -> list[str]:
    height = len(lines) * _LINE + 2 * _PAD
    box = (
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" rx="3" '
        f'fill="{fill}" stroke="{_EDGE}"/>'
    )
    text = [
        f'<text x="{left + _PAD:.0f}" y="{top + _PAD + 12.5 + place * _LINE:.1f}" '
        f'fill="{_INK}" font-size="13" font-family="{escape(FONT)}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]
    return [box, *text]


def _from(before: list[tuple[float, float]], box: _Box) -> list[tuple[float, float]]:
    """Where arrows to a box start: the one box above, or the one straight above it."""
    if len(before) < 2:
        return before
    middle = box.left + box.width / 2
    return [start for start in before if abs(start[0] - middle) < 1]


def _arrow(start: tuple[float, float], box: _Box, top: float) -> str:
    across, down = start
    middle = box.left + box.width / 2
    turn = top - _GAP / 2
    way = f"M{across:.0f} {down:.0f}V{turn:.0f}H{middle:.0f}V{top - 2:.0f}"
    return _path(way)


def _path(way: str) -> str:
    return f'<path d="{way}" fill="none" stroke="{_EDGE}" marker-end="url(#spets)"/>'


def _svg(parts: list[str], height: float) -> str:
    tip = (
        '<defs><marker id="spets" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{_EDGE}"/></marker></defs>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {_WIDTH} {height:.0f}">{tip}{"".join(parts)}</svg>'
    )
