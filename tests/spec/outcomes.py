"""Outcomes, occupation, income and time: what the indicators promise."""

# ruff: noqa: E501 - a drawn table is as wide as its columns

from datetime import date

from tests.spec.specification import Spec

_COMPLETED = {
    "person": """
        person_id | sex
        bo        | man
    """,
    "participation": """
        participation_id | person_id | entered_on | exited_on  | exit_reason         | age_at_entry
        works            | anna      | 2019-01-01 | 2019-01-01 | work                | 25
        studies          | anna      | 2019-02-01 | 2019-03-01 | studies             | 25
        seeks            | bo        | 2018-06-01 | 2019-12-31 | job_seeking         | 45
        nothing          | bo        | 2019-01-01 | 2019-06-30 | illness             | 45
        unmeasured       | cia       | 2019-01-01 | 2019-06-30 | moved               | 45
        empty            | dag       | 2019-01-01 | 2019-06-30 | own_choice          | 45
        wrong            | eva       | 2019-01-01 | 2019-06-30 | registered_in_error | 45
        open             | fia       | 2019-01-01 |            |                     | 45
        later            | gun       | 2019-01-01 | 2020-01-01 | work                | 45
    """,
    "measurement": """
        participation_id | point | works | work_kind    | work_percent | studies | study_percent | seeks_work
        works            | entry | no    |              |              | no      |               | yes
        works            | exit  | yes   | unsubsidised |              | yes     | 50            |
        studies          | entry | yes   |              | 50           | no      |               |
        studies          | exit  | no    |              |              | yes     |               | yes
        seeks            | entry | no    |              |              | no      |               | yes
        seeks            | exit  |       |              |              |         |               | yes
        nothing          | exit  | no    |              |              | no      |               | no
        empty            | exit  |       | sheltered    |              |         |               |
        empty            | entry | yes   |              | 100          |         |               |
        wrong            | exit  | yes   |              |              | no      |               | no
        later            | exit  | yes   |              |              | no      |               | no
    """,
    "income": """
        participation_id | point | source
        works            | entry | sickness_benefit
        works            | entry | social_assistance
        works            | exit  | no_public_income
        studies          | entry | social_assistance
        studies          | exit  | student_aid
        seeks            | entry | social_assistance
        seeks            | exit  | unemployment_benefit
        seeks            | exit  | social_assistance
        wrong            | exit  | no_public_income
    """,
}

