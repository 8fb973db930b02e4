"""Where a number is awaited, anyone can write anything: no page breaks, and none guesses."""

from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from tests.web.access.expected import ROLES
from tests.web.access.test_matrix import own_routes
from tests.web.access.things import fill, things
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.roles import Role

WRONG = ("²", "٣", "-1", "1.5", "1e9", "0x10", "9" * 30, "9" * 5000)
ASKED = ("sida", "fore", "rad", "visa", "regel", "lista", "forbund")
SENT = ("problem", "giver", "receiver", "event", "avsluta", "user", "year", "month")
NUMBERS = {"assignment_id", "user_id", "token_id", "review_id", "request_id", "hit_id", "year"}


@pytest.mark.parametrize("letter", ROLES)
def test_no_page_of_a_role_breaks_on_a_wrong_number(
    letter: str, make_user: MakeUser, sign_in: SignIn, tmp_path: Path, samsyn_home: Path
) -> None:
    """In the address, after its question mark and in what is sent: an answer, and no 5xx."""
    role = Role(ROLES[letter])
    fill(tmp_path)
    user = make_user(role)
    client = sign_in(user)
    client.raise_request_exception = False
    named = things(user, role, samsyn_home)
    for name, names, chosen in own_routes(letter, named):
        address = reverse(name, kwargs=chosen)
        for wrong in WRONG:
            with transaction.atomic():
                answers = [
                    client.get(address, dict.fromkeys(ASKED, wrong)),
                    client.post(address, dict.fromkeys(SENT, wrong)),
                ]
                if NUMBERS & set(names) and wrong.isascii() and wrong.isdecimal():
                    big = chosen | {each: wrong for each in names if each in NUMBERS}
                    answers.append(client.get(reverse(name, kwargs=big)))
                transaction.set_rollback(True)
            assert [a.status_code for a in answers if a.status_code >= 500] == [], (address, wrong)


def test_a_wrong_place_in_the_log_is_as_none(make_user: MakeUser, sign_in: SignIn) -> None:
    """The log then begins at its newest entry."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    for wrong in WRONG:
        answer = client.get("/dataskydd/logg/", {"fore": wrong})
        assert answer.status_code == 200, wrong
