"""Figures that cannot hold together, and figures that bind nothing."""

import pytest
from tests.unit.synthetic.conftest import SMALL

from samsyn.synthetic.conflicts import Conflict, OnConflict

AGAINST_EACH_OTHER = {
    "two values of one figure": ("2018 associations count 9", "2018 associations count 8"),
    "a part larger than the whole": (
        "2018 participants_identified count sex=woman 401",
        "2018 participants_identified count 400",
    ),
    "shares of the sexes that leave a gap": (
        "2018 sex_share/participants_identified share sex=woman 55",
        "2018 sex_share/participants_identified share sex=man 40",
    ),
    "a level and a change": (
        "2019 participants_identified count 430",
        "2019 participants_identified change_percent 30",
    ),
    "more associations with a group than interventions in it": (
        "2018 interventions count target_group=young 3",
        "2018 associations_with_group count target_group=young 4",
    ),
    "an outcome above what its parts allow": (
        "2018 outcome_work_or_study share 40",
        "2018 outcome_work_study_or_job_seeking share 30",
    ),
}


@pytest.mark.parametrize("pair", AGAINST_EACH_OTHER.values(), ids=AGAINST_EACH_OTHER.keys())
def test_rows_that_cannot_hold_together_are_refused_with_both_named(register, pair):
    """The user sees the two lines and what stands on them, not only that something is wrong."""
    rows = [row for row in SMALL if row not in pair] + list(pair)
    with pytest.raises(Conflict) as refused:
        register(rows)
    said = {figure.line for figure in refused.value.figures}
    places = {len(rows) - 1 + 1, len(rows) + 1}
    assert said & places, refused.value
    assert all(f"line {line} " in str(refused.value) for line in said)
    assert len(said) <= 3


def test_two_values_of_one_figure_name_exactly_the_two(register):
    """8,306 was revised to 8,638: both are shown."""
    rows = [*SMALL, "2018 joint_assessments count 160"]
    with pytest.raises(Conflict, match=r"150\).*160\)"):
        register(rows)


@pytest.mark.parametrize(("choice", "assessed"), [(OnConflict.FIRST, 150), (OnConflict.LAST, 160)])
def test_the_first_or_the_last_binds_when_asked_to(register, choice, assessed):
    """The one that gives way is listed with the one it gives way to."""
    made = register([*SMALL, "2018 joint_assessments count 160"], on_conflict=choice)
    events = made.frames["cooperation_event"]
    last = events.filter(
        (events["event"] == "assessment_last") & (events["occurred_on"].dt.year() == 2018)
    )
    assert last.height == assessed
    (out,) = made.calibrated.not_used
    assert "gives way to line" in out.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2018 happiness share 99", "no such indicator"),
        ("2018 participants_identified count shoe_size=44 3", "not split by shoe_size"),
        ("2018 participants_identified count age_group=7-9 3", "no such category"),
        ("2018 participants_identified median 3", "has no median"),
        ("2018 participants_volume count 3.5", "no whole number"),
        ("2011 associations count 80", "outside the years"),
        ("2018 survey_share share respondent_group=region 60", "without n"),
        ("2019 associations change_percent 5", "without a level"),
        ("2019 participants_total change_percent 9 about", "guides only"),
    ],
)
def test_what_binds_nothing_is_listed_with_the_reason(register, row, reason):
    """No row is silently missed, and none of these is an error."""
    rows = [each for each in SMALL if "2019 associations" not in each]
    made = register([*rows, row])
    (listed,) = made.calibrated.not_used
    assert reason in listed.reason
    assert listed.figure.line == len(rows) + 2


def test_a_row_of_the_year_before_gives_way_to_those_asked_for(register):
    """What is outside the years never stops a register."""
    rows = [*SMALL, "2017 associations count 3", "2018 associations change_absolute 2"]
    made = register(rows)
    assert [each.figure.year for each in made.calibrated.not_used] == [2017]
