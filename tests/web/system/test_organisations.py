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
