"""Reinforced cooperation, transition meetings and support: what the indicators promise."""

# ruff: noqa: E501 - a drawn table is as wide as its columns

from tests.spec.specification import Spec

_CASES = {
    "person": """
        person_id | sex
        c2        | man
        c4        | man
    """,
    "cooperation_case": """
        case_id | benefit               | benefit_since | diagnosis_group | municipality_code | employment_office | insurance_office
        c1      | sickness_benefit      | 2018-01-01    | F30_39          | 1480              | af1               | fk1
        c2      | sickness_benefit      |               | M               | 1480              | af1               | fk2
        c3      | activity_compensation | 2018-12-31    | F_other         |                   | af2               |
        c4      | activity_compensation | 2018-01-01    |                 | 0180              |                   |
        c5      | other                 | 2018-01-01    | F40_48          | 0180              | af1               | fk1
    """,
    "cooperation_event": """
        case_id | event               | occurred_on
        c1      | requested           | 2018-12-01
        c1      | assessment_first    | 2018-12-31
        c1      | assessment_last     | 2019-01-01
        c1      | preparatory_started | 2019-01-01
        c1      | vocational_started  | 2019-02-01
        c1      | ended               | 2019-03-01
        c2      | requested           | 2019-01-01
        c2      | assessment_first    | 2019-02-01
        c2      | assessment_last     | 2019-12-31
        c2      | vocational_started  | 2020-01-15
        c2      | ended               | 2020-06-01
        c3      | requested           | 2018-12-01
        c3      | assessment_first    | 2019-01-10
        c3      | assessment_last     | 2019-01-10
        c3      | ended               | 2019-12-01
        c4      | assessment_last     | 2018-12-31
        c4      | preparatory_started | 2019-01-01
        c4      | interrupted         | 2019-06-01
        c5      | requested           | 2018-01-01
        c5      | assessment_last     | 2018-06-01
        c5      | vocational_started  | 2018-07-01
        c5      | ended               | 2019-12-31
    """,
    "cooperation_outcome": """
        case_id | point  | status
        c1      | exit   | still_insured
        c1      | day_90 | openly_unemployed
        c3      | exit   | work_unsubsidised
        c5      | exit   | education
    """,
}

CASES = (
    Spec(
        holds="assessed in the period means that the last meeting was",
        indicator="joint_assessments",
        given=_CASES,
        by=None,
        expected="""
            period  | breakdown                                | value
            2018    |                                          | 2
            2018    | benefit=activity_compensation            | 1
            2018    | benefit=other                            | 1
            2018    | sex=man                                  | 1
            2018    | sex=woman                                | 1
            2018    | benefit=activity_compensation; sex=man   | 1
            2018    | benefit=other; sex=woman                 | 1
            2019    |                                          | 3
            2019    | benefit=sickness_benefit                 | 2
            2019    | benefit=activity_compensation            | 1
            2019    | sex=man                                  | 1
            2019    | sex=woman                                | 2
            2019    | benefit=sickness_benefit; sex=woman      | 1
            2019    | benefit=sickness_benefit; sex=man        | 1
            2019    | benefit=activity_compensation; sex=woman | 1
        """,
    ),
    Spec(
        holds="a case counts at both of its offices, and once where neither is known",
        indicator="joint_assessments",
        level="office",
        given=_CASES,
        expected="""
            period | area    | value
            2018   | unknown | 1
            2018   | af1     | 1
            2018   | fk1     | 1
            2019   | af1     | 2
            2019   | af2     | 1
            2019   | fk1     | 1
            2019   | fk2     | 1
        """,
    ),
    Spec(
        holds="cases count in their own municipality, unknown where it is empty",
        indicator="joint_assessments",
        level="municipality",
        given=_CASES,
        expected="""
            period | area    | value
            2019   | 1480    | 2
            2019   | unknown | 1
        """,
    ),
    Spec(
        holds="of all joint assessments, those with a diagnosis of chapter F",
        indicator="psychiatric_share",
        given=_CASES,
        by=("benefit",),
        expected="""
            period | breakdown                     | value | n
            2019   |                               | 66.7  | 3
            2019   | benefit=sickness_benefit      | 50.0  | 2
            2019   | benefit=activity_compensation | 100.0 | 1
        """,
    ),
    Spec(
        holds="by diagnosis group, those without one as unknown",
        indicator="diagnosis_share",
        given=_CASES,
        expected="""
            period | breakdown               | value | n
            2018   | diagnosis_group=F40_48  | 50.0  | 2
            2018   | diagnosis_group=unknown | 50.0  | 2
        """,
    ),
    Spec(
        holds="days from the benefit's first day to the first meeting, both known",
        indicator="assessment_day",
        given=_CASES,
        expected="""
            period | value | n
            2019   | 187.0 | 2
        """,
    ),
    Spec(
        holds="a measure started on the day of the last meeting or later",
        indicator="started_after_assessment",
        given=_CASES,
        expected="""
            period | value | n
            2019   | 66.7  | 3
        """,
    ),
    Spec(
        holds="the first started measure of the case falls in the period",
        indicator="measures_started",
        given=_CASES,
        expected="""
            period | value
            2018   | 1
            2019   | 2
            2020   | 1
        """,
    ),
    Spec(
        holds="ended, not broken off, after a started measure",
        indicator="rehabilitation_completed",
        given=_CASES,
        expected="""
            period | value
            2019   | 2
            2020   | 1
        """,
    ),
    Spec(
        holds="status at day 90, at exit where day 90 is missing, of those with a status",
        indicator="regained_work_capacity",
        given=_CASES,
        expected="""
            period | value | n
            2019   | 100.0 | 2
            2020   | –     | 0
        """,
    ),
    Spec(
        holds="how many of them are known at exit only",
        indicator="regained_at_exit_share",
        given=_CASES,
        expected="""
            period | value | n
            2019   | 50.0  | 2
        """,
    ),
    Spec(
        holds="work or education of the same base",
        indicator="cooperation_work_or_education",
        given=_CASES,
        expected="""
            period | value | n
            2019   | 50.0  | 2
        """,
    ),
    Spec(
        holds="days from request to end, also where no measure started",
        indicator="cooperation_days",
        given=_CASES,
        expected="""
            period | statistic | value | n
            2019   | mean      | 394.7 | 3
            2019   | median    | 365.0 | 3
        """,
    ),
)

