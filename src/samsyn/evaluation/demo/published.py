"""What the invented study is made to show, and what is only assumed.

Published: arms, 1,063 people, 25 municipalities of which some came half a year late, shares at
month 15, paths that part in month 7, a difference in work with support, found for men and not for
women, none for those with daily activities, and the background of the people. Arm sizes, flow,
delivery and costs are not published: assumed, in the direction of the study's hypotheses.
"""

from collections.abc import Mapping

PEOPLE: Mapping[str, int] = {"CM": 355, "FS": 354, "SE": 354}
SHARES: Mapping[str, int] = {"CM": 1, "FS": 1, "SE": 1}

BACKGROUND: Mapping[str, float] = {
    "sex": 0.48, "children": 0.14, "foreign_born": 0.09, "upper_secondary": 0.43,
    "lss": 0.30, "daily_activities": 0.21, "housing_support": 0.09,
}  # fmt: skip
MEAN_AGE = 24.8

LOST: Mapping[str, tuple[str, ...]] = {
    "CM": ("deceased", "emigrated", "protected", "protected"),
    "FS": ("deceased", "emigrated", "emigrated", "protected", "protected"),
    "SE": ("deceased", "emigrated", "emigrated", "protected"),
}
"""Assumed: people lost before month 15, by arm."""

MEN_OF_SUCCESS: Mapping[str, float] = {"CM": 0.54, "FS": 0.51, "SE": 0.63}
DAILY_OF_SUCCESS: Mapping[str, float] = {"CM": 0.16, "FS": 0.175, "SE": 0.165}
"""Of those in work or studies at month 15: men, and people with daily activities."""

AT_MONTH: Mapping[str, tuple[int, ...]] = {
    # Who holds at month 15 started by these months (1–15): alike to month 6, apart from month 7.
    "CM": (3, 6, 9, 12, 15, 18, 22, 28, 34, 40, 46, 52, 58, 64, 70),
    "FS": (3, 6, 9, 12, 15, 18, 21, 26, 31, 36, 42, 47, 52, 57, 63),
    "SE": (3, 6, 9, 12, 15, 18, 29, 39, 48, 56, 64, 71, 78, 85, 91),
}
WITHOUT_SUPPORT: Mapping[str, int] = {"CM": 21, "FS": 20, "SE": 21}
STUDIES: Mapping[str, int] = {"CM": 18, "FS": 16, "SE": 18}
SHORT_JOBS = 12
"""People in each arm with a job that was over before month 15."""
STARTED_LATER: Mapping[str, int] = {"CM": 6, "FS": 5, "SE": 6}
"""People in each arm who start in months 16 to 18."""

ACCEPTED: Mapping[str, int] = {"CM": 338, "FS": 332, "SE": 341}
STARTED: Mapping[str, int] = {"CM": 321, "FS": 312, "SE": 329}
BROKE_OFF: Mapping[str, int] = {"CM": 62, "FS": 74, "SE": 50}

A_MONTH: Mapping[str, Mapping[str, float]] = {
    # Hours and contacts a person and month, in the direction of the four hypotheses.
    "CM": {"staff_hours": 7.5, "personal_contacts": 4.6, "workplace_visits": 0.25,
           "help_outside_work": 1.4},
    "FS": {"staff_hours": 3.2, "personal_contacts": 1.9, "workplace_visits": 0.7,
           "help_outside_work": 0.1},
    "SE": {"staff_hours": 8.8, "personal_contacts": 4.9, "workplace_visits": 1.6,
           "help_outside_work": 0.12},
}  # fmt: skip
BREACHES = (("FS", "coach_in_reference_arm", 6), ("SE", "bought_provider", 4),
            ("SE", "placement_by_specialist", 3), ("CM", "changed_arm", 2))  # fmt: skip

FLOW = (
    # Step at which people stopped, why, and how many.
    ("suggested", "not_reached", 118), ("suggested", "not_eligible", 164),
    ("judged", "other_measure", 203), ("judged", "health", 146), ("judged", "not_eligible", 91),
    ("wants_support", "not_reached", 74), ("wants_support", "moved", 28),
    ("asked", "no_consent", 312), ("asked", "other", 41), ("judged", "wants_no_support", 387),
    ("consented", "consent_withdrawn", 11),
)  # fmt: skip

SURVEY = (
    ("participants", "SE", "Nöjd med stödet", 329, 214, 186),
    ("participants", "CM", "Nöjd med stödet", 321, 201, 167),
    ("participants", "FS", "Nöjd med stödet", 312, 176, 123),
    ("staff", "SE", "Kan arbeta som manualen säger", 38, 33, 27),
    ("staff", "CM", "Kan arbeta som manualen säger", 36, 30, 23),
    ("staff", "FS", "Kan arbeta som manualen säger", 61, 44, 29),
)
