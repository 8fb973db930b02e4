"""Package and register judged together: updates, left-out columns, what already stands."""

from pathlib import Path

import pytest
from tests.unit.exchange.sound import (
    MAN,
    Register,
    Tables,
    checked,
    number,
    register_of,
    row,
    sound,
    told,
)


@pytest.fixture
def held(tmp_path: Path) -> Register:
    """A register that holds the sound package."""
    return register_of(tmp_path, sound())


def test_the_same_package_again_is_without_faults(tmp_path: Path, held: Register):
    """Nothing clashes with itself: not its keys, numbers, days or events."""
    result = checked(tmp_path, sound(), held)
    assert (result.refused, result.problems.height) == ({}, 0)


def test_a_reference_may_lead_into_the_register(tmp_path: Path, held: Register):
    """A package of one table alone is whole where the register has the rest."""
    tables = {"participation": [new_participation()]}
    assert checked(tmp_path, tables, held).refused == {}


def test_a_reference_to_an_update_that_was_refused_is_refused(tmp_path: Path, held: Register):
    """Though the register has the row: the one meant is the one that could not be taken."""
    tables = {
        "intervention": [sound()["intervention"][0] | {"orientation": "neither"}],
        "participation": [new_participation()],
    }
    assert told(checked(tmp_path, tables, held), "R03") == [
        (
            "R03 participation.csv rad 2, intervention_code ”I1”: Raden i intervention som det "
            "hänvisas till kunde inte tas in."
        )
    ]


def test_a_column_left_out_is_judged_as_it_stands(tmp_path: Path, held: Register):
    """D1 ended in the register: moving its entry past the exit is R04 without naming the exit."""
    moved = row("participation_id=D1 person_id=P1 intervention_code=I1 entered_on=2021-01-01")
    tables = {"participation": [moved | {"consented_on": "2020-02-03"}]}
    assert told(checked(tmp_path, tables, held), "R04") == [
        (
            "R04 participation.csv rad 2, exited_on ”2020-11-30”: Dagen ligger före entered_on "
            "2021-01-01."
        )
    ]


def test_only_the_columns_of_the_file_are_accepted(tmp_path: Path, held: Register):
    """What the file leaves out is not in what is to be written, so that it stays."""
    moved = row("participation_id=D1 person_id=P1 intervention_code=I1 entered_on=2020-02-01")
    tables = {"participation": [moved | {"consented_on": "2020-02-03"}]}
    accepted = checked(tmp_path, tables, held).accepted["participation"]
    assert accepted.columns == list(tables["participation"][0])


def test_an_exit_and_its_reason_may_come_apart(tmp_path: Path, held: Register):
    """The reason in the register goes with the day in the package (R09)."""
    fields = "participation_id=D1 person_id=P1 intervention_code=I1 entered_on=2020-02-03"
    tables = {"participation": [row(f"{fields} exited_on=2020-12-24 consented_on=2020-02-03")]}
    assert checked(tmp_path, tables, held).refused == {}
    tables["participation"][0]["exited_on"] = ""
    assert told(checked(tmp_path / "open", tables, held), "R09") != []


@pytest.mark.parametrize(
    ("fields", "before"),
    [
        ({"orientation": "structural", "follow_up": "counts"}, "individual"),
        ({"follow_up": "counts"}, "persons"),
        ({"esf": "true"}, "false"),
        ({"esf": ""}, "false"),
    ],
)
def test_what_is_fixed_cannot_change_after_registration(
    fields: dict[str, str], before: str, tmp_path: Path, held: Register
):
    """Orientation, follow-up and ESF; clearing one is a change, too (R11)."""
    tables = {"intervention": [sound()["intervention"][0] | fields]}
    found = told(checked(tmp_path, tables, held), "R11")
    assert f"Insatsen har registreringar, och i registret står {before}." in found[0]


def test_what_is_fixed_may_change_before_registration_and_be_left_out(tmp_path: Path):
    """Nothing is registered on the intervention; and a left-out esf is no change."""
    bare = {name: sound()[name] for name in ("organisation", "association", "intervention")}
    held = register_of(tmp_path, bare)
    changed = {"intervention": [sound()["intervention"][0] | {"esf": "true"}]}
    assert checked(tmp_path / "changed", changed, held).refused == {}
    left_out = sound()["intervention"][:1]
    del left_out[0]["esf"]
    whole = register_of(tmp_path / "whole", sound())
    assert checked(tmp_path / "left_out", {"intervention": left_out}, whole).refused == {}


def test_days_that_leave_entries_outside_are_refused(tmp_path: Path, held: Register):
    """The register's entries stand; the new days of the intervention are what gives way (R05)."""
    tables = {"intervention": [sound()["intervention"][0] | {"last_day": "2024-12-31"}]}
    assert told(checked(tmp_path, tables, held), "R05") == [
        (
            "R05 intervention.csv rad 2, last_day ”2024-12-31”: Inregistreringar i registret som "
            "med de nya dagarna hamnar utanför insatsen: 1."
        )
    ]
    tables["participation"] = [
        sound()["participation"][1] | {"entered_on": "2024-12-31", "consented_on": "2024-12-31"}
    ]
    assert checked(tmp_path / "both", tables, held).refused == {}


