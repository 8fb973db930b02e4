"""The results page: one's own association first, prepared once, and withheld numbers withheld."""

import re
from pathlib import Path

import pytest
from tests.unit.register.small_register import write
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.actions.import_package import import_package
from samsyn.register.actions.take_snapshot import take_snapshot
from samsyn.register.clock import today
from samsyn.register.incoming import look_at
from samsyn.register.models import Job
from samsyn.register.roles import PlaceKind, Role
from samsyn.web.associations.preparing import SHOWN, prepare_results

EARLIER = {"association_code": "A0", "name": "Förbund Allra Först", "first_day": "2010-01-01"}


@pytest.fixture
def two_associations(small_register: None, tmp_path: Path) -> None:
    """A second association, whose code comes before the one that everyone works in."""
    path = write(tmp_path / "earlier", {"association": [EARLIER]})
    import_package(incoming=look_at(path, today=today()), by="os:test")
    take_snapshot(by="os:test", on=today())


def test_results_are_worked_out_once_and_begin_at_ones_own(
    two_associations: None, make_user: MakeUser, sign_in: SignIn
) -> None:
    """Ordered in the background, then shown at once; the analyst begins with the first of all."""
    registrar = sign_in(make_user(Role.REGISTRAR))
    assert "räknas fram" in registrar.get("/resultat/").content.decode()
    assert Job.objects.filter(kind="results").exists()
    prepare_results(Job(), lambda _done, _left: None)
    chosen = '<option value="{}" selected>'
    administrator = make_user(Role.ASSOCIATION_ADMINISTRATOR)
    assert administrator.holdings.get().assignments.get().place_kind == PlaceKind.ASSOCIATION
    for client in (registrar, sign_in(administrator)):
        assert chosen.format("A1") in client.get("/resultat/").content.decode()
        assert chosen.format("A0") in client.get("/resultat/?forbund=A0").content.decode()
        assert chosen.format("A1") in client.get("/resultat/?forbund=X").content.decode()
    analyst = sign_in(make_user(Role.NATIONAL_ANALYST))
    assert chosen.format("A0") in analyst.get("/resultat/").content.decode()


def test_one_or_two_people_are_not_shown(
    two_associations: None, make_user: MakeUser, sign_in: SignIn
) -> None:
    """The register has two participants: no cell of the page has a number of them."""
    prepare_results(Job(), lambda _done, _left: None)
    page = sign_in(make_user(Role.REGISTRAR)).get("/resultat/").content.decode()
    cells = page.split('<td class="number">')[1:]
    assert cells
    said = {re.sub(r"<[^>]+>", " ", each.split("</td>")[0]).strip() for each in cells}
    assert said <= {"..  Uppgiften visas inte", ".  Går inte att ange", "0", "0,0"}


def test_headings_are_in_the_language_of_the_page(
    two_associations: None, make_user: MakeUser, sign_in: SignIn
) -> None:
    """The glossary's English, also for whoever hears a table or a drawing; definitions stay as
    they are kept, and say in which language."""
    prepare_results(Job(), lambda _done, _left: None)
    client = sign_in(make_user(Role.REGISTRAR))
    swedish = client.get("/resultat/").content.decode()
    assert "<h2>Deltagare med personuppgifter</h2>" in swedish
    client.cookies["django_language"] = "en"
    english = client.get("/resultat/").content.decode()
    assert re.findall(r"<h2>([^<]+)</h2>", english)[: len(SHOWN)] == [
        "Identified participants",
        "Completed participations",
        "To work or study",
        "To job seeking",
    ]
    for title in re.findall(r"<h2>([^<]+)</h2>", swedish)[: len(SHOWN)]:
        assert title not in re.sub(r'<p lang="sv">.*?</p>', "", english)
