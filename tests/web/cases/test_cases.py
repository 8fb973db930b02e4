"""What a caseworker sees and may do, what is refused, and what others never learn."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.unit.register.small_register import ANNA, BO, identity_number
from tests.web.cases.conftest import CILLA, Desk, OpenCase, ago, new_case, step
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.actions.agree_case_plan import agree_case_plan
from samsyn.register.actions.hold_case import CaseGone
from samsyn.register.actions.record_case_status import record_case_status
from samsyn.register.actions.take_case_step import CaseStep, take_case_step
from samsyn.register.actions.undo_case_step import undo_case_step
from samsyn.register.case_steps import StepNotAllowed
from samsyn.register.clock import today
from samsyn.register.identity import lookups
from samsyn.register.keys import keys_for
from samsyn.register.models import (
    AuditEntry,
    CooperationCase,
    CooperationEvent,
    CooperationOutcome,
    Draft,
    Person,
)
from samsyn.register.roles import Role

WRONG_DIGIT = f"{CILLA[:-1]}{(int(CILLA[-1]) + 1) % 10}"


def without_token(page: bytes) -> str:
    """A page less its token and its own address, in which any two differ."""
    own = r'name="(csrfmiddlewaretoken|next)" value="[^"]*"|sida=[^"]*"'
    return re.sub(own, "", page.decode())


def text(client: Client, address: str) -> str:
    """The page at an address that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_a_known_person_is_found_and_a_new_one_entered(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """Anna is known at Försäkringskassan and keeps her row; Cilla is entered, her number sealed."""
    assert open_case(ANNA, name="").person_id == "P1"
    case = open_case(CILLA)
    assert (case.person.controller_id, case.person.sex, case.person.birth_year) == (
        "FK", "woman", 1990,
    )  # fmt: skip
    assert CILLA not in str(Person.objects.filter(pk=case.person_id).values())
    assert "Anna Påhittad" in text(desks["AF-01"].client, "/arenden/?lista=alla")


def test_a_person_of_another_authority_is_entered_anew(open_case: OpenCase) -> None:
    """Bo is the municipality's: Försäkringskassan does not learn that, and has a row of its own."""
    case = open_case(BO)
    assert case.person_id != "P2"
    assert case.person.controller_id == "FK"


def test_one_person_has_one_case_at_a_time(desks: dict[str, Desk], open_case: OpenCase) -> None:
    """A second case leads to the first, or, where that cannot be seen, is refused without where."""
    case = open_case()
    again = desks["FK-01"].client.post("/arenden/nytt/", new_case())
    assert again["Location"] == f"/arenden/{case.pk}/"
    elsewhere = desks["FK-02"].client.post("/arenden/nytt/", new_case(insurance_office="FK-02"))
    content = elsewhere.content.decode()
    assert "men inte hos ditt kontor" in content
    assert case.pk not in content
    assert CooperationCase.objects.count() == 1
    step(desks["FK-01"].client, case, "interrupted", ago(300), reason="own_choice")
    assert open_case().pk != case.pk


def test_what_was_written_survives_a_lost_session(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """The draft comes back sealed from the register, to its writer alone, until it is sent."""
    client = desks["FK-01"].client
    written = {"number": CILLA, "name": "Cilla Påhittad", "benefit": "other"}
    assert client.post("/deltagare/utkast/nytt-arende/", written).status_code == 204
    assert CILLA not in Draft.objects.get().sealed
    page = text(client, "/arenden/nytt/")
    assert f'value="{CILLA}"' in page
    assert '<option value="other" selected>' in page
    assert CILLA not in text(desks["FK-02"].client, "/arenden/nytt/")
    open_case()
    assert CILLA not in text(client, "/arenden/nytt/")


def test_arbetsformedlingen_opens_no_case(desks: dict[str, Desk]) -> None:
    """The authority that does not begin a case does not find the page where one is begun."""
    assert desks["AF-01"].client.get("/arenden/nytt/").status_code == 404
    assert "Nytt ärende" not in text(desks["AF-01"].client, "/arenden/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": WRONG_DIGIT}, "kontrollsiffran"),
        ({"consented_on": ""}, "Personen samtyckte den"),
        ({"consented_on": date(2999, 1, 1)}, "2999-01-01"),
        ({"requested_on": date(2999, 1, 1)}, "2999-01-01"),
        ({"employment_office": "AF-99"}, "AF-99"),
        ({"municipality_code": "9999"}, "9999"),
        ({"benefit": "x"}, "Ersättning"),
    ],
)
def test_a_new_case_is_refused_with_the_reason(
    desks: dict[str, Desk], wrong: dict[str, object], said: str
) -> None:
    """Check digit, consent (R06), days to come (R04), places unknown: nothing is taken, and why."""
    answer = desks["FK-01"].client.post("/arenden/nytt/", new_case(**wrong))
    assert answer.status_code == 422
    assert "Något behöver rättas" in answer.content.decode()
    assert said in answer.content.decode()
    assert not CooperationCase.objects.exists()


