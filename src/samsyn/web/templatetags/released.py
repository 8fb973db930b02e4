"""Released numbers on a page: printed, or said not to be shown; and a line of them drawn."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samsyn.disclosure import Released
from samsyn.vocabulary.printed import printed

register = template.Library()

WIDTH, HEIGHT, MARGIN = 640, 220, 40
COLOURS = ("#1b4d6b", "#8a5a00")
DASHES = ("none", "6 4")
UNSEEN = '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>'


@register.simple_tag
def released(row: Released | None) -> str | SafeString:
    """The number as people write it, or why there is none."""
    if row is None or row.status == "not_available":
        return format_html(UNSEEN, ".", _("Går inte att ange"))
    if row.value is None:
        return format_html(UNSEEN, "..", _("Uppgiften visas inte"))
    return printed(row.value, row.unit, row.statistic)


@register.simple_tag
def lines(
    about: Released, drawn: Sequence[tuple[str, Sequence[Released | None]]], years: Sequence[str]
) -> SafeString:
    """Lines by year, from 0; what is not shown leaves a gap. The table beside says the same."""
    values = [row.value for _label, rows in drawn for row in rows if row and row.value is not None]
    if not values:
        return SafeString("")
    top = max(float(value) for value in values) * 1.1 or 1.0
    step = (WIDTH - 2 * MARGIN) / max(len(years) - 1, 1)
    marks = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>',
        ((round(MARGIN + at * step), HEIGHT - 10, year) for at, year in enumerate(years)),
    )
    parts = [_line(label, rows, step, top, place) for place, (label, rows) in enumerate(drawn)]
    said = _("%(what)s, %(first)s–%(last)s: %(who)s. Samma tal står i tabellen.") % {
        "what": about.card.title,
        "first": years[0],
        "last": years[-1],
        "who": ", ".join(label for label, _rows in drawn),
    }
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#6b7c88"/>{}{}</svg>',
        WIDTH, HEIGHT, said, MARGIN, HEIGHT - 30, WIDTH - MARGIN, HEIGHT - 30,
        marks, SafeString("".join(parts)),
    )  # fmt: skip


def _line(
    label: str, rows: Sequence[Released | None], step: float, top: float, place: int
) -> SafeString:
    colour, dash = COLOURS[place % 2], DASHES[place % 2]
    points = [
        (MARGIN + at * step, HEIGHT - 30 - float(row.value) / top * (HEIGHT - 60))
        for at, row in enumerate(rows)
        if row is not None and row.value is not None
    ]
    if not points:
        return SafeString("")
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="4" fill="{}"/>',
        ((f"{x:.0f}", f"{y:.0f}", colour) for x, y in points),
    )
    x, y = points[-1]
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>{}'
        '<text x="{}" y="{}" font-size="14" fill="{}" text-anchor="end">{}</text>',
        path, colour, dash, dots, f"{x:.0f}", f"{y - 10:.0f}", colour, label,
    )  # fmt: skip


UNITS = {
    "persons": "Personer",
    "registrations": "Registreringar",
    "participations": "Deltaganden",
    "percent": "Procent",
    "SEK": "Kronor",
    "days": "Dagar",
    "cases": "Ärenden",
    "meetings": "Möten",
}


@register.filter
def unit(name: str) -> str:
    """The unit in Swedish."""
    return UNITS.get(name, name)


@register.filter
def plain(
    cells: Sequence[tuple[str, Sequence[Released | None]]],
) -> list[tuple[str, Sequence[Released | None]]]:
    """Of a block's lines those of all people: here, and the nation."""
    return [cells[0], cells[3]]