OUTCOMES = (
    Spec(
        holds="participations, not persons, that ended in the period; errors never",
        indicator="completed",
        given=_COMPLETED,
        by=("exit_reason", "sex"),
        expected="""
            period | breakdown                          | value
            2019   |                                    | 6
            2019   | exit_reason=work                   | 1
            2019   | exit_reason=studies                | 1
            2019   | exit_reason=job_seeking            | 1
            2019   | exit_reason=illness                | 1
            2019   | exit_reason=moved                  | 1
            2019   | exit_reason=own_choice             | 1
            2019   | sex=woman                          | 4
            2019   | sex=man                            | 2
            2019   | exit_reason=work; sex=woman        | 1
            2019   | exit_reason=studies; sex=woman     | 1
            2019   | exit_reason=job_seeking; sex=man   | 1
            2019   | exit_reason=illness; sex=man       | 1
            2019   | exit_reason=moved; sex=woman       | 1
            2019   | exit_reason=own_choice; sex=woman  | 1
        """,
    ),
    Spec(
        holds="ended and started the same day is ended that month",
        indicator="completed",
        given=_COMPLETED,
        expected="""
            period  | value
            2019-01 | 1
            2019-03 | 1
            2019-H1 | 5
            2019-H2 | 1
            2020    | 1
        """,
    ),
    Spec(
        holds="interventions followed by counts have no completed participations",
        indicator="completed",
        given={
            "participation": """
                participation_id | intervention_code | entered_on | exited_on
                p1               | i1                | 2019-01-01 | 2019-02-01
                p2               | i2                | 2019-01-01 | 2019-02-01
            """,
            "intervention": """
                intervention_code | follow_up | orientation
                i1                | persons   | individual
                i2                | counts    | individual
            """,
        },
        expected="""
            period | value
            2019   | 1
        """,
    ),
    Spec(
        holds="an exit measurement without any of the three answers is missing",
        indicator="outcome_coverage",
        given=_COMPLETED,
        by=("sex",),
        expected="""
            period | breakdown | value | n
            2019   |           | 66.7  | 6
            2019   | sex=woman | 50.0  | 4
            2019   | sex=man   | 100.0 | 2
        """,
    ),
    Spec(
        holds="of the measured, by sex, age, education and any income before",
        indicator="outcome_work_or_study",
        given=_COMPLETED,
        by=None,
        expected="""
            period | breakdown                                        | value | n
            2019   |                                                  | 50.0  | 4
            2019   | sex=woman                                        | 100.0 | 2
            2019   | sex=man                                          | 0     | 2
            2019   | age_group=16-29                                  | 100.0 | 2
            2019   | age_group=45-59                                  | 0     | 2
            2019   | education=unknown                                | 50.0  | 4
            2019   | income_before=sickness_benefit                   | 100.0 | 1
            2019   | income_before=social_assistance                  | 66.7  | 3
            2019   | income_before=unknown                            | 0     | 1
            2019   | age_group=16-29; sex=woman                       | 100.0 | 2
            2019   | age_group=45-59; sex=man                         | 0     | 2
            2019   | education=unknown; sex=woman                     | 100.0 | 2
            2019   | education=unknown; sex=man                       | 0     | 2
            2019   | income_before=sickness_benefit; sex=woman        | 100.0 | 1
            2019   | income_before=social_assistance; sex=woman       | 100.0 | 2
            2019   | income_before=social_assistance; sex=man         | 0     | 1
            2019   | income_before=unknown; sex=man                   | 0     | 1
        """,
    ),
    Spec(
        holds="seeks work, and neither works nor studies",
        indicator="outcome_job_seeking",
        given=_COMPLETED,
        expected="""
            period | value | n
            2019   | 25.0  | 4
        """,
    ),
    Spec(
        holds="work, studies or job-seeking, each participation once",
        indicator="outcome_work_study_or_job_seeking",
        given=_COMPLETED,
        expected="""
            period | value | n
            2019   | 75.0  | 4
            2018   | –     | 0
        """,
    ),
    Spec(
        holds="more after than before, absent percent being nil, of those measured twice",
        indicator="started_or_increased",
        given=_COMPLETED,
        expected="""
            period | value | n
            2019   | 66.7  | 3
        """,
    ),
    Spec(
        holds="work without percent is no increase for someone who worked before",
        indicator="started_or_increased",
        given={
            "participation": """
                participation_id | entered_on | exited_on
                p1               | 2019-01-01 | 2019-06-01
                p2               | 2019-01-01 | 2019-06-01
                p3               | 2019-01-01 | 2019-06-01
                p4               | 2019-01-01 | 2019-06-01
            """,
            "measurement": """
                participation_id | point | works | work_percent | studies | study_percent
                p1               | entry | yes   | 50           | no      |
                p1               | exit  | yes   |              | no      |
                p2               | entry | yes   |              | no      |
                p2               | exit  | yes   | 25           | no      |
                p3               | entry | yes   | 50           | no      |
                p3               | exit  | yes   | 50           | no      |
                p4               | entry | no    |              | yes     | 25
                p4               | exit  | no    |              | yes     | 30
            """,
        },
        expected="""
            period | value | n
            2019   | 50.0  | 4
        """,
    ),
    Spec(
        holds="no public income alone, of those with any income after",
        indicator="no_public_support_after",
        given=_COMPLETED,
        expected="""
            period | value | n
            2019   | 33.3  | 3
        """,
    ),
    Spec(
        holds="work before studies before job-seeking before other, of those measured after",
        indicator="occupation_after",
        given=_COMPLETED,
        by=("sex",),
        expected="""
            period | breakdown                        | value | n
            2019   | occupation=work                  | 25.0  | 4
            2019   | occupation=studies               | 25.0  | 4
            2019   | occupation=job_seeking           | 25.0  | 4
            2019   | occupation=other                 | 25.0  | 4
            2019   | occupation=work; sex=woman       | 50.0  | 2
            2019   | occupation=studies; sex=woman    | 50.0  | 2
            2019   | occupation=job_seeking; sex=man  | 50.0  | 2
            2019   | occupation=other; sex=man        | 50.0  | 2
        """,
    ),
    Spec(
        holds="the same at entry, of those measured then",
        indicator="occupation_before",
        given=_COMPLETED,
        expected="""
            period | breakdown              | value | n
            2019   | occupation=work        | 50.0  | 4
            2019   | occupation=job_seeking | 50.0  | 4
        """,
    ),
    Spec(
        holds="of those that work after, by kind of work, unknown last",
        indicator="work_kind_after",
        given={
            "participation": """
                participation_id | entered_on | exited_on
                p1               | 2019-01-01 | 2019-06-01
                p2               | 2019-01-01 | 2019-06-01
                p3               | 2019-01-01 | 2019-06-01
            """,
            "measurement": """
                participation_id | point | works | work_kind
                p1               | exit  | yes   | own_business
                p2               | exit  | yes   |
                p3               | exit  | no    | sheltered
            """,
        },
        expected="""
            period | breakdown              | value | n
            2019   | work_kind=own_business | 50.0  | 2
            2019   | work_kind=unknown      | 50.0  | 2
        """,
    ),
    Spec(
        holds="every source before crossed with every source after",
        indicator="income_transition",
        given=_COMPLETED,
        expected="""
            period | breakdown                                                            | value
            2019   | income_after=no_public_income; income_before=sickness_benefit        | 1
            2019   | income_after=no_public_income; income_before=social_assistance       | 1
            2019   | income_after=student_aid; income_before=social_assistance            | 1
            2019   | income_after=unemployment_benefit; income_before=social_assistance   | 1
            2019   | income_after=social_assistance; income_before=social_assistance      | 1
            2019   | income_after=unknown; income_before=unknown                          | 3
        """,
    ),
)

