"""Associations, interventions and money: what the indicators promise."""

# ruff: noqa: E501 - a drawn table is as wide as its columns

from tests.spec.specification import Spec

_MAP = {
    "association": """
        association_code | first_day  | last_day   | merged_into
        a1               | 2010-01-01 |            |
        a2               | 2010-01-01 | 2019-12-30 | a1
        a3               | 2019-12-31 |            |
        a4               | 2020-01-01 |            |
    """,
    "association_area": """
        association_code | municipality_code | first_day  | last_day
        a1               | 1480              | 2010-01-01 |
        a1               | 1380              | 2010-01-01 | 2019-12-31
        a1               | 0180              | 2020-01-01 |
        a2               | 1480              | 2010-01-01 | 2019-12-30
        a2               | 0580              | 2010-01-01 | 2019-12-30
        a3               | 1480              | 2019-12-31 |
        a4               | 2480              | 2020-01-01 |
    """,
    "intervention": """
        intervention_code | association_code | orientation | focus               | method | first_day  | last_day
        i1                | a1               | individual  | vocational;treatment | ips    | 2015-01-01 | 2019-01-01
        i2                | a1               | structural  |                      |        | 2019-12-31 |
        i3                | a1               | individual  | vocational           | other  | 2015-01-01 | 2018-12-31
        i4                | a2               | individual  | team                 | none   | 2015-01-01 | 2019-12-30
    """,
    "intervention_group": """
        intervention_code | target_group   | first_day  | last_day
        i1                | young          | 2015-01-01 | 2018-12-31
        i1                | long_term_sick | 2015-01-01 |
        i2                | long_term_sick | 2020-01-01 |
        i4                | young          | 2019-06-01 | 2019-12-30
    """,
}

ASSOCIATIONS = (
    Spec(
        holds="those that exist on the period's last day",
        indicator="associations",
        given=_MAP,
        expected="""
            period  | value
            2018    | 2
            2019    | 2
            2019-H1 | 2
            2020    | 3
        """,
    ),
    Spec(
        holds="counted in every county with an area that day, so counties exceed the nation",
        indicator="associations",
        level="county",
        given=_MAP,
        expected="""
            period | area | value
            2019   | 13   | 1
            2019   | 14   | 2
            2020   | 01   | 1
            2020   | 14   | 2
            2020   | 24   | 1
        """,
    ),
    Spec(
        holds="grown from 2 to 3 is fifty percent and one",
        indicator="associations",
        given=_MAP,
        against="2019",
        expected="""
            period | statistic       | against | value
            2020   | count           |         | 3
            2020   | change_percent  | 2019    | 50.0
            2020   | change_absolute | 2019    | 1
        """,
    ),
    Spec(
        holds="different municipalities in the areas that day; a shared one counts once",
        indicator="municipalities",
        given=_MAP,
        expected="""
            period | value
            2018   | 3
            2019   | 2
            2020   | 3
        """,
    ),
    Spec(
        holds="a municipality counts in its own county",
        indicator="municipalities",
        level="county",
        given=_MAP,
        expected="""
            period | area | value
            2018   | 05   | 1
            2018   | 13   | 1
            2018   | 14   | 1
        """,
    ),
    Spec(
        holds="active on any day, by focus and method several at once, tagged on a common day",
        indicator="interventions",
        given=_MAP,
        by=None,
        expected="""
            period | breakdown                   | value
            2019   |                             | 3
            2019   | orientation=individual      | 2
            2019   | orientation=structural      | 1
            2019   | focus=treatment             | 1
            2019   | focus=vocational            | 1
            2019   | focus=team                  | 1
            2019   | focus=unknown               | 1
            2019   | method=ips                  | 1
            2019   | method=none                 | 1
            2019   | method=unknown              | 1
            2019   | target_group=long_term_sick | 1
            2019   | target_group=young          | 1
            2019   | target_group=unknown        | 1
        """,
    ),
    Spec(
        holds="an association that closed counts where it had its area on its own last day",
        indicator="interventions",
        level="county",
        given=_MAP,
        expected="""
            period | area | value
            2019   | 05   | 1
            2019   | 13   | 2
            2019   | 14   | 3
        """,
    ),
    Spec(
        holds="a group the government newly names has no comparison",
        indicator="interventions",
        by=("target_group",),
        against="2016",
        given={
            "intervention_group": """
                intervention_code | target_group     | first_day
                i1                | young_disability | 2017-01-01
                i2                | long_term_sick   | 2016-12-31
                i3                | long_term_sick   | 2017-01-01
            """
        },
        expected="""
            period | statistic       | against | breakdown                     | value
            2017   | count           |         |                               | 3
            2017   | count           |         | target_group=young_disability | 1
            2017   | count           |         | target_group=long_term_sick   | 2
            2017   | change_absolute | 2016    | target_group=long_term_sick   | 1
            2017   | change_percent  | 2016    | target_group=long_term_sick   | 100.0
            2017   | change_absolute | 2016    | target_group=young_disability | –
            2017   | change_percent  | 2016    | target_group=young_disability | –
        """,
    ),
    Spec(
        holds="of an orientation in percent of all",
        indicator="interventions_share",
        given=_MAP,
        expected="""
            period | breakdown              | value | n
            2019   | orientation=individual | 66.7  | 3
            2019   | orientation=structural | 33.3  | 3
        """,
    ),
    Spec(
        holds="a share's change is in points",
        indicator="interventions_share",
        given=_MAP,
        against="2018",
        expected="""
            period | statistic     | against | breakdown              | value
            2019   | share         |         | orientation=individual | 66.7
            2019   | share         |         | orientation=structural | 33.3
            2019   | change_points | 2018    | orientation=individual | -33.3
            2019   | change_points | 2018    | orientation=structural | 33.3
        """,
    ),
    Spec(
        holds="of the associations that day, those with an active intervention for the group",
        indicator="associations_with_group",
        given=_MAP,
        expected="""
            period | breakdown                   | value
            2018   | target_group=long_term_sick | 1
            2018   | target_group=young          | 1
            2019   | target_group=long_term_sick | 1
            2020   | target_group=long_term_sick | 1
        """,
    ),
)