_MEETINGS = {
    "transition_meeting": """
        meeting_id | held_on    | sex   | reason                       | municipality_code
        m1         | 2019-01-01 | woman | sickness_benefit_ending      | 1480
        m2         | 2019-12-31 | man   | sickness_benefit_ending      |
        m3         | 2019-06-30 | man   | activity_compensation_ending | 1480
        m4         | 2020-01-01 | woman | sickness_benefit_ending      | 1480
    """,
    "benefit_ended": """
        year | reason                       | sex   | municipality_code | persons
        2019 | sickness_benefit_ending      | woman |                   | 10
        2019 | sickness_benefit_ending      | man   |                   | 10
        2019 | sickness_benefit_ending      | man   | 1480              | 5
        2019 | activity_compensation_ending | man   | 1480              | 4
    """,
}

MEETINGS = (
    Spec(
        holds="held in the period, by reason",
        indicator="transition_meetings",
        given=_MEETINGS,
        by=("reason",),
        expected="""
            period  | breakdown                           | value
            2019    |                                     | 3
            2019    | reason=sickness_benefit_ending      | 2
            2019    | reason=activity_compensation_ending | 1
            2019-H2 |                                     | 1
            2019-H2 | reason=sickness_benefit_ending      | 1
        """,
    ),
    Spec(
        holds="of everyone whose benefit ended, the whole country's rows before municipalities'",
        indicator="transition_meeting_coverage",
        given=_MEETINGS,
        by=("reason",),
        expected="""
            period | breakdown                           | value | n
            2019   |                                     | 12.5  | 24
            2019   | reason=sickness_benefit_ending      | 10.0  | 20
            2019   | reason=activity_compensation_ending | 25.0  | 4
        """,
    ),
)

_SURVEY = {
    "survey_count": """
        survey_code | year | question_code | respondent_group          | association_code | answer    | respondents
        s1          | 2017 | q1            | public_employment_service |                  | positive  | 6
        s1          | 2017 | q1            | public_employment_service |                  | neutral   | 1
        s1          | 2017 | q1            | public_employment_service |                  | negative  | 1
        s1          | 2017 | q1            | public_employment_service |                  | no_answer | 2
        s1          | 2017 | q2            | public_employment_service |                  | positive  | 2
        s1          | 2017 | q1            | region                    | a1               | negative  | 2
    """,
    "survey_invited": """
        survey_code | year | respondent_group          | association_code | invited
        s1          | 2017 | public_employment_service |                  | 20
        s1          | 2017 | region                    | a1               | 4
    """,
    "association_area": """
        association_code | municipality_code
        a1               | 1480
    """,
}

SUPPORT = (
    Spec(
        holds="positive of those who answered",
        indicator="survey_share",
        given=_SURVEY,
        by=("question", "respondent_group"),
        expected="""
            period | breakdown                                               | value | n
            2017   |                                                         | 66.7  | 12
            2017   | question=q1                                             | 60.0  | 10
            2017   | question=q2                                             | 100.0 | 2
            2017   | respondent_group=public_employment_service              | 80.0  | 10
            2017   | respondent_group=region                                 | 0     | 2
            2017   | question=q1; respondent_group=public_employment_service | 75.0  | 8
            2017   | question=q1; respondent_group=region                    | 0     | 2
            2017   | question=q2; respondent_group=public_employment_service | 100.0 | 2
        """,
    ),
    Spec(
        holds="answered of the invited, who are asked each question",
        indicator="survey_response_rate",
        level="association",
        given=_SURVEY,
        by=("question",),
        expected="""
            period | area | breakdown   | value | n
            2017   | a1   |             | 25.0  | 8
            2017   | a1   | question=q1 | 50.0  | 4
            2017   | a1   | question=q2 | 0     | 4
        """,
    ),
    Spec(
        holds="those who came to what was held in the period",
        indicator="support_participants",
        by=("kind",),
        given={
            "support_activity": """
                activity_code | kind       | held_on    | participants
                x1            | conference | 2019-05-01 | 100
                x2            | conference | 2020-05-01 | 50
                x3            | other      | 2019-12-31 | 7
            """
        },
        expected="""
            period | breakdown       | value
            2019   |                 | 107
            2019   | kind=conference | 100
            2019   | kind=other      | 7
        """,
    ),
)
