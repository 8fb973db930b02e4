"""Make users, and what is kept of them: an account is never of one's own making."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.end_access import end_access
from samsyn.register.identity import lookups
from samsyn.register.identity_number import IdentityNumber
from samsyn.register.keys import keys_for
from samsyn.register.models import Organisation, User

NATIONAL_PARTIES = ("social_insurance_agency", "public_employment_service")


class AlreadyThere(SamsynError):
    """An address that has an account."""


@transaction.atomic
def make_user(
    *, by: Acting, email: str, name: str, organisation: str = "", employed_by: str = "",
    is_system: bool = False,
) -> User:  # fmt: skip
    """A user without a password: the link to choose one goes out by e-mail. ``AlreadyThere``."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email,
                name=name,
                organisation_id=organisation or None,
                employed_by_id=employed_by or None,
                is_system=is_system,
            )
    except IntegrityError:
        raise AlreadyThere(
            _("Adressen har redan ett konto. Välj personen i listan, eller skriv en annan adress.")
        ) from None
    _log(by, "make_user", user)
    return user


@transaction.atomic
def set_own_number(*, by: Acting, user: User, number: IdentityNumber) -> None:
    """Keep the keyed hashes of a user's own number, so that nobody opens their own record.

    One for the user's own authority and each that answers for people in cases. The number itself
    is not kept.
    """
    controllers = _controllers_met(user)
    keys = keys_for(controllers)
    pairs = {each: keys.of_controller(each) for each in sorted(controllers)}
    user.own_lookups = {
        controller: lookups([number.digits], key=key)[0]
        for controller, key in pairs.items()
        if key is not None
    }
    user.save(update_fields=["own_lookups"])
    _log(by, "set_own_number", user)


def has_own_number(user: User) -> bool:
    """Whether the user's own number is known to every controller whose people they may meet."""
    return _controllers_met(user) <= set(user.own_lookups)


def _controllers_met(user: User) -> set[str]:
    parties = Organisation.objects.filter(party__in=NATIONAL_PARTIES)
    return {*parties.values_list("pk", flat=True), *filter(None, [user.organisation_id])}


@transaction.atomic
def close_account(*, by: Acting, user: User, closed: bool) -> None:
    """Close an account, which ends its sessions and tokens, or open it again."""
    if user.pk == by.user_id:
        raise AlreadyThere(_("Ingen stänger sitt eget konto. Be en kollega."))
    user.is_active = not closed
    user.save(update_fields=["is_active"])
    if closed:
        end_access([user.pk])
    _log(by, "close_account" if closed else "open_account", user)


@transaction.atomic
def reset_second_factor(*, by: Acting, user: User) -> None:
    """Take a lost second factor away: at the next sign-in a new one is set up."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=user).delete()
    end_access([user.pk])
    _log(by, "reset_second_factor", user)


def _log(by: Acting, action: str, user: User) -> None:
    audit.tell([audit.Event(action, table="user_account", key=str(user.pk))], by=by)