_MONEY = {
    "intervention": """
        intervention_code | association_code | orientation | method
        i1                | a1               | individual  | ips
        i2                | a1               | structural  |
        i3                | a2               | individual  | ips;other
    """,
    "association_funds": """
        association_code | year | source       | amount_sek
        a1               | 2019 | state        | 500
        a1               | 2019 | municipality | 250
        a2               | 2019 | state        | 100
        a1               | 2018 | state        | 400
    """,
    "association_cost": """
        association_code | year | kind      | budget_sek | outturn_sek
        a1               | 2019 | personnel | 90         | 100
        a1               | 2019 | overhead  |            | 20
    """,
    "intervention_cost": """
        intervention_code | year | kind         | budget_sek | outturn_sek
        i1                | 2019 | intervention | 350        | 300
        i2                | 2019 | intervention | 100        | 80
        i3                | 2019 | esf          | 60         | 60
    """,
    "intervention_staff": """
        intervention_code | year | organisation_code | full_time_equivalents
        i1                | 2019 | af                | 0.5
        i3                | 2019 | af                | 1.0
        i3                | 2019 | fk                |
    """,
    "participation": """
        participation_id | person_id | intervention_code | entered_on | exited_on
        p1               | anna      | i1                | 2019-01-01 | 2019-02-01
        p2               | bea       | i1                | 2019-01-01 |
        p3               | cia       | i3                | 2019-01-01 | 2019-02-01
        p4               | cia       | i1                | 2019-01-01 | 2019-02-01
    """,
    "measurement": """
        participation_id | point | works
        p1               | exit  | yes
        p3               | exit  | no
        p4               | exit  | yes
    """,
    "head_count": """
        intervention_code | year | kind      | sex | persons
        i3                | 2019 | anonymous | man | 1
    """,
}

MONEY = (
    Spec(
        holds="the year's funds, by who gives them",
        indicator="funds",
        given=_MONEY,
        by=None,
        expected="""
            period  | breakdown                   | value
            2018    |                             | 400
            2018    | funding_source=state        | 400
            2019    |                             | 850
            2019    | funding_source=state        | 600
            2019    | funding_source=municipality | 250
            2019-H1 |                             | –
        """,
    ),
    Spec(
        holds="budget and outturn apart, never added",
        indicator="administration_cost",
        given=_MONEY,
        by=None,
        expected="""
            period | breakdown                      | value
            2019   | amount=budget                  | 90
            2019   | amount=outturn                 | 120
            2019   | amount=budget; kind=personnel  | 90
            2019   | amount=outturn; kind=overhead  | 20
            2019   | amount=outturn; kind=personnel | 100
        """,
    ),
    Spec(
        holds="of one association's interventions, structural ones with them",
        indicator="intervention_cost",
        level="association",
        area="a1",
        given=_MONEY,
        by=("kind",),
        expected="""
            period | area | breakdown                         | value
            2019   | a1   | amount=budget                     | 450
            2019   | a1   | amount=outturn                    | 380
            2019   | a1   | amount=budget; kind=intervention  | 450
            2019   | a1   | amount=outturn; kind=intervention | 380
        """,
    ),
    Spec(
        holds="funds less administration and interventions, outturn",
        indicator="result",
        level="association",
        given=_MONEY,
        expected="""
            period | area | value
            2019   | a1   | 250
            2019   | a2   | 40
        """,
    ),
    Spec(
        holds="outturn of individual interventions for each participant, anonymous ones too",
        indicator="cost_per_participant",
        given=_MONEY,
        expected="""
            period | statistic | value | n
            2019   | mean      | 90.0  | 4
        """,
    ),
    Spec(
        holds="for each completed to work or study, where at least 80 percent are identified",
        indicator="cost_per_work_or_study",
        level="association",
        given=_MONEY,
        expected="""
            period | area | value | n
            2019   | a1   | 150.0 | 2
            2019   | a2   | –     |
        """,
    ),
    Spec(
        holds="identified for each full-time equivalent, by method",
        indicator="staff_ratio",
        given=_MONEY,
        by=("method",),
        expected="""
            period | breakdown    | value | n
            2019   |              | 2.0   | 1.5
            2019   | method=ips   | 2.0   | 1.5
            2019   | method=other | 1.0   | 1.0
        """,
    ),
)
