"""A register with one's own, another's and nobody's things, for every address that names one."""

from datetime import timedelta
from pathlib import Path

from tests.unit.register.small_register import BASE, identity_number, write

from samsyn.register.access import actor_of
from samsyn.register.actions.import_package import import_package
from samsyn.register.clock import now, today
from samsyn.register.incoming import look_at
from samsyn.register.models import (
    Assignment,
    CorrectionRequest,
    Job,
    LogReview,
    RoleHolding,
    RuleHit,
    User,
)
from samsyn.register.roles import Role
from samsyn.web.transfer.work import scope_of

OWN, ANOTHERS, NOBODYS = "own", "another's", "nobody's"
ONESELF = identity_number("19700707", "981")

EXTRA = {
    "organisation": [{"organisation_code": "K2", "party": "municipality", "name": "Kommun Två"}],
    "association": [
        {"association_code": "A2", "name": "Förbund Två", "first_day": "2010-01-01"},
    ],
    "intervention": [
        {**BASE["intervention"][0], "intervention_code": "I2", "association_code": "A2"},
        {
            **BASE["intervention"][0],
            "intervention_code": "S1",
            "orientation": "structural",
            "follow_up": "counts",
        },
        {
            **BASE["intervention"][0],
            "intervention_code": "S2",
            "association_code": "A2",
            "orientation": "structural",
            "follow_up": "counts",
        },
    ],
    "person": [
        {**BASE["person"][0], "person_id": "P3", "personal_identity_number": ""},
        {
            **BASE["person"][0],
            "person_id": "P4",
            "personal_identity_number": ONESELF,
            "sex": "man",
            "birth_year": "1970",
            "birth_date": "1970-07-07",
        },
    ],
    "participation": [
        {
            **BASE["participation"][0],
            "participation_id": "D3",
            "person_id": "P3",
            "intervention_code": "I2",
        },
        {**BASE["participation"][0], "participation_id": "D4", "person_id": "P4"},
    ],
    "measurement": [
        {"participation_id": key, "point": "entry", "measured_on": "2016-03-01"}
        for key in ("D2", "D3", "D4")
    ],
    "cooperation_case": [
        {
            "case_id": case,
            "person_id": person,
            "employment_office": "AF-01",
            "insurance_office": office,
            "benefit": "sickness_benefit",
            "consented_on": "2026-01-10",
        }
        for case, person, office in (
            ("C1", "P1", "FK-01"),
            ("C2", "P3", "FK-02"),
            ("C4", "P4", "FK-01"),
        )
    ],
    "cooperation_event": [
        {"case_id": case, "event": "requested", "occurred_on": "2026-01-12"}
        for case in ("C1", "C2", "C4")
    ],
}


def fill(folder: Path) -> None:
    """Bring the things of ``EXTRA`` into the small register."""
    path = write(folder / "extra", EXTRA)
    import_package(incoming=look_at(path, today=today()), by="os:test")


