"""Find a person by number at one's own authority, or make ready to enter them there."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from samsyn.errors import SamsynError
from samsyn.register.access import Acting
from samsyn.register.models import Person
from samsyn.register.persons import with_lookups

TWELVE = re.compile(r"(\d{8})[-+ ]?(\d{4})")


class OwnRecord(SamsynError):
    """Someone who would register, or look for, themselves."""

    def __init__(self) -> None:
        super().__init__("Du kan inte registrera eller söka dig själv. Be en kollega att göra det.")


class NoSuchNumber(SamsynError):
    """Something that is no personal identity number; the message never repeats it."""

    def __init__(self) -> None:
        super().__init__(
            "Skriv personnumret eller samordningsnumret med tolv siffror: födelseår, månad, dag "
            "och de fyra sista, till exempel ÅÅÅÅMMDD-NNNN."
        )


@dataclass(frozen=True)
class FoundPerson:
    """The person's id, and the row to enter where the authority does not know them (else None)."""

    person_id: str
    row: dict[str, Any] | None = field(default=None, repr=False)


def twelve_digits(text: str) -> str:
    """A number as it is stored; raises ``NoSuchNumber`` for what cannot be one.

    >>> twelve_digits(" 19811228-9874 ")
    '198112289874'
    """
    found = TWELVE.fullmatch(text.strip())
    if found is None:
        raise NoSuchNumber
    return "".join(found.groups())


def find_person(*, by: Acting, number: str) -> str | None:
    """The id of whoever holds ``number`` at the actor's authority; None where nobody does.

    Raises ``OwnRecord`` for the actor's own number. Whether the actor may see the person is
    another question.
    """
    asked = pl.DataFrame({"controller": [by.organisation], "personal_identity_number": [number]})
    lookup = with_lookups(asked)["identity_lookup"][0]
    if lookup is None:
        return None
    if (by.organisation, lookup) in by.own_lookups:
        raise OwnRecord
    found = Person.objects.filter(controller_id=by.organisation, identity_lookup=lookup)
    return found.values_list("person_id", flat=True).first()


def find_or_enter_person(*, by: Acting, number: str, name: str = "") -> FoundPerson:
    """The person with ``number`` at the actor's authority, or the row that enters them.

    Sex and birth are the number's own; a row is to be registered by ``register_rows``, whose
    rules judge the number. The name of someone who is known already is left as it is.
    """
    known = find_person(by=by, number=number)
    if known:
        return FoundPerson(known)
    person_id = f"p-{secrets.token_hex(8)}"
    row = {
        "person_id": person_id,
        "controller": by.organisation,
        "personal_identity_number": number,
        "name": name.strip() or None,
        "sex": "man" if int(number[10]) % 2 else "woman",
        "birth_year": number[:4],
        "birth_date": None,
    }
    return FoundPerson(person_id, row)
