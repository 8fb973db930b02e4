"""Roles are given and ended where one's own assignment reaches, and exclusions hold."""

from datetime import date, timedelta

import pytest
from django.core import mail
from tests.unit.register.small_register import ANNA, identity_number
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import Acting, Place, actor_of
from samsyn.register.actions.appoint import NotAppointed, appoint, end_assignment
from samsyn.register.clock import today
from samsyn.register.models import Assignment, AuditEntry, RoleHolding, User
from samsyn.register.roles import PlaceKind, Role

I1 = Place(PlaceKind.INTERVENTION, "I1")
A1 = Place(PlaceKind.ASSOCIATION, "A1")
PAGE = "/insatser/I1/deltagaransvariga/"
NUMBER = identity_number("19700707", "980")


def acting(user: User) -> Acting:
    return actor_of(user, on=today()).roles[0]


def roles_of(user: User, on: date | None = None) -> list[Role]:
    return [each.role for each in actor_of(user, on=on or today()).roles]


def nobody(email: str = "ny@test.invalid", **fields: object) -> User:
    more = {"organisation_id": "K1", "own_lookups": {"FK": "0", "K1": "0"}, **fields}
    return User.objects.create_user(email, name="Ny Person", **more)


def soon(days: int = 90) -> date:
    return today() + timedelta(days=days)


def test_a_manager_appoints_a_registrar_until_a_day(make_user: MakeUser) -> None:
    """The role holds from today to the last day, no longer, and who gave it is in the log."""
    manager, user = make_user(Role.INTERVENTION_MANAGER), nobody()
    appoint(by=acting(manager), user=user, role=Role.REGISTRAR, place=I1, last_day=soon())
    assert roles_of(user) == roles_of(user, soon()) == [Role.REGISTRAR]
    assert roles_of(user, soon(91)) == []
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert entry is not None
    assert (entry.action, entry.by, entry.role) == (
        "appoint",
        f"user:{manager.pk}",
        "intervention_manager",
    )


@pytest.mark.parametrize(
    ("giver", "role", "place", "may"),
    [
        (Role.INTERVENTION_MANAGER, Role.REGISTRAR, I1, True),
        (Role.INTERVENTION_MANAGER, Role.REGISTRAR, Place(PlaceKind.INTERVENTION, "I9"), False),
        (Role.INTERVENTION_MANAGER, Role.INTERVENTION_MANAGER, A1, False),
        (Role.INTERVENTION_MANAGER, Role.ASSOCIATION_ADMINISTRATOR, A1, False),
        (Role.ASSOCIATION_ADMINISTRATOR, Role.INTERVENTION_MANAGER, A1, True),
        (Role.ASSOCIATION_ADMINISTRATOR, Role.ASSOCIATION_ADMINISTRATOR, A1, True),
        (
            Role.ASSOCIATION_ADMINISTRATOR,
            Role.INTERVENTION_MANAGER,
            Place(PlaceKind.ASSOCIATION, "A9"),
            False,
        ),
        (Role.ASSOCIATION_ADMINISTRATOR, Role.REGISTRAR, I1, False),
        (Role.REGISTRAR, Role.REGISTRAR, I1, False),
        (Role.SYSTEM_ADMINISTRATOR, Role.ASSOCIATION_ADMINISTRATOR, A1, True),
        (Role.SYSTEM_ADMINISTRATOR, Role.REGISTRAR, I1, False),
        (Role.NATIONAL_ANALYST, Role.INTERVENTION_MANAGER, A1, False),
    ],
)
def test_who_may_give_what_is_as_the_domain_says(
    make_user: MakeUser, giver: Role, role: Role, place: Place, may: bool
) -> None:
    """A registrar by a manager, managers and administrators by an administrator, own place only."""
    by, user = acting(make_user(giver)), nobody()
    if may:
        appoint(by=by, user=user, role=role, place=place, last_day=soon())
        assert roles_of(user) == [role]
        return
    with pytest.raises(NotAppointed):
        appoint(by=by, user=user, role=role, place=place, last_day=soon())
    assert not RoleHolding.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    "other",
    [Role.ASSOCIATION_ADMINISTRATOR, Role.INTERVENTION_MANAGER, Role.SYSTEM_ADMINISTRATOR],
)
def test_a_registrar_has_no_role_that_orders_access(make_user: MakeUser, other: Role) -> None:
    """Who gives access or administers is told why they cannot register, and nothing is left."""
    held = make_user(other, organisation="K1")
    manager = acting(make_user(Role.INTERVENTION_MANAGER))
    with pytest.raises(NotAppointed, match="deltagaransvarig"):
        appoint(by=manager, user=held, role=Role.REGISTRAR, place=I1, last_day=soon())
    assert roles_of(held) == [other]


