"""What the national authorities do for the associations: surveys, courses and visits."""

from samsyn.statistics.indicator import PERCENT, WHERE_ASSOCIATIONS, YEAR_ONLY, Indicator
from samsyn.statistics.keys import Key
from samsyn.statistics.measure import Tally, ratio_in_percent, total
from samsyn.statistics.rows.meetings import ANSWERS, SUPPORT

_ANSWERED = Tally(ANSWERS, lambda row: row.answered)

survey_share = Indicator(
    id="survey_share",
    unit=PERCENT,
    counts="answers",
    title="Andel positiva svar",
    definition="Svarande som svarat positivt, i procent av alla som svarat på frågan.",
    note="Över flera frågor räknas varje svar.",
    measure=ratio_in_percent(Tally(ANSWERS, lambda row: row.positive), _ANSWERED),
    breakdowns=("respondent_group", "question"),
    additive=("respondent_group", "question"),
    levels=WHERE_ASSOCIATIONS,
    periods=YEAR_ONLY,
    source="Gemensam återrapport 2017 (S2)",
)

survey_response_rate = Indicator(
    id="survey_response_rate",
    unit=PERCENT,
    counts="answers",
    title="Svarsfrekvens",
    definition="De som svarat på frågan i procent av dem som bjudits in att svara.",
    note="Över flera frågor räknas varje svar och varje fråga till en inbjuden.",
    measure=ratio_in_percent(_ANSWERED, Tally(ANSWERS, lambda row: row.invited)),
    breakdowns=("respondent_group", "question"),
    additive=("respondent_group", "question"),
    levels=WHERE_ASSOCIATIONS,
    periods=YEAR_ONLY,
    source="Gemensam återrapport 2017 (S2)",
)

support_participants = Indicator(
    id="support_participants",
    unit="participants",
    counts="staff",
    title="Deltagare i det nationella stödet",
    definition="Deltagare i stödaktiviteter som hållits under perioden.",
    measure=total(SUPPORT, lambda row: row.participants, "count"),
    breakdowns=("kind",),
    additive=("kind",),
    levels=("nation",),
    categories={"kind": Key("kind", "Slag", "support_kind").categories},
    source="Gemensam återrapport 2017 (S2)",
)

INDICATORS = (survey_share, survey_response_rate, support_participants)
