"""The link by which a new user chooses a password: sent by e-mail, and for the demo's eyes."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.models import User


class NotInvited(SamsynError):
    """An account that nobody signs in with."""


def invitation_path(user: User) -> str:
    """The path of the page where ``user`` chooses a password."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uidb36, _separator, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token})


def invite(user: User, request: HttpRequest) -> None:
    """Send the link to the user's address; the page says so where the letter cannot be sent.

    Raises ``NotInvited`` for a system's account.
    """
    if user.is_system:
        raise NotInvited(
            _("Kontot är ett systems och loggar inte in. Gör en nyckel till API:et åt det.")
        )
    link = request.build_absolute_uri(invitation_path(user))
    try:
        send_mail(
            _("Du har fått ett konto i Samsyn"),
            _("Välj ett lösenord här: %(link)s\n\nSedan ställer du in tvåstegsinloggning.")
            % {"link": link},
            None,
            [user.email],
        )
    except OSError:  # the mail server is away, or refuses
        messages.warning(
            request,
            _(
                "Brevet kunde inte skickas. Be %(name)s att hämta en ny länk lite senare, på "
                "%(address)s"
            )
            % {
                "name": user.name,
                "address": request.build_absolute_uri(reverse("account_reset_password")),
            },
        )
