"""Say which pseudonyms of a snapshot are a study's people, so that their outcomes can be taken."""

from collections.abc import Sequence

from django.db import transaction

from samsyn.register import audit
from samsyn.register.clock import now
from samsyn.register.identity import pseudonyms
from samsyn.register.keys import load_keys


@transaction.atomic
def link_study(*, by: str, study: str, snapshot: str, persons: Sequence[str]) -> dict[str, str]:
    """The pseudonym of each of ``persons`` in the register's snapshots.

    Logged for each person: what a pseudonym stands for is the one thing that leads back to people.
    """
    found = pseudonyms(persons, of="person_id", key=load_keys().snapshot)
    told = {"snapshot": snapshot}
    audit.append(
        [
            audit.Event("study_follow", table="status_spell", key=study, subject=each, payload=told)
            for each in persons
        ],
        by=by,
        at=now(),
    )
    return dict(zip(persons, found, strict=True))
