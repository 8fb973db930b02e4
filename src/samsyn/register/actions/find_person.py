"""Find someone by personal identity number, at one's own authority; every search is logged."""

from typing import Any

from django.db import transaction

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.identity import lookups
from samsyn.register.identity_number import IdentityNumber
from samsyn.register.keys import load_keys
from samsyn.register.models import Person


@transaction.atomic
def find_person(*, by: Acting, number: IdentityNumber) -> Person | None:
    """The person with ``number`` at the actor's own controller; nobody where it is the actor.

    Whoever is found is known only to take part somewhere at the same authority: where is not
    said. A search that finds nobody is logged too.
    """
    found = person_of(by, number)
    event = audit.Event("search", table="person", subject=found.person_id if found else "")
    audit.tell([event], by=by)
    return found


def person_of(by: Acting, number: IdentityNumber) -> Person | None:
    """Who has the number at the actor's own controller, without a word in the log."""
    key = load_keys().of_controller(by.organisation)
    if key is None:
        return None
    lookup = lookups([number.digits], key=key)[0]
    if (by.organisation, str(lookup)) in by.own_lookups:
        return None
    return Person.objects.filter(controller_id=by.organisation, identity_lookup=lookup).first()


def person_row(
    by: Acting, person_id: str, number: IdentityNumber, name: str, *, known: Person | None
) -> dict[str, Any]:
    """The row that enters someone at the actor's own controller, or leaves them as they are.

    Sex and birth are the number's own.
    """
    row: dict[str, Any] = {
        "person_id": person_id,
        "controller": by.organisation,
        "personal_identity_number": number.digits,
        "sex": number.sex,
        "birth_year": number.birth_date.year,
        "birth_date": number.birth_date,
    }
    if known is None or (name and known.name is None):  # a name that is there stays
        row["name"] = name
    return row


def is_own_number(by: Acting, number: IdentityNumber) -> bool:
    """Whether the number is the actor's own: nobody registers themselves."""
    key = load_keys().of_controller(by.organisation)
    return (
        key is not None
        and (
            by.organisation,
            str(lookups([number.digits], key=key)[0]),
        )
        in by.own_lookups
    )