def test_nobody_meets_their_own_record(desks: dict[str, Desk], open_case: OpenCase) -> None:
    """One's own case is not listed, found or opened, and one opens none for oneself."""
    case = open_case()
    key = keys_for(["FK"]).of_controller("FK")
    assert key is not None
    mine = lookups([CILLA], key=key)[0]
    for office in ("FK-01", "AF-01"):
        user, client = desks[office].user, desks[office].client
        assert client.get(f"/arenden/{case.pk}/").status_code == 200
        user.own_lookups = {"FK": mine}
        user.save()
        assert client.get(f"/arenden/{case.pk}/").status_code == 404
        assert "Cilla" not in text(client, "/arenden/?lista=alla")
        found = client.post("/arenden/sok/", {"number": CILLA})
        assert found["Location"] == "/arenden/"
    refused = desks["FK-01"].client.post("/arenden/nytt/", new_case())
    assert "Numret är ditt eget" in refused.content.decode()


def test_other_offices_and_other_parties_find_nothing(
    desks: dict[str, Desk], open_case: OpenCase, make_user: MakeUser, sign_in: SignIn
) -> None:
    """Another authority's office of the same name has no cases; 404 as for what is not there."""
    case = open_case()
    twin = sign_in(make_user(Role.CASEWORKER, "FK-01", organisation="AF"))
    municipality = sign_in(make_user(Role.CASEWORKER, "FK-01", organisation="K1"))
    ended = sign_in(make_user(Role.CASEWORKER, "FK-01", ended=True))
    registrar = sign_in(make_user(Role.REGISTRAR))
    for client in (desks["FK-02"].client, twin, municipality, ended, registrar):
        for end in ("", "flytta/", "samtycke/", "ratta/", "plan/", "angra/", "status/exit/"):
            there = client.get(f"/arenden/{case.pk}/{end}")
            nowhere = client.get(f"/arenden/finns-inte/{end}")
            assert (there.status_code, nowhere.status_code) == (404, 404), end
            assert without_token(there.content) == without_token(nowhere.content)
        assert client.post(f"/arenden/{case.pk}/steg/", {}).status_code == 404
    search = desks["FK-02"].client.post("/arenden/sok/", {"number": CILLA}, follow=True)
    nobody = desks["FK-02"].client.post("/arenden/sok/", {"number": ANNA}, follow=True)
    assert search.redirect_chain == nobody.redirect_chain == [("/arenden/", 302)]


