"""Organisations as the system administrator keeps them."""

from tests.web.conftest import MakeUser, SignIn

from samsyn.register.models import Organisation
from samsyn.register.roles import Role


def test_an_organisation_is_of_one_of_the_four_parties(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """What the list of parties has for who suggested something is neither offered nor taken."""
    client = sign_in(make_user(Role.SYSTEM_ADMINISTRATOR))
    page = client.get("/system/organisationer/").content.decode()
    assert "Arbetsförmedlingen" in page
    assert "Eget initiativ" not in page
    assert "Annan aktör" not in page
    for party, status in (("other", 422), ("region", 302)):
        given = {"organisation_code": f"X-{party}", "party": party, "name": "Ny"}
        assert client.post("/system/organisationer/", given).status_code == status
        assert Organisation.objects.filter(pk=f"X-{party}").exists() == (status == 302)


def test_a_code_that_is_there_is_changed_only_when_meant(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """And its party never: everyone of the authority works by it."""
    client = sign_in(make_user(Role.SYSTEM_ADMINISTRATOR))
    given = {"organisation_code": "FK", "party": "social_insurance_agency", "name": "Något annat"}
    answer = client.post("/system/organisationer/", given)
    assert answer.status_code == 422
    assert "Koden är Försäkringskassan." in answer.content.decode()
    municipality = {**given, "party": "municipality", "is_change": "on"}
    assert client.post("/system/organisationer/", municipality).status_code == 422
    assert Organisation.objects.get(pk="FK").name == "Försäkringskassan"
    assert client.post("/system/organisationer/", {**given, "is_change": "on"}).status_code == 302
    assert Organisation.objects.get(pk="FK").name == "Något annat"
