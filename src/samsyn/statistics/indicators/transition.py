"""Transition meetings with people whose benefit ends or was refused."""

from samsyn.statistics.indicator import (
    MEETINGS,
    PERCENT,
    WHERE_MEETINGS,
    YEAR_ONLY,
    Indicator,
)
from samsyn.statistics.measure import Tally, count, ratio_in_percent
from samsyn.statistics.rows.meetings import MEETINGS as HELD
from samsyn.statistics.rows.populations import BENEFIT_ENDED

transition_meetings = Indicator(
    id="transition_meetings",
    unit=MEETINGS,
    counts=MEETINGS,
    title="Omställningsmöten",
    definition="Omställningsmöten som hållits under perioden.",
    measure=count(HELD),
    breakdowns=("reason", "sex"),
    additive=("reason", "sex"),
    levels=WHERE_MEETINGS,
    source="Återrapport om förstärkt samarbete 2019 (S0)",
)

transition_meeting_coverage = Indicator(
    id="transition_meeting_coverage",
    unit=PERCENT,
    counts=MEETINGS,
    title="Omställningsmöten i förhållande till upphörd ersättning",
    definition=(
        "Omställningsmöten under året i procent av alla vars ersättning upphört eller fått avslag."
    ),
    measure=ratio_in_percent(Tally(HELD), Tally(BENEFIT_ENDED, lambda row: row.persons)),
    breakdowns=("reason", "sex"),
    additive=("reason", "sex"),
    levels=WHERE_MEETINGS,
    periods=YEAR_ONLY,
    source="Återrapporter om förstärkt samarbete (S0)",
)

INDICATORS = (transition_meetings, transition_meeting_coverage)
