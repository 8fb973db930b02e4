"""Drafts: how long they are kept, and whom they are about."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import QuerySet

from samsyn.register.clock import now
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


def old_drafts() -> QuerySet[Draft]:
    """The drafts that are a week old."""
    return Draft.objects.filter(saved_at__lt=now() - KEPT)