def test_an_associations_employee_is_told_why_they_cannot_register(make_user: MakeUser) -> None:
    """The reason is who employs them, not that an employer is missing."""
    user = nobody(organisation_id=None, employed_by_id="A1")
    manager = acting(make_user(Role.INTERVENTION_MANAGER))
    with pytest.raises(NotAppointed, match="anställd av ett förbund"):
        appoint(by=manager, user=user, role=Role.REGISTRAR, place=I1, last_day=soon())


def test_a_role_lasts_two_years_at_most(make_user: MakeUser) -> None:
    """Two years is taken, longer is not."""
    manager, user = acting(make_user(Role.INTERVENTION_MANAGER)), nobody()
    longest = today() + timedelta(days=730)
    with pytest.raises(NotAppointed, match="två år"):
        appoint(
            by=manager, user=user, role=Role.REGISTRAR, place=I1,
            last_day=longest + timedelta(days=2),
        )  # fmt: skip
    appoint(by=manager, user=user, role=Role.REGISTRAR, place=I1, last_day=longest)
    assert roles_of(user) == [Role.REGISTRAR]


def test_whom_an_assignment_ended_for_can_take_an_excluded_role(make_user: MakeUser) -> None:
    """Ending the last assignment ends the role too, or the advice to end it first would be idle."""
    manager = acting(make_user(Role.INTERVENTION_MANAGER))
    administrator = acting(make_user(Role.ASSOCIATION_ADMINISTRATOR))
    user = make_user(Role.REGISTRAR)
    end_assignment(by=manager, assignment=Assignment.objects.get(holding__user=user))
    assert roles_of(user) == []
    appoint(by=administrator, user=user, role=Role.INTERVENTION_MANAGER, place=A1, last_day=soon())
    assert roles_of(user) == [Role.INTERVENTION_MANAGER]


def test_ending_one_assignment_leaves_the_others(make_user: MakeUser) -> None:
    """A registrar of two interventions who leaves one goes on in the other."""
    user = make_user(Role.REGISTRAR)
    first = Assignment.objects.get(holding__user=user)
    Assignment.objects.create(
        holding=first.holding, place_kind="intervention", place="I7", first_day=first.first_day
    )
    end_assignment(by=acting(make_user(Role.INTERVENTION_MANAGER)), assignment=first)
    (left,) = actor_of(user, on=today()).roles
    assert left.codes(PlaceKind.INTERVENTION) == {"I7"}


def test_a_role_given_and_ended_the_same_day_is_gone(make_user: MakeUser) -> None:
    """A mistake is taken back at once, and both acts are in the log."""
    manager, user = acting(make_user(Role.INTERVENTION_MANAGER)), nobody()
    made = appoint(by=manager, user=user, role=Role.REGISTRAR, place=I1, last_day=soon())
    end_assignment(by=manager, assignment=made)
    assert roles_of(user) == []
    assert not RoleHolding.objects.filter(user=user).exists()
    told = AuditEntry.objects.filter(table="assignment").order_by("sequence")
    assert [entry.action for entry in told] == ["appoint", "end_assignment"]


def test_appointing_again_goes_on_in_one_assignment(make_user: MakeUser) -> None:
    """A longer time replaces the shorter, so that ending it once ends it."""
    manager, user = acting(make_user(Role.INTERVENTION_MANAGER)), nobody()
    for days in (30, 300):
        appoint(by=manager, user=user, role=Role.REGISTRAR, place=I1, last_day=soon(days))
    (held,) = Assignment.objects.filter(holding__user=user, last_day__gte=today())
    assert held.last_day == soon(300)
    end_assignment(by=manager, assignment=held)
    assert roles_of(user) == []


def test_another_places_assignment_is_not_ones_to_end(make_user: MakeUser) -> None:
    """The action itself refuses, whatever page asked."""
    user = make_user(Role.REGISTRAR, "I9")
    with pytest.raises(NotAppointed):
        end_assignment(
            by=acting(make_user(Role.INTERVENTION_MANAGER)),
            assignment=Assignment.objects.get(holding__user=user),
        )
    assert roles_of(user) == [Role.REGISTRAR]


