"""Participants: what the indicators promise."""

# ruff: noqa: E501 - a drawn table is as wide as its columns

from tests.spec.specification import Spec

PARTICIPANTS = (
    Spec(
        holds="active on any day of the period, its first and last included",
        indicator="participants_identified",
        given={
            "participation": """
                person_id | entered_on | exited_on
                anna      | 2018-05-01 | 2019-01-01
                bea       | 2019-12-31 |
                cia       | 2018-05-01 | 2018-12-31
                dag       | 2020-01-01 |
                eva       | 2019-07-01 | 2019-07-01
            """
        },
        expected="""
            period  | value
            2018    | 2
            2019    | 3
            2019-H1 | 1
            2019-07 | 1
            2019-12 | 1
            2020    | 2
        """,
    ),
    Spec(
        holds="a person counts once, also with parallel participations, but in each association",
        indicator="participants_identified",
        level="association",
        given={
            "participation": """
                participation_id | person_id | intervention_code | entered_on
                p1               | anna      | i1                | 2019-01-01
                p2               | anna      | i2                | 2019-02-01
                p3               | anna      | i3                | 2019-03-01
            """,
            "intervention": """
                intervention_code | association_code
                i1                | a1
                i2                | a1
                i3                | a2
            """,
        },
        expected="""
            period | area | value
            2019   | a1   | 1
            2019   | a2   | 1
        """,
    ),
    Spec(
        holds="registered in error never counts, nor does a structural intervention",
        indicator="participants_identified",
        given={
            "participation": """
                person_id | intervention_code | entered_on | exited_on  | exit_reason
                anna      | i1                | 2019-01-01 | 2019-06-01 | registered_in_error
                bea       | i1                | 2019-01-01 | 2019-06-01 | work
                cia       | i2                | 2019-01-01 | 2019-06-01 | work
            """,
            "intervention": """
                intervention_code | orientation
                i1                | individual
                i2                | structural
            """,
        },
        expected="""
            period | value
            2019   | 1
        """,
    ),
    Spec(
        holds="age and education are those of the latest entry among what counts in the area",
        indicator="participants_identified",
        level="county",
        by=("age_group", "education"),
        given={
            "participation": """
                participation_id | person_id | municipality_code | entered_on | exited_on  | age_at_entry
                p1               | anna      | 1480              | 2018-01-01 | 2019-03-01 | 29
                p2               | anna      | 0180              | 2019-01-01 | 2019-12-31 | 30
                p3               | bea       |                   | 2019-01-01 |            | 65
            """,
            "measurement": """
                participation_id | point | education
                p1               | entry | compulsory
                p2               | entry | upper_secondary
            """,
        },
        expected="""
            period | area    | breakdown                                  | value
            2019   | 14      |                                            | 1
            2019   | 14      | age_group=16-29                            | 1
            2019   | 14      | education=compulsory                       | 1
            2019   | 14      | age_group=16-29; education=compulsory      | 1
            2019   | 01      |                                            | 1
            2019   | 01      | age_group=30-44                            | 1
            2019   | 01      | education=upper_secondary                  | 1
            2019   | 01      | age_group=30-44; education=upper_secondary | 1
            2019   | unknown |                                            | 1
            2019   | unknown | age_group=other                            | 1
            2019   | unknown | education=unknown                          | 1
            2019   | unknown | age_group=other; education=unknown         | 1
        """,
    ),
    Spec(
        holds="income sources at entry are any of them, so they do not sum to the total",
        indicator="participants_identified",
        by=("income_source",),
        given={
            "participation": """
                participation_id | person_id | entered_on | exited_on
                p1               | anna      | 2019-01-01 | 2019-02-01
                p2               | anna      | 2019-06-01 |
                p3               | bea       | 2019-06-01 |
            """,
            "income": """
                participation_id | point | source
                p1               | entry | sickness_benefit
                p1               | entry | social_assistance
                p2               | entry | social_assistance
                p2               | exit  | student_aid
            """,
        },
        expected="""
            period | breakdown                       | value
            2019   |                                 | 2
            2019   | income_source=sickness_benefit  | 1
            2019   | income_source=social_assistance | 1
            2019   | income_source=unknown           | 1
        """,
    ),
    Spec(
        holds="a target group counts if tag, participation and period share a day",
        indicator="participants_identified",
        by=("target_group",),
        given={
            "participation": """
                person_id | intervention_code | entered_on | exited_on
                anna      | i1                | 2018-01-01 | 2019-02-01
                bea       | i1                | 2018-01-01 | 2019-09-01
                cia       | i2                | 2018-01-01 | 2019-09-01
            """,
            "intervention_group": """
                intervention_code | target_group   | first_day  | last_day
                i1                | young          | 2019-06-01 |
                i1                | long_term_sick | 2017-01-01 | 2019-01-01
            """,
        },
        expected="""
            period | breakdown                   | value
            2019   |                             | 3
            2019   | target_group=young          | 1
            2019   | target_group=long_term_sick | 2
            2019   | target_group=unknown        | 1
        """,
    ),
    Spec(
        holds="derived groups are found from income, its first day, age and tag at entry",
        indicator="participants_identified",
        by=("derived_group",),
        given={
            "participation": """
                person_id | participation_id | intervention_code | entered_on | age_at_entry
                anna      | activity         | i1                | 2019-01-01 | 25
                bea       | sick_365         | i1                | 2019-01-01 | 50
                cia       | sick_364         | i1                | 2019-01-01 | 50
                dag       | tagged           | i2                | 2019-01-01 | 29
                eva       | tagged_old       | i2                | 2019-01-01 | 30
                fia       | tagged_activity  | i2                | 2019-01-01 | 25
                gun       | compensation     | i1                | 2019-01-01 | 16
            """,
            "income": """
                participation_id | point | source                 | since
                activity         | entry | activity_compensation  |
                sick_365         | entry | rehabilitation_benefit | 2018-01-01
                sick_364         | entry | sickness_benefit       | 2018-01-02
                tagged_activity  | entry | activity_compensation  |
                compensation     | entry | sickness_compensation  |
            """,
            "intervention_group": """
                intervention_code | target_group
                i2                | neuropsychiatric
            """,
        },
        expected="""
            period | breakdown                                  | value
            2019   |                                            | 7
            2019   | derived_group=young_activity_compensation  | 2
            2019   | derived_group=long_term_sick               | 1
            2019   | derived_group=young_disability             | 2
        """,
    ),
    Spec(
        holds="methods are those of the interventions, several at once",
        indicator="participants_identified",
        by=("method", "sex"),
        given={
            "person": """
                person_id | sex
                bo        | man
            """,
            "participation": """
                person_id | participation_id | intervention_code | entered_on
                bo        | p1               | i1                | 2019-01-01
                bo        | p2               | i2                | 2019-01-01
                anna      | p3               | i3                | 2019-01-01
            """,
            "intervention": """
                intervention_code | method
                i1                | ips;other
                i2                | ips
                i3                |
            """,
        },
        expected="""
            period | breakdown                 | value
            2019   |                           | 2
            2019   | method=ips                | 1
            2019   | method=other              | 1
            2019   | method=unknown            | 1
            2019   | sex=man                   | 1
            2019   | sex=woman                 | 1
            2019   | method=ips; sex=man       | 1
            2019   | method=other; sex=man     | 1
            2019   | method=unknown; sex=woman | 1
        """,
    ),
    Spec(
        holds="those who entered in the period, once each, by who referred them",
        indicator="participants_started",
        by=("referred_by",),
        given={
            "participation": """
                participation_id | person_id | entered_on | referred_by
                p1               | anna      | 2018-12-31 | region
                p2               | anna      | 2019-01-01 | municipality
                p3               | anna      | 2019-12-31 | own_initiative
                p4               | bea       | 2020-01-01 | region
            """
        },
        expected="""
            period | breakdown                  | value
            2019   |                            | 1
            2019   | referred_by=municipality   | 1
            2019   | referred_by=own_initiative | 1
        """,
    ),
    Spec(
        holds="women and men of all, those of unknown sex in the denominator",
        indicator="sex_share",
        of="participants_identified",
        by=("sex",),
        given={
            "person": """
                person_id | sex
                anna      | woman
                bo        | man
                x         | unknown
                y         | woman
            """,
            "participation": """
                person_id | entered_on
                anna      | 2019-01-01
                bo        | 2019-01-01
                x         | 2019-01-01
                y         | 2019-01-01
            """,
        },
        expected="""
            period | breakdown   | value | n
            2019   | sex=woman   | 50.0  | 4
            2019   | sex=man     | 25.0  | 4
            2019   | sex=unknown | 25.0  | 4
        """,
    ),
    Spec(
        holds="sick-listed are those with sickness or rehabilitation benefit at an entry",
        indicator="participants_on_benefit",
        by=None,
        given={
            "participation": """
                participation_id | person_id | entered_on | exited_on
                p1               | anna      | 2018-01-01 | 2019-02-01
                p2               | anna      | 2019-06-01 |
                p3               | bea       | 2019-06-01 |
                p4               | cia       | 2018-06-01 | 2018-07-01
            """,
            "income": """
                participation_id | point | source
                p1               | entry | sickness_benefit
                p2               | entry | rehabilitation_benefit
                p3               | entry | activity_compensation
                p3               | exit  | sickness_benefit
                p4               | entry | sickness_benefit
            """,
        },
        expected="""
            period | breakdown                                       | value
            2019   | income_source=sickness_benefit                  | 1
            2019   | income_source=rehabilitation_benefit            | 1
            2019   | income_source=activity_compensation             | 1
            2019   | income_source=sick_listed                       | 1
            2019   | income_source=sickness_benefit; sex=woman       | 1
            2019   | income_source=rehabilitation_benefit; sex=woman | 1
            2019   | income_source=activity_compensation; sex=woman  | 1
            2019   | income_source=sick_listed; sex=woman            | 1
        """,
    ),
)

