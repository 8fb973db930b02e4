"""A study in the pages: asked, consented, drawn once, and what nobody can find out."""

import re
from collections.abc import Callable
from datetime import timedelta

import polars as pl
import pytest
from django.test import Client
from tests.studies import consented, locked_study
from tests.unit.register.small_register import identity_number
from tests.web.cases.conftest import Desk, OpenCase, desks, open_case
from tests.web.conftest import MakeUser, SignIn

from samsyn.evaluation.assignment import draw_block
from samsyn.evaluation.study_actions import assign_person
from samsyn.evaluation.study_files import read_tables, write_table
from samsyn.evaluation.study_folder import Study
from samsyn.home import home
from samsyn.register.clock import today
from samsyn.register.models import AuditEntry, CooperationCase
from samsyn.register.roles import Role

__all__ = ["desks", "open_case"]

HERE = "/studier/vagen-in/"
JOINS = today() - timedelta(days=200)


def study_here(*, seed: bytes | None = None, name: str = "vagen-in", **other: str) -> Study:
    """A locked study that takes people in now, in municipality 0180, three arms."""
    changes = {
        "data_cut = 2017-06-30": f"data_cut = {today() + timedelta(days=1200)}",
        "joins_on = 2014-11-01": f"joins_on = {JOINS}",
        "joins_on = 2015-05-01": f"joins_on = {today() + timedelta(days=100)}",
    }
    return locked_study(home() / "studies" / name, seed=seed, **{**changes, **other})


@pytest.fixture
def study(small_register: None) -> Study:
    return study_here()


def screened(client: Client, case: CooperationCase, *, until: str = "consented") -> str:
    """The person of the case, brought to a step through the pages; the page of the person."""
    suggested = client.post(
        f"{HERE}foresla/{case.pk}/",
        {"suggested_by": "social_insurance_agency", "on": today() - timedelta(days=9)},
    )
    assert suggested.status_code == 302, suggested.content.decode()
    page = f"{HERE}person/{case.person_id}/"
    assert suggested["Location"] == page
    for days, step in enumerate(("judged", "wants_support", "asked", "consented")):
        if step == until:
            break
        answer = client.post(page, {"step": step, "on": today() - timedelta(days=8 - days)})
        assert answer.status_code == 302, answer.content.decode()
    return page


def with_consent(client: Client, case: CooperationCase) -> str:
    page = screened(client, case)
    assert client.post(page, {"step": "consented", "on": today()}).status_code == 302
    return page


def row(study: Study, person: str) -> dict[str, object]:
    frame = read_tables(study.tables_folder)["study_person"]
    return frame.filter(pl.col("person_id") == person).to_dicts()[0]


def test_a_person_goes_from_suggested_to_started(
    desks: dict[str, Desk], open_case: OpenCase, study: Study
) -> None:
    """Eligibility is shown, consent comes before the draw, the arm is drawn, support is logged."""
    case, client = open_case(), desks["FK-01"].client
    assert "19–29 år" in client.get(HERE).content.decode()
    page = screened(client, case)
    early = client.post(f"{page}lotta/")
    assert early.status_code == 200
    assert "kan inte lottas i dag" in early.content.decode()
    assert "Samtycke, version 1" in client.get(page).content.decode()
    assert client.post(page, {"step": "consented", "on": today()}).status_code == 302
    assert client.post(f"{page}lotta/").status_code == 302
    (drawn,) = read_tables(study.tables_folder)["study_assignment"].to_dicts()
    title = next(arm.title for arm in study.locked.arms if arm.id == drawn["arm"])
    for office in ("FK-01", "AF-01"):
        assert f"Lottad till: {title}" in desks[office].client.get(page).content.decode()
    af = desks["AF-01"]
    for step in ("accepted", "started"):
        assert af.client.post(page, {"step": step, "on": today()}).status_code == 302
    for hours in (2.5, 1):
        given = {"month": 1, "staff_hours": hours, "personal_contacts": 2}
        assert af.client.post(f"{page}stod/", given).status_code == 302
    delivered = read_tables(study.tables_folder)["study_delivery"].to_dicts()[0]
    assert (delivered["staff_hours"], delivered["personal_contacts"]) == (3.5, 4)
    assert delivered["coach"] == f"user:{af.user.pk}"
    breach = {"breach": "bought_provider", "on": today()}
    assert af.client.post(f"{page}avsteg/", breach).status_code == 302
    assert af.client.post(f"{page}slut/", {"on": today(), "broke_off": "on"}).status_code == 302
    assert row(study, case.person_id)["broke_off"] is True
    frames = read_tables(study.tables_folder)
    assert frames["study_breach"]["breach"].to_list() == ["bought_provider"]


