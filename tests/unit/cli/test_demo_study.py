"""The demo has a study that takes people in, about people who are in its register."""

from datetime import date

from samsyn.cli.demo_register import WHERE
from samsyn.cli.demo_study import COME_TO, write_study
from samsyn.evaluation.study_actions import intake_is_over
from samsyn.evaluation.study_files import read_tables
from samsyn.synthetic.present import present_register

TODAY = date(2026, 11, 27)


def test_the_demo_s_study_takes_in_people_of_the_invented_now() -> None:
    """Its people have cases that go on in its site; one is drawn, one waits with consent."""
    study = write_study(municipality=WHERE.municipality, today=TODAY)
    assert study.invented
    assert not intake_is_over(study.locked, TODAY)
    register = present_register(WHERE, today=TODAY)
    events = register["cooperation_event"]
    over = set(events.filter(event="ended")["case_id"])
    cases = register["cooperation_case"].filter(
        ~register["cooperation_case"]["case_id"].is_in(over)
    )
    assert set(COME_TO) <= set(cases["person_id"])
    assert set(cases["municipality_code"]) == {WHERE.municipality}
    frames = read_tables(study.tables_folder)
    assert frames["study_assignment"]["person_id"].to_list() == ["NV004"]
    people = frames["study_person"]
    waits = people.filter(people["consented_on"].is_not_null() & people["assigned_on"].is_null())
    assert waits["person_id"].to_list() == ["NV003"]
