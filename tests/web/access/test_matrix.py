"""Every role at every address, with one's own, another's and nobody's things: more than 10,000."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from tests.web.access.expected import BY_TOKEN, EXPECTED, OPEN, ROLES
from tests.web.access.things import ONESELF, OWN, fill, things
from tests.web.conftest import DEFAULT_PLACES, MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.actions.keep_user import set_own_number
from samsyn.register.clock import today
from samsyn.register.identity_number import read_number
from samsyn.register.roles import PlaceKind, Role

ELSEWHERE = {
    PlaceKind.INTERVENTION: "I9",
    PlaceKind.ASSOCIATION: "A9",
    PlaceKind.OFFICE: "FK-09",
    PlaceKind.CONTROLLER: "K2",
    PlaceKind.NATION: "",
}
LEAST = 10_000 // len(ROLES)


def routes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address by name (with its namespace), and the names that are in it."""

    def walk(patterns: Any, space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield f"{space}{pattern.name}", tuple(pattern.pattern.converters)
            elif str(pattern.pattern) != "konto/":
                inner = f"{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, inner)

    yield from walk(get_resolver().url_patterns, "")


def own_routes(
    letter: str, named: dict[str, list[tuple[object, str]]]
) -> Iterator[tuple[str, tuple[str, ...], dict[str, object]]]:
    """The addresses of a role by name, the names in each, and one's own thing for each name."""
    for name, names in routes():
        if name in OPEN or name in BY_TOKEN or letter not in EXPECTED[name]:
            continue
        yield (
            name,
            names,
            {each: (named.get(f"{name}.{each}") or named[each])[0][0] for each in names},
        )


def test_no_address_is_in_nobodys_table(db: None) -> None:
    """A new address is added to the table of who may reach it, or this fails."""
    found = {name for name, _ in routes()}
    assert found == set(EXPECTED) | OPEN | BY_TOKEN


def test_the_api_answers_nobody_without_a_token(small_register: None) -> None:
    """Each route that holds data says 401, whatever it is about."""
    for name, names in routes():
        if not name.startswith("api:") or name in ("api:openapi-json", "api:api-root"):
            continue
        address = reverse(name, kwargs=dict.fromkeys(names, "1") | (
            {"year": 2026} if "year" in names else {}
        ))  # fmt: skip
        answers = {getattr(Client(), verb)(address).status_code for verb in ("get", "post", "put")}
        assert answers <= {401, 405}, name


@pytest.mark.parametrize("letter", ROLES)
def test_a_role_reaches_its_own_and_nothing_else(
    letter: str, make_user: MakeUser, sign_in: SignIn, tmp_path: Path, samsyn_home: Path
) -> None:
    """Own, another's or ended assignment; own, another's, one's very own and nobody's thing.

    What may not be reached is answered as what does not exist, to the letter.
    """
    role = Role(ROLES[letter])
    fill(tmp_path)
    kind, _place = DEFAULT_PLACES[role]
    users = {
        "own": make_user(role),
        "elsewhere": make_user(role, ELSEWHERE[kind], kind=kind),
        "ended": make_user(role, ended=True),
    }
    administrator = make_user(Role.SYSTEM_ADMINISTRATOR)
    by = actor_of(administrator, on=today()).roles[0]
    for user in users.values():
        set_own_number(by=by, user=user, number=read_number(ONESELF))
    named = things(users["own"], role, samsyn_home)
    count, wrong = 0, []
    for state, user in users.items():
        client = sign_in(user)
        nothing = plain(client.get("/finns-inte/").content)
        for name, names in routes():
            if name in OPEN or name in BY_TOKEN:
                continue
            if name == "download":  # an erasure, asked for above, takes packed exports with it
                (samsyn_home / "exports" / f"{users['own'].pk}.zip").write_bytes(b"PK")
            values = [named.get(f"{name}.{each}") or named[each] for each in names]
            for chosen in product(*values):
                address = reverse(
                    name, kwargs=dict(zip(names, (v for v, _ in chosen), strict=True))
                )
                is_own = all(whose == OWN for _, whose in chosen)
                there = letter in EXPECTED[name] and state != "ended"
                there = there and is_own and (state == "own" or not _tied(names, name))
                for verb in ("get", "post"):
                    count += 1
                    answer = _asked(client, verb, address)
                    if answer.status_code == 405 and letter in EXPECTED[name]:
                        continue  # said of the address, whatever thing it names
                    found = answer.status_code != 404
                    if found != there or answer.status_code >= 500:
                        wrong.append((state, verb, address, answer.status_code))
                    elif not there and plain(answer.content) != nothing:
                        wrong.append((state, verb, address, "not the same answer"))
    assert wrong == []
    assert count >= LEAST


def _tied(names: tuple[str, ...], name: str) -> bool:
    """Whether the address names a thing that belongs to a place."""
    free = {"folder", "file", "name", "year", "point", "act", "form", "user_id"}
    return bool(set(names) - free) and name != "end_any_assignment"


def _asked(client: Client, verb: str, address: str) -> Any:
    """The answer; whatever it changed is taken back."""
    client.cookies.pop("messages", None)  # what an earlier answer had to say
    with transaction.atomic():
        answer = getattr(client, verb)(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def plain(content: bytes) -> bytes:
    """A page without its tokens, its own address and where in the menu that is."""
    text = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", content)
    text = re.sub(rb'name="next" value="[^"]*"', b"", text)
    return text.replace(b' aria-current="page"', b"")
