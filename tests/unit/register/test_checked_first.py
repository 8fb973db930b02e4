"""Registrations that are checked before the register is held, while others register too."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.unit.register.conftest import Import
from tests.unit.register.small_register import BASE, identity_number, write

from samsyn.register import audit
from samsyn.register.access import Acting, Place
from samsyn.register.actions import register_in as entering
from samsyn.register.actions import register_rows as rows_taken
from samsyn.register.actions.checked_first import TRIES, ChangedMeanwhile
from samsyn.register.actions.keep_facts import keep_facts
from samsyn.register.actions.measuring import Measured
from samsyn.register.actions.register_in import Entered, register_in
from samsyn.register.actions.register_out import withdraw_consent
from samsyn.register.actions.register_rows import Refused
from samsyn.register.clock import today
from samsyn.register.identity_number import IdentityNumber, read_number
from samsyn.register.incoming import Incoming
from samsyn.register.models import (
    AuditEntry,
    HeadCount,
    Intervention,
    InterventionCost,
    Participation,
    Person,
)
from samsyn.register.policies import NotNow
from samsyn.register.roles import PlaceKind, Role

CILLA = identity_number("19900515", "984")
DORIS = identity_number("19910616", "982")
DAY = today() - timedelta(days=2)
NINE = {
    "intervention_code": "I1",
    "year": str(DAY.year),
    "half": "",
    "kind": "anonymous",
    "sex": "woman",
    "persons": "9",
}


def system() -> Acting:
    """An authority's case system, which registers into I1 and follows nobody."""
    place = Place(PlaceKind.INTERVENTION, "I1")
    return Acting(
        by="system:test",
        role=Role.REGISTRAR,
        user_id=0,
        places=frozenset({place}),
        organisation="FK",
        party="social_insurance_agency",
    )


def enter(
    number: str, *, entered_on: date = DAY, instead_of_heads: tuple[int, ...] = ()
) -> Entered:
    return register_in(
        by=system(),
        intervention=Intervention.objects.get(pk="I1"),
        number=read_number(number),
        name="Cilla Påhittad",
        participation={"entered_on": entered_on, "consented_on": DAY},
        measured=Measured({"measured_on": DAY, "works": False, "studies": False}),
        instead_of_heads=instead_of_heads,
        again=True,
    )


@pytest.fixture
def heads(take_in: Import) -> None:
    """The small register, with nine anonymous women of the year."""
    take_in({**BASE, "head_count": [NINE]})


def women() -> int:
    return HeadCount.objects.get(sex="woman").persons


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object], int], list[int]]:
    """Lets ``act`` happen each time a registration has just been checked, so many ``times``."""

    def set_up(act: Callable[[], object], times: int) -> list[int]:
        looked = rows_taken.looked_at
        checks: list[int] = []

        def then_another(*given: object, **more: object) -> Incoming:
            incoming = looked(*given, **more)  # type: ignore[arg-type]
            checks.append(len(checks))
            if len(checks) <= times:
                with monkeypatch.context() as patched:
                    patched.setattr(rows_taken, "looked_at", looked)
                    act()
            return incoming

        monkeypatch.setattr(rows_taken, "looked_at", then_another)
        return checks

    return set_up


def test_a_head_taken_meanwhile_is_not_taken_twice(
    heads: None, meanwhile: Callable[[Callable[[], object], int], list[int]]
) -> None:
    """Another takes a head back between the check and the writing: both come off, and both act."""
    checks = meanwhile(lambda: enter(DORIS, instead_of_heads=(DAY.year,)), 1)
    enter(CILLA, instead_of_heads=(DAY.year,))
    assert len(checks) == 2
    assert women() == 7
    assert Person.objects.filter(birth_year__in=(1990, 1991)).count() == 2
    assert audit.first_broken_entry() is None


def test_the_same_person_entered_meanwhile_is_one_person(
    heads: None, meanwhile: Callable[[Callable[[], object], int], list[int]]
) -> None:
    """The database refuses a number twice at a controller: the act begins again and finds her."""
    meanwhile(lambda: enter(CILLA), 1)
    enter(CILLA)
    assert Person.objects.filter(birth_year=1990).count() == 1
    assert Participation.objects.filter(person__birth_year=1990).count() == 2


