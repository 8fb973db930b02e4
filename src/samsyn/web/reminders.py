"""Reminders by e-mail: how many things are due, and where to sign in; nothing about a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.mail import send_mail

from samsyn.register.access import actor_of
from samsyn.register.clock import today
from samsyn.register.models import User
from samsyn.register.roles import PERSONAL
from samsyn.web.awaiting import all_awaiting
from samsyn.web.start.views import TELLERS


@dataclass(frozen=True)
class Letter:
    """To whom, and how many things are due."""

    to: str
    count: int


def due_letters() -> list[Letter]:
    """A letter for each registrar and caseworker for whom something is due."""
    found = []
    for user in User.objects.filter(is_active=True, is_system=False).order_by("pk").iterator():
        roles = [each for each in actor_of(user, on=today()).roles if each.role in PERSONAL]
        count = sum(
            each.count for acting in roles for each in all_awaiting(acting, today(), TELLERS)
        )
        if count:
            found.append(Letter(user.email, count))
    return found


def send(letters: Iterable[Letter], *, address: str) -> None:
    """Send them."""
    for letter in letters:
        send_mail(
            "Något väntar på dig i Samsyn",
            f"Du har {letter.count} saker att göra i Samsyn. Logga in och se vad: {address}/\n",
            None,
            [letter.to],
        )
