"""The pages about hits: who and what for a registrar, numbers alone for those who may not know."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.unit.register.small_register import ANNA
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.access.hits import visible_hits
from samsyn.register.actions.keep_user import set_own_number
from samsyn.register.clock import today
from samsyn.register.identity_number import read_number
from samsyn.register.models import (
    Association,
    AuditEntry,
    Intervention,
    Organisation,
    Participation,
    Person,
    QualityMeasure,
    RuleHit,
    User,
)
from samsyn.register.roles import Role

CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
KEY = "participation_id={}; point=entry; source=activity_compensation"


def hit(participation: str = "D1", **other: object) -> RuleHit:
    """A hit of R15 on an income of a participation in I1; FK's person unless said otherwise."""
    given = {
        "rule": "R15", "table": "income", "row_key": KEY.format(participation), "row_hash": "x",
        "association_id": "A1", "intervention_code": "I1", "controller": "FK", "problem": "p",
        "what_to_do": "w", "first_seen": today(), **other,
    }  # fmt: skip
    return RuleHit.objects.create(**given)


@pytest.fixture
def registrar(make_user: MakeUser) -> User:
    """A registrar of FK in I1."""
    return make_user(Role.REGISTRAR)


@pytest.fixture
def client(registrar: User, sign_in: SignIn) -> Client:
    """Signed in as the registrar."""
    return sign_in(registrar)


def read(client: Client, page: str = "/kvalitet/") -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_registrar_reads_who_and_what(client: Client) -> None:
    """A name that leads to the participant, and the row in words; no key, no code."""
    said = "Aktivitetsersättning ges längst till månaden före den då man fyller 30."
    place = f"income {KEY.format('D1')}, source ”activity_compensation”"
    made = hit(problem=f"R15 {place}: {said}")
    assert said in read(client, f"/kvalitet/traff/{made.pk}/")
    for page in (read(client), read(client, f"/kvalitet/traff/{made.pk}/")):
        assert '<a href="/deltagare/D1/">Anna Påhittad</a>' in page
        assert "Försörjning · Inregistrering · Aktivitetsersättning" in page
        assert "R15 Aktivitetsersättning utanför åldersgränserna" in page
        for code in ("participation_id", "point=", "activity_compensation"):
            assert code not in page


def test_reading_the_names_is_in_the_log(client: Client, registrar: User) -> None:
    """As a list that was shown, whose it was; and nothing where nobody was named."""
    listed = AuditEntry.objects.filter(action="list", table="rule_hit", by=f"user:{registrar.pk}")
    read(client)
    assert not listed.exists()
    made = hit()
    read(client)
    assert [each.subject for each in listed.all()] == ["P1"]
    read(client, f"/kvalitet/traff/{made.pk}/")
    assert [each.subject for each in listed.all()] == ["P1", "P1"]


def test_someone_whom_one_may_not_see_is_not_named(client: Client) -> None:
    """A row that says FK of a person of another authority names nobody, and logs nobody."""
    hit("D2")
    page = read(client)
    assert "Bo Påhittad" not in page
    assert "/deltagare/D2/" not in page
    assert not AuditEntry.objects.filter(table="rule_hit").exists()


def test_hits_on_oneself_are_left_out(client: Client, registrar: User, make_user: MakeUser) -> None:
    """Neither in the list, nor in its numbers, nor at its address, in whatever role."""
    own, others = hit(), hit("D10")
    administrator = actor_of(make_user(Role.SYSTEM_ADMINISTRATOR), on=today()).roles[0]
    analyst = make_user(Role.NATIONAL_ANALYST)
    for user in (registrar, analyst):
        assert set(visible_hits(actor_of(user, on=today()).roles[0])) == {own, others}
        set_own_number(by=administrator, user=user, number=read_number(ANNA))
        user.refresh_from_db()
        assert set(visible_hits(actor_of(user, on=today()).roles[0])) == {others}
    assert "Anna" not in read(client)
    assert client.get(f"/kvalitet/traff/{own.pk}/").status_code == 404
    assert client.get(f"/kvalitet/traff/{others.pk}/").status_code == 200


