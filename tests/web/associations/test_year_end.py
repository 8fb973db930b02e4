"""The year-end checklist says what is left, is signed when nothing is, and unsigned by a change."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import Acting, actor_of
from samsyn.register.actions.sign_year import sign_year
from samsyn.register.clock import now, today
from samsyn.register.models import (
    Association,
    AssociationCost,
    AssociationFunds,
    AuditEntry,
    HeadCount,
    Intervention,
    InterventionCost,
    InterventionStaff,
    Participation,
    QualityMeasure,
    RuleHit,
    StructuralActivity,
    User,
    YearSigned,
)
from samsyn.register.policies import NotNow
from samsyn.register.roles import Role
from samsyn.register.year_end import checklist
from samsyn.web.associations.views import awaiting

YEAR = 2020
PAGE = f"/forbund/A1/arsslut/{YEAR}/"


@pytest.fixture
def user(make_user: MakeUser) -> User:
    """The administrator of A1."""
    return make_user(Role.ASSOCIATION_ADMINISTRATOR)


@pytest.fixture
def acting(user: User) -> Acting:
    """The administrator, acting."""
    return actor_of(user, on=today()).roles[0]


@pytest.fixture
def client(user: User, sign_in: SignIn) -> Client:
    """Signed in as the administrator."""
    return sign_in(user)


@pytest.fixture
def complete(user: User) -> Association:
    """A1 with everything of the year in."""
    AssociationFunds.objects.create(association_id="A1", year=YEAR, source="state", amount_sek=100)
    AssociationCost.objects.create(
        association_id="A1", year=YEAR, kind="personnel", budget_sek=10, outturn_sek=9
    )
    InterventionCost.objects.create(
        intervention_id="I1", year=YEAR, kind="intervention", outturn_sek=50
    )
    count_quality(date(YEAR + 1, 1, 1))
    return Association.objects.get(pk="A1")


def count_quality(on: date) -> None:
    """As if the quality had been counted on a day, with nothing to remark on."""
    QualityMeasure.objects.update_or_create(
        association_id="A1", what="hits", defaults={"taken_on": on, "known": 0, "of": 0}
    )


def without_tokens(page: bytes) -> bytes:
    """A page as it is but for what is new in every answer."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)


def left(association: Association, year: int = YEAR) -> list[str]:
    """What the checklist says is not done."""
    return [each.what for each in checklist(association, year) if not each.done]


def intervention(code: str, **fields: object) -> Intervention:
    """One more in A1, with its outturn in."""
    given = {
        "name": code, "orientation": "individual", "follow_up": "persons",
        "first_day": date(2019, 1, 1), **fields,
    }  # fmt: skip
    made = Intervention.objects.create(intervention_code=code, association_id="A1", **given)
    InterventionCost.objects.create(
        intervention=made, year=YEAR, kind="intervention", outturn_sek=1
    )
    return made


def test_nothing_is_left_when_everything_is_in(complete: Association) -> None:
    """The ground that the others stand on."""
    assert left(complete) == []


def take_funds() -> None:
    AssociationFunds.objects.all().delete()


def take_cost() -> None:
    AssociationCost.objects.update(outturn_sek=None)


def take_outturn() -> None:
    InterventionCost.objects.update(outturn_sek=None)


def add_counted() -> None:
    intervention("V1", follow_up="counts")


def add_structural() -> None:
    intervention("S1", follow_up="counts", orientation="structural")


def leave_open() -> None:
    Participation.objects.filter(pk="D1").update(exited_on=None, exit_reason=None)


def add_hit() -> None:
    RuleHit.objects.create(
        association_id="A1", rule="R13", table="association_funds", row_key="x", row_hash="x",
        problem="p", what_to_do="w", first_seen=today(),
    )  # fmt: skip


def never_count() -> None:
    QualityMeasure.objects.all().delete()


def count_too_early() -> None:
    count_quality(date(YEAR, 12, 31))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (never_count, "regler"),
        (count_too_early, "regler"),
        (take_funds, "Medel"),
        (take_cost, "egna kostnader"),
        (take_outturn, "Varje insats har utfall"),
        (add_counted, "Volyminsatser"),
        (add_structural, "Strukturövergripande"),
        (leave_open, "öppna"),
        (add_hit, "regler"),
    ],
)
def test_each_thing_that_is_missing_is_said_alone(
    complete: Association, spoil: Callable[[], None], said: str
) -> None:
    """What is left is that one thing, whatever else is done."""
    spoil()
    (what,) = left(complete)
    assert said in what


def test_what_was_not_going_on_that_year_is_not_asked_for(complete: Association) -> None:
    """One that ended before, and one that begins after, need no outturn."""
    for code, first, last in (
        ("E1", date(2018, 1, 1), date(2019, 12, 31)),
        ("E2", date(2021, 1, 1), None),
    ):
        intervention(code, first_day=first, last_day=last)
        InterventionCost.objects.filter(intervention=code).delete()
    assert left(complete) == []
    intervention("E3", first_day=date(2018, 1, 1), last_day=date(2020, 1, 1))
    InterventionCost.objects.filter(intervention="E3").delete()
    assert left(complete) == ["Varje insats har utfall"]