def test_a_number_finds_the_case_and_stands_nowhere(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """Either authority finds its case by number; the number is in no address and no log."""
    case = open_case()
    for office in ("FK-01", "AF-01"):
        answer = desks[office].client.post("/arenden/sok/", {"number": CILLA})
        assert answer["Location"] == f"/arenden/{case.pk}/"
    wrong = desks["AF-01"].client.post("/arenden/sok/", {"number": WRONG_DIGIT})
    assert "kontrollsiffran" in wrong.content.decode()
    logged = str(list(AuditEntry.objects.values()))
    assert CILLA not in logged
    assert CILLA[2:8] + "-" + CILLA[8:] not in logged
    searches = AuditEntry.objects.filter(action="search", subject=case.person_id)
    assert searches.count() == 2


def test_a_withdrawn_consent_breaks_the_case_off_and_takes_sight_from_the_other(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """That day: broken off with the reason; the authority that took it sees, nothing is added."""
    case = open_case()
    fk, af = desks["FK-01"].client, desks["AF-01"].client
    answer = af.post(f"/arenden/{case.pk}/samtycke/", {"on": ago(10)})
    assert answer["Location"] == "/arenden/"
    case.refresh_from_db()
    assert case.consent_withdrawn_on == ago(10)
    last = CooperationEvent.objects.get(case=case, event="interrupted")
    assert (last.occurred_on, last.reason) == (ago(10), "consent_withdrawn")
    assert af.get(f"/arenden/{case.pk}/").status_code == 404
    assert "Samtycket återkallades" in text(fk, f"/arenden/{case.pk}/")
    before = AuditEntry.objects.filter(table="cooperation_event").count()
    status = {"status": "other", "measured_on": today()}
    for end, data in (("status/exit/", status), ("samtycke/", {"on": today()}),
                      ("angra/", {"event": "interrupted", "reason": "Fel"})):  # fmt: skip
        assert (
            "Inget mer kan registreras"
            in fk.post(f"/arenden/{case.pk}/{end}", data).content.decode()
        )
    assert not CooperationOutcome.objects.exists()
    assert AuditEntry.objects.filter(table="cooperation_event").count() == before
    assert "Cilla" not in text(fk, "/arenden/?lista=dag-90")


def test_two_at_once_take_a_step_once(desks: dict[str, Desk], open_case: OpenCase) -> None:
    """Whoever comes second is told that the case has gone on, and nothing is written twice."""
    case = open_case()
    fk, af = desks["FK-01"].client, desks["AF-01"].client
    for event, day in (("assessment_first", ago(390)), ("assessment_last", ago(380))):
        assert step(fk, case, event, day) == 302
    assert step(af, case, "preparatory_planned", ago(370)) == 302
    late = fk.post(f"/arenden/{case.pk}/steg/", {"event": "vocational_planned", "on": ago(369)})
    assert late.status_code == 422
    assert "vocational_planned" not in case.events.values_list("event", flat=True)
    assert case.events.count() == 4


def test_the_actions_themselves_keep_the_parties_apart(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """Whoever calls them, past every form: the other authority's step, plan and status are not
    written, nor anything by an office that the case has left."""
    case = open_case()
    by = {office: actor_of(desk.user, on=today()).roles[0] for office, desk in desks.items()}
    af, elsewhere = by["AF-01"], by["FK-02"]
    first = CaseStep("assessment_first", ago(390))
    with pytest.raises(StepNotAllowed, match="Försäkringskassan"):
        take_case_step(by=af, case_id=case.pk, step=first)
    with pytest.raises(CaseGone):
        take_case_step(by=elsewhere, case_id=case.pk, step=first)
    with pytest.raises(StepNotAllowed):
        agree_case_plan(by=af, case_id=case.pk, on=today())
    with pytest.raises(StepNotAllowed):
        undo_case_step(by=by["FK-01"], case_id=case.pk, event="requested", reason="x")
    take_case_step(by=by["FK-01"], case_id=case.pk, step=first)
    broken_off = CaseStep("interrupted", ago(200), reason="moved")
    take_case_step(by=by["FK-01"], case_id=case.pk, step=broken_off)
    status = {"case_id": case.pk, "point": "day_90", "status": "other"}
    with pytest.raises(StepNotAllowed):
        record_case_status(by=af, measured_on=today(), **status)
    with pytest.raises(StepNotAllowed, match=str(ago(110))):
        record_case_status(by=by["FK-01"], measured_on=ago(111), **status)
    assert case.events.count() == 3
    assert not CooperationOutcome.objects.exists()


@pytest.mark.parametrize(
    ("event", "day", "other", "said"),
    [
        ("assessment_first", ago(401), {}, "före det senaste som hänt"),
        ("assessment_first", date(2999, 1, 1), {}, "2999-01-01"),
        ("interrupted", ago(390), {}, "Ett avslut behöver sin orsak"),
        ("ended", ago(390), {"reason": "as_planned"}, "ended"),
        ("interrupted", ago(390), {"reason": "consent_withdrawn"}, "consent_withdrawn"),
    ],
)
def test_a_step_is_refused_with_the_reason(
    desks: dict[str, Desk], open_case: OpenCase, event: str, day: date,
    other: dict[str, str], said: str,
) -> None:  # fmt: skip
    """Days that run backwards or lie ahead, ends without a reason, steps out of order (R12)."""
    case = open_case()
    address = f"/arenden/{case.pk}/steg/"
    answer = desks["FK-01"].client.post(address, {"event": event, "on": day, **other})
    assert answer.status_code == 422
    assert "Något behöver rättas" in answer.content.decode()
    assert said in answer.content.decode()
    assert case.events.count() == 1


def test_a_wrong_step_is_taken_back_with_what_came_with_it(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """The case is where it was, the status of the end is gone, and the log keeps what stood."""
    case = open_case()
    fk = desks["FK-01"].client
    step(fk, case, "assessment_first", ago(390))
    step(fk, case, "interrupted", ago(300), reason="moved", status="other")
    assert CooperationOutcome.objects.filter(case=case).exists()
    undo = {"event": "interrupted", "reason": "Fel person"}
    assert fk.post(f"/arenden/{case.pk}/angra/", undo).status_code == 302
    assert set(case.events.values_list("event", flat=True)) == {"requested", "assessment_first"}
    assert not CooperationOutcome.objects.exists()
    kept = AuditEntry.objects.filter(action="remove", subject=case.person_id)
    assert {each.table for each in kept} == {"cooperation_event", "cooperation_outcome"}
    assert '"reason": "moved"' in kept.get(table="cooperation_event").payload
    stale = fk.post(f"/arenden/{case.pk}/angra/", undo).content.decode()
    assert "Ärendet har gått vidare" in stale
    assert desks["AF-01"].client.post(
        f"/arenden/{case.pk}/angra/", {"event": "assessment_first", "reason": "x"}
    ).status_code == 422  # fmt: skip
    assert case.events.count() == 2


def test_a_correction_keeps_what_stood_and_what_no_page_shows(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """The diagnosis group that an import brought is shown to nobody, and outlives corrections."""
    case = open_case()
    CooperationCase.objects.filter(pk=case.pk).update(diagnosis_group="mental_stress")
    corrected = {
        "consented_on": ago(401), "benefit": "activity_compensation", "reason": "Fel ersättning",
    }  # fmt: skip
    answer = desks["AF-01"].client.post(f"/arenden/{case.pk}/ratta/", corrected)
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.benefit, case.benefit_since, case.diagnosis_group) == (
        "activity_compensation", None, "mental_stress",
    )  # fmt: skip
    kept = AuditEntry.objects.get(action="replace", table="cooperation_case")
    assert '"benefit": "sickness_benefit"' in kept.payload
    page = text(desks["FK-01"].client, f"/arenden/{case.pk}/")
    assert "diagnos" not in page.lower()
    assert "mental_stress" not in page


def test_a_case_moves_only_to_where_someone_works(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """An office without a caseworker, or of the other authority, is not to be chosen."""
    case = open_case()
    for office in ("AF-99", "FK-02", "AF-01"):
        answer = desks["FK-01"].client.post(
            f"/arenden/{case.pk}/flytta/",
            {"insurance_office": "FK-01", "employment_office": office},
        )
        assert answer.status_code == 422, office
    desks["AF-02"].user.is_active = False
    desks["AF-02"].user.save()
    answer = desks["FK-01"].client.post(
        f"/arenden/{case.pk}/flytta/", {"insurance_office": "FK-01", "employment_office": "AF-02"}
    )
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.employment_office == "AF-01"


@pytest.mark.parametrize(("days", "listed", "late"), [
    (89, False, False), (90, True, False), (120, True, False), (121, True, True),
    (365, True, True), (366, False, False),
])  # fmt: skip
def test_day_90_is_due_on_its_day_and_not_forever(
    desks: dict[str, Desk], open_case: OpenCase, days: int, listed: bool, late: bool
) -> None:
    """Due on day 90, overdue after day 120, no longer asked for after a year."""
    case = open_case()
    step(desks["FK-01"].client, case, "assessment_first", ago(395))
    step(desks["FK-01"].client, case, "interrupted", ago(days), reason="too_ill")
    due = text(desks["FK-01"].client, "/arenden/?lista=dag-90")
    assert ("Cilla" in due) is listed
    assert ("försenat" in due) is late
    assert ("Status efter 90 dagar" in text(desks["FK-01"].client, "/")) is listed
    assert "Cilla" not in text(desks["AF-01"].client, "/arenden/?lista=dag-90")


def test_nobody_is_asked_for_who_died(desks: dict[str, Desk], open_case: OpenCase) -> None:
    """No status is taken, and none is due, of someone deceased."""
    case = open_case()
    step(desks["FK-01"].client, case, "interrupted", ago(100), reason="deceased")
    assert "Cilla" not in text(desks["FK-01"].client, "/arenden/?lista=dag-90")
    assert "Status efter samarbetet" not in text(desks["FK-01"].client, f"/arenden/{case.pk}/")


def test_the_first_page_counts_what_waits(desks: dict[str, Desk], open_case: OpenCase) -> None:
    """A request waits for Försäkringskassan, a plan for Arbetsförmedlingen."""
    case = open_case()
    assert "Väntar på första mötet" in text(desks["FK-01"].client, "/")
    assert "Väntar på första mötet" not in text(desks["AF-01"].client, "/")
    for event in ("assessment_first", "assessment_last"):
        step(desks["FK-01"].client, case, event, ago(390), plan_agreed_on=ago(390))
    assert "väntar på plan" not in text(desks["FK-01"].client, "/")
    assert "Planerade, väntar på start" in text(desks["AF-01"].client, "/")


@pytest.mark.parametrize("address", ["/arenden/?lista=alla", "/"])
def test_a_list_asks_the_database_as_often_however_long(
    desks: dict[str, Desk], open_case: OpenCase, address: str
) -> None:
    """Two cases or twelve: the same number of queries, and of fifty-five, fifty a page."""
    client = desks["FK-01"].client

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    open_case()
    open_case(identity_number("19910101", "980"))
    client.get(address)
    few = queries()
    for day in range(10, 20):
        open_case(identity_number(f"199202{day}", "980"))
    client.get(address)  # a minute may have gone, and the session is then marked as awake
    assert queries() == few
