"""Retention of keys: a new one each year, and the old destroyed, so that copies say less.

What is past its day is gone from the register, but not from old copies of the database. Once
the key is destroyed, names and numbers cannot be decrypted there either. What numbers are found
by stays, since nobody's own number is kept to be hashed anew: with the key file at hand a guessed
number can still be tried against an old copy.
"""

from datetime import date

from samsyn.register import audit
from samsyn.register.clock import now
from samsyn.register.keys import destroy_keys, load_keys, renew_key
from samsyn.register.models import AuditEntry, CorrectionRequest, Draft, Person
from samsyn.register.retention import kept_years, months_later


def spent_keys(controller: str, on: date) -> list[str]:
    """The ids of the controller's keys that are old enough and that nothing held needs.

    The key that is written with now is never among them.
    """
    keys, first_kept = load_keys(), months_later(on, -12 * kept_years(controller))
    latest = keys.of_controller(controller)
    return [
        pair.key_id
        for pair in keys.pairs
        if pair.controller == controller
        and pair != latest
        and pair.made_on
        and pair.made_on < first_kept
        and not _is_needed(pair.key_id)
    ]


def retain_keys(*, controller: str, by: str, on: date, role: str = "") -> int:
    """Destroy what is spent, begin on a new key where the year is new; how many were destroyed.

    The log says so first: a key is never gone without a word.
    """
    spent = spent_keys(controller, on)
    if spent:
        events = [audit.Event("destroy_key", key=each) for each in spent]
        audit.append(events, by=by, role=role, controller=controller, at=now())
        destroy_keys(spent)
    renew_key(controller, on=on)
    return len(spent)


def _is_needed(key_id: str) -> bool:
    holding = (Person, Draft, CorrectionRequest)
    return (
        any(model.objects.filter(key_id=key_id).exists() for model in holding)
        or AuditEntry.objects.filter(payload__contains=key_id).exists()
    )
