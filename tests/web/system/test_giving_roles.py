"""A role is given at a place that there is, and that fits the role and who employs the user."""

from datetime import timedelta

import pytest
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import Acting, Place, actor_of
from samsyn.register.actions.appoint import NotAppointed, appoint
from samsyn.register.clock import today
from samsyn.register.models import Assignment, Organisation, User
from samsyn.register.roles import PlaceKind, Role


def person(organisation: str) -> User:
    """Someone whose own number is noted, so that a role that meets people can be given."""
    return User.objects.create_user(
        f"{organisation}@new.invalid".lower(),
        name=f"Ny {organisation}",
        organisation_id=organisation,
        own_lookups=dict.fromkeys(("FK", "K1", "AF"), "0"),
    )


@pytest.fixture
def administrator(make_user: MakeUser) -> Acting:
    """Who gives roles, with caseworkers at FK-01 and AF-061 already."""
    Organisation.objects.create(
        organisation_code="AF", party="public_employment_service", name="Arbetsförmedlingen"
    )
    make_user(Role.CASEWORKER, "FK-01")
    make_user(Role.CASEWORKER, "AF-061", organisation="AF")
    return actor_of(make_user(Role.SYSTEM_ADMINISTRATOR), on=today()).roles[0]


def give(by: Acting, user: User, role: Role, place: Place, *, is_new: bool = False) -> None:
    last = today() + timedelta(days=30)
    appoint(by=by, user=user, role=role, place=place, last_day=last, is_new=is_new)


@pytest.mark.parametrize(
    ("employer", "office", "said"),
    [
        ("FK", "FK-01", ""),
        ("FK", "XX-99", "Kontoret XX-99 finns inte hos Försäkringskassan"),
        ("FK", "AF-061", "Kontoret AF-061 hör till Arbetsförmedlingen"),
        ("AF", "AF-061", ""),
        ("AF", "FK-01", "Kontoret FK-01 hör till Försäkringskassan"),
        ("K1", "AF-061", "Handläggare finns bara hos Försäkringskassan och Arbetsförmedlingen"),
    ],
)
def test_a_caseworkers_office_is_of_the_employers_party(
    administrator: Acting, employer: str, office: str, said: str
) -> None:
    """The act itself refuses, and says what to choose."""
    user, place = person(employer), Place(PlaceKind.OFFICE, office)
    if said:
        with pytest.raises(NotAppointed, match=said):
            give(administrator, user, Role.CASEWORKER, place)
        return
    give(administrator, user, Role.CASEWORKER, place)
    assert Assignment.objects.filter(holding__user=user, place=office).exists()


def test_a_new_office_is_one_that_is_said_to_be_new(administrator: Acting) -> None:
    """Never one of the other authority, whatever is said."""
    user = person("FK")
    give(administrator, user, Role.CASEWORKER, Place(PlaceKind.OFFICE, "FK-02"), is_new=True)
    with pytest.raises(NotAppointed, match="hör till Arbetsförmedlingen"):
        give(administrator, user, Role.CASEWORKER, Place(PlaceKind.OFFICE, "AF-061"), is_new=True)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.ASSOCIATION_ADMINISTRATOR, PlaceKind.ASSOCIATION),
        (Role.DATA_PROTECTION_OFFICER, PlaceKind.CONTROLLER),
    ],
)
def test_a_place_that_is_not_there_is_refused(
    administrator: Acting, role: Role, kind: PlaceKind
) -> None:
    """A slip of the pen gives nobody a role nowhere."""
    with pytest.raises(NotAppointed, match="Platsen Q7 finns inte"):
        give(administrator, person("FK"), role, Place(kind, "Q7"))


def test_the_page_offers_the_places_that_fit(
    administrator: Acting, make_user: MakeUser, sign_in: SignIn
) -> None:
    """The own authority's offices by code, others by name; what does not fit the role is said."""
    client = sign_in(make_user(Role.SYSTEM_ADMINISTRATOR))
    address = f"/system/anvandare/{person('FK').pk}/roll/"
    page = client.get(address).content.decode()
    assert 'value="office:FK-01"' in page
    assert "AF-061" not in page
    assert ">Försäkringskassan (FK)<" in page
    assert "Nytt kontor" in page
    other = client.get(f"/system/anvandare/{person('K1').pk}/roll/").content.decode()
    assert "FK-01" not in other
    assert "Nytt kontor" not in other
    given = {"role": "caseworker", "last_day": today() + timedelta(days=30)}
    for wrong, said in (
        ({"place": "office:XX-99"}, "office:XX-99"),
        ({"place": "association:A1"}, "Rollen handläggare har som plats: kontor."),
        ({"place": "office:FK-01", "new_office": "FK-03"}, "inte båda"),
    ):
        answer = client.post(address, {**given, **wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert client.post(address, {**given, "new_office": "FK-03"}).status_code == 302
    assert Assignment.objects.filter(place="FK-03", place_kind="office").exists()
