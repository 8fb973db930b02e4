"""Disposal: what is due is shown, nothing goes without a second look, and what went is proved."""

from datetime import date, datetime

from tests.unit.register.small_register import ANNA
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.actions.erase_person import protect_identity
from samsyn.register.clock import SWEDEN, today
from samsyn.register.disposals import last_things
from samsyn.register.models import (
    AuditEntry,
    CooperationCase,
    CooperationEvent,
    Job,
    Participation,
    Person,
    StatusSpell,
)
from samsyn.register.retention import last_known
from samsyn.register.roles import Role
from samsyn.web import jobs

PAGE = "/dataskydd/gallring/"


def test_nothing_is_disposed_of_before_it_is_said_how_many(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """The page itself starts nothing; the next says how many people, and starts it."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    assert '<form method="post"' not in client.get(PAGE).content.decode().partition("<main")[2]
    client.post(PAGE)
    page = client.get(f"{PAGE}gallra/").content.decode()
    assert "tas bort för 1 person. 0 nycklar förstörs." in page
    assert not Job.objects.exists()
    assert client.post(f"{PAGE}gallra/").status_code == 302
    assert Job.objects.get().kind == "retain"


def test_what_is_due_is_shown_by_pseudonym(make_user: MakeUser, sign_in: SignIn) -> None:
    """The last thing registered, its day and where, no name or number; the looking is logged."""
    client = sign_in(make_user(Role.DATA_PROTECTION_OFFICER))
    page = client.get(PAGE).content.decode()
    last = last_things(["P1"])[0]
    for told in ("P1", last.what, f"{last.day:%Y-%m-%d}", last.where):
        assert told in page
    assert ">P2<" not in page
    assert "Anna" not in page
    assert ANNA not in page
    assert AuditEntry.objects.filter(action="list", subject="P1", controller="FK").exists()


def test_the_last_thing_is_the_latest_of_all(make_user: MakeUser) -> None:
    """Of participations, measurements and cases; the case where that came last."""
    kept = Participation.objects.get(pk="D1")
    measured = kept.measurements.order_by("-measured_on").first()
    assert measured is not None
    (last,) = last_things(["P1"])
    assert (last.day, last.where) == (
        max(kept.exited_on, measured.measured_on), kept.intervention.name
    )  # fmt: skip
    case = CooperationCase.objects.create(
        case_id="C1", person_id="P1", benefit="sickness_benefit", consented_on=date(2025, 1, 1)
    )
    CooperationEvent.objects.create(case=case, event="ended", occurred_on=date(2025, 6, 1))
    (last,) = last_things(["P1"])
    assert (last.day, last.where) == (date(2025, 6, 1), "ärende C1")


def test_what_was_disposed_of_is_proved(make_user: MakeUser, sign_in: SignIn) -> None:
    """A row a run, with how many and by whom; and reasons in words."""
    user = make_user(Role.DATA_PROTECTION_OFFICER)
    client = sign_in(user)
    client.post(f"{PAGE}gallra/")
    jobs.carry_out(Job.objects.get().pk)
    page = client.get(PAGE).content.decode()
    row = page.partition("Personer: namn, nummer och födelsedag borttagna")[2].partition("</tr>")[0]
    assert '<td class="number">1</td>' in row
    assert user.name in row
    assert "Kontrollerat nu: 0 av de gallrade personerna" in page
    Person.objects.filter(pk="P1").update(birth_date=date(1980, 1, 1))
    assert "Kontrollerat nu: 1 av de gallrade personerna" in client.get(PAGE).content.decode()


def test_an_erasure_says_why_in_words_and_by_whom(make_user: MakeUser, sign_in: SignIn) -> None:
    """Not the register's own code for the reason."""
    registrar = make_user(Role.REGISTRAR)
    acting = actor_of(registrar, on=today()).roles[0]
    protect_identity(by=acting, person=Person.objects.get(pk="P1"))
    page = sign_in(make_user(Role.DATA_PROTECTION_OFFICER)).get(PAGE).content.decode()
    assert "protected_identity" not in page
    assert "<td>Skyddade personuppgifter</td>" in page
    assert f"<td>{registrar.name} " in page


def test_whoever_is_due_is_listed_with_the_last_that_is_known(make_user: MakeUser) -> None:
    """Someone with nothing but their registration, and someone whose last is a period."""
    long_ago = datetime(2015, 5, 1, 12, tzinfo=SWEDEN)
    Person.objects.create(
        person_id="PX", controller_id="FK", sex="man", birth_year=1990, registered_at=long_ago
    )
    StatusSpell.objects.create(
        person_id="P1", source="public_employment_service", status="work_unsubsidised",
        first_day=date(2018, 1, 1), last_day=date(2023, 5, 1), registered_at=long_ago,
    )  # fmt: skip
    assert [each.day for each in last_things(["PX", "P1"])] == [date(2015, 5, 1), date(2023, 5, 1)]
    for person in Person.objects.filter(pk__in=("PX", "P1")):
        assert last_things([person.pk])[0].day == last_known(person)
