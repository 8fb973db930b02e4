"""Find someone by personal identity number, at one's own authority; every search is logged."""

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