_LATER = {
    "participation": """
        participation_id | entered_on | exited_on
        p1               | 2019-01-01 | 2019-08-31
        p2               | 2019-01-01 | 2019-08-29
        p3               | 2019-01-01 | 2019-08-28
        p4               | 2019-01-01 | 2019-06-01
    """,
    "measurement": """
        participation_id | point   | works | studies | seeks_work
        p1               | month_6 | yes   | no      | no
        p3               | month_6 | no    | yes     | no
        p4               | month_6 | no    | no      | yes
        p2               | month_3 |       |         |
    """,
}

LATER = (
    Spec(
        holds="only those whose months have passed when the snapshot is taken, if measured",
        indicator="outcome_later",
        given=_LATER,
        taken_on=date(2020, 2, 28),
        expected="""
            period | breakdown     | value | n
            2019   | point=month_6 | 50.0  | 2
        """,
    ),
    Spec(
        holds="the last of August and six months is the last of February",
        indicator="outcome_later_coverage",
        given=_LATER,
        taken_on=date(2020, 2, 29),
        expected="""
            period | breakdown     | value | n
            2019   | point=month_3 | 0     | 4
            2019   | point=month_6 | 75.0  | 4
        """,
    ),
)

TIME = (
    Spec(
        holds="mean, median and quartiles (type 7) of the days from entry to exit",
        indicator="duration_days",
        given={
            "participation": """
                participation_id | entered_on | exited_on
                p1               | 2019-01-01 | 2019-01-01
                p2               | 2019-01-01 | 2019-01-11
                p3               | 2018-12-31 | 2019-01-31
                p4               | 2019-03-01 | 2019-04-11
            """
        },
        expected="""
            period | statistic      | value | n
            2019   | mean           | 20.5  | 4
            2019   | median         | 20.5  | 4
            2019   | lower_quartile | 7.5   | 4
            2019   | upper_quartile | 33.5  | 4
        """,
    ),
    Spec(
        holds="days from the first day of the source to entry, where it is known",
        indicator="benefit_days_at_entry",
        given={
            "participation": """
                participation_id | entered_on
                p1               | 2019-03-01
                p2               | 2019-03-01
                p3               | 2018-03-01
            """,
            "income": """
                participation_id | point | source           | since
                p1               | entry | sickness_benefit | 2019-02-01
                p1               | entry | student_aid      |
                p2               | entry | sickness_benefit | 2018-03-01
                p3               | entry | sickness_benefit | 2018-02-28
                p2               | exit  | sickness_benefit | 2019-02-28
            """,
        },
        expected="""
            period | breakdown                      | value | n
            2019   | income_source=sickness_benefit | 196.5 | 2
        """,
    ),
    Spec(
        holds="whole years on public support at entry; a whole year belongs to the upper band",
        indicator="time_in_public_support",
        by=("band",),
        given={
            "participation": """
                participation_id | entered_on
                p1               | 2019-02-28
                p2               | 2019-03-01
                p3               | 2019-05-05
                p4               | 2019-05-05
                p5               | 2019-05-05
                p6               | 2018-05-05
            """,
            "measurement": """
                participation_id | point | public_support_since
                p1               | entry | 2016-02-29
                p2               | entry | 2016-02-29
                p3               | entry | 2018-05-06
                p4               | entry | 2000-01-01
                p6               | entry | 2000-01-01
            """,
        },
        expected="""
            period | breakdown        | value
            2019   |                  | 5
            2019   | band=under_1     | 1
            2019   | band=1_to_3      | 1
            2019   | band=3_to_5      | 1
            2019   | band=9_or_more   | 1
            2019   | band=unknown     | 1
        """,
    ),
)
