"""Why a study says no, in words for a caseworker, which tell nothing of what is drawn next."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from samsyn.errors import SamsynError, WrongUse
from samsyn.evaluation.assignment import AlreadyAssigned, WaitsForRoom
from samsyn.evaluation.assignment_log import LogBusy
from samsyn.evaluation.study_actions import CannotDraw, CannotScreen, intake_is_over
from samsyn.evaluation.study_folder import SeedMissing
from samsyn.web.studies.folders import Running

T = TypeVar("T")


class StudyRefuses(SamsynError):
    """Something that the study does not allow now."""


def in_words(act: Callable[[], T]) -> T:
    """What ``act`` gives; where the study refuses, ``StudyRefuses`` in Swedish."""
    try:
        return act()
    except SamsynError as error:
        raise StudyRefuses(_worded(error)) from None


def cannot_draw_yet(running: Running, row: dict[str, Any], on: date) -> str:
    """What stands in the way of drawing someone who has consented; "" where nothing does."""
    joins = {each.municipality: each.joins_on for each in running.protocol.sites}
    first = joins.get(row["site"])
    if first is None:
        return _("Kommunen är inte med i studien.")
    if on < first:
        return _("Kommunen är med i studien från och med den %(day)s.") % {"day": first}
    if intake_is_over(running.protocol, on):
        return _("Intaget till studien är över.")
    return ""


def _worded(error: SamsynError) -> str:
    if isinstance(error, WaitsForRoom):
        return _(
            "Det finns ingen ledig plats just nu. Personen väntar: ingenting är lottat, och "
            "turordningen är densamma. Försök igen när en plats är ledig."
        )
    if isinstance(error, AlreadyAssigned):
        return _("Personen är redan lottad. Det görs ingen ny lottning. Ladda om sidan.")
    if isinstance(error, LogBusy):
        return _("Flera lottar samtidigt. Försök igen om en liten stund.")
    if isinstance(error, SeedMissing):
        return _("Lottningen kan inte göras här. Säg till den som ansvarar för studien.")
    if isinstance(error, CannotScreen):
        return _(
            "Steget går inte att ta så. Dagen kan ligga före det förra steget, eller så har någon "
            "annan hunnit före. Ladda om sidan och se var personen är."
        )
    if isinstance(error, CannotDraw):
        return _(
            "Personen kan inte lottas i dag. Intaget kan vara över, eller så saknas en uppgift som "
            "lottningen görs inom. Säg till den som ansvarar för studien."
        )
    if isinstance(error, WrongUse):
        return _("Studien kan inte ta emot det som skrevs. Rätta det och försök igen.")
    return _("Studien kan inte ta emot det nu. Säg till den som ansvarar för studien.")