def test_someone_new_is_invited_with_a_link_that_works(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """The letter has a link where a password is chosen, and no password."""
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    answer = client.post(
        PAGE,
        {"name": "Ny Person", "email": "Ny@Kommun.invalid", "organisation": "K1",
         "number": NUMBER, "last_day": soon()},
    )  # fmt: skip
    assert answer.status_code == 302
    made = User.objects.get(email="ny@kommun.invalid")
    assert roles_of(made) == [Role.REGISTRAR]
    assert not made.has_usable_password()
    (letter,) = mail.outbox
    link = next(each for each in letter.body.split() if each.startswith("http"))
    assert client.__class__().get(link, follow=True).status_code == 200


def test_an_address_with_an_account_appoints_who_has_it(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """Nobody is stuck between a list that is too long and an address that is taken."""
    user = nobody("finns@kommun.invalid")
    answer = sign_in(make_user(Role.INTERVENTION_MANAGER)).post(
        PAGE,
        {"name": "Ny Person", "email": "Finns@kommun.invalid", "organisation": "K1",
         "last_day": soon()},
    )  # fmt: skip
    assert answer.status_code == 302
    assert roles_of(user) == [Role.REGISTRAR]
    assert mail.outbox == []


def test_a_letter_that_cannot_be_sent_does_not_hide_what_is_done(
    make_user: MakeUser, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the mail server is away, the page says so and how the new user comes in."""

    def away(*_args: object, **_more: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("samsyn.web.invitation.send_mail", away)
    answer = sign_in(make_user(Role.INTERVENTION_MANAGER)).post(
        PAGE,
        {"name": "Ny Person", "email": "ny@kommun.invalid", "organisation": "K1",
         "number": NUMBER, "last_day": soon()},
        follow=True,
    )  # fmt: skip
    assert answer.status_code == 200
    assert "Brevet kunde inte skickas" in answer.content.decode()
    assert roles_of(User.objects.get(email="ny@kommun.invalid")) == [Role.REGISTRAR]


def test_a_role_that_excludes_makes_no_account(make_user: MakeUser, sign_in: SignIn) -> None:
    """What is refused leaves neither user, role nor letter, and the page says what to do."""
    answer = sign_in(make_user(Role.INTERVENTION_MANAGER)).post(
        PAGE,
        {"name": "Ny Person", "email": "ny@kommun.invalid", "organisation": "K1",
         "number": NUMBER, "last_day": soon(800)},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "högst två år" in answer.content.decode()
    assert not User.objects.filter(email="ny@kommun.invalid").exists()
    assert mail.outbox == []


def test_a_role_that_meets_people_needs_ones_own_number(make_user: MakeUser) -> None:
    """Until it is noted anyone could open their own record; a system is nobody, and needs none."""
    manager = acting(make_user(Role.INTERVENTION_MANAGER))
    administrator = acting(make_user(Role.SYSTEM_ADMINISTRATOR))
    office = Place(PlaceKind.OFFICE, "FK-01")
    for known in ({}, {"FK": "0"}):
        user = nobody(f"{len(known)}@test.invalid", own_lookups=known)
        with pytest.raises(NotAppointed, match="Eget personnummer"):
            appoint(by=manager, user=user, role=Role.REGISTRAR, place=I1, last_day=soon())
        assert roles_of(user) == []
    caseworker = nobody("c@test.invalid", organisation_id="FK", own_lookups={})
    with pytest.raises(NotAppointed, match="Eget personnummer"):
        appoint(
            by=administrator, user=caseworker, role=Role.CASEWORKER, place=office,
            last_day=soon(), is_new=True,
        )  # fmt: skip
    analyst = nobody("a@test.invalid", own_lookups={})
    nation = Place(PlaceKind.NATION)
    appoint(
        by=administrator, user=analyst, role=Role.NATIONAL_ANALYST, place=nation, last_day=soon()
    )
    system = nobody("s@test.invalid", own_lookups={}, is_system=True)
    appoint(by=manager, user=system, role=Role.REGISTRAR, place=I1, last_day=soon())
    assert roles_of(system) == [Role.REGISTRAR]


def test_a_manager_notes_the_number_where_the_role_is_given(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """Without it the page says what to do; with it one's own record is closed from the start."""
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    new = {"name": "Anna", "email": "anna@test.invalid", "organisation": "FK", "last_day": soon()}
    refused = client.post(PAGE, new)
    assert (refused.status_code, User.objects.filter(name="Anna").exists()) == (422, False)
    assert "Fyll i numret där rollen ges" in refused.content.decode()
    assert client.post(PAGE, {**new, "number": "19700707-1234"}).status_code == 422
    assert client.post(PAGE, {**new, "number": ANNA}).status_code == 302
    anna = User.objects.get(email="anna@test.invalid")
    assert sign_in(make_user(Role.REGISTRAR)).get("/deltagare/D1/").status_code == 200
    assert sign_in(anna).get("/deltagare/D1/").status_code == 404


def test_a_number_that_is_noted_is_not_replaced_where_a_role_is_given(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """Or a manager could open someone's own record to them; an administrator corrects it."""
    user = nobody()
    answer = sign_in(make_user(Role.INTERVENTION_MANAGER)).post(
        PAGE, {"user": user.pk, "number": NUMBER, "last_day": soon()}
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.own_lookups == {"FK": "0", "K1": "0"}
