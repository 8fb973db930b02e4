"""Log that personal data were read, searched or shown in a list."""

from collections.abc import Iterable

from django.db import transaction

from samsyn.register import audit
from samsyn.register.access import Acting


@transaction.atomic
def note_reading(
    *, by: Acting, persons: Iterable[str], action: str = "read", table: str = "person",
    key: str = "", reason: str = "",
) -> None:  # fmt: skip
    """One entry a person: who read, in which role, what (``table``, ``key``), whose and why.

    ``persons`` are the ids of those shown; a search that found nobody, or anybody not to be
    shown, is logged with none. Call it before what was read is shown.
    """
    subjects = list(dict.fromkeys(persons)) or [""]
    events = [
        audit.Event(action, reason=reason, table=table, key=key, subject=subject)
        for subject in subjects
    ]
    audit.tell(events, by=by)
