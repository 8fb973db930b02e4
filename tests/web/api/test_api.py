"""The API: what a case system can do with its token, once, and nothing else."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.unit.register.small_register import BO, identity_number
from tests.web.conftest import MakeUser

from samsyn.register.access import actor_of
from samsyn.register.actions.keep_user import close_account
from samsyn.register.actions.make_token import NotASystem, end_token, make_token
from samsyn.register.clock import now, today
from samsyn.register.models import (
    ApiToken,
    AuditEntry,
    HeadCount,
    IdempotencyKey,
    Participation,
    Person,
)
from samsyn.register.roles import Permission, Role
from samsyn.web.api import keys

CILLA = identity_number("19900515", "984")
YESTERDAY = str(today() - timedelta(days=1))
Call = Callable[..., Any]

MEASURED = {
    "measured_on": YESTERDAY,
    "education": "upper_secondary",
    "works": False,
    "studies": False,
    "incomes": [{"source": "sickness_benefit", "percent": 100}],
}
ENTRY = {
    "intervention_code": "I1",
    "personal_identity_number": CILLA,
    "consented_on": YESTERDAY,
    "entered_on": YESTERDAY,
    "measured": MEASURED,
}


@pytest.fixture
def administrator(make_user: MakeUser):
    """Someone who makes tokens."""
    user = make_user(Role.SYSTEM_ADMINISTRATOR)
    return actor_of(user, on=today()).acting(Permission.KEEP_USERS)


@pytest.fixture
def token(make_user: MakeUser, administrator) -> str:
    """The token of FK's own system, which registers in I1."""
    system = make_user(Role.REGISTRAR, is_system=True)
    return make_token(by=administrator, user=system, last_day=today() + timedelta(days=30))


