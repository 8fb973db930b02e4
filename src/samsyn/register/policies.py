"""What the state of a thing allows, whoever asks: ``check_…`` raises with the reason."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.models import Participation

ERROR = "registered_in_error"


class NotNow(SamsynError):
    """Something that the state of a thing does not allow: why, and what to do instead."""


def check_consent_holds(participation: Participation) -> None:
    """Raise ``NotNow`` where the consent was withdrawn: nothing more is registered then."""
    withdrawn = participation.consent_withdrawn_on
    if withdrawn:
        raise NotNow(
            _(
                "Samtycket återkallades den %(withdrawn)s. Inget mer kan registreras. Fråga "
                "personen om ett nytt samtycke om hen börjar igen."
            )
            % {"withdrawn": date_format(withdrawn, "j F Y")}
        )


def check_counts(participation: Participation) -> None:
    """Raise ``NotNow`` for a participation that was ended as registered in error."""
    if participation.exit_reason == ERROR:
        raise NotNow(
            _(
                "Deltagandet är avslutat som felregistrering och räknas ingenstans. Registrera in "
                "personen på nytt om hen deltar."
            )
        )


def check_is_open(participation: Participation) -> None:
    """Raise ``NotNow`` for a participation that has ended."""
    check_consent_holds(participation)
    check_counts(participation)
    if participation.exited_on:
        raise NotNow(
            _(
                "Deltagandet avslutades den %(exited_on)s. Rätta utregistreringen om något i den "
                "är fel."
            )
            % {"exited_on": date_format(participation.exited_on, "j F Y")}
        )


def check_has_ended(participation: Participation) -> None:
    """Raise ``NotNow`` where there is nothing to follow up yet."""
    check_consent_holds(participation)
    check_counts(participation)
    if not participation.exited_on:
        raise NotNow(
            _("Deltagandet pågår. Registrera ut personen först; uppföljningen kommer därefter.")
        )
