"""Whom the log tells of: a name, and which token a system called with."""

from datetime import timedelta

from tests.web.conftest import MakeUser

from samsyn.register.access import actor_of
from samsyn.register.actions.make_token import make_token
from samsyn.register.clock import today
from samsyn.register.models import ApiToken
from samsyn.register.roles import Role
from samsyn.register.who import names_of, written_as


def test_tokens_of_one_system_are_told_apart(make_user: MakeUser) -> None:
    """By the system's name both, by a token's beginning the one; what is no user has no name."""
    administrator = actor_of(make_user(Role.SYSTEM_ADMINISTRATOR), on=today()).roles[0]
    system = make_user(Role.REGISTRAR, is_system=True)
    for _ in range(2):
        make_token(by=administrator, user=system, last_day=today() + timedelta(days=9))
    first, second = ApiToken.objects.order_by("pk")
    one, other = (f"system:{system.pk}:{each.pk}" for each in (first, second))
    assert names_of([one, f"system:{system.pk}", "os:anna", "system:test", "user:0"]) == {
        one: f"{system.name}, nyckel {first.shown}…",
        f"system:{system.pk}": system.name,
    }
    assert names_of([one], with_token=False) == {one: system.name}
    for text in (system.name, f"system:{system.pk}"):
        assert written_as(text) == {one, other, f"system:{system.pk}"}
    for text in (first.shown, f"{first.shown}…", one):
        assert written_as(text) == {one}
    assert written_as("samsyn_") == written_as("  ") == frozenset()
