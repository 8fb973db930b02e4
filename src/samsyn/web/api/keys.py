"""Who calls: a system by its token; and answers given once, by idempotency key."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from ninja.security import HttpBearer

from samsyn.errors import SamsynError
from samsyn.register.access import Acting, actor_of
from samsyn.register.actions.make_token import hash_of
from samsyn.register.clock import now, today
from samsyn.register.keys import load_keys
from samsyn.register.models import ApiToken, IdempotencyKey
from samsyn.register.retention import ANSWERS_KEPT
from samsyn.register.roles import Permission
from samsyn.web.api.schemas import Answer

HEADER = "HTTP_IDEMPOTENCY_KEY"
LONGEST_KEY = 200


class Token(HttpBearer):
    """A token that is current, of a system that may register people."""

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        """Who acts, in the log by the token's id too; None (401) for anything else."""
        held = (
            ApiToken.objects.select_related("user")
            .filter(token_hash=hash_of(token), ended_at__isnull=True, last_day__gte=today())
            .first()
        )
        if held is None or not held.user.is_active:
            return None
        acting = actor_of(held.user, on=today()).acting(Permission.REGISTER_PEOPLE)
        return replace(acting, by=f"{acting.by}:{held.pk}") if acting else None


def once(request: HttpRequest, acting: Acting, act: Callable[[], Answer]) -> Answer:
    """Carry ``act`` out, or give the answer that the same key got before.

    The key is kept in the transaction of the act: an act that failed leaves none. The same key
    with another content is refused (409); without a key nothing is done (400). Those that are a
    week old go when a new one is kept.
    """
    key = request.META.get(HEADER, "").strip()
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        return 400, _said("Skicka med rubriken Idempotency-Key: en egen nyckel för varje anrop.")
    content = (request.method or "").encode() + request.path.encode() + request.body
    asked = hmac.digest(load_keys().snapshot, content, hashlib.sha256).hex()
    found = IdempotencyKey.objects.filter(user_id=acting.user_id, key=key).first()
    if found:
        return _again(found, asked)
    try:
        with transaction.atomic():
            status, answer = act()
            if status < 300:
                IdempotencyKey.objects.create(
                    user_id=acting.user_id,
                    key=key,
                    request_hash=asked,
                    status=status,
                    answer=answer,
                )
                IdempotencyKey.objects.filter(answered_at__lt=now() - ANSWERS_KEPT).delete()
    except (IntegrityError, SamsynError):  # of two at once the second may find it done already
        found = IdempotencyKey.objects.filter(user_id=acting.user_id, key=key).first()
        if found is None:
            raise
        return _again(found, asked)
    return status, answer


def _again(found: IdempotencyKey, asked: str) -> Answer:
    if found.request_hash != asked:
        return 409, _said("Nyckeln är redan använd för ett annat anrop. Använd en ny nyckel.")
    return found.status, found.answer


def _said(message: str) -> dict[str, Any]:
    return {"problems": [{"rule": "", "field": "", "message": message, "what_to_do": ""}]}
