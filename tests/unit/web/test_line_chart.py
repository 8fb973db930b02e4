"""The picture of lines by year says no more and no less than its table."""

import re

from samsyn.web.line_chart import LABEL_HEIGHT, line_chart, scale

YEARS = ["2012", "2013", "2014", "2015", "2016"]


def lines_of(svg: str) -> list[list[str]]:
    return [points.split() for points in re.findall(r'<polyline points="([^"]+)"', svg)]


def test_a_year_that_is_not_shown_is_a_gap() -> None:
    """No line crosses a year without a value, and a value between two gaps is a dot alone."""
    svg = line_chart("Sagt", [("Förbundet", [10, 20, None, 30, None])], YEARS)
    assert [len(points) for points in lines_of(svg)] == [2]
    assert svg.count("<circle") == 3
    whole = line_chart("Sagt", [("Förbundet", [10, 20, 25, 30, 20])], YEARS)
    assert [len(points) for points in lines_of(whole)] == [5]


def test_heights_follow_the_scale() -> None:
    """Half of the scale's top stands half way between its lines."""
    svg = line_chart("Sagt", [("Förbundet", [0, 20, 40])], YEARS[:3])
    heights = [float(point.split(",")[1]) for point in lines_of(svg)[0]]
    assert heights[0] > heights[1] > heights[2]
    assert abs((heights[0] + heights[2]) / 2 - heights[1]) < 0.2
    grid = [float(y) for y in re.findall(r'<line x1="\S+" y1="(\S+)"', svg)]
    assert (grid[0], grid[-1]) == (heights[0], heights[2])
    assert re.findall(r">(\d+) %<", svg) == ["0", "10", "20", "30", "40"]


def test_the_scale_holds_every_value() -> None:
    """Round, from 0, never lower than what it is to show, and never more than six lines."""
    for highest in (0, 0.3, 1, 4.9, 5.1, 26, 49.9, 50, 73, 100):
        ticks = scale(highest)
        assert ticks[0] == 0
        assert ticks[-1] >= highest
        assert len(ticks) <= 6


def test_names_do_not_cover_each_other() -> None:
    """Two lines that end at the same height have their names one under the other."""
    same = [30.0, 30.0]
    svg = line_chart("Sagt", [("Förbundet", same), ("Hela landet", same)], YEARS[:2])
    heights = [int(y) for y in re.findall(r'y="(\d+)" font-size="14"', svg)]
    assert abs(heights[0] - heights[1]) >= LABEL_HEIGHT
    assert "Förbundet" in svg
    assert "Hela landet" in svg


def test_nothing_shown_is_no_picture() -> None:
    """Where every value is withheld there is nothing to draw."""
    assert line_chart("Sagt", [("Förbundet", [None, None])], YEARS[:2]) == ""


def test_names_are_text_and_never_markup() -> None:
    """An association's name cannot put anything into the page."""
    svg = line_chart('"><script>', [("<b>", [1.0, 2.0])], YEARS[:2])
    assert "<script>" not in svg
    assert "<b>" not in svg