def test_no_number_of_people_is_on_the_page(complete: Association, client: Client) -> None:
    """One open participation and two say the same: yes or no."""
    leave_open()
    one = without_tokens(client.get(PAGE).content)
    Participation.objects.filter(pk="D2").update(exited_on=None, exit_reason=None)
    assert without_tokens(client.get(PAGE).content) == one


def test_a_year_is_signed_when_nothing_is_left(
    complete: Association, client: Client, user: User
) -> None:
    """By whom and when is kept and shown, and in the log."""
    assert "Intygat av" not in client.get(PAGE).content.decode()
    assert client.post(PAGE).status_code == 302
    signed = YearSigned.objects.get(association=complete, year=YEAR)
    assert signed.signed_by == user
    assert abs((now() - signed.signed_at).total_seconds()) < 60
    assert f"Intygat av {user.name}" in client.get(PAGE).content.decode()
    assert AuditEntry.objects.filter(action="sign_year", key=f"A1 {YEAR}").count() == 1


def test_a_year_with_something_left_is_not_signed(
    complete: Association, client: Client, acting: Acting
) -> None:
    """Neither by the page nor by the action."""
    take_outturn()
    client.post(PAGE)
    assert not YearSigned.objects.exists()
    with pytest.raises(NotNow, match="utfall"):
        sign_year(by=acting, association=complete, year=YEAR)


def change_funds() -> None:
    AssociationFunds.objects.update(amount_sek=101)


def change_planned() -> None:
    InterventionCost.objects.update(planned_participants=7)


def add_staff() -> None:
    InterventionStaff.objects.create(
        intervention_id="I1", year=YEAR, organisation_id="FK", full_time_equivalents=1
    )


def swap_heads() -> None:
    """As many people, but of another sex."""
    HeadCount.objects.filter(year=YEAR).update(sex="man")


def move_activity() -> None:
    """As many at the activities in all, but another day in the year."""
    StructuralActivity.objects.update(kind="conference")


def end_participation() -> None:
    """Someone who entered another year and is still in, exits this year."""
    Participation.objects.filter(pk="D1").update(exited_on=date(YEAR, 5, 1), exit_reason="work")


def say_wrong() -> None:
    """An exit in the year becomes a wrong registration."""
    Participation.objects.filter(pk="D2").update(exit_reason="registered_in_error")


@pytest.mark.parametrize(
    "change",
    [
        change_funds, change_planned, add_staff, swap_heads, move_activity, end_participation,
        say_wrong,
    ],
)  # fmt: skip
def test_a_change_after_takes_the_signature_away(
    complete: Association, client: Client, change: Callable[[], None]
) -> None:
    """Whatever of the year's data changes, the page says so and asks for a new word."""
    structural = intervention("S1", follow_up="counts", orientation="structural")
    StructuralActivity.objects.create(
        activity_code="S1-1", intervention=structural, held_on=date(YEAR, 3, 1), persons=9
    )
    HeadCount.objects.create(
        intervention_id="I1", year=YEAR, kind="anonymous", sex="woman", persons=3
    )
    Participation.objects.filter(pk="D2").update(exited_on=date(YEAR, 2, 1))
    client.post(PAGE)
    assert "Intygat av" in client.get(PAGE).content.decode()
    change()
    page = client.get(PAGE).content.decode()
    assert "har ändrats efter att de intygades" in page
    assert "Intygat av" not in page


def test_another_years_change_leaves_the_signature(complete: Association, client: Client) -> None:
    """A year is signed for itself."""
    client.post(PAGE)
    AssociationFunds.objects.create(
        association_id="A1", year=YEAR + 1, source="state", amount_sek=100
    )
    assert "Intygat av" in client.get(PAGE).content.decode()


def test_what_is_left_awaits_the_administrator(complete: Association, acting: Acting) -> None:
    """As many as the points that are left; one when only the signature is; none when signed."""
    on = date(YEAR + 1, 1, 15)
    take_funds()
    take_cost()
    (waiting,) = awaiting(acting, on)
    assert (waiting.count, waiting.url) == (2, PAGE)
    AssociationFunds.objects.create(association_id="A1", year=YEAR, source="state", amount_sek=100)
    AssociationCost.objects.update(outturn_sek=9)
    (waiting,) = awaiting(acting, on)
    assert waiting.count == 1
    sign_year(by=acting, association=complete, year=YEAR)
    (waiting,) = awaiting(acting, on)
    assert waiting.count == 0


@pytest.mark.parametrize(
    ("spoil", "said"), [(never_count, "inte räknade än"), (count_too_early, "sedan årets slut")]
)
def test_what_has_not_been_counted_is_not_said_to_be_answered(
    complete: Association, client: Client, spoil: Callable[[], None], said: str
) -> None:
    """No hits are known of before anyone has looked; the page says so, and what happens."""
    assert "Träffar på regler är besvarade</strong>: klart" in client.get(PAGE).content.decode()
    spoil()
    page = client.get(PAGE).content.decode()
    assert "Träffar på regler är besvarade</strong>: kvar" in page
    assert said in page
    assert "titta igen i morgon" in page


def test_a_year_that_goes_on_is_counted_as_far_as_it_has_come(complete: Association) -> None:
    """It is enough that the quality was counted at all."""
    year = today().year
    assert "Träffar på regler är besvarade" not in left(complete, year)
    never_count()
    assert "Träffar på regler är besvarade" in left(complete, year)
