"""Released numbers on a page: printed, or said not to be shown; and a line of them drawn."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samsyn.disclosure import Released
from samsyn.register.code_labels import indicator_title
from samsyn.vocabulary.printed import printed
from samsyn.web.line_chart import line_chart

register = template.Library()

UNSEEN = '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>'


@register.simple_tag
def released(row: Released | None) -> str | SafeString:
    """The number as people write it, or why there is none."""
    if row is None or row.status == "not_available":
        return format_html(UNSEEN, ".", _("Går inte att ange"))
    if row.value is None:
        return format_html(UNSEEN, "..", _("Uppgiften visas inte"))
    return printed(row.value, row.unit, row.statistic)


@register.filter
def heading(about: Released) -> str:
    """The title of a number's indicator in the language of the page."""
    return indicator_title(about.card.id, about.card.title)


@register.simple_tag
def lines(
    about: Released, drawn: Sequence[tuple[str, Sequence[Released | None]]], years: Sequence[str]
) -> SafeString:
    """Lines of percentages by year; the table beside says the same."""
    values = [(label, [_shown(row) for row in rows]) for label, rows in drawn]
    said = _("%(what)s, %(first)s–%(last)s: %(who)s. Samma tal står i tabellen.") % {
        "what": heading(about),
        "first": years[0],
        "last": years[-1],
        "who": ", ".join(label for label, _rows in drawn),
    }
    return line_chart(said, values, years)


def _shown(row: Released | None) -> float | None:
    return None if row is None or row.value is None else float(row.value)


UNITS = {
    "persons": gettext_noop("Personer"),
    "registrations": gettext_noop("Registreringar"),
    "participations": gettext_noop("Deltaganden"),
    "percent": gettext_noop("Procent"),
    "SEK": gettext_noop("Kronor"),
    "days": gettext_noop("Dagar"),
    "cases": gettext_noop("Ärenden"),
    "meetings": gettext_noop("Möten"),
}


@register.filter
def unit(name: str) -> str:
    """The unit in words."""
    return _(UNITS.get(name, name))


@register.filter
def plain(
    cells: Sequence[tuple[str, Sequence[Released | None]]],
) -> list[tuple[str, Sequence[Released | None]]]:
    """Of a block's lines those of all people: here, and the nation."""
    return [cells[0], cells[3]]