def test_a_refusal_is_looked_at_again_where_someone_was_between(
    heads: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not found, then entered by another, then refused as held by another: found after all."""
    sought = entering.person_of
    searches: list[str] = []

    def then_entered(by: Acting, number: IdentityNumber) -> Person | None:
        found = sought(by, number)
        searches.append(by.by)
        if len(searches) == 1:
            enter(CILLA)
        return found

    monkeypatch.setattr(entering, "person_of", then_entered)
    enter(CILLA)
    assert Person.objects.filter(birth_year=1990).count() == 1
    with pytest.raises(Refused, match="har inte varit än"):
        enter(DORIS, entered_on=today() + timedelta(days=3))


def test_other_people_do_not_come_between(
    heads: None, meanwhile: Callable[[Callable[[], object], int], list[int]]
) -> None:
    """Someone else's registration, of another person, is no reason to check again."""
    checks = meanwhile(lambda: enter(DORIS), 1)
    enter(CILLA)
    assert len(checks) == 1


def test_a_withdrawal_meanwhile_is_seen(
    heads: None, meanwhile: Callable[[Callable[[], object], int], list[int]]
) -> None:
    """The second of two withdrawals at once begins again, and says that there is none left."""
    entered = Participation.objects.get(pk=enter(CILLA).participation_id)

    def withdraw(on: date) -> None:
        withdraw_consent(by=system(), participations=[entered], on=on)

    meanwhile(lambda: withdraw(today() - timedelta(days=1)), 1)
    with pytest.raises(NotNow, match="återkallades"):
        withdraw(today())
    entered.refresh_from_db()
    assert entered.consent_withdrawn_on == today() - timedelta(days=1)


def test_money_entered_by_two_at_once_is_all_there(
    heads: None, meanwhile: Callable[[Callable[[], object], int], list[int]]
) -> None:
    """Facts are about nobody, so anyone's may bear on the rules: the second is checked again."""

    def cost(kind: str, amount: int) -> None:
        row = {"intervention_code": "I1", "year": DAY.year, "kind": kind, "outturn_sek": amount}
        keep_facts(by=system(), rows={"intervention_cost": [row]}, action="enter_costs", key="I1")

    checks = meanwhile(lambda: cost("esf", 7), 1)
    cost("intervention", 5)
    assert len(checks) == 2
    found = InterventionCost.objects.filter(year=DAY.year).values_list("kind", "outturn_sek")
    assert sorted(found) == [("esf", 7), ("intervention", 5)]


def test_who_is_always_second_is_told_and_nothing_is_half_done(
    heads: None, meanwhile: Callable[[Callable[[], object], int], list[int]]
) -> None:
    """After the last try nothing of the act is left, and the message says what to do."""
    facts = audit.Event("change_facts", table="intervention", key="I1")
    checks = meanwhile(lambda: audit.tell([facts], by=system()), 99)
    with pytest.raises(ChangedMeanwhile, match="försök igen"):
        enter(CILLA, instead_of_heads=(DAY.year,))
    assert len(checks) == TRIES
    assert not Person.objects.filter(birth_year=1990).exists()
    assert women() == 9
    assert not AuditEntry.objects.filter(action="register_in").exists()


AT_ONCE = 6
PROGRAM = """
import sys, time
from pathlib import Path
from samsyn.register.opening import open_register
open_register()
from tests.unit.register.test_checked_first import CILLA, DAY, enter
ready = Path(sys.argv[1])
(ready / sys.argv[2]).touch()
while not (ready / "go").exists():
    time.sleep(0.001)
enter(CILLA, instead_of_heads=(DAY.year,))
"""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_many_at_once_are_counted_once_each(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Six processes register the same number in the same moment: one person, six
    participations, six heads fewer, and a log without a gap."""
    address = request.getfixturevalue("postgresql") if database == "postgresql" else ""
    root = str(Path(__file__).parents[3])
    environment = {**os.environ, "DATABASE_URL": address, "PYTHONPATH": root}

    def start(program: str, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finished(process: subprocess.Popen[str]) -> str:
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err
        return out

    package = write(tmp_path / "p", {**BASE, "head_count": [NINE]})
    finished(start(FILL, str(package)))
    ready = tmp_path / "ready"
    ready.mkdir()
    started = [start(PROGRAM, str(ready), str(number)) for number in range(AT_ONCE)]
    while len(list(ready.iterdir())) < AT_ONCE and all(e.poll() is None for e in started):
        time.sleep(0.01)
    (ready / "go").touch()
    for each in started:
        finished(each)
    assert json.loads(finished(start(COUNT))) == {
        "persons": 1,
        "participations": AT_ONCE,
        "heads": 9 - AT_ONCE,
        "entered": AT_ONCE,
        "broken": None,
    }


FILL = """
import sys
from samsyn.cli import samsyn
samsyn.main(["import", sys.argv[1]], standalone_mode=False)
"""
COUNT = """
import json
from samsyn.register.opening import open_register
open_register()
from samsyn.register import audit
from samsyn.register.models import AuditEntry, HeadCount, Participation, Person
print(json.dumps({
    "persons": Person.objects.filter(birth_year=1990).count(),
    "participations": Participation.objects.filter(person__birth_year=1990).count(),
    "heads": HeadCount.objects.get(sex="woman").persons,
    "entered": AuditEntry.objects.filter(action="register_in").count(),
    "broken": audit.first_broken_entry(),
}))
"""
