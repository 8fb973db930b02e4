"""Small registers made from figures never seen before, counted again with pandas."""

from datetime import date

import pandas as pd
import polars as pl
import pytest
from tests.unit.synthetic.conftest import SMALL

from samsyn.synthetic.verify import Recount

SPLITS = {
    "sex and age": (
        "2018 participants_identified count age_group=16-29 150",
        "2018 participants_identified count age_group=30-44;sex=woman 70",
        "2019 participants_started count age_group=60-64 11",
        "2019 sex_share/participants_started share sex=woman 58",
        "2018 outcome_work_or_study share age_group=16-29 38",
        "2018 outcome_work_or_study share age_group=45-59;sex=man 19",
    ),
    "education": (
        "2018 participants_identified count education=none 61",
        "2019 participants_identified count education=upper_secondary;sex=man 88",
        "2019 outcome_work_study_or_job_seeking share education=compulsory 41",
    ),
    "income": (
        "2018 participants_on_benefit count income_source=sick_listed 92",
        "2018 participants_on_benefit count income_source=activity_compensation 44",
        "2019 participants_on_benefit count income_source=social_assistance;sex=woman 80",
        "2018 sex_share/participants_on_benefit share income_source=sick_listed;sex=woman 71",
        "2019 participants_on_benefit change_percent income_source=sick_listed 12",
        "2019 participants_on_benefit count income_source=sick_listed 103",
        "2019 benefit_coverage share income_source=activity_compensation 0.7",
        "2018 outcome_work_or_study share income_before=sickness_benefit 22",
    ),
    "exits and days": (
        "2018 completed count 190",
        "2018 completed count exit_reason=work 37",
        "2018 completed count exit_reason=illness;sex=woman 12",
        "2018 work_kind_after share work_kind=unsubsidised 48",
        "2018 duration_days mean 301",
        "2019 duration_days median 240",
        "2018 benefit_days_at_entry mean income_source=sickness_benefit 790",
        "2019 time_in_public_support count band=under_1;sex=man 25",
    ),
    "cooperation": (
        "2018 rehabilitation_completed count 80",
        "2018 joint_assessments count benefit=activity_compensation;sex=woman 28",
        "2018 psychiatric_share share benefit=activity_compensation 82",
        "2018 diagnosis_share share diagnosis_group=F40_48 33",
        "2018 regained_work_capacity share 58",
        "2019 regained_work_capacity share 54",
        "2019 regained_work_capacity change_points -4",
        "2018 regained_work_capacity share sex=woman 60",
        "2018 assessment_day mean benefit=sickness_benefit 823",
        "2018 cooperation_days mean 340",
        "2018 started_after_assessment share 72",
        "2018 measures_started count 99",
    ),
    "interventions": (
        "2018 interventions count focus=vocational 9",
        "2018 interventions count target_group=long_term_sick 7",
        "2019 interventions count target_group=long_term_sick 15",
        "2019 interventions change_absolute target_group=long_term_sick 8",
        "2019 associations_with_group count target_group=long_term_sick 5",
        "2018 interventions_share share orientation=individual 55",
        "2018 interventions count method=ips 4",
    ),
    "money, heads and surveys": (
        "2018 funds sum 81000001",
        "2018 administration_cost sum amount=outturn;kind=personnel 5000003",
        "2019 intervention_cost sum amount=outturn 50000000",
        "2018 result sum 1234567",
        "2018 cost_per_participant mean 68000",
        "2018 staff_ratio mean 21",
        "2018 participants_anonymous count sex=woman 50",
        "2019 participants_volume count 160",
        "2019 participants_structural count format=digital 300",
        "2018 survey_share share respondent_group=public_employment_service 77 n=60",
        "2018 transition_meetings count reason=activity_compensation_refused;sex=man 2",
        "2018 transition_meeting_coverage share 33",
        "2018 support_participants count kind=conference 41",
    ),
    "before, increased, freed, later": (
        "2018 occupation_before share occupation=work 9",
        "2018 occupation_after share occupation=other;sex=man 44",
        "2018 started_or_increased share 29",
        "2018 no_public_support_after share sex=woman 21",
        "2018 outcome_later share point=month_6 33",
        "2018 outcome_later_coverage share point=month_12 41",
        "2018 outcome_coverage share 88",
    ),
}