@pytest.fixture
def call(token: str) -> Call:
    """Calls the API with the token and, for what changes something, a key of its own."""
    numbers = iter(range(1000))

    def calls(method: str, path: str, content: object = None, *, key: str = "", **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {more.get('token', token)}"}
        if method != "get":
            headers["Idempotency-Key"] = key or f"k{next(numbers)}"
        return getattr(Client(), method)(
            f"/api/v1{path}",
            data=json.dumps(content) if content is not None else None,
            content_type="application/json",
            headers=headers,
        )

    return calls


def test_a_case_system_registers_in_out_and_follows_up(call: Call) -> None:
    """The same rules, the same log; who acted is the system."""
    answer = call("post", "/participations", ENTRY)
    assert answer.status_code == 201, answer.content
    key = answer.json()["participation_id"]
    leaving = {"exited_on": YESTERDAY, "exit_reason": "work", "measured": MEASURED}
    assert call("post", f"/participations/{key}/exit", leaving).status_code == 200
    seen = call("get", f"/participations/{key}").json()
    assert (seen["exit_reason"], seen["points"]) == ("work", ["entry", "exit"])
    later = {**MEASURED, "measured_on": str(today())}
    assert call("post", f"/participations/{key}/measurements/month_6", later).status_code == 200
    told = AuditEntry.objects.filter(key=key).values_list("by", "action").order_by("sequence")
    held = ApiToken.objects.get()
    assert {by for by, _ in told} == {f"system:{held.user_id}:{held.pk}"}
    assert [action for _, action in told] == ["register_in", "register_out", "read", "follow_up"]


def test_the_same_call_again_gets_the_same_answer_and_changes_nothing(call: Call) -> None:
    """A key is used once; with other content it is refused; without a key nothing is done."""
    first = call("post", "/participations", ENTRY, key="abc")
    again = call("post", "/participations", ENTRY, key="abc")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Participation.objects.filter(person__birth_year=1990).count() == 1
    other = call("post", "/participations", {**ENTRY, "name": "Cilla"}, key="abc")
    assert other.status_code == 409
    assert call("post", "/participations", ENTRY, key=" ").status_code == 400


def test_a_refused_call_says_why_and_leaves_nothing(call: Call) -> None:
    """The rule, the field and what to do; never the number; the key can be used again."""
    wrong = {**ENTRY, "entered_on": "2001-01-01"}
    answer = call("post", "/participations", wrong, key="abc")
    assert answer.status_code == 422
    assert "R05" in {each["rule"] for each in answer.json()["problems"]}
    assert CILLA not in answer.content.decode()
    bad = call("post", "/participations", {**ENTRY, "personal_identity_number": CILLA[:-1]})
    assert (bad.status_code, CILLA[:-1] in bad.content.decode()) == (422, False)
    assert not Person.objects.filter(birth_year=1990).exists()
    assert call("post", "/participations", ENTRY, key="abc").status_code == 201


def test_what_is_anothers_is_answered_as_what_is_not_there(call: Call) -> None:
    """D2 is K1's, I2 is nobody's, D9 does not exist: the same answer, word for word."""
    leaving = {"exited_on": str(today()), "exit_reason": "work", "measured": MEASURED}
    answers = {
        call("get", "/participations/D2").content,
        call("get", "/participations/D9").content,
        call("post", "/participations/D2/exit", leaving).content,
        call("post", "/participations", {**ENTRY, "intervention_code": "I2"}).content,
        call("put", "/interventions/I2/heads/2026", {"woman": 1, "man": 1}).content,
    }
    assert len(answers) == 1
    assert call("get", "/participations/D1").status_code == 200
    assert call("post", "/participations", {**ENTRY, "personal_identity_number": BO})


def test_heads_are_set_for_the_year(call: Call) -> None:
    """Anonymous heads by sex, for an intervention that counts persons."""
    assert call("put", "/interventions/I1/heads/2026", {"woman": 3, "man": 2}).status_code == 200
    rows = HeadCount.objects.filter(year=2026, half=0).values_list("sex", "persons")
    assert dict(rows) == {"woman": 3, "man": 2}


def test_a_token_opens_only_while_it_lasts(call: Call, administrator, make_user: MakeUser) -> None:
    """Unknown, ended, of a closed account, of a person: 401, and never more than a year."""
    assert call("get", "/interventions", token="samsyn_nothing").status_code == 401
    assert Client().get("/api/v1/interventions").status_code == 401
    assert call("get", "/interventions").status_code == 200
    held = ApiToken.objects.get()
    with pytest.raises(NotASystem):
        make_token(by=administrator, user=make_user(Role.REGISTRAR), last_day=today())
    with pytest.raises(NotASystem):
        make_token(by=administrator, user=held.user, last_day=today() + timedelta(days=400))
    close_account(by=administrator, user=held.user, closed=True)
    assert call("get", "/interventions").status_code == 401
    close_account(by=administrator, user=held.user, closed=False)
    assert call("get", "/interventions").status_code == 401
    end_token(by=administrator, token=held)


def test_the_token_itself_is_nowhere(token: str) -> None:
    """Only its hash is kept."""
    held = ApiToken.objects.get()
    assert token not in (held.token_hash, held.shown)
    assert all(token not in f"{each.key}{each.payload}" for each in AuditEntry.objects.all())


def test_a_null_character_is_said_and_not_stored(call: Call) -> None:
    """PostgreSQL could not hold it: refused alike on either database, with the field."""
    content = {**ENTRY, "name": "Cilla\x00Påhittad"}
    answer = call("post", "/participations", content)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"].endswith("name")
    assert not Person.objects.filter(birth_year=1990).exists()


def test_of_two_calls_at_once_with_one_key_both_get_the_answer(call: Call) -> None:
    """The second begins before the first is done, and finds it done when its own is refused."""
    key = call("post", "/participations", ENTRY).json()["participation_id"]
    leaving = {"exited_on": str(today()), "exit_reason": "work", "measured": MEASURED}
    address, first = f"/participations/{key}/exit", list[Any]()
    begin = keys.transaction.atomic

    def after_the_first(*given: Any) -> Any:
        patch.undo()
        first.append(call("post", address, leaving, key="same"))
        return begin(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys.transaction, "atomic", after_the_first)
        second = call("post", address, leaving, key="same")
    assert (first[0].status_code, second.status_code) == (200, 200)
    assert first[0].json() == second.json()
    assert call("post", address, leaving).status_code == 422


def test_a_consent_is_not_withdrawn_by_an_exit(call: Call) -> None:
    """The reason belongs to the withdrawal, which has its own address and keeps the day."""
    key = call("post", "/participations", ENTRY).json()["participation_id"]
    leaving = {
        "exited_on": str(today()), "exit_reason": "consent_withdrawn", "measured": MEASURED,
    }  # fmt: skip
    assert call("post", f"/participations/{key}/exit", leaving).status_code == 422
    assert Participation.objects.get(pk=key).exited_on is None


def test_an_answer_is_kept_a_week(call: Call) -> None:
    """The next call takes those that are older with it, and no other."""
    call("post", "/participations", ENTRY, key="old")
    IdempotencyKey.objects.update(answered_at=now() - timedelta(days=8))
    another = {**ENTRY, "personal_identity_number": identity_number("19900516", "986")}
    call("post", "/participations", another, key="new")
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]
    call("put", "/interventions/I1/heads/2026", {"woman": 1, "man": 0}, key="newest")
    assert set(IdempotencyKey.objects.values_list("key", flat=True)) == {"new", "newest"}
