"""A case from request to day 90, across both authorities, with a move on the way."""

from tests.web.cases.conftest import Desk, OpenCase, ago, step

from samsyn.register import audit
from samsyn.register.models import AuditEntry, CooperationCase, CooperationOutcome


def events(case: CooperationCase) -> list[tuple[str, int]]:
    """The case's events with how many days ago they happened, in order."""
    found = case.events.order_by("occurred_on").values_list("event", "occurred_on")
    return [(event, (ago(0) - on).days) for event, on in found]


def test_a_case_from_request_to_day_90(desks: dict[str, Desk], open_case: OpenCase) -> None:
    """Each authority its part; the old pair loses sight the moment the case moves; status twice."""
    fk, af, fk2, af2 = (desks[office].client for office in ("FK-01", "AF-01", "FK-02", "AF-02"))
    case = open_case()
    page = f"/arenden/{case.pk}/"
    assert "Cilla Påhittad" in af.get(page).content.decode()

    assert step(af, case, "assessment_first", ago(390)) == 422  # not Arbetsförmedlingen's
    assert step(fk, case, "assessment_first", ago(390)) == 302
    assert step(fk, case, "assessment_last", ago(380), employer_support="on") == 302
    waiting = "/arenden/?lista=utan-plan"
    assert all("Cilla Påhittad" in each.get(waiting).content.decode() for each in (fk, af))
    assert step(af, case, "vocational_planned", ago(370)) == 302
    case.refresh_from_db()
    assert case.plan_agreed_on == ago(370)
    assert step(fk, case, "vocational_started", ago(360)) == 422  # not Försäkringskassan's
    assert step(af, case, "vocational_started", ago(360)) == 302

    move = {"insurance_office": "FK-02", "employment_office": "AF-02", "municipality_code": "1480"}
    answer = af.post(f"{page}flytta/", move)
    assert (answer.status_code, answer["Location"]) == (302, "/arenden/")
    assert [each.get(page).status_code for each in (fk, af, fk2, af2)] == [404, 404, 200, 200]
    assert step(af, case, "preparatory_started", ago(350)) == 404

    assert step(af2, case, "preparatory_started", ago(350)) == 302
    end = {"reason": "to_association", "status": "work_subsidised"}
    assert step(fk2, case, "ended", ago(130), **end) == 422
    assert step(af2, case, "ended", ago(130), **end) == 302
    due = af2.get("/arenden/?lista=dag-90").content.decode()
    assert "Cilla Påhittad" in due
    assert "försenat" in due
    assert "Cilla Påhittad" not in fk2.get("/arenden/?lista=dag-90").content.decode()
    status = {"status": "work_unsubsidised", "measured_on": ago(30)}
    assert fk2.post(f"{page}status/day_90/", status).status_code == 422
    assert not CooperationOutcome.objects.filter(point="day_90").exists()
    assert af2.post(f"{page}status/day_90/", status).status_code == 302
    assert "Cilla Påhittad" not in af2.get("/arenden/?lista=dag-90").content.decode()

    assert events(case) == [
        ("requested", 400), ("assessment_first", 390), ("assessment_last", 380),
        ("employer_support", 380), ("vocational_planned", 370), ("vocational_started", 360),
        ("preparatory_started", 350), ("ended", 130),
    ]  # fmt: skip
    assert set(case.outcomes.values_list("point", "status", "measured_on")) == {
        ("exit", "work_subsidised", ago(130)),
        ("day_90", "work_unsubsidised", ago(30)),
    }
    case.refresh_from_db()
    assert (case.insurance_office, case.municipality_code) == ("FK-02", "1480")


def test_every_act_and_every_look_is_in_the_log(
    desks: dict[str, Desk], open_case: OpenCase
) -> None:
    """Who, as what, whose and what was there before; the chain holds."""
    case = open_case()
    desks["AF-01"].client.get(f"/arenden/{case.pk}/")
    step(desks["FK-01"].client, case, "assessment_first", ago(390))
    desks["FK-01"].client.post(
        f"/arenden/{case.pk}/flytta/",
        {"insurance_office": "FK-01", "employment_office": "AF-02", "reason": "Flyttat"},
    )
    told = AuditEntry.objects.filter(subject=case.person_id).values_list("action", "by", "role")
    fk, af = (f"user:{desks[office].user.pk}" for office in ("FK-01", "AF-01"))
    for action, by in (("open_case", fk), ("read", af), ("take_case_step", fk), ("move_case", fk)):
        assert (action, by, "caseworker") in told, action
    moved = AuditEntry.objects.get(action="move_case")
    assert moved.reason == "Flyttat"
    before = AuditEntry.objects.filter(action="replace", table="cooperation_case").get()
    assert '"employment_office": "AF-01"' in before.payload
    assert audit.first_broken_entry() is None