def test_the_draw_is_done_once(desks: dict[str, Desk], open_case: OpenCase, study: Study) -> None:
    """A second try, by either authority, is refused; the arm stays."""
    case = open_case()
    page = with_consent(desks["FK-01"].client, case)
    assert desks["FK-01"].client.post(f"{page}lotta/").status_code == 302
    before = read_tables(study.tables_folder)["study_assignment"].to_dicts()
    for office in ("FK-01", "AF-01"):
        again = desks[office].client.post(f"{page}lotta/")
        assert "redan lottad" in again.content.decode()
    assert desks["FK-01"].client.get(f"{page}lotta/")["Location"] == page
    assert read_tables(study.tables_folder)["study_assignment"].to_dicts() == before


def test_every_act_is_in_the_log_and_what_is_refused_is_not(
    desks: dict[str, Desk], open_case: OpenCase, study: Study
) -> None:
    """Who did what to whom; the arm itself stands in the study's log alone."""
    case = open_case()
    page = screened(desks["FK-01"].client, case)
    desks["AF-01"].client.post(f"{page}lotta/")
    assert not AuditEntry.objects.filter(action="study_draw").exists()
    desks["FK-01"].client.post(page, {"step": "consented", "on": today()})
    desks["AF-01"].client.post(f"{page}lotta/")
    told = AuditEntry.objects.filter(table="study_person", subject=case.person_id)
    assert [each.action for each in told.exclude(action__in=("read", "list"))] == [
        "study_suggest", "study_step", "study_step", "study_step", "study_step", "study_draw",
    ]  # fmt: skip
    drawn = told.get(action="study_draw")
    assert (drawn.by, drawn.key) == (f"user:{desks['AF-01'].user.pk}", "vagen-in")
    arm = read_tables(study.tables_folder)["study_assignment"]["arm"][0]
    assert f'"{arm}"' not in drawn.payload


def visible_to_caseworker(client: Client, page: str) -> str:
    """Everything that a caseworker can open before the draw, less what differs by chance."""
    pages = [client.get(address).content.decode() for address in ("/studier/", HERE, page)]
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", "".join(pages))


def test_the_next_arm_cannot_be_found_beforehand(
    desks: dict[str, Desk], open_case: OpenCase, small_register: None
) -> None:
    """Whatever arm comes next, every page, answer and log before the draw is the same."""
    seen, arms, case = set(), set(), open_case()
    desks["FK-01"].client.get("/")  # where it is said that the case is opened
    for number in range(6):
        study = study_here(seed=bytes([number]) * 32)
        shares = [(arm.id, arm.share) for arm in study.locked.arms]
        block = draw_block(
            bytes([number]) * 32, study="vagen-in", stratum="0180", block=1, shares=sorted(shares)
        )
        arms.add(block[0])
        page = with_consent(desks["FK-01"].client, case)
        seen.add(visible_to_caseworker(desks["FK-01"].client, page))
        study.folder.rename(home() / f"put-away-{number}")
    assert len(arms) > 1
    assert len(seen) == 1