_POPULATION = """
    year | benefit               | sex   | municipality_code | persons
    2019 | activity_compensation | woman |                   | 40
    2019 | activity_compensation | man   |                   | 60
    2019 | activity_compensation | woman | 1480              | 10
    2019 | sickness_benefit      | woman | 1480              | 20
    2019 | sickness_benefit      | man   | 0180              | 30
"""
_ON_BENEFIT = {
    "participation": """
        participation_id | person_id | municipality_code | entered_on
        p1               | anna      | 1480              | 2019-01-01
        p2               | bea       | 0180              | 2019-01-01
    """,
    "income": """
        participation_id | point | source
        p1               | entry | activity_compensation
        p2               | entry | sickness_benefit
    """,
    "benefit_population": _POPULATION,
}

COVERAGE = (
    Spec(
        holds="the nation takes the whole country's row of a benefit, else sums municipalities",
        indicator="benefit_coverage",
        given=_ON_BENEFIT,
        by=(),
        expected="""
            period | breakdown                           | value | n
            2019   | income_source=activity_compensation | 1.0   | 100
            2019   | income_source=sickness_benefit      | 2.0   | 50
        """,
    ),
    Spec(
        holds="a municipality takes its own, and what is not known has no answer",
        indicator="benefit_coverage",
        level="municipality",
        area="0180",
        given=_ON_BENEFIT,
        by=("sex",),
        expected="""
            period | breakdown                                 | value | n
            2019   | income_source=sickness_benefit            | 3.33  | 30
            2019   | income_source=sickness_benefit; sex=woman | –     | 0
        """,
    ),
    Spec(
        holds="the benefit's population is known by year only",
        indicator="benefit_coverage",
        given=_ON_BENEFIT,
        expected="""
            period  | breakdown | value
            2019-H1 |           | –
        """,
    ),
)