def test_an_association_cannot_close_before_what_it_has(tmp_path: Path, held: Register):
    """Open interventions end with it; their later entries do not move (R05)."""
    closed = sound()["association"][0] | {"last_day": "2024-12-31"}
    found = told(checked(tmp_path, {"association": [closed]}, held), "R05")
    assert found == [
        (
            "R05 association.csv rad 2, last_day ”2024-12-31”: Inregistreringar i registret som "
            "med de nya dagarna hamnar utanför insatsen: 1."
        )
    ]
    early = sound()["association"][0] | {"first_day": "2019-06-01"}
    found = told(checked(tmp_path / "early", {"association": [early]}, held), "R05")
    assert found == [
        (
            "R05 association.csv rad 2, first_day ”2019-06-01”: Insatser i registret som med de "
            "nya dagarna hamnar utanför förbundet: 3."
        )
    ]


def test_an_entry_after_the_association_closed_is_outside(tmp_path: Path):
    """An open end of an intervention counts as its association's (R05)."""
    tables = sound()
    tables["association"][0]["last_day"] = "2024-12-31"
    assert told(checked(tmp_path, tables), "R05") == [
        (
            "R05 participation.csv rad 3, entered_on ”2025-03-02”: Inregistreringen ligger utanför "
            "insatsens dagar, 2019-01-01–2024-12-31."
        )
    ]


def test_no_public_income_meets_the_income_that_stands(tmp_path: Path, held: Register):
    """The package's income of the point is refused; the register's stays (R07)."""
    tables = {"income": [row("participation_id=D1 point=exit source=student_aid")]}
    result = checked(tmp_path, tables, held)
    assert result.refused["income"]["problem_rule"].to_list() == ["R07"]


def test_events_join_those_that_stand(tmp_path: Path, held: Register):
    """One more event is judged with those of the register; only the package's is refused (R12)."""
    after = {
        "cooperation_event": [row("case_id=C1 event=vocational_started occurred_on=2020-01-01")]
    }
    assert told(checked(tmp_path / "after", after, held), "R12") == [
        (
            "R12 cooperation_event.csv rad 2, event ”vocational_started”: Ärendets händelser "
            "följer inte ordningen: vocational_started kan inte komma efter ended."
        )
    ]
    within = {
        "cooperation_event": [row("case_id=C1 event=vocational_started occurred_on=2019-08-01")]
    }
    assert checked(tmp_path / "within", within, held).refused == {}


def test_a_number_held_by_another_is_refused(tmp_path: Path, held: Register):
    """The same controller's register has it on another person_id (R02)."""
    tables = {"person": [sound()["person"][1] | {"person_id": "P9"}]}
    result = checked(tmp_path, tables, held)
    assert told(result, "R02") == [
        (
            "R02 person.csv rad 2, personal_identity_number ”(visas inte)”: Personnumret har redan "
            "en annan person_id i registret hos samma controller."
        )
    ]
    assert MAN not in result.problems.write_csv()
    tables["person"][0]["controller"] = "AF"
    assert checked(tmp_path / "other", tables, held).refused == {}


def test_a_number_may_pass_on_when_its_holder_gets_another(tmp_path: Path, held: Register):
    """A mix-up of two is mended in one package: what counts is what stands afterwards."""
    first, second = sound()["person"]
    first["birth_date"], first["personal_identity_number"] = "", number("19900116", 982)
    new = second | {"person_id": "P9"}
    second["personal_identity_number"] = number("19850620", 983)
    assert checked(tmp_path, {"person": [first, second, new]}, held).refused == {}


def test_parallel_to_one_that_stands_is_told_of_the_packages_row(tmp_path: Path, held: Register):
    """Whichever began first, the warning goes to the row that came in (R16)."""
    for entered, exited in (("2020-06-01", "2021-01-01"), ("2020-01-01", "2020-03-01")):
        new = new_participation() | {
            "person_id": "P1",
            "entered_on": entered,
            "exited_on": exited,
            "exit_reason": "moved",
        }
        found = told(checked(tmp_path / entered, {"participation": [new]}, held), "R16")
        assert len(found) == 1
        assert "participation.csv rad 2" in found[0]
        assert "(deltagande D1)" in found[0]


def new_participation() -> dict[str, str]:
    """A third participation, that of P2 in 2021."""
    return sound()["participation"][1] | {
        "participation_id": "D3",
        "entered_on": "2021-03-02",
        "exited_on": "2021-09-02",
        "exit_reason": "studies",
    }


def test_refused_rows_corrected_are_whole(tmp_path: Path):
    """What came back, put right in its one field, is imported after what was taken."""
    tables: Tables = sound()
    tables["intervention"][0]["orientation"] = "individuel"
    result = checked(tmp_path, tables)
    held = Register(result.accepted)
    refused = {
        name: [
            {field: value or "" for field, value in each.items()} for each in frame.rows(named=True)
        ]
        for name, frame in result.refused.items()
    }
    refused["intervention"][0]["orientation"] = "individual"
    again = checked(tmp_path / "again", refused, held)
    assert again.refused == {}
    rows = {name: frame.height for name, frame in result.accepted.items()}
    for name, frame in again.accepted.items():
        rows[name] += frame.height
    assert rows == {name: len(each) for name, each in tables.items()}
