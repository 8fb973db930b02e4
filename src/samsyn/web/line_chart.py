"""Lines by year as a picture: a scale from 0, a gap where nothing is shown, names at the ends."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Line = tuple[str, Sequence[float | None]]
Point = tuple[float, float]

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, ABOVE, BELOW = 52, 118, 16, 34
LABEL_HEIGHT = 18
STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
MOST_STEPS = 5
COLOURS = ("#1b4d6b", "#8a5a00")
DASHES = ("none", "6 4")


def line_chart(said: str, drawn: Sequence[Line], years: Sequence[str]) -> SafeString:
    """An SVG of at most two lines of percentages, ``said`` to who does not see it.

    Each line has a value a year, None where none is shown: the line has a gap there. Empty where
    no line has a value.
    """
    values = [value for _label, each in drawn for value in each if value is not None]
    if not values:
        return SafeString("")
    ticks = scale(max(values))
    across = (WIDTH - LEFT - RIGHT) / max(len(years) - 1, 1)
    laid = [_laid(each, across, ticks[-1]) for _label, each in drawn]
    ends = [next((point for point in reversed(each) if point), None) for each in laid]
    parts = [
        *(_grid(tick, ticks[-1]) for tick in ticks),
        *(_year(year, LEFT + at * across) for at, year in enumerate(years)),
        *(_line(points, place) for place, points in enumerate(laid)),
        *(
            _name(drawn[place][0], point, y, place)
            for (place, point), y in _apart([(p, e) for p, e in enumerate(ends) if e])
        ),
    ]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        said,
        SafeString("".join(parts)),
    )


def scale(highest: float) -> list[int]:
    """Round percentages from 0 to the first at or over ``highest``, at most six.

    >>> scale(37.2)
    [0, 10, 20, 30, 40]
    >>> scale(0)
    [0, 1]
    """
    step = next((each for each in STEPS if each * MOST_STEPS >= highest), STEPS[-1])
    return list(range(0, max(ceil(highest / step), 1) * step + 1, step))


def _laid(values: Sequence[float | None], across: float, top: float) -> list[Point | None]:
    return [
        None if value is None else (LEFT + at * across, _height(value, top))
        for at, value in enumerate(values)
    ]


def _height(value: float, top: float) -> float:
    return HEIGHT - BELOW - value / top * (HEIGHT - ABOVE - BELOW)


def _grid(tick: int, top: int) -> SafeString:
    y = round(_height(tick, top), 1)
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/>'
        '<text x="{}" y="{}" text-anchor="end" font-size="13">{} %</text>',
        LEFT, y, WIDTH - RIGHT, y, "#d5dce1" if tick else "#6b7c88", LEFT - 8, y + 4, tick,
    )  # fmt: skip


def _year(year: str, x: float) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
        round(x), HEIGHT - 10, year,
    )  # fmt: skip


def _line(points: Sequence[Point | None], place: int) -> SafeString:
    colour, dash = COLOURS[place % 2], DASHES[place % 2]
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="4" fill="{}"/>',
        ((round(x, 1), round(y, 1), colour) for x, y in filter(None, points)),
    )
    paths = format_html_join(
        "",
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>',
        ((" ".join(f"{x:.1f},{y:.1f}" for x, y in run), colour, dash) for run in _runs(points)),
    )
    return SafeString(paths + dots)


def _runs(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """The stretches of a line that are shown, without the gaps between them."""
    for shown, run in groupby(points, key=lambda point: point is not None):
        found = [point for point in run if point]
        if shown and len(found) > 1:
            yield found


def _apart(ends: list[tuple[int, Point]]) -> list[tuple[tuple[int, Point], float]]:
    """Each line's end with the height of its name: never nearer each other than a line of text."""
    placed: list[tuple[tuple[int, Point], float]] = []
    lowest = 0.0
    for end in sorted(ends, key=lambda each: each[1][1]):
        lowest = max(end[1][1], lowest)
        placed.append((end, lowest))
        lowest += LABEL_HEIGHT
    return placed


def _name(label: str, end: Point, y: float, place: int) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-size="14" fill="{}">{}</text>',
        round(end[0] + 10), round(y + 5), COLOURS[place % 2], label,
    )  # fmt: skip
