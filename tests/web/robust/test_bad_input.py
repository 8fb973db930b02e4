"""Bad input: no page and no route of the API breaks, and text comes back as it went in."""

import html
import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from tests.web.access.expected import ROLES
from tests.web.access.test_matrix import own_routes
from tests.web.access.things import fill, things
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.actions.make_token import make_token
from samsyn.register.clock import today
from samsyn.register.models import ComplementaryQuestion, Intervention
from samsyn.register.roles import Permission, Role

STRINGS = [
    line for line in
    (Path(__file__).parent / "naughty_strings.txt").read_text(encoding="utf-8").split("\n") if line
]  # fmt: skip
LONG = "å" * 20_000
NULL = "före\x00efter"


@pytest.mark.parametrize("letter", ROLES)
def test_no_form_of_a_role_breaks(
    letter: str, make_user: MakeUser, sign_in: SignIn, tmp_path: Path, samsyn_home: Path
) -> None:
    """Every field of every form with naughty strings, very long text and null bytes: no 5xx."""
    from django.urls import reverse

    role = Role(ROLES[letter])
    fill(tmp_path)
    user = make_user(role)
    client = sign_in(user)
    client.raise_request_exception = False
    named = things(user, role, samsyn_home)
    strings = cycle([*STRINGS, LONG, NULL])
    for name, _names, chosen in own_routes(letter, named):
        address = reverse(name, kwargs=chosen)
        for _ in range(3):
            with transaction.atomic():
                page = client.get(address)
                context = getattr(page, "context", None)
                fields = list(_fields(context)) or ["text", "reason", "judgement", "cause"]
                sent = {field: next(strings) for field in fields}
                answers = (page, client.post(address, sent), client.get(address, sent))
                transaction.set_rollback(True)
            assert all(each.status_code < 500 for each in answers), (address, sent)
    for wrong in STRINGS[:8]:
        assert client.get(f"/deltagare/{wrong}/").status_code in (302, 400, 404)


def test_text_comes_back_as_it_went_in(make_user: MakeUser, sign_in: SignIn) -> None:
    """Each naughty string, as a name, a question and a search: the same text, escaped."""
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    administrator = sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR))
    for text in STRINGS:
        answer = client.post(
            "/insatser/I1/uppgifter/",
            {"name": text, "orientation": "individual", "follow_up": "persons",
             "first_day": "2015-01-01"},
        )  # fmt: skip
        assert answer.status_code == 302, (text, answer.content.decode()[-2000:])
        assert Intervention.objects.get(pk="I1").name == text.strip()
        assert html.escape(text.strip()) in client.get("/insatser/I1/").content.decode()
        administrator.post(
            "/forbund/A1/fragor/", {"text_sv": text, "at_entry": "on", "first_day": str(today())}
        )
        asked = ComplementaryQuestion.objects.filter(association="A1").latest("question_code")
        assert ComplementaryQuestion.objects.filter(text_sv=text.strip()).exists(), asked
        assert (
            html.escape(text.strip()) in administrator.get("/forbund/A1/fragor/").content.decode()
        )


def test_the_api_fuzzed_by_its_own_description_never_breaks(make_user: MakeUser) -> None:
    """Schemathesis sends what the description allows and what it does not: no answer is a 5xx."""
    administrator = actor_of(make_user(Role.SYSTEM_ADMINISTRATOR), on=today())
    by = administrator.acting(Permission.KEEP_USERS)
    assert by is not None
    system = make_user(Role.REGISTRAR, is_system=True)
    token = make_token(by=by, user=system, last_day=today() + timedelta(days=9))
    description = schemathesis.openapi.from_dict(
        Client().get("/api/v1/openapi.json").json(),
    )
    tried = 0
    for operation in description.get_all_operations():
        tried += _tried(operation.ok(), token)
    assert tried > 150


def _tried(operation: Any, token: str) -> int:
    """Send generated calls of one operation; how many were sent."""
    sent: list[int] = []

    @given(case=operation.as_strategy())
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def send(case: Any) -> None:
        body = case.body if isinstance(case.body, dict | list | str | int | float) else {}
        address = "/api/v1" + case.path.replace("/api/v1", "")
        for name, value in (case.path_parameters or {}).items():
            address = address.replace(f"{{{name}}}", quote(str(value), safe="") or "x")
        with transaction.atomic():
            answer = getattr(Client(raise_request_exception=False), case.method.lower())(
                address,
                data=None if case.method == "GET" else json.dumps(body, default=str),
                content_type="application/json",
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": f"k{len(sent)}"},
            )
            transaction.set_rollback(True)
        sent.append(answer.status_code)
        assert answer.status_code < 500, (address, body)

    send()
    return len(sent)


def _fields(context: Any) -> Iterator[str]:
    for layer in context or ():
        for value in layer.dicts if hasattr(layer, "dicts") else [layer]:
            for each in value.values() if isinstance(value, dict) else ():
                yield from getattr(each, "fields", {}) if hasattr(each, "is_bound") else ()


@pytest.mark.parametrize(
    ("verb", "address", "sent"),
    [
        ("get", "/deltagare/x%00/", {}),
        ("get", "/kvalitet/", {"regel": NULL}),
        ("post", "/deltagare/sok/", {"number": NULL}),
        ("post", "/deltagare/in/I1/", {"sources": [NULL, "student_aid"]}),
    ],
)
def test_a_null_character_gets_nowhere(
    verb: str, address: str, sent: dict[str, object], make_user: MakeUser, sign_in: SignIn
) -> None:
    """In a path, a question or a form: nobody types one, and PostgreSQL cannot hold it."""
    client = sign_in(make_user(Role.REGISTRAR))
    client.raise_request_exception = False
    assert getattr(client, verb)(address, sent).status_code == 400