def things(user: User, role: Role, home: Path) -> dict[str, list[tuple[object, str]]]:
    """For each name in an address: values, and whose each is for ``user``.

    A key ``route.name`` holds for that route alone.
    """
    assignments = _assignments()
    person_hit, fact_hit = _hits()
    jobs = [(_job(user, role, home), OWN), (_job(assignments["user"], role, home), ANOTHERS)]
    own_case = [("C1", OWN), ("C2", ANOTHERS), ("C4", ANOTHERS), ("nope", NOBODYS)]
    hits = [(person_hit, OWN), (fact_hit, ANOTHERS)]
    if role is Role.ASSOCIATION_ADMINISTRATOR:
        hits = [(fact_hit, OWN), (person_hit, ANOTHERS)]
    return {
        "participation_id": [
            ("D1", OWN), ("D2", ANOTHERS), ("D3", ANOTHERS), ("D4", ANOTHERS), ("nope", NOBODYS),
        ],
        "person_id": [
            ("P1", OWN), ("P2", ANOTHERS), ("P3", ANOTHERS), ("P4", ANOTHERS), ("nope", NOBODYS),
        ],
        "intervention_code": [("I1", OWN), ("I2", ANOTHERS), ("nope", NOBODYS)],
        "structural_activities.intervention_code": [("S1", OWN), ("S2", ANOTHERS)],
        "association_code": [("A1", OWN), ("A2", ANOTHERS), ("nope", NOBODYS)],
        "case_id": own_case,
        "study": [("nope", NOBODYS)],
        "meeting_id": [("nope", NOBODYS)],
        "hit_id": [*hits, (10**6, NOBODYS)],
        "job_id": [*jobs, ("nope", NOBODYS)],
        "request_id": [(_request("P1", "FK"), OWN), (_request("P2", "K1"), ANOTHERS)],
        "review_id": [(_review("FK"), OWN), (_review("K1"), ANOTHERS)],
        "user_id": [(assignments["user"].pk, OWN), (10**6, NOBODYS)],
        "end_registrar.assignment_id": [
            (assignments["I1"], OWN), (assignments["I2"], ANOTHERS), (10**6, NOBODYS),
        ],
        "end_manager.assignment_id": [(assignments["A1"], OWN), (assignments["A2"], ANOTHERS)],
        "end_any_assignment.assignment_id": [
            (assignments["FK-01"], OWN), (assignments["I1"], ANOTHERS), (10**6, NOBODYS),
        ],
        "token_id": [(10**6, NOBODYS)],
        "folder": [(_report(home), OWN), ("nope-2017", NOBODYS)],
        "file": [("index.html", OWN)],
        "name": [("sex", OWN), ("nope", NOBODYS)],
        "year": [(2026, OWN)],
        "point": [("entry", OWN)],
        "follow_up.point": [("month_6", OWN), ("month_7", NOBODYS)],
        "case_status.point": [("exit", OWN)],
        "act": [("bjud-in", OWN)],
        "form": [("in/I1", OWN)],
    }  # fmt: skip


def _assignments() -> dict[str, object]:
    made: dict[str, object] = {}
    for role, kind, place in (
        (Role.REGISTRAR, "intervention", "I1"),
        (Role.REGISTRAR, "intervention", "I2"),
        (Role.INTERVENTION_MANAGER, "association", "A1"),
        (Role.INTERVENTION_MANAGER, "association", "A2"),
        (Role.CASEWORKER, "office", "FK-01"),
    ):
        user = User.objects.create_user(
            f"{role}-{place}@other.invalid", name="Någon Annan", organisation_id="FK"
        )
        holding = RoleHolding.objects.create(
            user=user, role=role, first_day=today(), last_day=today() + timedelta(days=30)
        )
        assignment = Assignment.objects.create(
            holding=holding, place_kind=kind, place=place, first_day=today()
        )
        made[place], made["user"] = assignment.pk, user
    return made


def _hits() -> tuple[int, int]:
    common = {
        "rule": "R14", "row_hash": "x", "association_id": "A1", "problem": "p", "what_to_do": "w",
        "first_seen": today(),
    }  # fmt: skip
    person = RuleHit.objects.create(
        table="measurement", row_key="a", intervention_code="I1", controller="FK", **common
    )
    fact = RuleHit.objects.create(table="association_funds", row_key="b", **common)
    return person.pk, fact.pk


def _job(user: object, role: Role, home: Path) -> str:
    assert isinstance(user, User)
    folder = home / "exports"
    folder.mkdir(exist_ok=True)
    (folder / f"{user.pk}.zip").write_bytes(b"PK")
    acting = next((a for a in actor_of(user, on=today()).roles if a.role is role), None)
    job = Job.objects.create(
        job_id=f"job{user.pk}", kind="import", user=user,
        acting_as=acting.key if acting else "", created_at=now(),
        state="done", arguments={"file": "x.zip"},
        result={
            "preview": [], "file": f"{user.pk}.zip", "scope": scope_of(acting) if acting else [],
        },
    )  # fmt: skip
    return job.job_id


def _request(person_id: str, controller: str) -> int:
    from samsyn.register.identity import seal
    from samsyn.register.keys import keys_for

    key = keys_for([controller]).of_controller(controller)
    assert key is not None
    made = CorrectionRequest.objects.create(
        controller_id=controller,
        person_id=person_id,
        asked_on=today(),
        answer_by=today(),
        wish=seal(["x"], rows=[person_id], field="wish", key=key)[0] or "",
        key_id=key.key_id,
    )
    return made.pk


def _review(controller: str) -> int:
    sequence = LogReview.objects.count() + 1
    return LogReview.objects.create(
        controller_id=controller, sequence=sequence, drawn_on=today(), review_by=today()
    ).pk


def _report(home: Path) -> str:
    folder = home / "reports" / "priority-groups-2017"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("<!doctype html><title>R</title>", encoding="utf-8")
    return folder.name
