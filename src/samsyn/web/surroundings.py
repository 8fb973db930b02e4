"""What every page shows around its own: who one is, where one can go, whether data are invented."""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from samsyn.register.access import Acting, Actor
from samsyn.register.code_labels import role_name
from samsyn.register.models import Organisation, RegisterMark
from samsyn.web.demo import is_demo
from samsyn.web.gate import ACTING_AS
from samsyn.web.navigation import entries


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """For the base template."""
    actor: Actor = getattr(request, "actor", Actor(0, ""))
    return {
        "actor": actor,
        "acting_as": _acting_as(request, actor),
        "navigation": entries(actor, request.path) if actor.roles else (),
        "invented": _is_invented(),
        "is_demo": is_demo(),
        "idle_seconds": settings.IDLE_SECONDS if actor.user_id else 0,
    }


def _acting_as(request: HttpRequest, actor: Actor) -> list[tuple[str, str, bool]]:
    """The ways to act, where there are several: key, what it is called, whether it is chosen."""
    if len(actor.roles) < 2:
        return []
    chosen = request.session.get(ACTING_AS, "") or actor.roles[0].key
    names = _organisation_names({each.organisation for each in actor.roles} - {""})
    return [
        (each.key, _called(each, names.get(each.organisation, "")), each.key == chosen)
        for each in actor.roles
    ]


def _called(acting: Acting, organisation: str) -> str:
    return ", ".join(filter(None, (role_name(acting.role), organisation)))


def _organisation_names(codes: set[str]) -> dict[str, str]:
    """The names of organisations: kept for a minute, and asked for where one is not there."""
    cache, key = caches["files"], "organisation-names"
    known: dict[str, str] = cache.get(key) or {}
    if codes - set(known):
        known = dict(Organisation.objects.values_list("pk", "name"))
        cache.set(key, known, 60)
    return known


def _is_invented() -> bool:
    cache, key = caches["files"], "register-is-invented"
    known: bool | None = cache.get(key)
    if known is None:
        known = RegisterMark.objects.filter(invented=True).exists()
        cache.set(key, known, 60)
    return known
