"""Log what a caseworker does in a study, and do it, though the study is no part of the register."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.db import transaction

from samsyn.register import audit
from samsyn.register.access import Acting

T = TypeVar("T")


@transaction.atomic
def act_in_study(
    *, by: Acting, study: str, person_id: str, action: str, act: Callable[[], T],
    payload: Mapping[str, object] | None = None,
) -> T:  # fmt: skip
    """Do ``act`` with its entry in the log; where it raises, neither is done.

    The entry is written first: what is done in a study cannot be taken back, so nothing may be
    done that is not logged. What the draw gave stands in the study's log alone.
    """
    event = audit.Event(
        action, table="study_person", key=study, subject=person_id, payload=payload or {}
    )
    audit.tell([event], by=by)
    return act()
