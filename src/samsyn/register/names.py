"""Names and numbers of people in clear, for the page of someone who may see them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samsyn.register.identity import unseal
from samsyn.register.keys import load_keys
from samsyn.register.models import Person


@dataclass(frozen=True)
class Shown:
    """Who someone is, as a registrar's list says it. Does not show itself."""

    name: str = field(repr=False)
    number: str = field(repr=False)


def shown(persons: Iterable[Person]) -> dict[str, Shown]:
    """The name and the number (ÅÅÅÅMMDD-NNNN) of each person by id; "" for what is not kept."""
    keys = load_keys()
    found = {}
    for person in persons:
        values: list[str | None] = [None, None]
        if person.key_id:
            key = keys.by_id(person.key_id, of=f"personuppgiftsansvarig {person.controller_id}")
            for at, name in enumerate(("name", "personal_identity_number")):
                sealed = [getattr(person, name)]
                values[at] = unseal(sealed, rows=[person.person_id], field=name, key=key)[0]
        number = values[1] or ""
        written = f"{number[:8]}-{number[8:]}" if number else ""
        found[person.person_id] = Shown(values[0] or "", written)
    return found


@dataclass(frozen=True)
class Known:
    """One person as a list calls them: by name, or where none is kept by year of birth."""

    person_id: str
    called: str = field(repr=False)
    number: str = field(repr=False)


def known(ids: Collection[str]) -> dict[str, Known]:
    """The persons of ``ids`` by id; the caller has made sure that they may be seen, and logged."""
    persons = list(Person.objects.filter(person_id__in=ids))
    names = shown(persons)
    return {
        each.person_id: Known(
            each.person_id,
            names[each.person_id].name or _("Person född %(year)s") % {"year": each.birth_year},
            names[each.person_id].number,
        )
        for each in persons
    }
