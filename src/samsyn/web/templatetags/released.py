"""A released number in a table, the withheld case said aloud."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samsyn.disclosure.released import WITHHELD_STATUS, Released

register = template.Library()


@register.simple_tag
def released(row: Released | None) -> SafeString | str:
    """The number as it stands in print; ``..`` with the words for a screen reader."""
    if row is None:
        return ""
    if row.status == WITHHELD_STATUS:
        return format_html(
            '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>',
            row.printed,
            _("Uppgiften visas inte"),
        )
    return row.printed
