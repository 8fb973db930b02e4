"""Keys live as long as their controller says, and never while anything needs them."""

from datetime import date

import pytest
from tests.unit.register.conftest import Import
from tests.unit.register.small_register import ANNA, changed

from samsyn.register import audit
from samsyn.register.actions.retain import pseudonymise_due
from samsyn.register.actions.retain_keys import retain_keys, spent_keys
from samsyn.register.clock import today
from samsyn.register.identity import lookups
from samsyn.register.keys import KeyLost, load_keys, renew_key
from samsyn.register.models import AuditEntry, ControllerTerms, Person
from samsyn.register.names import shown


def years_on(years: int) -> date:
    return date(today().year + years, 6, 1)


def ids(controller: str = "FK") -> list[str]:
    return [pair.key_id for pair in load_keys().pairs if pair.controller == controller]


def test_a_controller_begins_on_a_new_key_once_a_year(take_in: Import) -> None:
    """What numbers are found by stays, and what was written before can still be read."""
    take_in()
    before = load_keys().of_controller("FK")
    assert before is not None
    assert not renew_key("FK", on=today())
    assert renew_key("FK", on=years_on(1))
    assert not renew_key("FK", on=years_on(1))
    after = load_keys().of_controller("FK")
    assert after is not None
    assert after.encrypting != before.encrypting
    assert lookups([ANNA], key=after) == lookups([ANNA], key=before)
    anna = Person.objects.get(pk="P1")
    assert anna.key_id == before.key_id
    assert shown([anna])["P1"].name == "Anna Påhittad"
    take_in(changed("person", "P1", name="Anna Nyhittad"))
    anna.refresh_from_db()
    assert anna.key_id == after.key_id
    assert shown([anna])["P1"].name == "Anna Nyhittad"
    assert Person.objects.filter(controller_id="FK").count() == 1


def test_a_key_is_destroyed_when_it_is_old_and_nothing_needs_it(take_in: Import) -> None:
    """First the person must be past the day, then the key's own years; the log says which."""
    take_in()
    first = ids()[0]
    retain_keys(controller="FK", by="os:test", on=years_on(1))
    assert ids()[0] == first
    assert len(ids()) == 2
    assert spent_keys("FK", years_on(30)) == []  # Anna is still written with it
    pseudonymise_due(controller="FK", by="os:test", on=years_on(1))
    assert spent_keys("FK", years_on(9)) == []
    assert spent_keys("FK", years_on(11)) == [first]
    ControllerTerms.objects.create(organisation_id="FK", key_destroyed_after_years=2)
    assert spent_keys("FK", years_on(3)) == [first]
    others = ids("K1")
    assert retain_keys(controller="FK", by="os:test", on=years_on(3)) == 1
    assert first not in ids()
    assert ids("K1") == others
    told = AuditEntry.objects.get(action="destroy_key")
    assert (told.key, told.controller, told.by) == (first, "FK", "os:test")
    with pytest.raises(KeyLost):
        load_keys().by_id(first)
    assert audit.first_broken_entry() is None


def test_what_the_log_still_keeps_is_reason_enough(take_in: Import) -> None:
    """A name that was replaced lies in the log under the key it was written with."""
    take_in()
    first = ids()[0]
    renew_key("FK", on=years_on(1))
    take_in(changed("person", "P1", name="Anna Nyhittad"))
    assert not Person.objects.filter(key_id=first).exists()
    assert spent_keys("FK", years_on(30)) == []


def test_the_key_that_is_written_with_stays(take_in: Import) -> None:
    """However old it is: who registers tomorrow needs it."""
    take_in()
    pseudonymise_due(controller="FK", by="os:test", on=years_on(1))
    assert spent_keys("FK", years_on(50)) == []