@pytest.mark.parametrize("rows", SPLITS.values(), ids=SPLITS.keys())
def test_every_row_of_a_file_never_seen_binds_and_holds(register, rows):
    """Nothing is left out, and the register's own rows give each figure."""
    said = {row.rsplit(maxsplit=1)[0] for row in rows}
    kept = [row for row in SMALL if row.rsplit(maxsplit=1)[0] not in said]
    made = register([*kept, *rows])
    assert not made.calibrated.not_used
    assert len(made.calibrated.bound) == len(kept) + len(rows)


def test_a_single_year_is_enough(register):
    """One year asked for, figures of that year only."""
    made = register([row for row in SMALL if row.startswith("2018")], years=(2018,))
    assert not made.calibrated.not_used


def test_other_years_than_ours_hold_too(register):
    """2023–2025 are no different; nothing is said to happen after today."""
    rows = [row.replace("2019", "2024").replace("2018", "2023") for row in SMALL]
    made = register(rows, years=(2023, 2024, 2025))
    assert not made.calibrated.not_used
    for table, column in (("participation", "exited_on"), ("cooperation_event", "occurred_on")):
        assert made.frames[table][column].max() <= date(2026, 11, 22)


def test_years_without_a_figure_lie_between_those_with_one(register):
    """2019 between 400 and 500 is 450; 2021 after them is 500."""
    rows = [row for row in SMALL if row.startswith("2018")]
    made = register([*rows, "2020 participants_identified count 500"], (2018, 2019, 2020, 2021))
    count = Recount(made.frames).counts["participants_identified"]
    between, after = (count({}, year)[0] for year in (2019, 2021))
    assert between == pytest.approx(450, rel=0.03)
    assert after == pytest.approx(500, rel=0.03)


def test_pandas_counts_what_the_figures_say(register):
    """Persons, heads and outcomes counted in another way, from rows to number."""
    made = register(
        [
            *SMALL,
            "2018 participants_on_benefit count income_source=sick_listed 92",
            "2018 outcome_work_or_study share sex=woman 28",
        ]
    )
    frames = {name: pd.DataFrame(frame.to_dicts()) for name, frame in made.frames.items()}
    rows = frames["participation"].merge(frames["person"], on="person_id")
    rows = rows[rows.exit_reason.fillna("") != "registered_in_error"]
    entered, exited = pd.to_datetime(rows.entered_on), pd.to_datetime(rows.exited_on)
    active = rows[(entered.dt.year <= 2018) & ~(exited.dt.year < 2018)]
    assert active.person_id.nunique() == 400
    heads = frames["head_count"].query("year == 2018 and kind != 'structural'")
    assert active.person_id.nunique() + heads.persons.sum() == 700
    income = frames["income"].query("point == 'entry'")
    sick = income[income.source.isin(["sickness_benefit", "rehabilitation_benefit"])]
    assert active[active.participation_id.isin(sick.participation_id)].person_id.nunique() == 92
    after = frames["measurement"].query("point == 'exit'")
    done = rows[(exited.dt.year == 2018) & (rows.sex == "woman")].merge(
        after, on="participation_id"
    )
    gained = done.works.astype(bool) | done.studies.astype(bool)
    assert round(100 * gained.mean()) == 28


def test_who_reaches_work_or_study_follows_the_odds(register):
    """Among many: upper secondary before compulsory before none; assistance before sickness."""
    large = {"400": "8400", "430": "8430", "700": "12700", "720": "12720"}
    made = register([" ".join(large.get(word, word) for word in row.split()) for row in SMALL])
    after = made.frames["measurement"].filter(pl.col("point") == "exit")
    after = after.with_columns((pl.col("works") | pl.col("studies")).alias("gained"))
    income = made.frames["income"].filter(pl.col("point") == "entry")
    education = dict(after.group_by("education").agg(pl.col("gained").mean()).iter_rows())
    assert education["none"] < education["compulsory"] < education["upper_secondary"]
    source = after.join(income, on="participation_id").group_by("source")
    by_source = dict(source.agg(pl.col("gained").mean()).iter_rows())
    assert by_source["sickness_benefit"] < by_source["social_assistance"]