def test_a_fact_is_told_in_words(make_user: MakeUser, sign_in: SignIn) -> None:
    """An administrator's own rows: the year, and the intervention by name."""
    hit(rule="R13", table="association_funds", controller="", intervention_code="",
        row_key="association_code=A1; year=2019")  # fmt: skip
    hit(rule="R17", table="intervention", controller="", row_key="intervention_code=I1")
    page = read(sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR)))
    assert "Förbundets medel · 2019" in page
    assert "Insats · Insats Ett" in page
    assert "association_code" not in page


def test_an_administrator_knows_how_many_and_whom_to_ask(
    make_user: MakeUser, sign_in: SignIn, registrar: User
) -> None:
    """Open hits on people by rule and intervention, with the registrars of those who answer for
    the people; no row, no key, no name of a participant."""
    elsewhere = make_user(Role.REGISTRAR, organisation="K1")
    make_user(Role.REGISTRAR, ended=True)
    Organisation.objects.create(organisation_code="K2", party="municipality", name="Kommun Två")
    for key in ("D1", "D10"):
        hit(key)
    hit("D11", state="right")
    hit("D12", rule="R14", controller="K1")
    hit("D13", rule="R14", controller="K2")
    client = sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR))
    page = read(client)
    rows = re.findall(r'<th scope="row">Insats Ett</th>(.*?)</tr>', page)
    told = [CELL.findall(each) for each in rows]
    assert [(rule[:3], count, who) for rule, count, who in told] == [
        ("R14", "2", f"Kommun Två: ingen är utsedd<br>Kommunen: {elsewhere.name}"),
        ("R15", "2", f"Försäkringskassan: {registrar.name}"),
    ]
    for secret in ("participation_id", "D10", "Anna", "/kvalitet/traff/"):
        assert secret not in page
    assert client.get(f"/kvalitet/traff/{RuleHit.objects.first().pk}/").status_code == 404


def test_another_association_is_not_counted_here(make_user: MakeUser, sign_in: SignIn) -> None:
    """Nor is anything said of people to anyone but an administrator."""
    Association.objects.create(association_code="A2", name="Två", first_day=date(2020, 1, 1))
    hit(association_id="A2")
    assert "Träffar på deltagare" not in read(sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR)))
    assert "Träffar på deltagare" not in read(sign_in(make_user(Role.NATIONAL_ANALYST)))


def test_where_nobody_registers_the_administrator_is_told_so(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """And who can appoint someone."""
    hit()
    measured("A1", "hits", 1, 0)
    page = read(sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR)))
    assert "Försäkringskassan: ingen är utsedd" in page
    assert "kan insatsansvarig utse någon" in page
    assert "Inga träffar på förbundets och insatsernas egna uppgifter." in page


def measured(association: str, what: str, known: int, of: int, on: date | None = None) -> None:
    QualityMeasure.objects.create(
        association_id=association, taken_on=on or today(), what=what, known=known, of=of
    )


def three_associations() -> None:
    """A1 with two open hits, A2 with one and little filled in, A3 with one and all filled in."""
    for number in (2, 3):
        Association.objects.create(
            association_code=f"A{number}", name=f"Förbund {number}", first_day=date(2020, 1, 1)
        )
    for association, open_hits, known in (("A1", 2, 4), ("A3", 1, 8), ("A2", 1, 2)):
        for number in range(open_hits):
            hit(f"{association}-{number}", association_id=association)
        measured(association, "hits", open_hits, 0)
        measured(association, "entry.education", known, 8)
        measured(association, "entry.works", known, 8)
        measured(association, "soon.entry", 1, 4)
        measured(association, "rule.R15", open_hits, 0)
    hit("A3-x", association_id="A3", state="contested", reason="r")
    hit("A3-y", association_id="A3", state="right")