def test_a_full_arm_lets_everyone_wait_and_says_not_which(
    desks: dict[str, Desk], open_case: OpenCase, small_register: None
) -> None:
    """Nothing is drawn, nothing told of what comes next, nothing logged as drawn."""
    study = study_here(**{"staff = 10 ": "staff = 0.1 "})
    others = [f"x{number}" for number in range(12)]
    consented(study, *others, day=JOINS)
    case = open_case()
    page = with_consent(desks["FK-01"].client, case)
    for person in others:
        try:
            assign_person(study, person, on=today())
        except Exception as full:
            assert "No free place" in str(full)
            break
    before = read_tables(study.tables_folder)["study_assignment"].height
    answer = desks["FK-01"].client.post(f"{page}lotta/").content.decode()
    said = re.search(r'<div class="summary".*?</div>', answer, re.DOTALL)
    assert said
    assert "Personen väntar" in said[0]
    assert not any(arm.id in said[0] or arm.title in said[0] for arm in study.locked.arms)
    assert read_tables(study.tables_folder)["study_assignment"].height == before
    assert not AuditEntry.objects.filter(action="study_draw").exists()


def test_a_stop_needs_its_reason_and_ends_the_way(
    desks: dict[str, Desk], open_case: OpenCase, study: Study
) -> None:
    """Someone who says no goes no further: no consent, no draw; and after the draw likewise."""
    first, second = open_case(), open_case(identity_number("19910202", "982"))
    client = desks["FK-01"].client
    page = screened(client, first)
    assert client.post(page, {"step": "stop", "on": today()}).status_code == 200
    no = {"step": "stop", "on": today(), "reason": "no_consent"}
    assert client.post(page, no).status_code == 302
    assert row(study, first.person_id)["reason"] == "no_consent"
    assert client.post(f"{page}lotta/").status_code == 200
    assert row(study, first.person_id)["assigned_on"] is None
    page = with_consent(client, second)
    client.post(f"{page}lotta/")
    declined = {"step": "stop", "on": today(), "reason": "declined_arm"}
    assert client.post(page, declined).status_code == 302
    told = row(study, second.person_id)
    assert (told["reason"], told["accepted_on"]) == ("declined_arm", None)


def test_steps_do_not_run_backwards(
    desks: dict[str, Desk], open_case: OpenCase, study: Study
) -> None:
    """A day before the step before is refused in words, and nothing is written."""
    case, client = open_case(), desks["FK-01"].client
    page = screened(client, case)
    answer = client.post(page, {"step": "consented", "on": today() - timedelta(days=30)})
    assert "Steget går inte att ta så" in answer.content.decode()
    assert row(study, case.person_id)["consented_on"] is None
    skipped = client.post(page, {"step": "started", "on": today()})
    assert skipped.status_code == 200


def test_only_people_of_ones_own_cases_in_open_sites_are_met(
    desks: dict[str, Desk], open_case: OpenCase, study: Study
) -> None:
    """Another office, a municipality that is not in yet, a study not locked: not found."""
    case, later = (
        open_case(),
        open_case(identity_number("19910202", "982"), municipality_code="1480"),
    )
    client, other = desks["FK-01"].client, desks["FK-02"].client
    assert client.get(f"{HERE}foresla/{later.pk}/").status_code == 404
    assert other.get(f"{HERE}foresla/{case.pk}/").status_code == 404
    page = screened(client, case)
    consented(study, "stranger", day=JOINS)
    for address in (page, f"{page}stod/", f"{HERE}person/stranger/"):
        assert other.get(address).status_code == 404
        assert other.post(address, {}).status_code == 404
    assert client.get(f"{HERE}person/stranger/").status_code == 404
    assert "Cilla" not in other.get(HERE).content.decode()
    for address in ("/studier/finns-inte/", "/studier/..%2Fvagen-in/", "/studier/tables/"):
        assert client.get(address).status_code == 404
    (study.folder / "locked" / "versions.toml").unlink()
    assert client.get(HERE).status_code == 404


def test_nobody_is_suggested_when_the_intake_is_over(
    desks: dict[str, Desk], open_case: OpenCase, small_register: None
) -> None:
    """Someone drawn now who would not reach the first horizon by the cut is not asked."""
    study_here(**{"data_cut = 2017-06-30": f"data_cut = {today() + timedelta(days=150)}"})
    case = open_case()
    assert "Intaget till studien är över" in desks["FK-01"].client.get(HERE).content.decode()
    assert desks["FK-01"].client.get(f"{HERE}foresla/{case.pk}/").status_code == 404


