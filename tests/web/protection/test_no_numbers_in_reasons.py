"""What is kept in clear takes nothing like an identity number, and says what to do instead."""

from typing import Any

import pytest
from django import forms
from tests.unit.register.small_register import ANNA
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.clock import today
from samsyn.register.identity_number import has_number
from samsyn.register.models import AuditEntry, Person
from samsyn.register.roles import Role
from samsyn.web.cases import forms as cases
from samsyn.web.meetings import forms as meetings
from samsyn.web.protection.forms import EraseForm, JudgeForm, LookUpForm
from samsyn.web.quality.problems import ProblemForm
from samsyn.web.quality.views import HitForm
from samsyn.web.registrar.forms import ReasonForm

WRITTEN = f"{ANNA[:8]}-{ANNA[8:]}"
OFFICES: dict[str, Any] = {
    "offices": {cases.INSURANCE: (), cases.EMPLOYMENT: ()}, "now": ("", "")
}  # fmt: skip
ASKED: tuple[tuple[type[forms.Form], dict[str, Any], str], ...] = (
    (ReasonForm, {}, "reason"),
    (LookUpForm, {}, "reason"),
    (EraseForm, {}, "reason"),
    (JudgeForm, {}, "reason"),
    (HitForm, {}, "reason"),
    (ProblemForm, {}, "text"),
    (cases.WhyForm, {}, "reason"),
    (cases.MoveForm, OFFICES, "reason"),
    (cases.CorrectForm, {"on": today()}, "reason"),
    (meetings.WhyForm, {}, "why"),
    (meetings.CorrectMeetingForm, {"on": today()}, "why"),
)


@pytest.mark.parametrize(("form", "more", "field"), ASKED)
def test_no_reason_takes_a_number(
    small_register: None, form: type[forms.Form], more: dict[str, Any], field: str
) -> None:
    """Each form that asks why says that names and numbers do not belong, and refuses a number."""
    asked = form({field: f"begäran från Anna, {WRITTEN}, per brev"}, **more)
    asked.is_valid()
    assert "personnummer" in str(asked.errors[field])
    assert "inga namn" in str(asked.fields[field].help_text)
    plain = form({field: "begäran per brev den 2026-03-05, dnr 2026/1234"}, **more)
    plain.is_valid()
    assert field not in plain.errors


@pytest.mark.parametrize(
    "written",
    ["800101-0009", "19800101 0009", "198001010009", "800101+0009", "800101–0009", "800101 - 0009",
     "19800101\N{NO-BREAK SPACE}0009", "(8001010009)"],
)  # fmt: skip
def test_a_number_is_known_however_it_is_written(written: str) -> None:
    """With a hyphen of any kind, with spaces, with and without century; right or wrong."""
    assert has_number(f"enligt {written}.")


@pytest.mark.parametrize(
    "written",
    ["2026-03-05–2026-03-07", "20260305–20260307", "08-123 45 67", "dnr 2026/001234",
     "1 250 000 kr", "9" * 30],
)  # fmt: skip
def test_days_and_other_numbers_are_taken(written: str) -> None:
    """Days, reference numbers, sums and telephone numbers belong in a reason."""
    assert not has_number(written)


def test_a_number_in_a_reason_reaches_no_log(make_user: MakeUser, sign_in: SignIn) -> None:
    """Nothing is done, nothing is logged, and the page says why."""
    officer = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    registrar = sign_in(make_user(Role.REGISTRAR))
    told = {"reason": f"begäran från {WRITTEN}"}
    answers = (
        officer.post("/dataskydd/radera/", {**told, "number": WRITTEN, "sure": "on"}),
        officer.post("/dataskydd/person/", {**told, "number": WRITTEN}),
        registrar.post("/deltagare/D1/fel/", told),
        registrar.post("/deltagare/D1/ratta/entry/", {**told, "education": "secondary"}),
    )
    for answer in answers:
        assert answer.status_code == 422
        assert "ser ut att innehålla ett personnummer" in answer.content.decode()
    assert Person.objects.filter(pk="P1").exists()
    for part in (ANNA, WRITTEN):
        assert not AuditEntry.objects.filter(reason__contains=part).exists()
