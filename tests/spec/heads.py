"""Heads without names: anonymous, volume, structural, and everyone together."""

from tests.spec.specification import Spec

_HALVES = """
    intervention_code | year | half | kind      | sex   | persons
    i1                | 2019 | 1    | anonymous | woman | 2
    i1                | 2019 | 2    | anonymous | woman | 3
    i1                | 2019 | 1    | anonymous | man   | 4
    i1                | 2020 |      | anonymous | woman | 7
    i1                | 2020 | 1    | volume    | woman | 9
"""

HEADS = (
    Spec(
        holds="a year sums its halves; a half-year needs its own number; a month has none",
        indicator="participants_anonymous",
        given={"head_count": _HALVES},
        expected="""
            period  | value
            2019    | 9
            2019-H1 | 6
            2019-H2 | 3
            2019-03 | –
            2020    | 7
            2020-H1 | –
        """,
    ),
    Spec(
        holds="the number of the whole year stands where halves are given as well",
        indicator="participants_volume",
        by=("sex",),
        given={
            "head_count": """
                intervention_code | year | half | kind   | sex   | persons
                i1                | 2019 |      | volume | woman | 10
                i1                | 2019 | 1    | volume | woman | 4
                i1                | 2019 | 2    | volume | woman | 5
                i2                | 2019 | 1    | volume | man   | 1
            """
        },
        expected="""
            period  | breakdown | value
            2019    |           | 11
            2019    | sex=woman | 10
            2019    | sex=man   | 1
            2019-H1 |           | 5
            2019-H1 | sex=woman | 4
            2019-H1 | sex=man   | 1
        """,
    ),
    Spec(
        holds="heads count in every county of the association, so counties exceed the nation",
        indicator="participants_anonymous",
        level="county",
        given={
            "head_count": """
                intervention_code | year | kind      | sex   | persons
                i1                | 2019 | anonymous | woman | 5
            """,
            "association_area": """
                association_code | municipality_code | first_day  | last_day
                a1               | 1480              | 2000-01-01 |
                a1               | 1380              | 2000-01-01 | 2019-12-31
                a1               | 0180              | 2000-01-01 | 2019-12-30
            """,
        },
        expected="""
            period | area | value
            2019   | 13   | 5
            2019   | 14   | 5
        """,
    ),
    Spec(
        holds="an association that closed counts where it was on its own last day",
        indicator="participants_anonymous",
        level="county",
        given={
            "association": """
                association_code | last_day
                a1               | 2019-06-30
            """,
            "association_area": """
                association_code | municipality_code | first_day  | last_day
                a1               | 1480              | 2000-01-01 | 2019-06-30
                a1               | 1380              | 2000-01-01 | 2019-05-31
            """,
            "head_count": """
                intervention_code | year | kind      | sex   | persons
                i1                | 2019 | anonymous | woman | 5
            """,
        },
        expected="""
            period | area | value
            2019   | 14   | 5
        """,
    ),
    Spec(
        holds="heads have no municipality",
        indicator="participants_total",
        level="municipality",
        given={"head_count": _HALVES},
        expected="""
            period | value
            2019   | –
        """,
    ),
    Spec(
        holds="identified, anonymous and volume together; who consents later moves between them",
        indicator="participants_total",
        given={
            "participation": """
                person_id | entered_on | consented_on
                anna      | 2019-01-01 | 2019-01-01
                bea       | 2019-02-01 | 2019-08-01
            """,
            "head_count": """
                intervention_code | year | kind       | sex   | persons
                i1                | 2019 | anonymous  | woman | 1
                i2                | 2019 | volume     | woman | 3
                i3                | 2019 | structural | woman | 100
                i1                | 2020 | anonymous  | woman | 1
            """,
        },
        expected="""
            period  | value
            2018    | 0
            2019    | 6
            2020    | 3
            2019-H1 | –
        """,
    ),
    Spec(
        holds="activities count only for interventions without head counts that year",
        indicator="participants_structural",
        by=("format",),
        given={
            "head_count": """
                intervention_code | year | kind       | sex     | persons
                i1                | 2019 | structural | unknown | 50
            """,
            "structural_activity": """
                activity_code | intervention_code | held_on    | format  | persons
                s1            | i1                | 2019-05-01 | on_site | 8
                s2            | i1                | 2020-05-01 | on_site | 9
                s3            | i2                | 2019-12-31 | digital | 10
                s4            | i2                | 2019-06-30 |         | 11
            """,
        },
        expected="""
            period  | breakdown      | value
            2019    |                | 71
            2019    | format=digital | 10
            2019    | format=unknown | 11
            2020    |                | 9
            2020    | format=on_site | 9
            2019-H2 |                | –
            2019-H2 | format=digital | 10
        """,
    ),
)
