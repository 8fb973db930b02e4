"""Drafts: what is written and not yet sent, sealed with the authority's own key."""

import json
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from samsyn.register.access import Acting
from samsyn.register.clock import now
from samsyn.register.drafts import KEPT
from samsyn.register.identity import Unopenable, seal, unseal
from samsyn.register.keys import keys_for
from samsyn.register.models import Draft
from samsyn.register.roles import Permission
from samsyn.web.gate import Request, allow

LONGEST = 20_000


@require_POST
@allow(Permission.REGISTER_PEOPLE, Permission.WORK_CASES)
def keep(request: Request, form: str) -> HttpResponse:
    """Save the form's fields; what is too long to be a registration is not kept."""
    content = {name: request.POST.getlist(name) for name in request.POST if name != "password"}
    content.pop("csrfmiddlewaretoken", None)
    text = json.dumps(content, ensure_ascii=False)
    if len(text) > LONGEST or len(form) > 200 or "\x00" in form:
        return HttpResponse(status=413)
    acting = request.acting
    key = keys_for([acting.organisation]).of_controller(acting.organisation)
    assert key is not None
    sealed = seal([text], rows=[f"{acting.user_id}/{form}"], field="draft", key=key)[0] or ""
    Draft.objects.update_or_create(
        user_id=acting.user_id,
        form=form,
        defaults={"sealed": sealed, "key_id": key.key_id, "saved_at": now()},
    )
    return HttpResponse(status=204)


def restored(acting: Acting, form: str) -> dict[str, Any]:
    """What was written in the form and not sent, as its initial values; {} where nothing was."""
    draft = Draft.objects.filter(user_id=acting.user_id, form=form).first()
    if draft is None or draft.saved_at < now() - KEPT:
        return {}
    key = keys_for([acting.organisation]).by_id(draft.key_id, of="ett utkast")
    try:
        text = unseal([draft.sealed], rows=[f"{acting.user_id}/{form}"], field="draft", key=key)[0]
    except Unopenable:
        return {}
    content: dict[str, list[str]] = json.loads(text or "{}")
    several = {"sources"}
    return {name: values if name in several else values[-1] for name, values in content.items()}


def throw_away(acting: Acting, form: str) -> None:
    """The form was sent: its draft is not needed, nor any that is a week old."""
    sent, old = Q(user_id=acting.user_id, form=form), Q(saved_at__lt=now() - KEPT)
    Draft.objects.filter(sent | old).delete()
