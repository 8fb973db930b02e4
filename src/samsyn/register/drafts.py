"""Drafts: how long they are kept, and whom they are about."""

from collections.abc import Callable, Collection
from datetime import timedelta

from django.db.models import QuerySet

from samsyn.register.clock import now
from samsyn.register.identity import Unopenable, unseal
from samsyn.register.keys import ControllerKey, load_keys
from samsyn.register.models import Draft

KEPT = timedelta(days=7)
ENTRY = "in/"
"""What a draft of an entry begins with; the intervention follows."""


def drafts_about(ids: Collection[str]) -> QuerySet[Draft]:
    """The drafts whose form is about one of ``ids`` (of persons, participations, cases).

    A form names what it is about as a whole part of its address: ``D1/ut``.
    """
    wanted = frozenset(ids)
    forms = Draft.objects.exclude(form__startswith=ENTRY).values_list("pk", "form")
    return Draft.objects.filter(pk__in=[pk for pk, form in forms if wanted & {*form.split("/")}])


def drafts_with(is_in: Callable[[str], bool], *, controller: str) -> QuerySet[Draft]:
    """The drafts, sealed with a key of ``controller``, of whose content ``is_in`` says yes."""
    keys = {pair.key_id: pair for pair in load_keys().pairs if pair.controller == controller}
    sealed = Draft.objects.filter(key_id__in=keys)
    return Draft.objects.filter(
        pk__in=[each.pk for each in sealed if is_in(_content(each, keys[each.key_id]))]
    )


def _content(draft: Draft, key: ControllerKey) -> str:
    """What was written, as JSON; "" for a draft that nobody can open."""
    try:
        row = f"{draft.user_id}/{draft.form}"
        return unseal([draft.sealed], rows=[row], field="draft", key=key)[0] or ""
    except Unopenable:
        return ""


def old_drafts() -> QuerySet[Draft]:
    """The drafts that are a week old."""
    return Draft.objects.filter(saved_at__lt=now() - KEPT)