WhoIs = Callable[[Role], Client]


@pytest.fixture
def who_is(make_user: MakeUser, sign_in: SignIn) -> WhoIs:
    return lambda role: sign_in(make_user(role))


def people_drawn(study: Study, many: int) -> None:
    """So many people drawn, on one day each month; what was given, and one breach."""
    people = [f"person-{number:03}" for number in range(many)]
    consented(study, *people, day=JOINS)
    for person in people:
        assign_person(study, person, on=today())
    given = [
        {"person_id": person, "month": 1, "staff_hours": 2.0, "personal_contacts": 3,
         "coach": "coach-7"} for person in people
    ]  # fmt: skip
    write_table(study.tables_folder, "study_delivery", pl.DataFrame(given))
    breach = [{"person_id": people[0], "breach": "changed_arm", "occurred_on": today()}]
    write_table(study.tables_folder, "study_breach", pl.DataFrame(breach))


def test_the_evaluator_sees_how_it_goes_and_never_a_person(study: Study, who_is: WhoIs) -> None:
    """Counts by arm as they are, the one breach withheld, and no person, coach or outcome."""
    people_drawn(study, 60)
    arms = read_tables(study.tables_folder)["study_assignment"]["arm"].value_counts()
    counted = dict(arms.iter_rows())
    client = who_is(Role.EVALUATOR)
    assert "Hur studien går" in client.get("/studier/").content.decode()
    page = client.get(f"{HERE}lage/").content.decode()
    drawn = "".join(f'<td class="number">{counted[arm.id]}</td>' for arm in study.locked.arms)
    assert f'<th scope="row">Lottade</th>{drawn}' in page
    assert "Fick en annan arms stöd, <span" in page
    assert "Uppgiften visas inte" in page
    for hidden in ("person-0", "coach-7", "work_or_study", study.locked.outcomes[0].title):
        assert hidden not in page


def test_small_numbers_of_a_study_are_withheld(study: Study, who_is: WhoIs) -> None:
    """With three people drawn no count of them is on the page."""
    people_drawn(study, 3)
    page = who_is(Role.EVALUATOR).get(f"{HERE}lage/").content.decode()
    assert "Lottade i allt: <span" in page
    numbers = re.findall(r'<td class="number">(\d+)</td>', page.split('id="arms"')[1])
    assert "3" not in numbers


def test_a_study_before_anyone_is_in_has_its_page(study: Study, who_is: WhoIs) -> None:
    """The monitor opens on the day the protocol is locked."""
    assert who_is(Role.EVALUATOR).get(f"{HERE}lage/").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_each_role_meets_only_its_part_of_a_study(
    study: Study, who_is: WhoIs, desks: dict[str, Desk], open_case: OpenCase, role: Role
) -> None:
    """Caseworkers their people, evaluators the monitor; analysts and all others nothing at all."""
    case = open_case()
    page = screened(desks["FK-01"].client, case)
    client = who_is(role)
    people = {HERE, page, f"{HERE}foresla/{case.pk}/"}
    allowed = {
        Role.CASEWORKER: {"/studier/", *people},
        Role.EVALUATOR: {"/studier/", f"{HERE}lage/"},
    }.get(role, set())
    for address in ("/studier/", f"{HERE}lage/", *people):
        found = client.get(address).status_code
        assert (found in (200, 302)) is (address in allowed), (role, address)


def test_outcomes_are_on_no_page_of_a_study(
    study: Study, who_is: WhoIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the cut and after, the pages do not even open the file of outcomes."""
    people_drawn(study, 30)
    spells = study.tables_folder / "status_spell.csv"
    spells.write_text("this is no table\n")
    assert who_is(Role.EVALUATOR).get(f"{HERE}lage/").status_code == 200
    for role in (Role.NATIONAL_ANALYST, Role.ASSOCIATION_ADMINISTRATOR):
        assert who_is(role).get(f"{HERE}lage/").status_code == 404
    assert today() < study.locked.data_cut