def cells(page: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading, as what stands in their cells."""
    table = page.split(f'aria-label="{heading}"')[1].split("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", each) for each in CELL.findall(row)] for row in rows]


def test_an_analyst_sees_the_associations_worst_first(make_user: MakeUser, sign_in: SignIn) -> None:
    """Most hits left first, then least filled in; answered and contested beside."""
    sign_in_now = sign_in(make_user(Role.NATIONAL_ANALYST))
    three_associations()
    assert cells(read(sign_in_now), "Förbund") == [
        ["Förbund Ett", "2", "0", "0", "50 %", "25 %"],
        ["Förbund 2", "1", "0", "0", "25 %", "25 %"],
        ["Förbund 3", "1", "1", "1", "100 %", "25 %"],
    ]


def test_an_analyst_chooses_one_association(make_user: MakeUser, sign_in: SignIn) -> None:
    """Hits, rows and the trend are of it alone; a code of none is as no choice."""
    client = sign_in(make_user(Role.NATIONAL_ANALYST))
    three_associations()
    page = read(client, "/kvalitet/?forbund=A3")
    assert '<option value="A3" selected>' in page
    assert cells(page, "Träffar på regler")[0][1:] == ["1", "1", "1"]
    assert {row[2] for row in cells(page, "Rader")} == {"Förbund 3"}
    trend = {row[0]: row[1] for row in cells(page, "Utveckling")}
    assert trend["utbildning (inregistrering)"] == "100 %"
    assert trend["träffar på alla regler"] == "1"
    everyone = read(client, "/kvalitet/?forbund=A9")
    assert cells(everyone, "Träffar på regler")[0][1:] == ["4", "1", "1"]
    trend = {row[0]: row[1] for row in cells(everyone, "Utveckling")}
    assert trend["utbildning (inregistrering)"] == "58 %"


def test_an_administrator_does_not_choose_anothers_association(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """A code of another's association is as no choice."""
    client = sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR))
    three_associations()
    trend = {row[0]: row[1] for row in cells(read(client, "/kvalitet/?forbund=A3"), "Utveckling")}
    assert trend["utbildning (inregistrering)"] == "50 %"


def test_pages_ask_as_much_for_many_rows(
    client: Client, make_user: MakeUser, sign_in: SignIn
) -> None:
    """Thirty hits, people and associations cost as many queries as one."""
    users = {
        "registrar": client,
        "administrator": sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR)),
        "analyst": sign_in(make_user(Role.NATIONAL_ANALYST)),
    }

    def asked(of: Client, address: str = "/kvalitet/") -> int:
        with CaptureQueriesContext(connection) as found:
            read(of, address)
        return len(found)

    hit()
    measured("A1", "hits", 1, 0)
    for each in users.values():
        asked(each)
    few = {name: asked(each) for name, each in users.items()}
    for number in range(30):
        Association.objects.create(
            association_code=f"B{number}", name=f"F{number}", first_day=date(2020, 1, 1)
        )
        Intervention.objects.create(
            intervention_code=f"J{number}", association_id="A1", name=f"Insats {number}",
            orientation="individual", follow_up="persons", first_day=date(2020, 1, 1),
        )  # fmt: skip
        Person.objects.create(
            person_id=f"Q{number}", controller_id="FK", sex="man", birth_year=1970
        )
        Participation.objects.create(
            participation_id=f"E{number}", person_id=f"Q{number}", intervention_id="I1",
            entered_on=date(2020, 1, 1), consented_on=date(2020, 1, 1),
        )  # fmt: skip
        hit(f"E{number}")
        hit(f"F{number}", intervention_code=f"J{number}")
        measured(f"B{number}", "hits", 1, 0)
    assert {name: asked(each) for name, each in users.items()} == few
    assert "Person född 1970" in read(client)
